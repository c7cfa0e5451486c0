"""Which listed names could score at least so much against a query: a bound that is never below the score.

Each listed name's units (single and joined words, in all their readings) are posted under their word. For each unit of
a query, the postings of its like words say what could agree at most on either side. Names that share only the query's
light words cannot reach the cut together with nothing else, so only the postings of its telling words are walked
(MaxScore, Turtle and Flood 1995); the light ones are added for the names found there. `score.ceilings` turns what
could agree into a bound: a name whose bound is below the cut cannot reach it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.align import extra_discount, least_left
from screening.matching.edges import is_abbreviated, transcribed
from screening.matching.index_columns import index_columns
from screening.matching.likeness import Likeness
from screening.matching.near import REMEMBERED, Vocabulary
from screening.matching.numbering import put_together
from screening.matching.packing import Columns, under
from screening.matching.policy import Policy
from screening.matching.posted import Posted
from screening.matching.profile import Listed, Profile, Unit
from screening.matching.score import Floats, Scorer
from screening.names.readings import Reading

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SLACK = 1e-9  # sums in another order differ in their last digits; the bound gives way by more
_WORDS_KEPT = 8_000  # words of queries whose postings are kept for the next query that has them


class Postings(NamedTuple):
    """For one unit of a query: the names (sorted, each once) that have a word like it, the most bits that can agree
    by it, the least that is then unlike, and the most bits of the listed name that find a partner by it."""

    names: Places
    bits: Floats
    unlike: Floats
    of_listed: Floats
    initialed: Places  # of the names those that hold initials, which may stand for any word of the query


class Sought(NamedTuple):
    """A query, the score (0 to 1) that is asked for, and what each listed name's score is multiplied with at most."""

    query: Profile
    cut: float
    factors: Floats


def _single_words(sought: Sought) -> set[str]:
    """Every reading of the words that a query is looked up by, but for those run together."""
    return {r.text for u in sought.query.units if not u.is_joined for r in u.readings}


def _portions(sought: Sequence[Sought]) -> Iterator[Sequence[Sought]]:
    """The queries by so many at once that the words looked up for them are remembered until they are used."""
    start = words = 0
    for end, one in enumerate(sought):
        own = len(_single_words(one))
        if words and words + own > REMEMBERED:
            yield sought[start:end]
            start, words = end, 0
        words += own
    yield sought[start:]


class Index:
    """An index over the profiles of listed names."""

    def __init__(self, columns: Mapping[str, Any], policy: Policy) -> None:
        self._policy = policy
        self._scorer = Scorer(policy)
        self._columns = columns
        self.vocabulary = Vocabulary(under("words", columns), policy)
        self._names: Places = columns["names"]
        self._weights: Floats = columns["weights"]
        self._romanised: Flags = columns["romanised"]
        self._starts: Sequence[int] = columns["starts"].tolist()
        self._totals: Floats = columns["totals"]
        self._light: Floats = columns["light"]
        self._heaviest: Floats = columns["heaviest"]
        self._initials: Floats = columns["initials"]
        self._initial_letters: Places = columns["initial_letters"]
        self._first_letters: Places = columns["first_letters"]
        self._loose: Flags = columns["loose"]
        self._persons: Flags = columns["persons"]
        self._vessels: Flags = columns["vessels"]
        self._postings = lru_cache(maxsize=_WORDS_KEPT)(self._merge_postings)
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
        for portion in _portions(sought):
            self.vocabulary.prepare(chain.from_iterable(map(_single_words, portion)))
            yield from self._candidates(portion)

    def _candidates(self, sought: Sequence[Sought]) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in sought]
        posted = [(n, unit, p) for n, s in enumerate(sought) for unit, p in self._posted_units(s.query)]
        telling = [self._telling(s.query, s.cut) for s in sought]
        walked = [
            (n, names) for n, unit, p in posted if len(names := self._walked(sought[n].query, telling[n], unit, p))
        ]
        if not walked:
            return found
        size = len(self._totals)
        pairs = _distinct(np.concatenate([names + n * size for n, names in walked]))
        lengths = [len(p.names) for _, _, p in posted]
        keys = np.concatenate([p.names + n * size for n, _, p in posted])
        at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
        kept = np.flatnonzero(pairs[at] == keys)
        at = at[kept]

        def summed(values: Floats) -> Floats:
            sums: Floats = np.bincount(at, values[kept], len(pairs)).astype(np.float64)
            return sums

        joined = np.repeat([unit.is_joined for _, unit, _ in posted], lengths)
        unlike = summed(np.concatenate([p.unlike for _, _, p in posted]))
        # where words may be aligned in another way than by themselves, run together, their unlikeness is not sure
        unlike[summed(joined.astype(np.float64)) > 0] = 0.0
        # and where several units may want one listed word, who stays without a partner is left over, and not unlike
        unlike[np.bincount(at, minlength=len(pairs)) > 1] = 0.0
        bound = self._bound(
            sought,
            pairs // size,
            pairs % size,
            bits=summed(np.concatenate([p.bits for _, _, p in posted])),
            unlike=unlike,
            of_query=summed(np.repeat([unit.weight for _, unit, _ in posted], lengths)),
            of_listed=summed(np.concatenate([p.of_listed for _, _, p in posted])),
        )
        cuts = np.array([s.cut for s in sought])[pairs // size]
        for pair in pairs[bound + _SLACK >= cuts].tolist():
            found[pair // size].append(pair % size)
        return found

    def _posted_units(self, query: Profile) -> Iterator[tuple[Unit, Postings]]:
        for unit in query.units:
            postings = self._posted(query, unit)
            if len(postings.names):
                yield unit, postings

    def _walked(self, query: Profile, telling: frozenset[int], unit: Unit, postings: Postings) -> Places:
        """The names under a unit that the query is held against at all."""
        if telling.isdisjoint(range(unit.first, unit.last + 1)):
            return self._abbreviated(query, postings.initialed)
        return postings.names

    def _abbreviated(self, query: Profile, names: Places) -> Places:
        """Those of the names with initials of which one may stand for a word of the query, or for one of its own."""
        if not len(names):
            return names
        kept: Places = names[(self._initial_letters[names] & (query.first_letters | query.initial_letters)) != 0]
        return kept

    def _telling(self, query: Profile, cut: float) -> frozenset[int]:
        """The places of the words of which a name without initials must share one to reach the cut.

        The lightest words are left out as long as a name that shares all of these, and all that agrees without a
        unit, cannot reach the cut, be it as short as it may.
        """
        words = sorted(((u.weight, u.first) for u in query.units if not u.is_joined), reverse=True)
        mass = query.light + len(query.initials) * self._policy.initial_bits
        # what is left of the query as little as it can be: words around, numbers and places may count for little
        kept = extra_discount(query, self._policy, is_body=True)
        loose = query.numbers + (1.0 - self._policy.place_beside) * query.places
        while words:
            mass += words[-1][0]
            left = least_left(query, kept * max(0.0, query.total - loose - mass), self._policy)
            if self._scorer.may_reach(cut, mass, left):
                break
            words.pop()
        return frozenset(place for _, place in words)

    def _posted(self, query: Profile, unit: Unit) -> Postings:
        word = query.words[unit.first]
        abbreviated = not unit.is_joined and is_abbreviated(word)
        return self._postings(unit.readings, unit.is_joined, unit.weight, word.text if abbreviated else "")

    def _merge_postings(
        self, readings: tuple[Reading, ...], joined: bool, weight: float, abbreviation: str
    ) -> Postings:
        slices = self._slices(readings, joined, abbreviation)
        if not slices:
            return _NO_POSTINGS
        names = np.concatenate([self._names[a:b] for a, b, _, _ in slices])
        weights = np.concatenate([self._weights[a:b] for a, b, _, _ in slices])
        shares = np.concatenate([np.where(self._romanised[a:b], read, plain) for a, b, plain, read in slices])
        both = np.minimum(weights, weight)
        order = names.argsort(kind="stable")
        names = names[order]
        starts = np.flatnonzero(_is_first(names))
        names = names[starts]

        def best(of: np.ufunc, values: Floats) -> Floats:
            found: Floats = of.reduceat(values[order], starts)
            return found

        return Postings(
            names,
            best(np.maximum, shares * both),
            best(np.minimum, (1.0 - shares) * both),
            best(np.maximum, weights),
            names[self._initials[names] > 0],
        )

    def _slices(
        self, readings: tuple[Reading, ...], joined: bool, abbreviation: str
    ) -> list[tuple[int, int, float, float]]:
        """Where the postings of the like words stand, and what share of such a pair agrees at most: as the words
        stand, and where the listed one was romanised."""
        found: dict[int, tuple[float, float]] = {}
        for reading in readings:
            for i, likeness in self.near(reading.text, joined).items():
                plain = likeness.value
                read = max(plain, transcribed(plain, self._policy))
                known = found.get(i, (0.0, 0.0))
                found[i] = max(known[0], read if reading.kind == "romanised" else plain), max(known[1], read)
        if abbreviation:
            for i in self.vocabulary.beginning_with(abbreviation):
                known = found.get(i, (0.0, 0.0))
                found[i] = max(known[0], self._policy.prefix), max(known[1], self._policy.prefix)
        starts = self._starts
        slices = [(starts[i], starts[i + 1], plain, read) for i, (plain, read) in found.items()]
        return [s for s in slices if s[1] > s[0]]

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

        def own(value: Callable[[Profile], float]) -> Floats:
            values: Floats = np.array([value(s.query) for s in sought], dtype=np.float64)[queries]
            return values

        totals, persons, light = self._totals[places], self._persons[places], self._light[places]
        # light words find partners among light words alone
        own_light = own(lambda q: q.light)
        bits = bits + np.minimum(own_light, light)
        of_query = of_query + np.where(light > 0, own_light, 0.0)
        of_listed = of_listed + np.where(own_light > 0, light, 0.0)
        # an initial finds a partner in the word that it may stand for
        letters = self._initial_letters[places]
        firsts = np.array([s.query.first_letters | s.query.initial_letters for s in sought])[queries]
        initials = np.array([s.query.initial_letters for s in sought])[queries]
        theirs = np.where(letters & firsts, self._initials[places], 0.0)
        ours = np.where((self._first_letters[places] | letters) & initials, own(lambda q: len(q.initials)), 0.0)
        bits = bits + (ours + theirs) * p.initial_bits
        of_query = of_query + ours * p.initial_bits + theirs * np.maximum(own(lambda q: q.heaviest), p.initial_bits)
        of_listed = of_listed + theirs * p.initial_bits + ours * np.maximum(self._heaviest[places], p.initial_bits)
        unlike = np.where(ours + theirs > 0, 0.0, unlike)
        listed_left = np.maximum(0.0, totals - of_listed)
        vessels = self._vessels[places]
        loose = np.where(vessels, 0.0, (1.0 - p.place_beside) * own(lambda q: q.places))
        loose = loose + np.where(self._loose[places], own(lambda q: q.numbers), 0.0)
        left = np.maximum(0.0, own(lambda q: q.total) - of_query - loose)
        around = np.where(
            persons | vessels,
            own(lambda q: extra_discount(q, p, is_body=False)),
            own(lambda q: extra_discount(q, p, is_body=True)),
        )
        discount = (1.0 - around) * (1.0 - listed_left / totals)
        in_texts = np.array([s.query.free_text for s in sought], dtype=np.bool_)[queries]
        left = left * (1.0 - discount)
        left = np.where(in_texts, np.minimum(left, p.text_most), left)
        most = self._scorer.ceilings(bits, unlike, 0.0, left, listed_left, persons)
        kinds = {id(s.factors): s.factors for s in sought}
        if len(kinds) == 1:
            return most * sought[0].factors[places]
        rows = {key: row for row, key in enumerate(kinds)}
        table = np.stack(list(kinds.values()))
        bound: Floats = most * table[np.array([rows[id(s.factors)] for s in sought])[queries], places]
        return bound


def _distinct(places: Places) -> Places:
    """The distinct ones, in order; numpy's own `unique` loads half of the library at its first call."""
    ordered = np.sort(places)
    return ordered[_is_first(ordered)]


def _is_first(ordered: Places) -> Flags:
    """Which of some places in order, at least one, are not the same as the one before."""
    is_first = np.empty(len(ordered), dtype=np.bool_)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return is_first


_NO_POSTINGS = Postings(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=np.int64))
