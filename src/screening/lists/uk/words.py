"""The words of the United Kingdom's lists, as ``data/uk_lists.toml`` tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def column_key(header: str) -> str | None:
    """What a column holds, by its header; None where it is not known."""
    key: str | None = _data()["columns"].get(" ".join(header.lower().split()))
    return key


def element_key(tag: str) -> str | None:
    """What an element of the XML holds; None where it is not known."""
    key: str | None = _data()["elements"].get(tag)
    return key


def remark_labels() -> Mapping[str, str]:
    """What is kept as text, and under which label."""
    labels: Mapping[str, str] = _data()["remarks"]
    return labels


def entity_type(word: str) -> str | None:
    """The type of a party; None for a word that is not known."""
    found: str | None = _data()["types"].get(word.casefold())
    return found


def name_type(word: str) -> str | None:
    """The quality that the type of a name stands for; None for a word that is not known."""
    found: str | None = _data()["name_types"].get(" ".join(word.casefold().split()))
    return found


def name_quality(words: str) -> str | None:
    """The quality of an alias (``Low quality a.k.a``); None for words that are not known."""
    found: str | None = _data()["name_qualities"].get(words.casefold().partition(" ")[0])
    return found


def is_script(word: str, script: str | None) -> bool:
    """Whether the publisher's word for a script only says what its letters show."""
    return word.casefold() in _data()["scripts"].get(script or "", ())


def language_code(word: str) -> str | None:
    """The ISO 639 code of a language; None for a word that is not known."""
    code: str | None = _data()["languages"].get(word.casefold())
    return code


def number_kind(words: str, default: str) -> str:
    """The kind of a number by the words beside it."""
    said = set(re.findall(r"[^\W\d_]+", words.casefold()))
    return next((rule["kind"] for rule in _data()["number"] if said & set(rule["words"])), default)


@cache
def information_labels() -> re.Pattern[str]:
    """The labels in "Other Information"."""
    return re.compile(rf"\(({'|'.join(map(re.escape, _data()['information']))})\)\s*:", re.IGNORECASE)


def information_key(label: str) -> str:
    """What stands behind a label of `information_labels`."""
    return _information_keys()[label.casefold()]


@cache
def _information_keys() -> Mapping[str, str]:
    return {known.casefold(): key for known, key in _data()["information"].items()}


@cache
def _data() -> Mapping[str, Any]:
    text = (files("screening") / "data" / "uk_lists.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
