"""Whether those whose words may be enough for one of a few listed names may score so much: their texts are analysed and
held against these names alone, which is much less than all that screening them takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screening.entities import Counterparty, EntityType
from screening.matching.asked_profiles import AskedProfiles
from screening.matching.features import birth_days, least_score, most_support
from screening.matching.index import Index, Sought
from screening.matching.policy import Policy
from screening.matching.queries import queries_of
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
        self._profiles = AskedProfiles(runs, rarity, index.vocabulary)
        self._days = days
        self._policy = policy

    def may_score(self, parties: Sequence[Counterparty], threshold: float) -> list[bool]:
        """Whether each of the counterparties may reach the threshold (0-100) with one of the names, by its words.

        Acronyms, names that were cut off and identifiers are not asked about.
        """
        asked = [
            (place, query, cut)
            for place, party in enumerate(parties)
            for cut in [least_score(threshold, self._support(party))]
            for query in queries_of(party)
        ]
        profiles = self._profiles.of_all([query for _, query, _ in asked])
        sought = [
            Sought(own, cut, self._factors(query.type)) for own, (_, query, cut) in zip(profiles, asked, strict=True)
        ]
        found = [False] * len(parties)
        for (place, _, _), names in zip(asked, self._index.candidates(sought), strict=True):
            found[place] |= bool(names)
        return found

    def _support(self, party: Counterparty) -> float:
        """The most points that other evidence than the name can add for a counterparty."""
        return most_support(party, self._policy, same_day=not self._days.isdisjoint(birth_days(party)))
