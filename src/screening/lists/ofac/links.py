"""Links between parties that OFAC tells by name alone: "Linked To: NAME"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from screening.entities import Entity, Relation

LINKED_TO = "Linked To:"


def with_links(entities: Sequence[Entity], named: Mapping[str, Sequence[str]]) -> tuple[Entity, ...]:
    """The entities with a relation for each name (by the entity's id) that exactly one other entry has as its primary.

    A full stop at the end of a name may be that of the sentence: the name without it is looked for next.
    """
    ids: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        ids[_folded(entity.name)].append(entity.id)
    return tuple(_linked(entity, named[entity.id], ids) if entity.id in named else entity for entity in entities)


def _linked(entity: Entity, names: Sequence[str], ids: Mapping[str, Sequence[str]]) -> Entity:
    found = [ids.get(_folded(name)) or ids.get(_folded(name.removesuffix(".")), ()) for name in names]
    targets = dict.fromkeys(these[0] for these in found if len(these) == 1 and these[0] != entity.id)
    known = {(relation.kind, relation.target) for relation in entity.relations}
    new = [Relation(kind="linked_to", target=target) for target in targets if ("linked_to", target) not in known]
    return entity.model_copy(update={"relations": (*entity.relations, *new)}) if new else entity


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def linked_names(remarks: str) -> tuple[str, ...]:
    """The names after "Linked To:", each up to the next one or the bracket that closes around it."""
    names = (part[: closing_bracket(part)] for part in remarks.split(LINKED_TO)[1:])
    return tuple(name.strip().rstrip(";").strip() for name in names)


def closing_bracket(text: str) -> int:
    """Where the first bracket is that closes none of the text's own; its end where there is none.

    Round and square brackets are not told apart: names have brackets themselves, and always pairs.
    """
    depth = 0
    for bracket in re.finditer(r"[()\[\]]", text):
        depth += 1 if bracket[0] in "([" else -1
        if depth < 0:
            return bracket.start()
    return len(text)
