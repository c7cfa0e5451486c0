"""What the comments in the UN's list hold beside prose: numbers, former references, gender, and other entries named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from screening.entities import Entity, Relation
from screening.lists.numbers_in_text import numbers_in

_GENDER = re.compile(r"\bGender\s*:\s*(male|female)\b", re.IGNORECASE)
_OLD_REFERENCE = re.compile(r"\[Old Reference\s*#\s*([^\]]+)\]", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")


class Comments(NamedTuple):
    """The comments as published, and what they say that a field can hold."""

    text: str
    identifiers: list[dict[str, str]]
    gender: str | None
    old_references: list[str]


def read_comments(text: str) -> Comments:
    """BIC and IMO numbers (of shipping companies too), a gender, and the numbers that an entry had before 2014."""
    gender = _GENDER.search(text)
    return Comments(
        text,
        numbers_in(text, "comments"),
        gender[1].lower() if gender else None,
        [found.strip() for found in _OLD_REFERENCE.findall(text)],
    )


def linked(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with a relation ``linked_to`` for each other entry whose reference number their remarks name."""
    ids = frozenset(entity.id for entity in entities)
    return tuple(_with_links(entity, ids) for entity in entities)


def _with_links(entity: Entity, ids: frozenset[str]) -> Entity:
    relations = tuple(Relation(kind="linked_to", target=target) for target in _targets(entity, ids))
    return entity.model_copy(update={"relations": relations}) if relations else entity


def _targets(entity: Entity, ids: frozenset[str]) -> Iterator[str]:
    named = dict.fromkeys(f"un-{reference}" for reference in _REFERENCE.findall(entity.remarks or ""))
    yield from (target for target in named if target in ids and target != entity.id)
