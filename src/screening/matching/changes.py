"""What is another in a new version of the lists, and which hits of the old one provably are the same.

A pair of a counterparty and a listed entry scores as before where the entry is the same, its words weigh the same
and so do the counterparty's: everything else that a score hangs on stands in the two themselves. What hangs on a list
as a whole is compared: the weights of words, the names in unspaced scripts that are looked for, what acronyms and
beginnings of names say. What is left are the entries that are new, changed or weigh something else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from screening.entities import Entity, EntityType
from screening.matching.acronyms import Acronyms
from screening.matching.cut_off import SHORTEST, plain
from screening.matching.index import Index
from screening.matching.listed import ListedNames, analysed, factors_of
from screening.matching.matcher import confusable_names
from screening.matching.packing import Grouping, under
from screening.matching.parties import StoredParties
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.rarity import Rarity
from screening.matching.reach import Reach
from screening.matching.same_party import SameParties
from screening.matching.score import Floats
from screening.matching.second_look import SecondLook
from screening.matching.sought import Sought
from screening.names.analysis import AnalysedName
from screening.names.lexicon import background_bits

Key = tuple[str, str]
"""The name of a list and the id of an entry on it."""

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of the lists, indexed: what hits hang on."""

    names: Sequence[str]
    rarity: Rarity
    acronyms: Acronyms
    same: SameParties
    parties: StoredParties
    texts: Sequence[bytes]  # of the parties' entries
    keys: Sequence[Key]  # of the parties
    owners: npt.NDArray[np.int32]  # of each name
    first_words: Numbers  # the number of each party's first word, and behind the last one that of all words
    weights: Floats  # of words

    @classmethod
    def of(cls, columns: Mapping[str, Any], policy: Policy) -> _Side:
        parties = StoredParties(under("parties", columns))
        owners = np.asarray(columns["names.owners"])
        first_names = np.searchsorted(owners, np.arange(len(parties) + 1))
        return cls(
            columns["names.texts"],
            Rarity(under("rarity", columns), policy),
            Acronyms(Grouping(under("acronyms", columns)), policy),
            SameParties(under("same", columns)),
            parties,
            parties.texts(),
            list(parties.keys()),
            owners,
            np.asarray(columns["names.words"])[first_names],
            np.asarray(columns["names.weights"]),
        )


class Changes:
    """Two versions of the lists in use, indexed with one policy: what is the same in both, and what is not.

    ``old`` and ``new`` are the columns of their indexes (`ListIndex.columns`), ``renamed`` the names that lists of the
    old version have in the new one.
    """

    def __init__(
        self, old: Mapping[str, Any], new: Mapping[str, Any], policy: Policy, renamed: Mapping[str, str]
    ) -> None:
        self._old, self._new = _Side.of(old, policy), _Side.of(new, policy)
        self._names = ListedNames(under("names", new))
        self._identifiers = Grouping(under("identifiers", new))
        self._births = Grouping(under("births", new))
        self._policy = policy
        pairs = list(_same(self._old, self._new, renamed))
        kept = dict(pair for pair, same in zip(pairs, self._weigh_the_same(pairs), strict=True) if same)
        same_key = (self._old.keys[was] for was in self._in_same_groups(kept))
        self._same = frozenset(key for key in same_key if renamed.get(key[0], key[0]) == key[0])
        self._gone = _others(len(self._old.parties), kept.keys())
        self._touched = _others(len(self._new.parties), kept.values())
        self._places = np.flatnonzero(self._touched[self._new.owners])  # of the names of these
        self._runs = (_runs(self._old), _runs(self._new))

    @property
    def entries(self) -> int:
        """How many entries of the new version are new, changed or weigh something else."""
        return int(self._touched.sum())

    @cached_property
    def _profiles(self) -> Sequence[Profile]:
        return [self._names.profile(n) for n in self._places.tolist()]

    @cached_property
    def _index(self) -> Index:
        return Index.of(self._profiles, self._policy)

    def reach(self, cut: float) -> Reach:
        """Tells texts that may name one of those entries at a score (0 to 1) of ``cut``, or that score otherwise now
        against any entry."""
        sought = Sought(
            profiles=self._profiles,
            vocabulary=self._index.vocabulary,
            factors=self._factors(None).tolist(),
            cut=cut,
            words=self._words(),
            rarity_before=self._old.rarity,
            acronyms=self._acronyms(cut),
            beginnings=[text for text in map(plain, self._texts()) if len(text) > SHORTEST],
            runs=self._runs,
        )
        return Reach(sought, self._new.rarity, self._policy)

    def second_look(self) -> SecondLook:
        """Tells whether those of which the words may be enough for one of those entries may score so much."""
        factors = lru_cache(maxsize=None)(self._factors)
        days = frozenset(self._births.keys_of(self._touched))
        return SecondLook(self._index, factors, self._new.rarity, self._runs[1], days, self._policy)

    def _factors(self, kind: EntityType | None) -> Floats:
        return factors_of(self._names, kind, self._policy)[self._places]

    def _texts(self) -> Iterator[str]:
        """The names, as they are written, of the entries that are not in both versions as they were."""
        for side, marked in ((self._old, self._gone), (self._new, self._touched)):
            yield from (side.names[n] for n in np.flatnonzero(marked[side.owners]).tolist())

    def identifiers(self) -> frozenset[str]:
        """The identifiers (`identifiers.identifier_key`) of those entries in the new version."""
        return frozenset(self._identifiers.keys_of(self._touched))

    def _acronyms(self, least: float) -> frozenset[str]:
        """The acronyms that reach a score (0 to 1) and are one of those entries', or say less or more than before."""
        old, new = self._old.acronyms, self._new.acronyms
        own = frozenset(new.table.keys_of(self._touched[self._new.owners]))
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
        if (word in old) != (word in new):  # it may be a slip in another word, as long as no list has it
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

    def _in_same_groups(self, kept: Mapping[int, int]) -> Iterator[int]:
        """Those of the old entries whose party has the same entries on all lists, of which none is another: a hit tells
        of all of them."""
        old, new = self._old.same, self._new.same
        return (was for was, owner in kept.items() if tuple([kept.get(n) for n in old.of(was)]) == new.of(owner))

    def _weigh_the_same(self, pairs: Sequence[tuple[int, int]]) -> Iterator[bool]:
        """Whether the words of each of these entries weigh the same in both versions, and what it is held against."""
        was, owners = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        old, new = self._old, self._new
        counts = new.first_words[owners + 1] - new.first_words[owners]
        like = old.first_words[was + 1] - old.first_words[was] == counts
        places, counts = np.flatnonzero(like), counts[like]
        word = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)  # in its entry

        def weights(side: _Side, numbers: Numbers) -> Floats:
            found: Floats = side.weights[word + np.repeat(side.first_words[numbers[places]], counts)]
            return found

        other = weights(old, was) != weights(new, owners)
        like[np.repeat(places, counts)[other]] = False
        return (
            bool(same) and self._confused_alike(owner) for same, (_, owner) in zip(like.tolist(), pairs, strict=True)
        )

    def _confused_alike(self, owner: int) -> bool:
        """Whether the words of the parties that an entry is not weigh the same in both versions."""
        if b'"not_to_be_confused_with"' not in self._new.texts[owner]:
            return True
        entity = self._new.parties[owner].entity
        words = [word for name in _confusables(entity) for word in name.words]
        return all(self._old.rarity.bits(word) == self._new.rarity.bits(word) for word in words)


def _others(count: int, numbers: Iterable[int]) -> Flags:
    """Marks on all numbers below ``count`` but these."""
    marked = np.ones(count, dtype=np.bool_)
    marked[list(numbers)] = False
    return marked


def _runs(side: _Side) -> frozenset[str]:
    """The names that are looked for in longer runs of a script without spaces."""
    return frozenset(text for text in side.names if not text.isascii())


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
    known = _unique((renamed.get(name, name), entity_id) for name, entity_id in old.keys)
    for key, number in _unique(new.keys).items():
        was = known.get(key)
        if was is not None and old.texts[was] == new.texts[number]:
            yield was, number


def _unique(keys: Iterable[Key]) -> Mapping[Key, int]:
    """The places of the keys that there are once."""
    found: dict[Key, int] = {}
    twice = set()
    for place, key in enumerate(keys):
        if found.setdefault(key, place) != place:
            twice.add(key)
    return {key: place for key, place in found.items() if key not in twice} if twice else found
