"""What is another in a new version of the lists, and which hits of the old one provably are the same.

A pair of a counterparty and a listed entry scores as before where the entry is the same, its words weigh the same
and so do the counterparty's: everything else that a score hangs on stands in the two themselves. What hangs on a list
as a whole is compared: the weights of words, the names in unspaced scripts that are looked for, what acronyms and
beginnings of names say. What is left are the entries that are new, changed or weigh something else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screening.entities import Entity
from screening.matching.acronyms import Acronyms
from screening.matching.cut_off import SHORTEST, plain
from screening.matching.listed import ListedNames, analysed, factors_of
from screening.matching.matcher import confusable_names
from screening.matching.packing import Grouping, under
from screening.matching.parties import StoredParties
from screening.matching.policy import Policy
from screening.matching.rarity import Rarity
from screening.matching.reach import Reach
from screening.matching.same_party import SameParties
from screening.matching.score import Floats
from screening.matching.sought import Sought
from screening.names.analysis import AnalysedName
from screening.names.lexicon import background_bits
from screening.names.misspelt import known_word

Key = tuple[str, str]
"""The name of a list and the id of an entry on it."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of the lists, indexed: what hits hang on."""

    names: ListedNames
    rarity: Rarity
    acronyms: Acronyms
    identifiers: Grouping
    same: SameParties
    parties: StoredParties
    owners: npt.NDArray[np.int32]  # of each name
    first_words: Sequence[int]  # the number of each party's first word, and behind the last one that of all words
    weights: Floats  # of words

    @classmethod
    def of(cls, columns: Mapping[str, Any], policy: Policy) -> _Side:
        names = ListedNames(under("names", columns))
        parties = StoredParties(under("parties", columns))
        owners = np.asarray(names.columns["owners"])
        first_names = np.searchsorted(owners, np.arange(len(parties) + 1))
        return cls(
            names,
            Rarity(under("rarity", columns), policy),
            Acronyms(Grouping(under("acronyms", columns)), policy),
            Grouping(under("identifiers", columns)),
            SameParties(under("same", columns)),
            parties,
            owners,
            np.asarray(names.columns["words"])[first_names].tolist(),
            np.asarray(names.columns["weights"]),
        )

    def weights_of(self, owner: int) -> Floats:
        return self.weights[self.first_words[owner] : self.first_words[owner + 1]]


class Changes:
    """Two versions of the lists in use, indexed with one policy: what is the same in both, and what is not.

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
        same_groups = self._same_groups(kept)
        same_key = (self._old.parties.key(was) for was, owner in kept if owner in same_groups)
        self._same = frozenset(key for key in same_key if renamed.get(key[0], key[0]) == key[0])
        self._gone = _others(len(self._old.parties), [was for was, _ in kept])
        self._touched = _others(len(self._new.parties), [owner for _, owner in kept])

    @property
    def entries(self) -> int:
        """How many entries of the new version are new, changed or weigh something else."""
        return int(self._touched.sum())

    def reach(self, cut: float, policy: Policy) -> Reach:
        """Tells texts that may name one of those entries at a score (0 to 1) of ``cut``, or that score otherwise now
        against any entry."""
        new = self._new
        places = np.flatnonzero(self._touched[new.owners]).tolist()
        sought = Sought(
            profiles=[new.names.profile(n) for n in places],
            factors=factors_of(new.names, None, policy)[places].tolist(),
            cut=cut,
            words=self._words(),
            rarity_before=self._old.rarity,
            acronyms=self._acronyms(cut),
            beginnings=[text for text in map(plain, self._texts()) if len(text) > SHORTEST],
            runs=(_runs(self._old), _runs(new)),
        )
        return Reach(sought, new.rarity, policy)

    def _texts(self) -> Iterator[str]:
        """The names, as they are written, of the entries that are not in both versions as they were."""
        for side, marked in ((self._old, self._gone), (self._new, self._touched)):
            yield from (side.names.texts[n] for n in np.flatnonzero(marked[side.owners]).tolist())

    def identifiers(self) -> frozenset[str]:
        """The identifiers (`identifiers.identifier_key`) of those entries in the new version."""
        return frozenset(_keys_of(self._new.identifiers, self._touched))

    def _acronyms(self, least: float) -> frozenset[str]:
        """The acronyms that reach a score (0 to 1) and are one of those entries', or say less or more than before."""
        old, new = self._old.acronyms, self._new.acronyms
        own = frozenset(_keys_of(new.table, self._touched[self._new.owners]))
        every = (*old.table.keys, *new.table.keys)
        said = {letters: (old.said_by(letters), new.said_by(letters)) for letters in {*map(len, every)}}
        otherwise = {letters for letters, (was, now) in said.items() if was != now and max(was, now) >= least}
        others = {a for a in every if len(a) in otherwise}
        scores = {a: (old.score(a), new.score(a)) for a in own | others}
        return frozenset(a for a, (was, now) in scores.items() if max(was, now) >= least and (was != now or a in own))

    def _words(self) -> frozenset[str]:
        """The words of which a name that has them may weigh otherwise than before."""
        old, new = (dict(_list_bits(side.rarity)) for side in (self._old, self._new))
        listed = {word for word, _ in old.items() ^ new.items()}
        return frozenset(w for w in listed if self._weighs_otherwise(w, old, new))

    def _weighs_otherwise(self, word: str, old: Mapping[str, float], new: Mapping[str, float]) -> bool:
        if (word in old) != (word in new) and known_word(word):  # a slip is one only in a word that no list has
            return True
        p = self._policy
        most = max(p.rarity_ceiling, p.number_bits, p.generic_ceiling, p.common_ceiling, p.place_ceiling)
        background = background_bits(word)

        def weight(bits: Mapping[str, float]) -> float:
            seen = (b for b in (background, bits.get(word)) if b is not None)
            return min(most, max(p.rarity_floor, min(seen, default=math.inf)))

        return weight(old) != weight(new)

    def is_same(self, key: Key) -> bool:
        """Whether hits on an entry of the old version are the same now, as far as the entry decides that."""
        return key in self._same

    def _same_groups(self, kept: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Those of the entries whose party has the same entries on all lists, of which none is another: a hit tells of
        all of them."""
        now = dict(kept)
        return frozenset(
            owner for was, owner in kept if [now.get(n) for n in self._old.same.of(was)] == [*self._new.same.of(owner)]
        )

    def _weighs_the_same(self, was: int, owner: int) -> bool:
        if not np.array_equal(self._old.weights_of(was), self._new.weights_of(owner)):
            return False
        if b'"not_to_be_confused_with"' not in self._new.parties.text(owner):
            return True
        entity = self._new.parties[owner].entity
        words = [word for name in _confusables(entity) for word in name.words]
        return all(self._old.rarity.bits(word) == self._new.rarity.bits(word) for word in words)


def _others(count: int, numbers: Sequence[int]) -> Flags:
    """Marks on all numbers below ``count`` but these."""
    marked = np.ones(count, dtype=np.bool_)
    marked[numbers] = False
    return marked


def _runs(side: _Side) -> frozenset[str]:
    """The names that are looked for in longer runs of a script without spaces."""
    return frozenset(text for text in side.names.texts if not text.isascii())


def _keys_of(table: Grouping, marked: Flags) -> Iterator[str]:
    """The texts of a table under which a marked number stands."""
    return (key for key in table.keys if any(marked[n] for n in table.get(key)))


def _list_bits(rarity: Rarity) -> Iterator[tuple[str, float]]:
    """The words of a list with their bits there; none where the list is too short to tell."""
    words, bits = rarity.columns["words"], np.asarray(rarity.columns["bits"]).tolist()
    return zip(words, bits or [math.inf] * len(words), strict=True)


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
