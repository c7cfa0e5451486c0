"""Whose hits may be other ones against a new version of the lists, and whose provably are the same.

A pair of a counterparty and a listed entry scores as before where the entry is the same, its words weigh the same
and so do the counterparty's: everything else that a score hangs on stands in the two themselves. What hangs on a list
as a whole is compared: the weights of words, the names in unspaced scripts that are looked for, what acronyms and
beginnings of names say. What is left are the entries that are new, changed or weigh something else: these alone are
indexed, and whoever may reach one of them may have other hits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from screening.entities import Counterparty, Entity, EntityType
from screening.matching.acronyms import Acronyms
from screening.matching.cut_off import Beginnings
from screening.matching.features import most_support
from screening.matching.identifiers import comparable
from screening.matching.index import Index, Sought
from screening.matching.listed import ListedNames, analysed, factors_of, weighed
from screening.matching.matcher import ROUNDING, Query, confusable_names, identifier_key, queries_of
from screening.matching.packing import Grouping, under
from screening.matching.parties import StoredParties
from screening.matching.policy import Policy
from screening.matching.profile import has_unit
from screening.matching.rarity import Rarity
from screening.matching.same_party import SameParties
from screening.matching.score import Floats
from screening.names.analysis import AnalysedName

Key = tuple[str, str]
"""The name of a list and the id of an entry on it."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of the lists, indexed: what hits hang on."""

    names: ListedNames
    rarity: Rarity
    acronyms: Acronyms
    beginnings: Beginnings
    identifiers: Grouping
    same: SameParties
    runs: frozenset[str]
    parties: StoredParties
    first_names: Sequence[int]  # the number of each party's first name, and behind the last one that of all names
    first_words: Sequence[int]  # the same of words, by names
    weights: Floats

    @classmethod
    def of(cls, columns: Mapping[str, Any], policy: Policy) -> _Side:
        names = ListedNames(under("names", columns))
        parties = StoredParties(under("parties", columns))
        return cls(
            names,
            Rarity(under("rarity", columns), policy),
            Acronyms(Grouping(under("acronyms", columns)), policy),
            Beginnings(under("beginnings", columns)),
            Grouping(under("identifiers", columns)),
            SameParties(under("same", columns)),
            frozenset(text for text in names.texts if not text.isascii()),
            parties,
            np.searchsorted(names.columns["owners"], np.arange(len(parties) + 1)).tolist(),
            np.asarray(names.columns["words"]).tolist(),
            np.asarray(names.columns["weights"]),
        )

    def names_of(self, owner: int) -> range:
        return range(self.first_names[owner], self.first_names[owner + 1])

    def weights_of(self, owner: int) -> Floats:
        return self.weights[self.first_words[self.first_names[owner]] : self.first_words[self.first_names[owner + 1]]]


class Changes:
    """Two versions of the lists in use, indexed with one policy: what is the same in both, and who is touched.

    ``old`` and ``new`` are the columns of their indexes (`ListIndex.columns`), ``renamed`` the names that lists of the
    old version have in the new one.
    """

    def __init__(
        self, old: Mapping[str, Any], new: Mapping[str, Any], policy: Policy, renamed: Mapping[str, str]
    ) -> None:
        self._old, self._new = _Side.of(old, policy), _Side.of(new, policy)
        self._policy = policy
        pairs = list(_same(self._old, self._new, renamed))
        kept = [(was, owner) for was, owner in pairs if self._weighs_the_same(was, owner)]
        self._settled = frozenset(owner for _, owner in kept)
        same_groups = self._same_groups(kept)
        same_key = (self._old.parties.key(was) for was, owner in kept if owner in same_groups)
        self._same = frozenset(key for key in same_key if renamed.get(key[0], key[0]) == key[0])
        self.entries = [owner for owner in range(len(self._new.parties)) if owner not in self._settled]
        self._places = [n for owner in self.entries for n in self._new.names_of(owner)]
        self._factors: dict[EntityType | None, Floats] = {}

    def _same_groups(self, kept: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Those of the entries whose party has the same entries on all lists, of which none is another: a hit tells of
        all of them."""
        now = dict(kept)
        return frozenset(
            owner for was, owner in kept if [now.get(n) for n in self._old.same.of(was)] == [*self._new.same.of(owner)]
        )

    @cached_property
    def _index(self) -> Index:
        return Index.of([self._new.names.profile(n) for n in self._places], self._policy)

    def is_same(self, key: Key) -> bool:
        """Whether hits on an entry of the old version are the same now, as far as the entry decides that."""
        return key in self._same

    def touched(self, parties: Sequence[Counterparty], threshold: float) -> list[bool]:
        """For each counterparty, whether a hit on it (at a score of ``threshold``, 0-100, or more) may have appeared,
        or one on an entry that `is_same` may be another.

        Counterparties come with the numbers that stand in their texts (`engine.with_numbers`).
        """
        found = [self._by_identifier(party) for party in parties]
        sought: list[Sought] = []
        whose: list[int] = []
        for place, party in enumerate(parties):
            if found[place]:
                continue
            cut = (threshold - most_support(party, self._policy) - ROUNDING) / 100.0
            for query in queries_of(party):
                one = self._sought(query, cut)
                if one is None:
                    found[place] = True
                    break
                sought.append(one)
                whose.append(place)
        self._index.vocabulary.prepare(r.text for s in sought for u in s.query.units for r in u.readings)
        for place, candidates in zip(whose, self._index.candidates(sought), strict=True):
            found[place] = found[place] or bool(candidates)
        return found

    def _by_identifier(self, party: Counterparty) -> bool:
        keys = (key for i in party.identifiers if (key := comparable(i)))
        owners = (owner for key in keys for owner in self._new.identifiers.get(identifier_key(key)))
        return any(owner not in self._settled for owner in owners)

    def _sought(self, query: Query, cut: float) -> Sought | None:
        """What to look for among the entries that are not as they were; None where that need not be asked."""
        old, new = self._old, self._new
        name = analysed(query.text, query.type, new.runs)
        if old.runs != new.runs and not query.text.isascii() and name != analysed(query.text, query.type, old.runs):
            return None
        weights = [new.rarity.bits(word) for word in name.words]
        if weights != [old.rarity.bits(word) for word in name.words]:
            return None
        if not query.free_text:
            if self._by_acronym(name):
                return None
            if old.beginnings.names_of(query.text) or new.beginnings.names_of(query.text):
                return None
        is_word = self._index.vocabulary.has_joined
        profile = weighed(name, weights, query.type, free_text=query.free_text, is_word=is_word)
        return Sought(profile, cut, self._factors_of(query.type))

    def _by_acronym(self, name: AnalysedName) -> bool:
        telling = [word for word in name.words if has_unit(word)]
        if len(telling) != 1:
            return False
        text = telling[0].text
        score = self._new.acronyms.score(text)
        if score != self._old.acronyms.score(text):
            return True
        owners = (self._new.names[n].owner for n in self._new.acronyms.names_of(text))
        return score > 0 and any(owner not in self._settled for owner in owners)

    def _factors_of(self, kind: EntityType | None) -> Floats:
        found = self._factors.get(kind)
        if found is None:
            found = self._factors[kind] = factors_of(self._new.names, kind, self._policy)[self._places]
        return found

    def _weighs_the_same(self, was: int, owner: int) -> bool:
        if not np.array_equal(self._old.weights_of(was), self._new.weights_of(owner)):
            return False
        if b'"not_to_be_confused_with"' not in self._new.parties.text(owner):
            return True
        entity = self._new.parties[owner].entity
        words = [word for name in _confusables(entity) for word in name.words]
        return all(self._old.rarity.bits(word) == self._new.rarity.bits(word) for word in words)


def _confusables(entity: Entity) -> Iterator[AnalysedName]:
    """What the query is held against beside the entry's own names."""
    for other in entity.not_to_be_confused_with:
        yield from (analysed(text, entity.type) for text in confusable_names(other.name))


def _same(old: _Side, new: _Side, renamed: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The numbers that an entry has in both versions, for entries of which nothing is another.

    An id that a list has twice is left out: which of the two a hit is on is decided by their order.
    """
    known = _unique(((renamed.get(name, name), entity_id), number) for number, (name, entity_id) in _keys(old.parties))
    for key, number in _unique((key, number) for number, key in _keys(new.parties)).items():
        was = known.get(key)
        if was is not None and old.parties.text(was) == new.parties.text(number):
            yield was, number


def _keys(parties: StoredParties) -> Iterator[tuple[int, Key]]:
    return ((number, parties.key(number)) for number in range(len(parties)))


def _unique(numbered: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    pairs = list(numbered)
    counts = Counter(key for key, _ in pairs)
    return {key: number for key, number in pairs if counts[key] == 1}
