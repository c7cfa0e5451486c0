"""What a word says of a person's gender."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["male", "female"]


def gender_of(text: str) -> Gender | None:
    """The gender that a word stands for, in many languages and abbreviations; None for any other text."""
    return _words().get(_key(text))


def _key(text: str) -> str:
    return text.strip(" .").casefold()


@cache
def _words() -> Mapping[str, Gender]:
    table = tomllib.loads((files("screening") / "data" / "genders.toml").read_text("utf-8"))
    genders: tuple[Gender, ...] = ("male", "female")
    return {_key(word): gender for gender in genders for word in table[gender]}
