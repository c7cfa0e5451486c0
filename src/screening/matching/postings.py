"""What a unit of a query finds in the index: the names posted under its like words, and what agrees by these at most.

The units of many queries are looked up at once, and what was found stands in one run of numbers: the postings of one
are so few that calling numpy for them would be the cost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.edges import is_abbreviated, transcribed
from screening.matching.near import Vocabulary
from screening.matching.numbering import Ints, is_first, ranges
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.score import Floats
from screening.names.analysis import Word
from screening.names.readings import Reading

_UNITS_KEPT = 16_000  # units of queries at most whose postings are kept for the next query that has them
_NAMES_KEPT = 1_000_000  # and how many names are posted under these, beyond which all are forgotten


Asked = tuple[tuple[Reading, ...], bool, float, str]
"""All of a query's unit that its postings hang on: its readings, whether it is joined, its weight, and its word if that
is marked as the beginning of another. A plain tuple, as one is made for each unit of each query."""


class Postings(NamedTuple):
    """For some units of queries, one behind the other: the names (sorted, each once) that have a word like the unit."""

    counts: Ints  # of the names of each unit
    names: Ints
    places: Ints  # where what is known of the names stands in the rows
    rows: Floats

    def sums(self, of: Ints) -> Floats:
        """For some of the names a row each: the most bits that can agree by the unit, the least that is then unlike,
        and the most bits of the listed name that find a partner by it."""
        sums: Floats = self.rows[self.places[of]]
        return sums


def asked_by(query: Profile) -> list[Asked]:
    """What a query's units are looked up by."""
    words = query.name.words
    return [
        (readings, is_joined, weight, _abbreviation(words[first]) if words[first].dotted and not is_joined else "")
        for first, _, readings, weight, is_joined, _ in query.units
    ]


def _abbreviation(word: Word) -> str:
    return word.text if is_abbreviated(word) else ""


class PostedNames:
    """The names of an index under the words of its vocabulary."""

    def __init__(self, columns: Mapping[str, Any], vocabulary: Vocabulary, policy: Policy) -> None:
        self._vocabulary = vocabulary
        self._policy = policy
        self._names: Ints = columns["names"]
        self._weights: Floats = columns["weights"]
        self._romanised: npt.NDArray[np.bool_] = columns["romanised"]
        self._starts: Ints = columns["starts"]
        self._size = len(columns["totals"])
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._known: dict[Asked, tuple[int, int]] = {}  # where the postings of a unit stand, and how many they are
        self._end = 0
        self._posted: Ints = np.empty(0, dtype=np.int64)
        self._sums: Floats = np.empty((0, 3))

    def of(self, asked: Sequence[Asked]) -> Postings:
        """The postings of some units."""
        with self._lock:
            places = list(map(self._known.get, asked))
            new = dict.fromkeys([unit for unit, place in zip(asked, places, strict=True) if place is None])
            if len(self._known) + len(new) > _UNITS_KEPT or self._end > _NAMES_KEPT:
                self._forget()
                places, new = [None] * len(asked), dict.fromkeys(asked)
            if new:
                self._add(new)
            found = [
                self._known.get(unit, _NOWHERE) if place is None else place
                for unit, place in zip(asked, places, strict=True)
            ]
            posted, sums = self._posted, self._sums  # rows that were written once are not written again
        starts, counts = np.fromiter(chain.from_iterable(found), np.int64, 2 * len(found)).reshape(-1, 2).T
        rows = ranges(starts, counts)
        return Postings(counts, posted[rows], rows, sums)

    def _add(self, new: Collection[Asked]) -> None:
        """Keep the postings of further units, of those that have some."""
        names, sums, counts = self._merged(new)
        first, self._end = self._end, self._end + len(names)
        if self._end > len(self._posted):
            posted, sums_before = self._posted, self._sums
            self._posted, self._sums = np.empty(2 * self._end, dtype=np.int64), np.empty((2 * self._end, 3))
            self._posted[:first], self._sums[:first] = posted[:first], sums_before[:first]
        self._posted[first : self._end] = names
        self._sums[first : self._end] = sums
        for unit, count in zip(new, counts, strict=True):
            if count:
                self._known[unit] = first, count
                first += count

    def _merged(self, units: Collection[Asked]) -> tuple[Ints, Floats, list[int]]:
        """The names posted under each of some units and their sums, and how many they are."""
        words, shares, shares_of_romanised, sizes = self._alike(units)
        counts = self._starts[words + 1] - self._starts[words]
        rows = ranges(self._starts[words], counts)
        of_word = np.repeat(np.arange(len(words)), counts)
        of_unit = np.repeat(np.arange(len(units)), sizes)[of_word]
        weights = self._weights[rows]
        both = np.minimum(weights, np.array([weight for _, _, weight, _ in units], dtype=np.float64)[of_unit])
        alike = np.where(self._romanised[rows], shares_of_romanised[of_word], shares[of_word])

        keys = of_unit * self._size + self._names[rows]
        order = keys.argsort(kind="stable")
        keys = keys[order]
        first = np.flatnonzero(is_first(keys))
        sums = [
            of.reduceat(values[order], first) if len(first) else values
            for of, values in ((np.maximum, alike * both), (np.minimum, (1.0 - alike) * both), (np.maximum, weights))
        ]
        of_units, names = np.divmod(keys[first], self._size)
        return names, np.stack(sums, axis=1), np.bincount(of_units, minlength=len(units)).tolist()

    def _alike(self, units: Collection[Asked]) -> tuple[Ints, Floats, Floats, list[int]]:
        """The words that are like each of some units, what share of such a pair agrees at most where the listed word
        stands as it is and where it was romanised, and how many there are for each unit; the same one perhaps twice."""
        words: list[int] = []
        shares: list[float] = []
        romanised: list[bool] = []
        sizes: list[int] = []
        for readings, is_joined, _, abbreviation in units:
            before = len(words)
            near = self._vocabulary.near_joined if is_joined else self._vocabulary.near
            for text, kind in readings:
                if found := near(text):
                    words += found
                    shares += [likeness.value for likeness in found.values()]
                    romanised += [kind == "romanised"] * len(found)
            if abbreviation:
                begun = self._vocabulary.beginning_with(abbreviation)
                words += begun
                shares += [self._policy.prefix] * len(begun)
                romanised += [False] * len(begun)
            sizes.append(len(words) - before)
        plain = np.array(shares, dtype=np.float64)
        read = np.maximum(plain, transcribed(plain, self._policy))
        return np.array(words, dtype=np.int64), np.where(romanised, read, plain), read, sizes


_NOWHERE = (0, 0)
