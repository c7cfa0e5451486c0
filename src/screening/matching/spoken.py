"""Which words of a vocabulary are spoken like given ones, as some language spells these: told for many pairs at once.

Most words are read in one way, so that two of them are spoken alike where they have one spelling key: the place of a
listed word's key is known, and the others are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.likeness import SHORTEST_SPELT, are_spoken_alike
from screening.matching.numbering import Ints
from screening.matching.packing import Grouping
from screening.names.orthography import read_otherwise


class Read(NamedTuple):
    """Words with the places of their spelling keys among those of a vocabulary, -1 for words that have none there, and
    which of them are read otherwise."""

    words: Sequence[str]
    places: Ints
    otherwise: npt.NDArray[np.bool_]


class Spoken:
    """The single words of a vocabulary by their spelling keys, and those of them that are read ``otherwise``."""

    def __init__(self, words: Sequence[str], by_spelling: Grouping, otherwise: Ints) -> None:
        self._words = words
        self._places = by_spelling.places
        self._place_of = by_spelling.places_of(len(words))
        self._otherwise = np.zeros(len(words), dtype=np.bool_)
        self._otherwise[otherwise] = True

    def read(self, words: Sequence[str], spellings: Sequence[str]) -> Read:
        """Words made ready for `alike`, with their spelling keys."""
        told = [n for n, key in enumerate(spellings) if key and len(words[n]) >= SHORTEST_SPELT]
        places = np.full(len(words), -1, dtype=np.int64)
        places[told] = [self._places.get(spellings[n], -1) for n in told]
        otherwise = read_otherwise([words[n] for n in told])
        return Read(words, places, np.array([word in otherwise for word in words], dtype=np.bool_))

    def alike(self, own: Read, at: Sequence[int], numbers: Sequence[int]) -> list[bool]:
        """Whether the words at some places are spoken like the words of the vocabulary with those numbers."""
        ours, theirs = np.array(at, dtype=np.int64), np.array(numbers, dtype=np.int64)
        places = own.places[ours]
        alike = (places >= 0) & (places == self._place_of[theirs])
        for n in np.flatnonzero(own.otherwise[ours] | self._otherwise[theirs]).tolist():
            alike[n] = are_spoken_alike(own.words[at[n]], self._words[numbers[n]])
        told: list[bool] = alike.tolist()
        return told
