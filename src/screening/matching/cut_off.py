"""Names that a field's length cut off: the query is, letter by letter, the beginning of a listed name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from screening.matching.packing import Columns
from screening.matching.policy import Policy
from screening.matching.profile import Profile, has_unit
from screening.names.tokens import normal_text

SHORTEST = 20
"""No field that names are cut off at is shorter than this (ACH has 22 characters, payment lines 35)."""
_MOST = 20
"""Names that one beginning may stand for: beyond, it is a legal form and says nothing about who is meant."""
_TOLD = (2, 3)
"""Share of the letters of the word that was cut by which it is told."""
_SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A text with nothing but its letters, digits and single spaces, in lower case."""
    return _SIGNS.sub(" ", normal_text(text).lower()).strip()


class Beginnings:
    """The listed names by how they begin."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self.columns: Columns = columns
        self._texts: Sequence[str] = columns["texts"]
        self._names: Sequence[int] = columns["names"].tolist()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Beginnings:
        """The beginnings of listed names, of which `plain` texts are given; they are numbered as they come."""
        found = sorted((text, n) for n, text in enumerate(texts) if len(text) > SHORTEST)
        return cls({"texts": [p for p, _ in found], "names": np.array([n for _, n in found], dtype=np.int64)})

    def names_of(self, query: str) -> Sequence[int]:
        """Numbers of the names that begin with the query and go on behind it, in order; () where it is too short."""
        if len(query) < SHORTEST or len(text := plain(query)) < SHORTEST:
            return ()
        found: list[int] = []
        for at in range(bisect_left(self._texts, text), len(self._texts)):
            if not self._texts[at].startswith(text) or len(found) > _MOST:
                break
            if len(self._texts[at]) > len(text):
                found.append(self._names[at])
        return sorted(found) if len(found) <= _MOST else ()


def cut_off_score(query: str, listed: Profile, policy: Policy) -> float:
    """How much (0 to 1) it says that the query is the beginning of the listed name: more, the more its words say."""
    whole, begun = plain(listed.name.text), plain(query)
    rest = len(begun)
    bits = 0.0
    for word, weight in zip(listed.words, listed.weights, strict=True):
        letters = len(plain(listed.name.text[word.start : word.end]))
        if rest < letters * _TOLD[0] // _TOLD[1]:  # the word that was cut, and is not told by what is left of it
            break
        bits += weight if has_unit(word) else 0.0
        rest -= letters + 1
    if not bits and whole[len(begun) : len(begun) + 1] == " ":  # a legal form, whole: nothing was cut
        return 0.0
    share = min(1.0, bits / policy.cut_off_bits)
    return policy.cut_off_floor + (policy.cut_off_ceiling - policy.cut_off_floor) * share
