"""A share of the listed names, analysed: what can be told of them without the others, for one index of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from screening.matching.acronyms import acronyms
from screening.matching.cut_off import plain
from screening.matching.listed_words import ListedWords
from screening.matching.numbering import Ints, Numbered
from screening.matching.posted import Posted
from screening.matching.profile import profile
from screening.matching.rarity import Rarity
from screening.names.analysis import analyse


class Spelling(NamedTuple):
    """A name as it is analysed: of a person, of a ship or aircraft, or of anybody else."""

    text: str
    is_person: bool
    is_vessel: bool


class Described(NamedTuple):
    """What an index holds of names, each column name by name."""

    words: ListedWords
    posted: Posted
    abbreviated: Ints  # how many acronyms each name has
    acronyms: Numbered
    plain: Sequence[str]


class Share:
    """Names, each of which is analysed once."""

    def __init__(self, names: Sequence[Spelling]) -> None:
        self._spellings = names
        self._names = [analyse(n.text, is_vessel=n.is_vessel, is_person=n.is_person) for n in names]

    def counts(self, times: Sequence[int]) -> Counter[str]:
        """How many names each word stands in, if each of the names stands in the lists so many times."""
        counts: Counter[str] = Counter()
        for name, often in zip(self._names, times, strict=True):
            for word in {w.text for w in name.words}:
                counts[word] += often
        return counts

    def described(self, rarity: Rarity) -> Described:
        """The names with their words weighed by how rare these are."""
        weights = [tuple([rarity.bits(w) for w in name.words]) for name in self._names]
        profiles = [
            profile(name, bits, is_person=spelling.is_person, is_vessel=spelling.is_vessel)
            for name, bits, spelling in zip(self._names, weights, self._spellings, strict=True)
        ]
        made = [[] if p.is_person else acronyms(p.name) for p in profiles]
        return Described(
            ListedWords.of(self._names, weights),
            Posted.of(profiles),
            np.array(list(map(len, made)), dtype=np.int64),
            Numbered.of(acronym for of_name in made for acronym in of_name),
            [plain(n.text) for n in self._spellings],
        )
