"""Names of East Asia that are particles or initials in the names of Europe: Le Minh Tuan, An Kwang Il, O Kuk Ryol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from screening.names import lexicon
from screening.names.pinyin import parse

_GROUPS = ("chinese-", "korean-", "vietnamese-")  # how the ids of names begin in the table
_NOT_ALONE = frozenset({"mac", "van"})  # hardly ever a family name of the East where they are written so
_ONE_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]{1,3}[^aeiouy]*")


@cache
def eastern_surnames() -> frozenset[str]:
    """Particles of personal names that are family names in East Asia."""
    return frozenset(
        word
        for word in lexicon.particles() - _NOT_ALONE
        if len(word) > 1 and any(group.startswith(_GROUPS) for group in lexicon.name_groups_of(word))
    )


def is_eastern_surname(word: str, others: Sequence[str]) -> bool:
    """Whether a particle that opens or ends a person's name is its family name: all other words are syllables then."""
    return word in eastern_surnames() and bool(others) and all(map(_is_of_syllables, others))


_KOREAN = ("korean-", "ks-")
_LETTERS = frozenset("ou")
MOST_SYLLABLES = 4
"""Words of a Korean name at most, in which a letter may be a syllable."""


def is_korean_syllable(letter: str, others: Sequence[str]) -> bool:
    """Whether a letter without a point is a syllable of a Korean name (O Kuk Ryol, Cho Il U), and nobody's initial: two
    or three words beside it, each one of such names."""
    return letter in _LETTERS and 1 < len(others) < MOST_SYLLABLES and all(map(_is_korean, others))


def _is_korean(word: str) -> bool:
    return any(group.startswith(_KOREAN) for group in lexicon.name_groups_of(word))


def _is_of_syllables(word: str) -> bool:
    return word.isascii() and (_ONE_SYLLABLE.fullmatch(word) is not None or bool(parse(word)))
