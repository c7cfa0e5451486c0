"""The words of the UN's list, as ``data/un_xml.toml`` tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def quality_of(word: str) -> str | None:
    """The quality of a name that a word of the list stands for; None where it is not known."""
    quality: str | None = _data()["quality"].get(word.casefold())
    return quality


def document_kind(*types: str) -> str:
    """The kind of number of a document: the first type decides that holds one of the phrases."""
    phrases: list[Mapping[str, str]] = _data()["document"]
    for text in types:
        for item in phrases:
            if item["phrase"] and item["phrase"] in text.casefold():
                return item["kind"]
    return phrases[-1]["kind"]


@cache
def _data() -> Mapping[str, Any]:
    text = (files("screening") / "data" / "un_xml.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
