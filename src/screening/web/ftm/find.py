"""Entries that a person may mean by a text."""

from __future__ import annotations

from collections.abc import Callable

from screening.entities import Counterparty, Identifier
from screening.screener import Screener
from screening.web.ftm.directory import Directory

LEAST_SCORE = 40.0
"""The score (0-100) from which a name is like the text; a person looks through what is found."""

MOST_FOUND = 10_000
"""Entries that are found at most."""


def entries_like(screener: Screener, directory: Directory, text: str, holds: Callable[[int], bool]) -> list[int]:
    """The numbers of entries that a person may mean by a text, likeliest first; one for each party.

    First the one whose id it is, then those that are like it by name or number, then those that have words which begin
    as its words do. ``holds`` says of an entry whether it counts.
    """
    own = directory.find(text.strip())
    kinds = sorted(screener.identifier_kinds()) if len(text.split()) == 1 else ()  # a number, of whatever kind
    party = Counterparty(name=text, identifiers=tuple(Identifier(kind=kind, value=text) for kind in kinds))
    hits = screener.match_all(
        [party],
        threshold=LEAST_SCORE,
        max_hits=MOST_FOUND,
        keep=lambda party: holds(directory.number_of(party.watchlist, party.entity.id)),
    )[0]
    like = (directory.number_of(hit.watchlist, hit.entity_id) for hit in hits)
    parties: dict[int, int] = {}
    for number in filter(holds, [*([] if own is None else [own]), *like, *directory.with_words(text)]):
        parties.setdefault(directory.first_of_party(number), number)
    return list(parties.values())
