"""Which listed names could score at least so much against a query: a bound that is never below the score.

Each listed name's units (single and joined words, in all their readings) are posted under their word. For each unit of
a query, the postings of its like words say what could agree at most on either side. Names that share only the query's
light words cannot reach the cut together with nothing else, so only the postings of its telling words are walked
(MaxScore, Turtle and Flood 1995); the light ones are added for the names found there. `score.ceilings` turns what
could agree into a bound: a name whose bound is below the cut cannot reach it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.align import extra_discount, least_left
from screening.matching.index_columns import index_columns
from screening.matching.likeness import Likeness
from screening.matching.near import REMEMBERED, Vocabulary
from screening.matching.numbering import distinct, put_together
from screening.matching.packing import Columns, under
from screening.matching.policy import Policy
from screening.matching.posted import Posted
from screening.matching.postings import PostedNames, Postings, asked_by
from screening.matching.profile import Listed, Profile, Unit
from screening.matching.score import Floats, Scorer
from screening.names.readings import Reading

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SLACK = 1e-9  # sums in another order differ in their last digits; the bound gives way by more
_SHAPES_KEPT = 8_192


class Sought(NamedTuple):
    """A query, the score (0 to 1) that is asked for, and what each listed name's score is multiplied with at most."""

    query: Profile
    cut: float
    factors: Floats


class _PostedUnit(NamedTuple):
    """A unit of a query, by its number among those that are sought, and whether it is one of its telling words."""

    query: int
    unit: Unit
    postings: Postings
    tells: bool


def _portions(sought: Sequence[Sought]) -> Iterator[tuple[Sequence[Sought], Sequence[str]]]:
    """The queries by so many at once that the words looked up for them are remembered until they are used, and these:
    every reading of the words that a query is looked up by, but for those run together."""
    start = 0
    words: list[str] = []
    for end, one in enumerate(sought):
        own = [r.text for unit in one.query.units if not unit.is_joined for r in unit.readings]
        if words and len(words) + len(own) > REMEMBERED:
            yield sought[start:end], words
            start, words = end, []
        words += own
    yield sought[start:], words


class Index:
    """An index over the profiles of listed names."""

    def __init__(self, columns: Mapping[str, Any], policy: Policy) -> None:
        self._policy = policy
        self._scorer = Scorer(policy)
        self._columns = columns
        self.vocabulary = Vocabulary(under("words", columns), policy)
        self._postings = PostedNames(columns, self.vocabulary, policy)
        self._totals: Floats = columns["totals"]
        self._light: Floats = columns["light"]
        self._heaviest: Floats = columns["heaviest"]
        self._initials: Floats = columns["initials"]
        self._initial_letters: Places = columns["initial_letters"]
        self._first_letters: Places = columns["first_letters"]
        self._loose: Flags = columns["loose"]
        self._persons: Flags = columns["persons"]
        self._vessels: Flags = columns["vessels"]
        self._needed = lru_cache(maxsize=_SHAPES_KEPT)(self._find_needed)  # names of a table have few shapes
        self._exhaustive = lru_cache(maxsize=65536)(self._compare_all)

    @classmethod
    def of(cls, profiles: Sequence[Profile], policy: Policy) -> Index:
        """The index of listed names by their profiles."""
        return cls(index_columns(put_together([Posted.of(profiles)])), policy)

    @property
    def columns(self) -> Columns:
        """What the constructor takes."""
        return self._columns

    def listed(self, profile: Profile) -> Listed:
        """A listed name's profile with its units under the numbers of their words."""
        number = self.vocabulary.number
        by_number: dict[int, tuple[tuple[Unit, Reading], ...]] = {}
        for unit in profile.units:
            for reading in unit.readings:
                key = number(reading.text, joined=unit.is_joined)
                by_number[key] = (*by_number.get(key, ()), (unit, reading))
        return Listed(profile, by_number)

    def near(self, word: str, joined: bool) -> Mapping[int, Likeness]:
        """Numbers of the listed words like ``word``, found through the vocabulary's indexes."""
        return self.vocabulary.near_joined(word) if joined else self.vocabulary.near(word)

    def near_exhaustive(self, word: str, joined: bool) -> Mapping[int, Likeness]:
        """The same by comparing with every listed word; for audits of the index."""
        return self._exhaustive(word, joined)

    def _compare_all(self, word: str, joined: bool) -> Mapping[int, Likeness]:
        return self.vocabulary.near_exhaustive(word, joined=joined)

    def candidates(self, sought: Sequence[Sought]) -> Iterator[list[int]]:
        """For each query the numbers, in order, of the names whose score, times the name's factor, may reach its cut.

        Many queries are looked up at once: the arrays of one are so short that calling numpy would be the cost.
        """
        for portion, words in _portions(sought):
            self.vocabulary.prepare(words)
            yield from self._candidates(portion)

    def _candidates(self, sought: Sequence[Sought]) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in sought]
        posted = self._posted_units(sought)
        if not posted:
            return found
        owners, units, postings, tells = zip(*posted, strict=True)
        size = len(self._totals)
        of_unit = np.repeat(np.arange(len(posted)), [len(p.names) for p in postings])
        keys = np.concatenate([p.names for p in postings]) + np.array(owners)[of_unit] * size
        pairs = distinct(np.concatenate([keys[np.array(tells)[of_unit]], self._abbreviated(sought, posted)]))
        if not len(pairs):
            return found
        at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
        kept = np.flatnonzero(pairs[at] == keys)
        at, of_unit = at[kept], of_unit[kept]

        def summed(values: npt.NDArray[Any]) -> Floats:
            sums: Floats = np.bincount(at, values, len(pairs)).astype(np.float64)
            return sums

        bits, unlike, of_listed = map(summed, np.concatenate([p.sums for p in postings], axis=1)[:, kept])
        # where words may be aligned in another way than by themselves, run together, their unlikeness is not sure
        unlike[summed(np.array([unit.is_joined for unit in units])[of_unit]) > 0] = 0.0
        # and where several units may want one listed word, who stays without a partner is left over, and not unlike
        unlike[np.bincount(at, minlength=len(pairs)) > 1] = 0.0
        of_query = summed(np.array([unit.weight for unit in units])[of_unit])
        queries, names = np.divmod(pairs, size)
        bound = self._bound(sought, queries, names, bits=bits, unlike=unlike, of_query=of_query, of_listed=of_listed)
        reached = bound + _SLACK >= np.array([s.cut for s in sought])[queries]
        for query, name in zip(queries[reached].tolist(), names[reached].tolist(), strict=True):
            found[query].append(name)
        return found

    def _posted_units(self, sought: Sequence[Sought]) -> list[_PostedUnit]:
        """The units of some queries under which names are posted."""
        asked = [[asked_by(s.query, unit) for unit in s.query.units] for s in sought]
        postings = self._postings.of(chain.from_iterable(asked))
        posted = []
        for n, (s, own) in enumerate(zip(sought, asked, strict=True)):
            telling = self._telling(s.query, s.cut)
            for unit, key in zip(s.query.units, own, strict=True):
                found = postings[key]
                if len(found.names):
                    tells = not telling.isdisjoint(range(unit.first, unit.last + 1))
                    posted.append(_PostedUnit(n, unit, found, tells))
        return posted

    def _abbreviated(self, sought: Sequence[Sought], posted: Sequence[_PostedUnit]) -> Places:
        """Pairs of queries and names with initials, of which one may stand for a word of the other or for one of its
        own: those that share no telling word are held against each other, too."""
        initialed = [one for one in posted if not one.tells and len(one.postings.initialed)]
        if not initialed:
            return _NOTHING
        queries = np.repeat([one.query for one in initialed], [len(one.postings.initialed) for one in initialed])
        names = np.concatenate([one.postings.initialed for one in initialed])
        letters = np.array([s.query.first_letters | s.query.initial_letters for s in sought])
        may_stand = (self._initial_letters[names] & letters[queries]) != 0
        pairs: Places = (queries * len(self._totals) + names)[may_stand]
        return pairs

    def _telling(self, query: Profile, cut: float) -> frozenset[int]:
        """The places of the words of which a name without initials must share one to reach the cut."""
        p = self._policy
        words = [unit for unit in query.units if not unit.is_joined]
        # what is left of the query as little as it can be: words around, numbers and places may count for little
        loose = query.numbers + (1.0 - p.place_beside) * query.places
        needed = self._needed(
            tuple([unit.weight for unit in words]),
            query.light + len(query.shape.initials) * p.initial_bits,
            query.total - loose,
            extra_discount(query, p, is_body=True),
            least_left(query, inf, p),
            cut,
        )
        return frozenset([words[n].first for n in needed])

    def _find_needed(
        self, weights: Sequence[float], mass: float, total: float, kept: float, most_left: float, cut: float
    ) -> Sequence[int]:
        """Of words with those weights the ones of which one must be shared, where ``mass`` agrees without a unit.

        The lightest words are left out as long as a name that shares all of these, and all that agrees without a
        unit, cannot reach the cut, be it as short as it may.
        """
        words = sorted(range(len(weights)), key=lambda n: (weights[n], n), reverse=True)
        while words:
            mass += weights[words[-1]]
            if self._scorer.may_reach(cut, mass, min(most_left, kept * max(0.0, total - mass))):
                break
            words.pop()
        return words

    def _bound(
        self,
        sought: Sequence[Sought],
        queries: Places,
        places: Places,
        *,
        bits: Floats,
        unlike: Floats,
        of_query: Floats,
        of_listed: Floats,
    ) -> Floats:
        """The most that pairs of queries and names can score, by what their units share."""
        p = self._policy
        profiles = [s.query for s in sought]

        def discounts(query: Profile) -> tuple[float, float]:
            return extra_discount(query, p, is_body=False), extra_discount(query, p, is_body=True)

        told = [
            (
                q.light,
                len(q.shape.initials),
                q.heaviest,
                q.places,
                q.numbers,
                q.total,
                least_left(q, inf, p),
                *discounts(q),
            )
            for q in profiles
        ]
        of_pairs = np.array(told).T.take(queries, axis=1)
        own_light, own_initials, own_heaviest, own_places, own_numbers, own_total, most_left, *around = of_pairs
        totals, persons, light = self._totals[places], self._persons[places], self._light[places]
        # light words find partners among light words alone
        bits = bits + np.minimum(own_light, light)
        of_query = of_query + np.where(light > 0, own_light, 0.0)
        of_listed = of_listed + np.where(own_light > 0, light, 0.0)
        # an initial finds a partner in the word that it may stand for
        letters = self._initial_letters[places]
        firsts, initials = np.array([(q.first_letters, q.initial_letters) for q in profiles]).T.take(queries, axis=1)
        theirs = np.where(letters & (firsts | initials), self._initials[places], 0.0)
        ours = np.where((self._first_letters[places] | letters) & initials, own_initials, 0.0)
        bits = bits + (ours + theirs) * p.initial_bits
        of_query = of_query + ours * p.initial_bits + theirs * np.maximum(own_heaviest, p.initial_bits)
        of_listed = of_listed + theirs * p.initial_bits + ours * np.maximum(self._heaviest[places], p.initial_bits)
        unlike = np.where(ours + theirs > 0, 0.0, unlike)
        listed_left = np.maximum(0.0, totals - of_listed)
        vessels = self._vessels[places]
        loose = np.where(vessels, 0.0, (1.0 - p.place_beside) * own_places)
        loose = loose + np.where(self._loose[places], own_numbers, 0.0)
        left = np.maximum(0.0, own_total - of_query - loose)
        discount = (1.0 - np.where(persons | vessels, *around)) * (1.0 - listed_left / totals)
        left = np.minimum(left * (1.0 - discount), most_left)
        most = self._scorer.ceilings(bits, unlike, 0.0, left, listed_left, persons)
        kinds = {id(s.factors): s.factors for s in sought}
        if len(kinds) == 1:
            return most * sought[0].factors[places]
        rows = {key: row for row, key in enumerate(kinds)}
        table = np.stack(list(kinds.values()))
        bound: Floats = most * table[np.array([rows[id(s.factors)] for s in sought])[queries], places]
        return bound


_NOTHING = np.empty(0, dtype=np.int64)
