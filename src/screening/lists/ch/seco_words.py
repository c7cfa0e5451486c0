"""What the words of the Swiss list mean, as ``data/ch_seco.toml`` tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def seco_words(table: str) -> Mapping[str, Any]:
    """A table of the data file."""
    words: Mapping[str, Any] = _data()[table]
    return words


def language(code: str | None) -> str | None:
    """The ISO 639 code of a language as the list writes it; None for English and where it is not told."""
    code = (code or "").lower()
    known: str = _data()["languages"].get(code, code)
    return known or None


@cache
def document_kind(document_type: str) -> str:
    """The kind of number that a document of a type bears."""
    kinds = seco_words("documents").items()
    return next((kind for kind, types in kinds if document_type in types), "id_number")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "ch_seco.toml").read_text(encoding="utf-8"))
