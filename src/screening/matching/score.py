"""From what agrees between two names to a score: one formula, for one pair of names and for arrays of bounds alike.

A ratio of what agrees to that and what does not, in bits, after Tversky's model of likeness (Features of Similarity,
1977): what only one name has counts less than what each has and the other lacks, and the less, the more bits agree.
The score rises, or stays, when more agrees and when less is left over. The index stands on that: put the most that
may agree and the least that must be left over in, and an upper bound comes out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screening.matching.policy import Policy

Floats = npt.NDArray[np.float64]

_LEAST = 1e-9  # bits; keeps the ratio defined


@dataclass(frozen=True, slots=True)
class Agreement:
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
        return self.bits / max(_LEAST, self.bits + 2.0 * self.slips + self.query_left + self.listed_left)


def score_of(found: Agreement, policy: Policy) -> float:
    """The score (0 to 1) of two names by what agrees between them."""
    p = policy
    if found.is_person:
        few = _few(found.bits, p.person_few_bits, p.person_many_bits)
        both = p.person_contradiction + few * p.person_contradiction_few
        unlike = p.person_unlikeness + few * p.person_unlikeness_few
        one = p.person_omission + few * p.person_omission_few
    else:
        few = _few(found.bits, p.few_bits, p.many_bits)
        both = p.contradiction + few * p.contradiction_few
        unlike = p.unlikeness + few * p.unlikeness_few
        one = p.omission + few * p.omission_few
    left = min(found.query_left, found.listed_left)
    against = both * left + one * (found.listed_left - left + p.extra * (found.query_left - left))
    against += min(unlike, both) * found.unlike  # two words that are somewhat alike never count more than two others
    against += p.doubt_bits * few * min(1.0, p.doubt_slope * (1.0 - found.common))
    curve = p.person_curve if found.is_person else p.curve
    return float((found.bits / max(_LEAST, found.bits + against)) ** curve)


def _few(bits: float, few: float, many: float) -> float:
    """1 where few bits agree, 0 where many do."""
    return min(1.0, max(0.0, (many - bits) / (many - few)))


def ceilings(
    bits: Floats,
    unlike: Floats,
    slips: Floats,
    query_left: Floats,
    listed_left: Floats,
    is_person: npt.NDArray[np.bool_],
    policy: Policy,
) -> Floats:
    """`score_of` for arrays: the most it can give where the bits are at most these, and all else at least these."""
    p = policy
    few = np.where(
        is_person,
        (p.person_many_bits - bits) / (p.person_many_bits - p.person_few_bits),
        (p.many_bits - bits) / (p.many_bits - p.few_bits),
    ).clip(0.0, 1.0)

    def cost(of_bodies: float, more: float, of_persons: float, more_of_persons: float) -> Floats:
        costs: Floats = np.where(is_person, of_persons + few * more_of_persons, of_bodies + few * more)
        return costs

    both = cost(p.contradiction, p.contradiction_few, p.person_contradiction, p.person_contradiction_few)
    alike = cost(p.unlikeness, p.unlikeness_few, p.person_unlikeness, p.person_unlikeness_few)
    one = cost(p.omission, p.omission_few, p.person_omission, p.person_omission_few)
    left = np.minimum(query_left, listed_left)
    against = both * left + one * (listed_left - left + p.extra * (query_left - left))
    against += np.minimum(alike, both) * unlike
    common = bits / np.maximum(_LEAST, bits + 2.0 * slips + query_left + listed_left)
    against += p.doubt_bits * few * np.minimum(1.0, p.doubt_slope * (1.0 - common))
    curve = np.where(is_person, p.person_curve, p.curve)
    ceiling: Floats = (bits / np.maximum(_LEAST, bits + against)) ** curve
    return ceiling
