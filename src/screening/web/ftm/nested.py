"""What stands beside an entry in the FollowTheMoney model: its designations, and its links to other entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.entities import Entity, Relation
from screening.lists.opensanctions.ftm_entity import ftm_words
from screening.web.ftm.directory import Directory
from screening.web.ftm.entity import FtmEntity, is_link
from screening.web.ftm.words import web_words

SANCTIONS = "sanctions"

_LINK = "UnknownLink"


@dataclass(frozen=True, slots=True)
class Adjacent:
    """An entity that tells something of an entry: ``property`` is the entry's, under which it stands.

    ``properties`` are its own; ``other_end`` is the one of them that leads to ``other``, an entry or
    the id of one that the list does not have; both are empty where there is no other.
    """

    property: str
    id: str
    schema: str
    caption: str
    properties: Mapping[str, list[str]]
    other_end: str = ""
    other: FtmEntity | str = ""


def adjacent(directory: Directory, number: int) -> list[Adjacent]:
    """All that stands beside an entry: designations first, then links in the order of the list."""
    own = directory.entity(number)
    watchlist, entity = directory.party(number)
    found = list(_sanctions(own.id, entity))
    for n, relation in enumerate(entity.relations, 1):
        found.append(_link(f"{own.id}-link-{n}", relation, directory.target(watchlist, relation.target)))
    return found


def _sanctions(own_id: str, entity: Entity) -> Iterator[Adjacent]:
    """A designation for each event that is one, and for each programme that none of them names."""
    events = [event for event in entity.events if event.what == "designated"]
    named = {programme.strip() for event in events for programme in (event.programme or "").split(";")}
    told: list[dict[str, str | None]] = [
        {
            "authority": event.by,
            "program": event.programme,
            "startDate": event.date,
            "reason": event.note,
            "sourceUrl" if is_link(event.reference or "") else "authorityId": event.reference,
        }
        for event in events
    ]
    told += [{"program": programme} for programme in entity.programmes if programme not in named]
    for n, values in enumerate(told, 1):
        properties = {name: [value] for name, value in values.items() if value}
        caption = values.get("program") or values.get("authority") or "Sanction"
        yield Adjacent(SANCTIONS, f"{own_id}-sanction-{n}", "Sanction", caption, properties)


def _link(link_id: str, relation: Relation, other: FtmEntity | str) -> Adjacent:
    """The entity between an entry and the one that a relation leads to; of a relation that the model has no word for,
    a link with its word as the role."""
    between = ((schema, shape) for schema, shape in ftm_words("between").items() if schema in web_words("ends"))
    schema, first = next(
        ((schema, relation.kind == shape["there"]) for schema, shape in between
         if relation.kind in (shape["there"], shape["back"])),
        (_LINK, True),
    )  # fmt: skip
    shape = ftm_words("between")[schema]
    role = relation.kind.replace("_", " ")
    told = {
        "role": role if schema == _LINK else None,
        "summary": relation.note,
        "startDate": relation.since,
        "endDate": relation.until,
    }
    return Adjacent(
        property=web_words("ends")[schema]["first" if first else "second"],
        id=link_id,
        schema=schema,
        caption=role,
        properties={name: [value] for name, value in told.items() if value},
        other_end=shape["second" if first else "first"],
        other=other,
    )
