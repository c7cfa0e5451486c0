"""What the profiles of names give to an index: the words that their units read as, and what bounds their scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.numbering import Ints, Numbered, Numbers, members
from screening.matching.profile import Profile


class Bounds(NamedTuple):
    """What bounds the scores of names: a value of each name in every column."""

    totals: npt.NDArray[Any]
    light: npt.NDArray[Any]
    heaviest: npt.NDArray[Any]
    initials: npt.NDArray[Any]
    initial_letters: npt.NDArray[Any]
    first_letters: npt.NDArray[Any]
    loose: npt.NDArray[Any]
    persons: npt.NDArray[Any]
    vessels: npt.NDArray[Any]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> Bounds:
        """What bounds the scores of the names with those profiles."""
        return cls(
            np.array([p.total for p in profiles], dtype=np.float64),
            np.array([p.light for p in profiles], dtype=np.float64),
            np.array([p.heaviest for p in profiles], dtype=np.float64),
            np.array([len(p.shape.initials) for p in profiles], dtype=np.float64),
            np.array([p.initial_letters for p in profiles], dtype=np.int64),
            np.array([p.first_letters for p in profiles], dtype=np.int64),
            np.array([not p.numbers and not p.is_vessel for p in profiles], dtype=np.bool_),
            np.array([p.is_person for p in profiles], dtype=np.bool_),
            np.array([p.is_vessel for p in profiles], dtype=np.bool_),
        )


class Posted(NamedTuple):
    """The postings of names, name by name."""

    counts: Ints  # of the postings of each name
    words: Numbered
    joined: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]
    romanised: npt.NDArray[np.bool_]
    bounds: Bounds

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> Posted:
        """The postings of the names with those profiles."""
        numbers = Numbers()
        words: list[int] = []
        joined: list[bool] = []
        weights: list[float] = []
        romanised: list[bool] = []
        counts: list[int] = []
        before = 0
        for p in profiles:
            for _, _, readings, weight, is_joined, _ in p.units:
                for text, kind in readings:
                    words.append(numbers[text])
                    joined.append(is_joined)
                    weights.append(weight)
                    romanised.append(kind == "romanised")
            counts.append(len(words) - before)
            before = len(words)
        return cls(
            np.array(counts, dtype=np.int64),
            Numbered(list(numbers), np.array(words, dtype=np.int64)),
            np.array(joined, dtype=np.bool_),
            np.array(weights, dtype=np.float64),
            np.array(romanised, dtype=np.bool_),
            Bounds.of(profiles),
        )

    def picked(self, names: Ints) -> Posted:
        """The postings of some of the names, in that order; one may stand there several times."""
        rows = members(self.counts, names)
        table, places = self.words
        return Posted(
            self.counts[names],
            Numbered(table, places[rows]),
            self.joined[rows],
            self.weights[rows],
            self.romanised[rows],
            Bounds(*(column[names] for column in self.bounds)),
        )
