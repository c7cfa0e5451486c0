"""Texts that stand for nothing: "n/a", "not available", "unknown" ... in the languages of the headers."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=10_000)
def is_placeholder(text: str) -> bool:
    """Whether a text says that there is nothing: empty, punctuation alone, "n/a", "unknown" ..."""
    key = _key(text)
    return not key or key in _placeholders()


def stand_for_nothing(words: Iterable[str]) -> bool:
    """`is_placeholder` of a text of ASCII, by its words in small letters."""
    key = "".join(words)
    return not key or key in _placeholders()


def _key(text: str) -> str:
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, folded))


@cache
def _placeholders() -> frozenset[str]:
    data = tomllib.loads(resources.files("screening.data").joinpath("placeholders.toml").read_text(encoding="utf-8"))
    return frozenset(map(_key, data["placeholders"]))
