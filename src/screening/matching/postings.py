"""What a unit of a query finds in the index: the names posted under its like words, and what agrees by these at most.

The units of many queries are looked up at once: the arrays of one are so short that calling numpy would be the cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.edges import is_abbreviated, transcribed
from screening.matching.near import Vocabulary
from screening.matching.numbering import Ints, is_first, ranges
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.recent import Recent
from screening.matching.score import Floats
from screening.names.analysis import Word
from screening.names.readings import Reading

_KEPT = 8_000  # units of queries at least whose postings are kept for the next query that has them


Asked = tuple[tuple[Reading, ...], bool, float, str]
"""All of a query's unit that its postings hang on: its readings, whether it is joined, its weight, and its word if that
is marked as the beginning of another. A plain tuple, as one is made for each unit of each query."""


class Postings(NamedTuple):
    """For one unit of a query: the names (sorted, each once) that have a word like it, the most bits that can agree
    by it, the least that is then unlike, and the most bits of the listed name that find a partner by it."""

    names: Ints
    sums: Floats  # a row for each: bits that agree, unlike ones, bits of the listed name
    initialed: Ints  # of the names those that hold initials, which may stand for any word of the query


Alike = Mapping[int, tuple[float, float]]
"""Words that are like a unit, and what share of such a pair agrees at most: as the words stand, and where the listed
one was romanised."""


def asked_by(query: Profile) -> list[Asked]:
    """What a query's units are looked up by."""
    words = query.name.words
    return [
        (readings, is_joined, weight, _abbreviation(words[first]) if words[first].dotted and not is_joined else "")
        for first, _, readings, weight, is_joined, _ in query.units
    ]


def _abbreviation(word: Word) -> str:
    return word.text if is_abbreviated(word) else ""


NO_POSTINGS = Postings(np.empty(0, dtype=np.int64), np.empty((0, 3)), np.empty(0, dtype=np.int64))


class PostedNames:
    """The names of an index under the words of its vocabulary."""

    def __init__(self, columns: Mapping[str, Any], vocabulary: Vocabulary, policy: Policy) -> None:
        self._vocabulary = vocabulary
        self._policy = policy
        self._names: Ints = columns["names"]
        self._weights: Floats = columns["weights"]
        self._romanised: npt.NDArray[np.bool_] = columns["romanised"]
        self._starts: Ints = columns["starts"]
        self._has_initials = columns["initials"] > 0
        self._known: Recent[Asked, Postings] = Recent(_KEPT)

    def of(self, asked: Sequence[Asked]) -> list[Postings]:
        """The postings of each of some units."""
        known = list(map(self._known.get, asked))
        new = {unit: NO_POSTINGS for unit, own in zip(asked, known, strict=True) if own is None}
        alike = {unit: found for unit in new if (found := self._alike(unit))}
        for unit, postings in zip(alike, self._merged(alike), strict=True):
            new[unit] = postings
            self._known.put(unit, postings)
        return [new[unit] if own is None else own for unit, own in zip(asked, known, strict=True)]

    def _alike(self, unit: Asked) -> Alike:
        readings, is_joined, _, abbreviation = unit
        found: dict[int, tuple[float, float]] = {}
        near = self._vocabulary.near_joined if is_joined else self._vocabulary.near
        for reading in readings:
            for i, (plain, _) in near(reading.text).items():
                read = max(plain, transcribed(plain, self._policy))
                known = found.get(i, (0.0, 0.0))
                found[i] = max(known[0], read if reading.kind == "romanised" else plain), max(known[1], read)
        if abbreviation:
            for i in self._vocabulary.beginning_with(abbreviation):
                known = found.get(i, (0.0, 0.0))
                found[i] = max(known[0], self._policy.prefix), max(known[1], self._policy.prefix)
        return found

    def _merged(self, units: Mapping[Asked, Alike]) -> Iterator[Postings]:
        """The postings of units, each of which has a like word at least, from those of their like words."""
        if not units:
            return
        alike = units.values()
        words = np.fromiter(chain.from_iterable(alike), dtype=np.int64)
        plain, romanised = np.array([shares for own in alike for shares in own.values()]).T
        counts = self._starts[words + 1] - self._starts[words]
        rows = ranges(self._starts[words], counts)
        of_word = np.repeat(np.arange(len(words)), counts)
        of_unit = np.repeat(np.arange(len(units)), [len(own) for own in alike])[of_word]
        weights = self._weights[rows]
        both = np.minimum(weights, np.array([weight for _, _, weight, _ in units])[of_unit])
        shares = np.where(self._romanised[rows], romanised[of_word], plain[of_word])

        size = len(self._has_initials)
        keys = of_unit * size + self._names[rows]
        order = keys.argsort(kind="stable")
        keys = keys[order]
        first = np.flatnonzero(is_first(keys))
        keys = keys[first]
        sums = np.stack(
            [
                of.reduceat(values[order], first)
                for of, values in (
                    (np.maximum, shares * both),
                    (np.minimum, (1.0 - shares) * both),
                    (np.maximum, weights),
                )
            ],
            axis=1,
        )
        names = keys % size
        initialed = self._has_initials[names]
        ends = np.searchsorted(keys, np.arange(len(units) + 1) * size).tolist()
        for start, end in pairwise(ends):
            own = names[start:end]
            # copies, as a part of an array keeps all of it
            yield Postings(own.copy(), sums[start:end].copy(), own[initialed[start:end]])
