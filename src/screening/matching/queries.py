"""The texts by which a counterparty is looked for: its names, those of others in its row, and the parts of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from screening.entities import Counterparty, EntityType
from screening.matching.extent import within_extent
from screening.names.initials import may_be_person
from screening.names.several import is_long, several
from screening.names.ship_text import ship_texts


class Query(NamedTuple):
    """One name of a counterparty and the field that it stands in."""

    field: str
    text: str
    type: EntityType | None
    free_text: bool


class Asked(NamedTuple):
    """All of a query that its matches hang on; ``cut`` is the least score (0 to 1) before other evidence."""

    text: str
    type: EntityType | None
    free_text: bool
    cut: float


def queries_of(party: Counterparty) -> Iterator[Query]:
    """All names that a counterparty is looked for by: its own, those of others in its row, and the parts of each."""
    party = within_extent(party)
    if party.name:
        yield Query("name", party.name, party.type, free_text=False)
        yield from (Query("name", part, party.type, free_text=False) for part in several(party.name))
        if party.type is None and may_be_person(party.name):
            yield Query("name", party.name, "Person", free_text=False)
        if is_long(party.name):
            yield Query("name", party.name, party.type, free_text=True)
        if party.type in ("Vessel", None):
            named = ship_texts(party.name, is_ship=party.type is not None)
            yield from (Query("name", ship.text, "Vessel", ship.is_free) for ship in named)
    for other in party.other_names:
        if other.text and other.text != party.name:
            yield Query(other.field, other.text, other.type, other.free_text)
            if not other.free_text:
                yield from (Query(other.field, part, other.type, free_text=False) for part in several(other.text))
