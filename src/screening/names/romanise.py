"""Words of other scripts in Latin letters: each script by its own module, the rest by anyascii."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import import_module
from itertools import groupby
from typing import cast

from anyascii import anyascii

MOST_READINGS = 7
"""Readings that a word is given at most: each is looked up and indexed."""

Reader = Callable[[str], tuple[str, ...]]


@lru_cache(maxsize=8192)
def romanisations(text: str, script: str) -> tuple[str, ...]:
    """The readings of a word in Latin letters, most usual first; () where it has none.

    ``script`` is the ISO 15924 code of the word's first letter; a word may go on in another one (カタカナ語).
    """
    runs = [(reader, "".join(chars)) for reader, chars in groupby(text, lambda c: _reader(c, script))]
    choices = [_letters(reader(run)) for reader, run in runs]
    if not all(choices):
        return ()
    # all first readings together, all second ones, and so on: all combinations of long mixed words would be too many
    found = ("".join(c[min(n, len(c) - 1)] for c in choices) for n in range(MOST_READINGS))
    return tuple(dict.fromkeys(r for r in found if r and r != text))


def _letters(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Readings without marks and signs, none twice."""
    plain = ("".join(c for c in r.lower() if c.isalnum()) for r in readings)
    return tuple(dict.fromkeys(plain))


def _reader(char: str, script: str) -> Reader:
    """What reads a character: in runs of several scripts each by its own reader."""
    if "\uac00" <= char <= "\ud7a3":
        return _load("hangul", "readings")
    if "\u3041" <= char <= "\u30fc":
        return _load("kana", "readings")
    if script in _HAN_WRITING and char > "\u2fff":
        return _han
    return _load(*_READERS[script]) if script in _READERS else _by_table


@cache
def _load(module: str, function: str) -> Reader:
    """A script's reader, loaded when a word of that script is first met: most runs meet none."""
    return cast("Reader", getattr(import_module(f"screening.names.{module}"), function))


def _han(word: str) -> tuple[str, ...]:
    whole = _REPEATED.sub(r"\1\1", word)
    return _load("han", "readings")(whole) or _by_table(whole)


def _by_table(word: str) -> tuple[str, ...]:
    return ("".join(anyascii(c) for c in word.replace("ու", "u")),)  # in Armenian two letters of one vowel


_REPEATED = re.compile("(.)々")
_HAN_WRITING = frozenset({"Hani", "Hira", "Kana", "Hang"})
_READERS: Mapping[str, tuple[str, str]] = {
    "Cyrl": ("cyrillic", "readings"),
    "Grek": ("greek", "readings"),
    "Arab": ("semitic", "arabic"),
    "Hebr": ("semitic", "hebrew"),
    "Thai": ("abugidas", "thai"),
    **dict.fromkeys(
        ("Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"), ("abugidas", "indic")
    ),
}
