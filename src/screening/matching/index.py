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
from itertools import chain, compress
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.align import extra_discount, most_left
from screening.matching.index_columns import index_columns
from screening.matching.likeness import Likeness
from screening.matching.near import REMEMBERED, Vocabulary
from screening.matching.numbering import distinct, found_among, is_first, put_together
from screening.matching.packing import Columns, under
from screening.matching.policy import Policy
from screening.matching.posted import Posted
from screening.matching.postings import Asked, PostedNames, Postings, asked_by
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


class _PostedUnits(NamedTuple):
    """The units of some queries with the names that are posted under them, the telling ones first."""

    units: Sequence[Asked]
    postings: Postings
    queries: Places  # for each of the names posted, the place of the query
    telling: int  # how many of these share a telling word


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
        # what counts of the words around a person's or ship's name, around a body's, and how much of them at most
        self._around = {
            is_text: (
                extra_discount(policy, free_text=is_text, is_body=False),
                extra_discount(policy, free_text=is_text, is_body=True),
                most_left(policy, free_text=is_text),
            )
            for is_text in (False, True)
        }
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
        size = len(self._totals)
        keys = posted.postings.names + posted.queries * size
        pairs = distinct(np.concatenate([keys[: posted.telling], self._abbreviated(sought, posted)]))
        if not len(pairs):
            return found
        queries, names = np.divmod(pairs, size)
        heads = is_first(queries)
        own = [sought[n] for n in queries[heads].tolist()]
        at = heads.cumsum() - 1
        bound = self._bound([s.query for s in own], at, names, _shared(pairs, keys, posted))
        for n in np.flatnonzero(bound + _SLACK >= np.array([s.cut for s in own])[at]).tolist():
            query, name = int(queries[n]), int(names[n])
            if bound[n] * sought[query].factors[name] + _SLACK >= sought[query].cut:  # most are ruled out without it
                found[query].append(name)
        return found

    def _posted_units(self, sought: Sequence[Sought]) -> _PostedUnits:
        asked = [asked_by(s.query) for s in sought]
        units = list(chain.from_iterable(asked))
        tells = np.fromiter(chain.from_iterable(map(self._tells, sought)), np.bool_, len(units))
        telling_first = (~tells).argsort(kind="stable")
        queries = np.repeat(np.arange(len(sought)), [len(own) for own in asked])[telling_first]
        units = [units[n] for n in telling_first.tolist()]
        postings = self._postings.of(units)
        telling = int(postings.counts[: tells.sum()].sum())
        return _PostedUnits(units, postings, np.repeat(queries, postings.counts), telling)

    def _abbreviated(self, sought: Sequence[Sought], posted: _PostedUnits) -> Places:
        """Pairs of queries and names with initials, of which one may stand for a word of the other or for one of its
        own: those that share no telling word are held against each other, too."""
        names, queries = posted.postings.names[posted.telling :], posted.queries[posted.telling :]
        initialed = np.flatnonzero(self._initial_letters[names])
        names, queries = names[initialed], queries[initialed]
        letters = np.zeros(len(sought), dtype=np.int64)
        for n in distinct(queries).tolist():
            letters[n] = sought[n].query.first_letters | sought[n].query.initial_letters
        may_stand = (self._initial_letters[names] & letters[queries]) != 0
        pairs: Places = (queries * len(self._totals) + names)[may_stand]
        return pairs

    def _tells(self, sought: Sought) -> Sequence[bool]:
        """Whether each unit of a query holds one of the words of which a name without initials must share one to reach
        the cut."""
        query, p = sought.query, self._policy
        shape = query.shape
        # what is left of the query as little as it can be: words around, numbers and places may count for little
        loose = query.numbers + (1.0 - p.place_beside) * query.places
        tells = self._needed(
            tuple([query.weights[place] for place in shape.telling]),
            query.light + len(shape.initials) * p.initial_bits,
            query.total - loose,
            query.free_text,
            sought.cut,
        )
        if len(tells) == len(query.units):
            return tells
        places = set(compress(shape.telling, tells))
        joined = query.units[len(tells) :]
        return (*tells, *[not places.isdisjoint(range(unit.first, unit.last + 1)) for unit in joined])

    def _find_needed(
        self, weights: Sequence[float], mass: float, total: float, free_text: bool, cut: float
    ) -> Sequence[bool]:
        """Of words with those weights the ones of which one must be shared, where ``mass`` agrees without a unit.

        The lightest words are left out as long as a name that shares all of these, and all that agrees without a
        unit, cannot reach the cut, be it as short as it may.
        """
        _, kept, most = self._around[free_text]
        needed = [True] * len(weights)
        for n in sorted(range(len(weights)), key=lambda n: (weights[n], n)):
            mass += weights[n]
            if self._scorer.may_reach(cut, mass, min(most, kept * max(0.0, total - mass))):
                break
            needed[n] = False
        return tuple(needed)

    def _bound(self, asked: Sequence[Profile], queries: Places, names: Places, shared: _Shared) -> Floats:
        """The most that pairs of queries and names can score, by what their units share."""
        p = self._policy
        bits, unlike, of_query, of_listed = shared
        told = [
            (q.light, len(q.shape.initials), q.places, q.numbers, q.total, *self._around[q.free_text]) for q in asked
        ]
        of_pairs = np.array(told).T.take(queries, axis=1)
        own_light, own_initials, own_places, own_numbers, own_total, *around, most = of_pairs
        totals, persons, light = self._totals[names], self._persons[names], self._light[names]
        # light words find partners among light words alone
        bits = bits + np.minimum(own_light, light)
        of_query = of_query + (light > 0) * own_light
        of_listed = of_listed + (own_light > 0) * light
        # an initial finds a partner in the word that it may stand for
        initialed = np.flatnonzero((self._initials[names] > 0) | (own_initials > 0))
        agreeing, of_own, of_theirs = self._by_initials(asked, queries[initialed], names[initialed])
        bits[initialed] += agreeing
        of_query[initialed] += of_own
        of_listed[initialed] += of_theirs
        unlike[initialed[agreeing > 0]] = 0.0
        listed_left = np.maximum(0.0, totals - of_listed)
        vessels = self._vessels[names]
        loose = ~vessels * ((1.0 - p.place_beside) * own_places) + self._loose[names] * own_numbers
        left = np.maximum(0.0, own_total - of_query - loose)
        discount = (1.0 - np.where(persons | vessels, *around)) * (1.0 - listed_left / totals)
        left = np.minimum(left * (1.0 - discount), most)
        return self._scorer.ceilings(bits, unlike, 0.0, left, listed_left, persons)

    def _by_initials(self, asked: Sequence[Profile], queries: Places, names: Places) -> tuple[Floats, Floats, Floats]:
        """What initials add to the bits that agree, and to those of the query and of the name that find a partner."""
        heads = is_first(queries)
        own = [asked[n] for n in queries[heads].tolist()]
        at = heads.cumsum() - 1
        of_words = np.array([(q.first_letters, q.initial_letters) for q in own], dtype=np.int64).reshape(-1, 2)
        firsts, initials = of_words.T[:, at]
        numbers, heaviest = np.array([(len(q.shape.initials), q.heaviest) for q in own]).reshape(-1, 2).T[:, at]
        letters, bits = self._initial_letters[names], self._policy.initial_bits
        theirs = ((letters & (firsts | initials)) != 0) * self._initials[names]
        ours = (((self._first_letters[names] | letters) & initials) != 0) * numbers
        return (
            (ours + theirs) * bits,
            ours * bits + theirs * np.maximum(heaviest, bits),
            theirs * bits + ours * np.maximum(self._heaviest[names], bits),
        )


class _Shared(NamedTuple):
    """What the units of queries and of names share, pair by pair: the most bits that can agree, the least that is then
    unlike, and the most bits of the query and of the name that find a partner."""

    bits: Floats
    unlike: Floats
    of_query: Floats
    of_listed: Floats


def _shared(pairs: Places, keys: Places, posted: _PostedUnits) -> _Shared:
    """What pairs of queries and names share, by all postings: ``keys`` are the pairs that these stand for."""
    kept, at = found_among(pairs, keys)
    of_unit = np.repeat(np.arange(len(posted.units)), posted.postings.counts)[kept]
    _, joined, weights, _ = zip(*posted.units, strict=True)

    def summed(values: npt.NDArray[Any]) -> Floats:
        sums: Floats = np.bincount(at, values, len(pairs)).astype(np.float64, copy=False)
        return sums

    bits, unlike, of_listed = map(summed, posted.postings.sums(kept).T)
    # where words may be aligned in another way than by themselves, run together, their unlikeness is not sure
    unlike[at[np.array(joined)[of_unit]]] = 0.0
    # and where several units may want one listed word, who stays without a partner is left over, and not unlike
    unlike[np.bincount(at, minlength=len(pairs)) > 1] = 0.0
    return _Shared(bits, unlike, summed(np.array(weights)[of_unit]), of_listed)
