"""OpenSanctions' ``entities.ftm.json``: entities of the FollowTheMoney model, one a line, targets among others.

Targets become entries. Others that stand between them become relations, events, identifiers and addresses; people and
companies that are no targets are told in the remarks of the entries that they are linked to.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.gathering import Gathering
from screening.lists.opensanctions.ftm_entity import (
    FtmEntity,
    Record,
    ftm_words,
    looks_like_entities,
    looks_nested,
    read_entities,
    read_lines,
)
from screening.lists.opensanctions.ftm_links import Graph
from screening.lists.opensanctions.ftm_party import party_payload
from screening.lists.records import entity_of
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

ISSUER = "OpenSanctions"
TITLE = "OpenSanctions"

_DELTA = re.compile(r'\s*\{\s*"op"\s*:\s*"')
_SHOWN_DATASETS = 3


def recognise(head: bytes) -> bool:
    """Whether the file begins with an entity that holds no others, or with a change of one (a delta, then refused)."""
    return _is_delta(head) or (looks_like_entities(head) and not looks_nested(head))


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; it is as of the latest day on which OpenSanctions saw one of its entries.

    The file tells no version and no number of entities. An entity that cannot be read is told in the warnings. Raises
    ListError where a line is damaged or cut off, and for a delta, which is no list.
    """
    if _is_delta(data[:4096]):
        message = "is a delta: it holds the changes between two versions, and no list"
        hint = "download entities.ftm.json, or apply the delta to it (screening.lists.opensanctions.ftm.apply_delta)"
        raise ListError(message, file=file, hint=hint, code="delta")
    with collector_held():
        targets: dict[str, str] = {}
        lines: set[int] = set()
        others: list[FtmEntity] = []
        found = Gathering()
        for number, entity, _ in found.readable(read_entities(data, file)):
            if entity.is_target:
                targets[entity.id] = entity.caption
                lines.add(number)
            if not entity.is_target or entity.schema in ftm_words("parts"):  # the other targets would fill the memory
                others.append(entity)
        graph = Graph(others, targets)
        return watchlist_of(((entity, graph) for _, entity, _ in read_entities(data, file, lines)), found, name)


def apply_delta(entities: bytes, delta: bytes, file: str = "delta") -> bytes:
    """An ``entities.ftm.json`` with the changes of a delta, to be read as any other.

    ``entities`` is the version that the delta begins from. Each line of the delta is an object with ``op`` (ADD, MOD or
    DEL) and ``entity``, of which DEL needs the id alone. Entities keep their order, new ones come last. Raises
    ListError, with the line of the delta, where a line is no change, adds what is there, or changes what is not.
    """
    lines = {_id(record): line for _, record, line in _with_text(entities, "entities")}
    for number, change in read_lines(delta, file):
        op, entity = change.get("op"), change.get("entity")
        entity_id = _id(entity) if isinstance(entity, dict) else ""
        if op not in {"ADD", "MOD", "DEL"} or not entity_id:
            message = "the line is no change: an object with op (ADD, MOD, DEL) and entity"
            raise ListError(message, file=file, line=number, hint=DOWNLOAD_AGAIN, code="corrupt")
        if (entity_id in lines) == (op == "ADD"):
            message = f"{op} of {entity_id!r}, which is {'there already' if op == 'ADD' else 'not there'}"
            hint = "apply deltas in their order, each to the version before it"
            raise ListError(message, file=file, line=number, entry=entity_id, hint=hint, code="delta")
        if op == "DEL":
            del lines[entity_id]
        else:
            lines[entity_id] = json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join(line.rstrip(b"\r\n") + b"\n" for line in lines.values())


def watchlist_of(targets: Iterable[tuple[FtmEntity, Graph]], found: Gathering, name: str) -> Watchlist:
    """The list that has an entry for each target, with what the entities around it say of it."""
    datasets: set[str] = set()
    seen = ""
    for party, graph in targets:
        remarks = found.remarks()
        payload = party_payload(party, graph, remarks)
        label = f"entity {party.id or 'without id'}"
        found.take(entity_of({**payload, "remarks": remarks.text}, label, party.caption))
        seen = max(seen, str(party.rest.get("last_seen") or "")[: len("2026-01-02")])
        datasets |= {str(dataset) for dataset in party.rest.get("datasets") or ()}
    told = f": {', '.join(sorted(datasets))}" if 0 < len(datasets) <= _SHOWN_DATASETS else ""
    as_of = seen if re.fullmatch(r"\d{4}-\d\d-\d\d", seen, re.ASCII) else ""
    return found.watchlist(name=name, title=f"{TITLE}{told}", issuer=ISSUER, as_of=as_of)


def _is_delta(head: bytes) -> bool:
    return _DELTA.match(head_text(head[:4096])) is not None


def _with_text(data: bytes, file: str) -> Iterator[tuple[int, Record, bytes]]:
    """Each line's number, object and text."""
    for (number, record), line in zip(read_lines(data, file), filter(bytes.strip, io.BytesIO(data)), strict=True):
        yield number, record, line


def _id(record: Record) -> str:
    found = record.get("id")
    return found if isinstance(found, str) else ""
