"""Whether those whose words may be enough for one of a few listed names may score so much: their texts are analysed and
held against these names alone, which is much less than all that screening them takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screening.entities import Counterparty, EntityType
from screening.matching.features import birth_days, most_support
from screening.matching.index import Index, Sought
from screening.matching.listed import analysed, weighed
from screening.matching.matcher import ROUNDING
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.queries import Query, queries_of
from screening.matching.rarity import Rarity
from screening.matching.score import Floats


class SecondLook:
    """The index of a few names. ``factors`` tells what the score of each is multiplied with at most for a query of a
    type, ``days`` are the days on which their parties were born; ``rarity`` is what words weigh, ``runs`` are the names
    that longer runs are parted by."""

    def __init__(
        self,
        index: Index,
        factors: Callable[[EntityType | None], Floats],
        rarity: Rarity,
        runs: frozenset[str],
        days: frozenset[str],
        policy: Policy,
    ) -> None:
        self._index = index
        self._factors = factors
        self._rarity = rarity
        self._runs = runs
        self._days = days
        self._policy = policy

    def may_score(self, parties: Sequence[Counterparty], threshold: float) -> list[bool]:
        """Whether each of the counterparties may reach the threshold (0-100) with one of the names, by its words.

        Acronyms, names that were cut off and identifiers are not asked about.
        """
        asked = [
            (place, Sought(self._profile(query), cut, self._factors(query.type)))
            for place, party in enumerate(parties)
            for cut in [(threshold - self._support(party) - ROUNDING) / 100.0]
            for query in queries_of(party)
        ]
        sought = [one for _, one in asked]
        self._index.vocabulary.prepare(
            r.text for s in sought for u in s.query.units if not u.is_joined for r in u.readings
        )
        found = [False] * len(parties)
        for (place, _), names in zip(asked, self._index.candidates(sought), strict=True):
            found[place] |= bool(names)
        return found

    def _support(self, party: Counterparty) -> float:
        """The most points that other evidence than the name can add for a counterparty."""
        return most_support(party, self._policy, same_day=not self._days.isdisjoint(birth_days(party)))

    def _profile(self, query: Query) -> Profile:
        name = analysed(query.text, query.type, self._runs)
        weights = [self._rarity.bits(word) for word in name.words]
        is_word = self._index.vocabulary.has_joined
        return weighed(name, weights, query.type, free_text=query.free_text, is_word=is_word)
