"""Which listed names could score at least so much against a query: a bound that is never below the score.

Each listed name's units (single and joined words, in all their readings) are posted under their word. For a query, the
like words of each of its units are looked up, and their postings add up what could agree at most on either side.
The score of two names never falls when more agrees (`align.blend`) and what else enters it only lowers it, so a name
whose bound is below the cut cannot reach it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from screening.matching.align import extra_discount, may_be_cut
from screening.matching.likeness import Likeness, compare
from screening.matching.near import Vocabulary
from screening.matching.policy import Policy
from screening.matching.profile import Profile, acronyms

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
_SLACK = 1e-9  # sums in another order differ in their last digits; the bound gives way by more


class Index:
    """An index over the profiles of listed names."""

    def __init__(self, profiles: Sequence[Profile], policy: Policy) -> None:
        self._profiles = profiles
        self._policy = policy
        posted = sorted({r.text for p in profiles for u in p.units for r in u.readings})
        singles = {r.text for p in profiles for u in p.units if not u.is_joined for r in u.readings}
        self.vocabulary = Vocabulary(posted, policy, joined=set(posted) - singles)
        number = self.vocabulary.number
        rows = [(number[r.text], n, u.weight) for n, p in enumerate(profiles) for u in p.units for r in u.readings]
        rows.sort()
        words = np.array([r[0] for r in rows], dtype=np.int64)
        self._names = np.array([r[1] for r in rows], dtype=np.int64)
        self._weights = np.array([r[2] for r in rows], dtype=np.float64)
        self._starts = np.searchsorted(words, np.arange(len(posted) + 1))
        self._totals = np.array([p.total for p in profiles], dtype=np.float64)
        self._light = np.array([p.light for p in profiles], dtype=np.float64)
        self._heaviest = np.array([p.heaviest for p in profiles], dtype=np.float64)
        self._initials = np.array([len(p.initials) for p in profiles], dtype=np.float64)
        self._numbered = np.array([p.numbers > 0 for p in profiles], dtype=np.float64)
        self._acronyms = _acronym_table(profiles)
        self._compared = lru_cache(maxsize=65536)(self._compare_all)

    def acronym_score(self, word: str) -> float:
        """How much (0 to 1) it says that a word is one of the listed names' acronyms.

        Its letters' bits count only beyond those that some acronym on a list of this length has by chance.
        """
        p = self._policy
        if word not in self._acronyms or not word.isalpha():
            return 0.0
        net = p.acronym_letter_bits * len(word) - math.log2(len(self._acronyms))
        return p.acronym_ceiling * min(1.0, max(0.0, net / p.acronym_full_bits))

    def by_acronym(self, word: str) -> Sequence[int]:
        """Numbers of the names of which ``word`` is an acronym."""
        return self._acronyms.get(word, ())

    def near(self, word: str, joined: bool) -> Mapping[str, Likeness]:
        """Listed words like ``word``, found through the vocabulary's indexes."""
        return self.vocabulary.near(word, joined=joined)

    def near_exhaustive(self, word: str, joined: bool) -> Mapping[str, Likeness]:
        """The same by comparing with every listed word; for audits of the index."""
        del joined  # spares the index work; comparing everything needs no such hint
        return self._compared(word)

    def _compare_all(self, word: str) -> Mapping[str, Likeness]:
        pairs = ((w, compare(word, w, self._policy)) for w in self.vocabulary.words)
        return {w: likeness for w, likeness in pairs if likeness is not None}

    def candidates(self, query: Profile, cut: float) -> list[int]:
        """Numbers of the names whose score (0 to 1) against the query may reach ``cut``, in order."""
        touched = list(self._touched(query))
        if not touched:
            return []
        names = np.concatenate([names for names, _, _ in touched])
        places, back = np.unique(names, return_inverse=True)
        agreed_query: Floats = np.bincount(back, np.concatenate([np.full(len(n), q) for n, q, _ in touched])).astype(
            float
        )
        agreed_listed: Floats = np.bincount(back, np.concatenate([listed for _, _, listed in touched])).astype(float)
        bound = self._bound(query, places, agreed_query, agreed_listed)
        return [int(n) for n in places[bound + _SLACK >= cut]]

    def _touched(self, query: Profile) -> Iterator[tuple[Places, float, Floats]]:
        p = self._policy
        number = self.vocabulary.number
        cut = may_be_cut(query)
        last = len(query.words) - 1
        for unit in query.units:
            found: dict[int, float] = {}
            for reading in unit.readings:
                for like, likeness in self.near(reading.text, unit.is_joined).items():
                    i = number[like]
                    found[i] = max(found.get(i, 0.0), likeness.value)
            word = query.words[unit.first]
            if not unit.is_joined and (word.dotted or (cut and unit.first == last)):
                for i in self.vocabulary.beginning_with(word.text):
                    found[i] = max(found.get(i, 0.0), p.prefix)
            for i, value in found.items():
                a, b = self._starts[i], self._starts[i + 1]
                yield self._names[a:b], unit.weight * value, self._weights[a:b] * value

    def _bound(self, query: Profile, places: Places, agreed_query: Floats, agreed_listed: Floats) -> Floats:
        p = self._policy
        heaviest = query.heaviest
        initials = len(query.initials)
        agreed_query = agreed_query + query.light + self._initials[places] * p.initial * heaviest
        agreed_listed = (
            agreed_listed + self._light[places] + initials * max(p.initial, p.prefix) * self._heaviest[places]
        )
        totals = self._totals[places]
        agreed_query = np.minimum(agreed_query, query.total)
        if may_be_cut(query):  # the listed words behind the cut may count for little
            totals = p.tail_discount * totals + (1.0 - p.tail_discount) * np.minimum(agreed_listed, totals)
        listed = np.minimum(1.0, agreed_listed / totals)
        total = query.total - query.numbers * (1.0 - self._numbered[places])
        agreed_query = np.minimum(agreed_query, total)
        around = (1.0 - extra_discount(query, p)) * listed * (total - agreed_query)
        share = agreed_query / np.maximum(total - around, _SLACK)
        bits = np.minimum(agreed_query, agreed_listed)
        low, high = np.minimum(share, listed), np.maximum(share, listed)
        span = p.subset_full_bits - p.subset_floor_bits
        trust = p.subset_ceiling * np.clip((bits - p.subset_floor_bits) / span, 0.0, 1.0)
        bound: Floats = low + (high - low) * trust
        return bound


def _acronym_table(profiles: Sequence[Profile]) -> Mapping[str, Sequence[int]]:
    table: dict[str, list[int]] = {}
    for n, p in enumerate(profiles):
        for acronym in sorted(acronyms(p.name)):
            table.setdefault(acronym, []).append(n)
    return table
