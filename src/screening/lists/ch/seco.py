"""The Swiss list of sanctioned persons, entities and objects (SECO), in XML (root element ``swiss-sanctions-list``).

The file keeps those that were taken off the list: they are read too, with the status ``delisted``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.lists.ch.seco_header import Header, Measures, Place, read_place
from screening.lists.ch.seco_target import target_payload
from screening.lists.gathering import Gathering
from screening.lists.records import Remarks, entity_of
from screening.lists.xml_records import read_records, text_of
from screening.partial_dates import is_impossible
from screening.source_text import head_text

ISSUER = "Swiss State Secretariat for Economic Affairs (SECO)"
TITLE = "Swiss sanctions list"

_WHOLE = "whole-list"
_ROOT = re.compile(r"\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*<(?:!DOCTYPE\s+)?swiss-sanctions-list[\s>/]", re.DOTALL)


def recognise(head: bytes) -> bool:
    """Whether the root element is ``swiss-sanctions-list``."""
    return _ROOT.match(head_text(head)) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is its day.

    A target that cannot be read is told in the warnings with its number (``ssid``). Raises ListError where the file is
    damaged or cut off, or holds changes alone instead of the whole list.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    header = _header(data, found, file)
    for target in found.readable(read_records(data, file, ("target",))):
        if target.tag != "target":
            continue  # the root
        remarks = found.remarks()
        payload = target_payload(target, header, remarks)
        label = f"target {target.get('ssid', 'without ssid')}"
        found.take(entity_of({**payload, "remarks": remarks.text}, label, _label(target)))
    if not header.day:
        found.warnings.append("the day of the list (date) is missing or cannot be read")
    entities = _settled(found.entities, found.counts)
    return found.watchlist(
        name=name, title=TITLE, issuer=ISSUER, version=header.day, as_of=header.day, entities=entities
    )


def _header(data: bytes, found: Gathering, file: str) -> Header:
    """The programmes and places, which stand before and behind the targets that refer to them, and the list's day."""
    sets: dict[str, Measures] = {}
    places: dict[str, Place] = {}
    records = read_records(data, file, ("sanctions-program", "place"))
    root = next(records)  # what is not even that is no XML, and raises
    told = root.get("list-type", _WHOLE)
    if told != _WHOLE:
        message = f"is a list of the type {told!r}: it holds changes or a part, and not the whole list"
        raise ListError(message, file=file, hint="download the whole list (XML, all programmes)", code="delta")
    for record in found.readable(records):
        if record.tag == "place":
            places[record.get("ssid", "")] = read_place(record)
        else:
            sets.update(_sets(record))
    day = root.get("date", "")[: len("2026-08-27")]
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) and not is_impossible(day)
    return Header(sets, places, day if is_day else "")


def _sets(program: Element) -> dict[str, Measures]:
    """The sets of sanctions of a programme by their numbers, in English where they are told in it."""
    key = _in_english(program.findall("program-key"))
    ordinance = _in_english(program.findall("program-name"))
    origin = text_of(program, "origin")
    by_number: dict[str, list[Element]] = {}
    for element in program.findall("sanctions-set"):
        by_number.setdefault(element.get("ssid", ""), []).append(element)
    return {
        number: Measures(key or ordinance, ordinance, _in_english(elements), origin)
        for number, elements in by_number.items()
    }


def _in_english(elements: Sequence[Element]) -> str:
    english = [element for element in elements if element.get("lang") == "eng"]
    return next((text_of(element) for element in [*english, *elements]), "")


def _label(target: Element) -> str:
    return " ".join(text_of(value) for value in target.findall("*/identity/name[1]/name-part/value"))


def _settled(entities: Sequence[Entity], counts: Counter[str]) -> tuple[Entity, ...]:
    """The entities with relations to entries of the list alone; any other becomes a remark."""
    ids = {entity.id for entity in entities}
    return tuple(_with_known_targets(entity, ids, counts) for entity in entities)


def _with_known_targets(entity: Entity, ids: set[str], counts: Counter[str]) -> Entity:
    kept = tuple(relation for relation in entity.relations if relation.target in ids)
    if len(kept) == len(entity.relations):
        return entity
    remarks = Remarks(counts)
    for relation in entity.relations:
        if relation not in kept:
            note = f" ({relation.note})" if relation.note else ""
            remarks.add("Relation", f"{relation.kind} {relation.target}, which is not on the list{note}")
    said = "; ".join(text for text in (entity.remarks, remarks.text) if text)
    return entity.model_copy(update={"relations": kept, "remarks": said or None})
