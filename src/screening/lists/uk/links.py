"""Links between the parties of the United Kingdom's lists: by name, or by a number that prose tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from screening.entities import Entity, Relation
from screening.lists.numbered_text import numbered
from screening.lists.uk.party import Party

_KINDS = {"parent": "subsidiary_of", "subsidiaries": "parent_of", "owners": "owned_by"}
_OFSI_ID = re.compile(r"\bOFSI ID:?\s*(\d{3,6})\b")
_LINKED = "linked_to"
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")  # "Kalashnikov Concern JSC (49%)"


class Link(NamedTuple):
    """That an entity is ``kind`` to a party of this name or reference."""

    entity_id: str
    kind: str
    name: str


def links_of(party: Party, entity_id: str) -> Iterator[Link]:
    """The links that a party tells."""
    for key, kind in _KINDS.items():
        for cell in party.texts(key):
            for text in numbered(cell).values():
                for name in dict.fromkeys([text, *re.split(r";\s*|\.\s+", text)]):
                    yield Link(entity_id, kind, name)
    for text in (*party.texts("information"), *party.texts("reasons")):
        yield from (Link(entity_id, _LINKED, f"OFSI {number}") for number in _OFSI_ID.findall(text))


def linked(entities: Sequence[Entity], links: Sequence[Link]) -> tuple[Entity, ...]:
    """The entities with a relation for each link whose name is that of exactly one other entity."""
    if not links:
        return tuple(entities)
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for text in (*(name.text for name in entity.names), *entity.references):
            owners[_folded(text)].add(entity.id)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for link in links:
        targets = owners.get(_folded(link.name)) or owners.get(_folded(_NOTE.sub("", link.name)), set())
        if len(targets) == 1 and (target := next(iter(targets))) != link.entity_id:
            found[link.entity_id].setdefault(target, link.kind)
    return tuple(_with_relations(entity, found.get(entity.id, {})) for entity in entities)


def _with_relations(entity: Entity, found: Mapping[str, str]) -> Entity:
    relations = tuple(Relation(kind=kind, target=target) for target, kind in found.items())
    return entity.model_copy(update={"relations": relations}) if relations else entity


def _folded(name: str) -> str:
    return " ".join(name.casefold().strip(" .").split())
