"""From the parties of one of the United Kingdom's lists to a watchlist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from screening.entities import Entity, Watchlist
from screening.lists.records import Remarks
from screening.lists.uk_entity import read_party
from screening.lists.uk_links import Link, linked, links_of
from screening.lists.uk_names import has_primary
from screening.lists.uk_party import Party


def watchlist_of(
    parties: Mapping[str, Party], *, prefix: str, word: str, name: str, title: str, issuer: str, as_of: str,
    warnings: Sequence[str],
) -> Watchlist:  # fmt: skip
    """The watchlist of the parties, whose ids get the ``prefix``; ``word`` is what warnings call a party.

    A party that cannot be read is told in the warnings, and so is one of which no name is called the primary one: in a
    table that was cut off its first rows may be missing.
    """
    entities: list[Entity] = []
    links: list[Link] = []
    told = list(warnings)
    counts: Counter[str] = Counter()
    for party_id, party in parties.items():
        entity_id = f"{prefix}-{party_id}" if party_id else ""
        found = read_party(party, entity_id, f"{word} {party_id or 'without an id'}", Remarks(counts))
        if isinstance(found, Entity):
            entities.append(found)
            links += links_of(party, entity_id)
            if not has_primary(party):
                told.append(f"{word} {party_id} has no primary name: {found.name!r} was taken")
        else:
            told.append(found)
    if not as_of:
        told.append("the file does not say of which day it is")
    return Watchlist(
        name=name,
        title=title,
        issuer=issuer,
        version=as_of,
        as_of=as_of,
        entities=linked(entities, links),
        warnings=tuple(told),
        kept_as_text=dict(sorted(counts.items())),
    )
