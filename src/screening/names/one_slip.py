"""The words of a table that may be one slip away from given words, for many words at once.

Words are one slip apart (a letter left out, put in, or another one, or two that changed places) only where they are
one, or become one when a letter is taken out of one of them or of both (Garbe's symmetric deletes, 2012). What is left
of a word is told by a number, that sums over the letters before and behind the missing one give: no text is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.unsignedinteger[Any]]

_BASE = 0x9E3779B97F4A7C15
"""Any large odd number: what is left of two words must seldom have one number by chance."""
_FIRST = 44
"""Bits of a number but for its first ones, by which nearly all that are not in a table are ruled out."""


class OneSlip:
    """Finds the words of a table, of ASCII, that may be one slip away from a word."""

    def __init__(self, words: Sequence[str]) -> None:
        numbers, places = _rests(words)
        order = np.argsort(numbers)
        self._words = words
        self._numbers, self._places = numbers[order], places[order]
        self._firsts = np.zeros(1 << 64 - _FIRST, dtype=np.bool_)
        self._firsts[numbers >> np.uint64(_FIRST)] = True

    def near(self, words: Sequence[str]) -> Mapping[str, Set[str]]:
        """For those of the words, of ASCII, that have any: the words of the table that are one slip away, and
        by chance others."""
        numbers, places = _rests(words)
        may_be = np.flatnonzero(self._firsts[numbers >> np.uint64(_FIRST)])
        numbers, places = numbers[may_be], places[may_be]
        starts = np.searchsorted(self._numbers, numbers)
        hits = np.flatnonzero(self._numbers.take(starts, mode="clip") == numbers)
        ends = np.searchsorted(self._numbers, numbers[hits], side="right")
        found: dict[str, set[str]] = {}
        for place, start, end in zip(places[hits].tolist(), starts[hits].tolist(), ends.tolist(), strict=True):
            own = found.setdefault(words[place], set())
            own.update(self._words[n] for n in self._places[start:end].tolist())
        return found


def _rests(words: Sequence[str]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """The numbers of words, at least one, and of each of them without each of its letters; and whose they are.

    The number of a text is the sum of its letters, each times a power that tells its place.
    """
    lengths = np.array(list(map(len, words)), dtype=np.int64)
    ends = lengths.cumsum()
    starts = ends - lengths
    whose = np.repeat(np.arange(len(words)), lengths)
    powers = np.cumprod(np.full(lengths.max() + 1, _BASE, dtype=np.uint64))  # what overflows is left out
    letters = np.frombuffer("".join(words).encode("ascii"), dtype=np.uint8).astype(np.uint64)
    moved = letters * powers[np.arange(len(letters)) - starts[whose]]  # one place nearer to the head
    kept = moved * np.uint64(_BASE)
    before, behind = kept.cumsum(), moved.cumsum()
    whole = np.add.reduceat(kept, starts)
    first, last = before[starts] - kept[starts], behind[ends - 1]
    rests = (before - kept - first[whose]) + (last[whose] - behind)
    return np.concatenate([whole, rests]), np.concatenate([np.arange(len(words)), whose])
