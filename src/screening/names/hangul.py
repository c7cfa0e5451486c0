"""Hangul syllables to Latin letters, by the arithmetic of the Unicode block.

The reading is close to Revised Romanization (South Korea, 2000), letter by letter and without the sound changes
between syllables: which spelling a writer chose differs by country, decade and taste, and `names.sound` folds those
choices (g/k, d/t, b/p, j/ch, eo/o, eu/u) together anyway.
"""

from __future__ import annotations

_INITIALS = [
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_VOWELS = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
]  # fmt: skip
_FINALS = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
]  # fmt: skip
_FIRST, _LAST = 0xAC00, 0xD7A3


def is_syllable(char: str) -> bool:
    """Whether the character is a composed hangul syllable."""
    return _FIRST <= ord(char) <= _LAST


def romanise_syllable(char: str) -> str:
    """One composed hangul syllable in Latin letters (``김`` -> ``gim``)."""
    code = ord(char) - _FIRST
    return _INITIALS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]
