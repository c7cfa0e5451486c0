"""From the parties of one of the United Kingdom's lists to a watchlist."""

from __future__ import annotations

from collections.abc import Mapping

from screening.entities import Entity, Watchlist
from screening.lists.gathering import Gathering
from screening.lists.uk.entity import read_party
from screening.lists.uk.links import Link, linked, links_of
from screening.lists.uk.names import has_primary
from screening.lists.uk.party import Party


def watchlist_of(
    parties: Mapping[str, Party], found: Gathering, *,
    prefix: str, word: str, name: str, title: str, issuer: str, as_of: str,
) -> Watchlist:  # fmt: skip
    """The watchlist of the parties, whose ids get the ``prefix``; ``word`` is what warnings call a party. ``found`` has
    what is to be told of the file.

    A party that cannot be read is told in the warnings, and so is one of which no name is called the primary one: in a
    table that was cut off its first rows may be missing.
    """
    links: list[Link] = []
    for party_id, party in parties.items():
        entity_id = f"{prefix}-{party_id}" if party_id else ""
        made = read_party(party, entity_id, f"{word} {party_id or 'without an id'}", found.remarks())
        found.take(made)
        if isinstance(made, Entity):
            links += links_of(party, entity_id)
            if not has_primary(party):
                found.warnings.append(f"{word} {party_id} has no primary name: {made.name!r} was taken")
    if not as_of:
        found.warnings.append("the file does not say of which day it is")
    return found.watchlist(
        name=name, title=title, issuer=issuer, version=as_of, as_of=as_of, entities=linked(found.entities, links)
    )
