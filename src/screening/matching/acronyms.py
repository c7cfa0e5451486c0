"""Acronyms that people make of a listed name, and what it says that a one-word query is one of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from screening.matching.packing import Grouping
from screening.matching.policy import Policy
from screening.names.analysis import AnalysedName
from screening.names.lexicon import is_known
from screening.names.roles import Role, plain_role
from screening.names.tokens import normal_text

SHORTEST = 3
"""Two letters are the initials of too many names."""

_SURE_LETTERS = 5
"""Letters from which an acronym is hardly another party's."""


class Acronyms:
    """The acronyms of a list's names, each under the numbers of the names that have it."""

    def __init__(self, table: Grouping, policy: Policy) -> None:
        self.table = table
        self._of_length = Counter(map(len, table.keys))
        self._policy = policy

    def score(self, word: str) -> float:
        """How much (0 to 1) it says that a word is one of the names' acronyms.

        Its letters' bits count only beyond those that some acronym of its length has by chance, given how many such
        acronyms the list has; few letters are the initials of many parties beyond any list. A word that many names
        have is that word.
        """
        if word not in self.table or not word.isalpha() or is_known(word):
            return 0.0
        return self.said_by(len(word))

    def said_by(self, letters: int) -> float:
        """How much (0 to 1) an acronym of so many letters says that is no word; 0 where the names have none."""
        if not (among := self._of_length[letters]):
            return 0.0
        p = self._policy
        net = p.acronym_letter_bits * letters - math.log2(among)
        short = p.acronym_short * max(0, _SURE_LETTERS - letters)
        return p.acronym_ceiling * max(0.0, 1.0 - short) * min(1.0, max(0.0, net / p.acronym_full_bits))

    def names_of(self, word: str) -> Sequence[int]:
        """Numbers of the names of which ``word`` is an acronym, in order."""
        return self.table.get(word)


class _Letter(NamedTuple):
    """What a word of a name gives to an acronym: its letters, its first letter, and what it does in the name."""

    letters: str
    first: str
    kind: Literal["name", "small", "form"]


def acronyms(name: AnalysedName) -> list[str]:
    """The acronyms that people make of a name, sorted. Of a person's name they make none: nobody goes by all initials.

    Of all its words; without the small ones; with the legal form whole, by its first letter, or without it. Numbers
    stay out.
    """
    text = name.text
    letters = [letter for word in name.words for letter in _letters(text[word.start : word.end], word.role)]
    told = sum([letter.kind == "name" for letter in letters])
    if not told:
        return []
    made: set[str] = set()
    for words in (letters, [w for w in letters if w.kind != "small"]):
        made.add("".join([w.first for w in words if w.kind != "form"]))
        if told < len(words):
            made.add("".join([w.letters for w in words]))
            made.add("".join([w.first for w in words]))
            made.add("".join([w.first for i, w in enumerate(words) if w.kind != "form" or not _goes_on(words, i)]))
        if told == len(words):
            break  # there are no others: it would be the same again
    shortest = SHORTEST if told > 1 else SHORTEST + 1
    return sorted(a for a in made if len(a) >= shortest)


def _goes_on(words: Sequence[_Letter], i: int) -> bool:
    """Whether the word of a legal form stands behind another one of it."""
    return i > 0 and words[i - 1].kind == "form"


@lru_cache(maxsize=8192)
def _letters(text: str, role: Role) -> tuple[_Letter, ...]:
    """What a word gives as it is written: what is read as one (import and export) has the initials of all its words."""
    if role in ("number", "payment", "title"):
        return ()
    parts = _WORD.findall(normal_text(text).lower())
    kept = [p for p in parts if p.isascii() and not p[0].isdecimal() and not (role == "legal" and p == "de")]
    return tuple([_letter(part, role) for part in kept])


def _letter(part: str, role: Role) -> _Letter:
    if role == "legal":  # S.A. gives both its letters, and so does LLC, an acronym itself; Limited one
        return _Letter(part if len(part) <= 3 else part[0], part[0], "form")
    if len(part) > 1 and (part in _SMALL or plain_role(part) == "stop"):
        return _Letter(part[0], part[0], "small")
    return _Letter(part[0], part[0], "name")


_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"the", "and", "ve", "va", "wa", "et", "und", "do", "da", "to", "no"})
"""Small words that are also names or syllables of names."""
