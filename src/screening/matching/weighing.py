"""How much of a listed name must agree for a score, and what a query leaves over at least: a bound without alignment.

It asks less than the bound of the index, which aligns roles and weights of both sides: here the words of a query are
taken for whatever they may be, and only what the listed name weighs is known for sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from screening.matching.policy import Policy
from screening.matching.profile import Profile, has_unit
from screening.matching.score import Agreement, Floats, Scorer

_SLACK = 1e-9  # sums in another order differ in their last digits
_STEPS = 40  # halvings until a bound is known to far less than a bit


class Sums(NamedTuple):
    """What a query and a listed name share: ``bits`` of the listed words, ``covered`` ones of which an initial or an
    unlike word takes the place, and the query's words that have no partner for sure."""

    bits: float
    covered: float = 0.0
    query_left: float = 0.0


class Weighing:
    """Listed names with their words, which are numbered through: the words of the first name, of the second ..."""

    def __init__(self, profiles: Sequence[Profile], factors: Sequence[float], cut: float, policy: Policy) -> None:
        self._scorer = Scorer(policy)
        self._cut = cut - _SLACK
        self._extra = policy.extra_discount
        self._initial_bits = policy.initial_bits
        self._factors = factors
        self._persons = [p.is_person for p in profiles]
        self._totals = [p.total for p in profiles]
        self._initials = [bool(p.shape.initials) for p in profiles]
        self.starts: Sequence[int] = [0, *np.cumsum([len(p.words) for p in profiles]).tolist()]
        self.owners = [n for n, p in enumerate(profiles) for _ in p.words]
        # words without a unit, and those that are also legal forms, may agree with what no index of words tells
        anchored = [[has_unit(w) and not w.form for w in p.words] for p in profiles]
        self.weights = [
            b if own else 0.0
            for p, sure in zip(profiles, anchored, strict=True)
            for b, own in zip(p.weights, sure, strict=True)
        ]
        self._firsts = [
            frozenset(r.text[0] for r in w.readings) if has_unit(w) else _NONE for p in profiles for w in p.words
        ]
        self._free = [
            sum(b for b, own in zip(p.weights, sure, strict=True) if not own)
            for p, sure in zip(profiles, anchored, strict=True)
        ]
        self._needed = self._bits_needed().tolist()
        self.tells = [tells for n in range(len(profiles)) for tells in self._telling(n)]

    def _bits_needed(self) -> Floats:
        """For each name, the least bits of its words without which it can't reach the cut."""
        totals, free = np.array(self._totals), np.array(self._free)
        persons, factors = np.array(self._persons, dtype=np.bool_), np.array(self._factors)
        low, high = np.zeros(len(totals)), totals.copy()
        nothing = np.zeros(len(totals))
        for _ in range(_STEPS):
            middle = (low + high) / 2
            bits = middle + free
            left = np.maximum(0.0, totals - bits)
            reached = self._scorer.ceilings(bits, nothing, 0.0, nothing, left, persons) * factors >= self._cut
            high = np.where(reached, middle, high)
            low = np.where(reached, low, middle)
        needed: Floats = low - _SLACK
        return needed

    def _telling(self, name: int) -> Iterator[bool]:
        """Whether each word of a name is one of which a query must share one: the lightest ones are not, as long as all
        of these together can't reach the cut."""
        words = range(self.starts[name], self.starts[name + 1])
        light: set[int] = set()
        mass = 0.0
        for word in sorted(words, key=self.weights.__getitem__):
            mass += self.weights[word]
            if mass >= self._needed[name]:
                break
            light.add(word)
        return (word not in light for word in words)

    def bits_of(self, words: Iterable[int]) -> dict[int, float]:
        """The bits of words, by the names that have them; names of which only words without weight are there too."""
        bits: dict[int, float] = {}
        for word in words:
            name = self.owners[word]
            bits[name] = bits.get(name, 0.0) + self.weights[word]
        return bits

    def may_be_enough(self, name: int, bits: float) -> bool:
        """Whether so many bits of a name's words may be enough for the cut, if the query has no other words."""
        needed: float = self._needed[name]
        return bits >= needed

    def sums(self, name: int, seen: Mapping[int, float], initials: str) -> Sums:
        """The most that is shared where such a share of the words that are ``seen`` agrees, and letters of the query
        stand for others."""
        bits = covered = 0.0
        by_letter: list[float] = []
        for word in range(self.starts[name], self.starts[name + 1]):
            weight, share = self.weights[word], seen.get(word)
            if share is not None:
                own = max(share * weight, min(weight, self._initial_bits) if initials else 0.0)
                bits += own
                covered += weight - own
            elif initials and not self._firsts[word].isdisjoint(initials):
                by_letter.append(weight)
        for weight in sorted(by_letter, reverse=True)[: len(initials)]:
            own = min(weight, self._initial_bits)
            bits += own
            covered += weight - own
        return Sums(bits, covered)

    def may_reach(self, name: int, sums: Sums) -> bool:
        """Whether a query that shares so much with a name may score the cut."""
        if sums.bits + sums.covered < self._needed[name]:
            return False
        total, is_person = self._totals[name], self._persons[name]
        bits = min(total, sums.bits + self._free[name])
        left = max(0.0, total - bits - sums.covered)
        # the name's initials find partners in any words; of those around a body's name a part counts
        around = 1.0 if is_person else 1.0 - (1.0 - self._extra) * (1.0 - left / total)
        query_left = 0.0 if self._initials[name] else sums.query_left * around
        score = self._scorer.score(Agreement(bits, 0.0, 0.0, query_left, left, is_person))
        return bool(score * self._factors[name] >= self._cut)


_NONE: frozenset[str] = frozenset()
