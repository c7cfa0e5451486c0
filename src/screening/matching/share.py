"""A share of the listed names, analysed by itself, and what it gives to one index of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from screening.matching.acronyms import acronyms
from screening.matching.cut_off import plain
from screening.matching.listed_words import ListedWords
from screening.matching.numbering import Ints, Numbered
from screening.matching.outline import outline
from screening.matching.policy import Policy
from screening.matching.posted import Posted
from screening.matching.profile import profile
from screening.matching.rarity import Rarity
from screening.names.analysis import AnalysedName, analyse


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
    """Names, analysed as they come."""

    def __init__(self) -> None:
        self._spellings: list[Spelling] = []
        self._names: list[AnalysedName] = []

    def analyse(self, spellings: Sequence[Spelling], times: Sequence[int]) -> Counter[str]:
        """Take in names; how many names each word stands in, if each of these names stands in the lists so often."""
        names = [analyse(n.text, is_vessel=n.is_vessel, is_person=n.is_person) for n in spellings]
        self._spellings += spellings
        self._names += names
        counts: Counter[str] = Counter()
        for name, often in zip(names, times, strict=True):
            for word in {w.text for w in name.words}:
                counts[word] += often
        return counts

    def describe(self, rarity: Mapping[str, Any], policy: Policy) -> Described:
        """All names taken in, their words weighed by how rare these are (the columns of a `Rarity`)."""
        bits_of = Rarity(rarity, policy).bits
        weights = [tuple(map(bits_of, name.words)) for name in self._names]
        profiles = [
            profile(name, bits, outline(name.words), is_person=spelling.is_person, is_vessel=spelling.is_vessel)
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
