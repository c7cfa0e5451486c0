"""From what agrees between two names to a score: one formula, for one pair of names and for arrays of bounds alike.

A ratio of what agrees to that and what does not, in bits, after Tversky's model of likeness (Features of Similarity,
1977): what only one name has counts less than what each has and the other lacks, and the less, the more bits agree.
The score rises, or stays, when more agrees and when less is left over. The index stands on that: put the most that
may agree and the least that must be left over in, and an upper bound comes out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from screening.matching.policy import Policy

Floats = npt.NDArray[np.float64]

_LEAST = 1e-9  # bits; keeps the ratio defined
_BOTH_SIDES = 2.0  # a slip is unlike in both names, what is left over stands in one


class Agreement(NamedTuple):
    """What agrees between two names, in bits: ``bits`` of the aligned words agree, ``unlike`` of them do not.

    ``slips`` are those of the unlike bits that no table of translations and spellings and no transcription explains;
    ``query_left`` and ``listed_left`` are those of the words that have no partner. ``is_person`` tells the listed
    name's kind.
    """

    bits: float
    unlike: float
    slips: float
    query_left: float
    listed_left: float
    is_person: bool

    @property
    def common(self) -> float:
        """The share (0 to 1) of all that the two names tell which agrees."""
        return self.bits / max(_LEAST, self.bits + _BOTH_SIDES * self.slips + self.query_left + self.listed_left)


class Costs(NamedTuple):
    """What a bit counts that speaks against two names, where many bits agree, and how much more where few do."""

    contradiction: float
    contradiction_few: float
    unlikeness: float
    unlikeness_few: float
    omission: float
    omission_few: float
    few_bits: float
    many_bits: float
    curve: float


@lru_cache(maxsize=1024)
def _root(cut: float, curve: float) -> float:
    """The ratio of bits that scores ``cut``."""
    return float(max(0.0, cut) ** (1.0 / curve))


class Scorer:
    """The formula with the numbers of a policy."""

    def __init__(self, policy: Policy) -> None:
        p = policy
        self._extra, self._doubt_bits, self._doubt_slope = p.extra, p.doubt_bits, p.doubt_slope
        self._bodies = Costs(
            p.contradiction, p.contradiction_few, p.unlikeness, p.unlikeness_few, p.omission, p.omission_few,
            p.few_bits, p.many_bits, p.curve,
        )  # fmt: skip
        self._persons = Costs(
            p.person_contradiction, p.person_contradiction_few, p.person_unlikeness, p.person_unlikeness_few,
            p.person_omission, p.person_omission_few, p.person_few_bits, p.person_many_bits, p.person_curve,
        )  # fmt: skip
        self._table = np.array([self._bodies, self._persons]).T

    def score(self, found: Agreement) -> float:
        """The score (0 to 1) of two names by what agrees between them."""
        c = self._persons if found.is_person else self._bodies
        return float((found.bits / max(_LEAST, found.bits + self._against(found, c))) ** c.curve)

    def _against(self, found: Agreement, c: Costs) -> float:
        few = min(1.0, max(0.0, (c.many_bits - found.bits) / (c.many_bits - c.few_bits)))
        both = c.contradiction + few * c.contradiction_few
        unlike = min(both, c.unlikeness + few * c.unlikeness_few)  # words somewhat alike never count more than others
        one = c.omission + few * c.omission_few
        left = min(found.query_left, found.listed_left)
        against = both * left + one * (found.listed_left - left + self._extra * (found.query_left - left))
        against += unlike * found.unlike
        return against + self._doubt_bits * few * min(1.0, self._doubt_slope * (1.0 - found.common))

    def may_reach(self, cut: float, bits: float, query_left: float) -> bool:
        """Whether a name, a person's or a body's, that agrees in so many bits and leaves so many may score ``cut``."""
        for c, is_person in ((self._bodies, False), (self._persons, True)):
            # at least this speaks against it; most names are ruled out by that alone
            least = c.omission * self._extra * query_left
            root = _root(cut, c.curve)
            if bits + _LEAST < root * (bits + least):
                continue
            if bits + _LEAST >= root * (bits + self._against(Agreement(bits, 0.0, 0.0, query_left, 0.0, is_person), c)):
                return True
        return False

    def ceilings(
        self,
        bits: Floats,
        unlike: Floats,
        slips: Floats | float,
        query_left: Floats,
        listed_left: Floats,
        is_person: npt.NDArray[np.bool_],
    ) -> Floats:
        """`score` for arrays: the most it can give where the bits are at most these, and all else at least these."""
        c = Costs(*self._table.take(is_person, axis=1))
        few = ((c.many_bits - bits) / (c.many_bits - c.few_bits)).clip(0.0, 1.0)
        both = c.contradiction + few * c.contradiction_few
        one = c.omission + few * c.omission_few
        left = np.minimum(query_left, listed_left)
        against = both * left + one * (listed_left - left + self._extra * (query_left - left))
        against += np.minimum(both, c.unlikeness + few * c.unlikeness_few) * unlike
        common = bits / np.maximum(_LEAST, bits + _BOTH_SIDES * slips + query_left + listed_left)
        against += self._doubt_bits * few * np.minimum(1.0, self._doubt_slope * (1.0 - common))
        ceiling: Floats = (bits / np.maximum(_LEAST, bits + against)) ** c.curve
        return ceiling
