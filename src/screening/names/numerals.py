"""Numbers in names: digits, ordinals and Roman numerals, which must agree where both names have one."""

from __future__ import annotations

import re
from functools import lru_cache

_ROMAN = re.compile(r"^(x{0,3})(ix|iv|v?i{0,3})$")
_VALUES = {"i": 1, "v": 5, "x": 10}
_ORDINAL = re.compile(r"^(\d{1,9})(st|nd|rd|th)$")


@lru_cache(maxsize=8192)
def number_of(word: str, *, one_letter: bool = False) -> int | None:
    """The value of a folded word that is a number: ``12``, ``12th``, ``xii``. Single letters are letters, but where
    ``one_letter`` says that they are read as Roman numerals.

    Roman numerals are read up to 39: beyond, they are rarer in names than the words they spell (``mix``, ``dim``).
    """
    if word.isdecimal():
        return int(word) if len(word) <= 18 else None
    if word[:1].isdecimal():
        ordinal = _ORDINAL.match(word)
        return int(ordinal.group(1)) if ordinal else None
    if len(word) >= (1 if one_letter else 2) and word[0] in _VALUES and _ROMAN.match(word):
        values = [_VALUES[c] for c in word]
        return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return None


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: n for n, word in enumerate(_WORDS, 1)}


def number_word(word: str) -> int | None:
    """The value of a folded English number word from one to twelve, as ships have them behind their names."""
    return _NUMBER_WORDS.get(word)


def number_words() -> tuple[str, ...]:
    """The words that `number_word` knows."""
    return _WORDS
