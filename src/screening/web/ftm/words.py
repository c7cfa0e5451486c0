"""The words of ``data/ftm_web.toml``, and text that comes from outside."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from screening.lists.opensanctions.ftm_entity import ftm_words


def web_words(table: str) -> Mapping[str, Any]:
    """A table of the file."""
    words: Mapping[str, Any] = _data()[table]
    return words


@cache
def labels() -> Mapping[str, str]:
    """What each property that is asked for or shown is called, by its name."""
    return {**{name: told["label"] for name, told in web_words("properties").items()}, **web_words("numbers")}


def kind_of_number(schema: str, name: str) -> str | None:
    """The kind of identifier that a property of a schema holds; None where it holds none."""
    own: Mapping[str, str] = ftm_words("identifiers_of").get(schema, {})
    return own.get(name) or ftm_words("identifiers").get(name)


def plain(value: object) -> str:
    """A value of JSON as text with single spaces; "" for one that is neither a text nor a number.

    Halves of characters that JSON can write and no encoding can are left out.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).encode("utf-8", "ignore").decode("utf-8").split())


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "ftm_web.toml").read_text(encoding="utf-8"))
