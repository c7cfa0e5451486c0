"""Canada's consolidated list of autonomous sanctions (Special Economic Measures Act and others), in XML.

The list numbers nobody: an entry is known by its regulations, the schedule and the item in it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.ca.sema_names import alias_names, bilingual, party_names
from screening.lists.gathering import Gathering
from screening.lists.records import Remarks, entity_of
from screening.lists.table_list import slug
from screening.lists.text_dates import read_text_dates
from screening.lists.xml_records import read_records, text_of
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

ISSUER = "Global Affairs Canada"
TITLE = "Consolidated Canadian Autonomous Sanctions List"
LOOK_UP = (
    "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/"
    "consolidated-consolide.aspx"
)

_BEGIN = re.compile(
    r"\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*<(?:!DOCTYPE\s+)?data-set"
    r"(?:\s*/>|[\s>].*?<record>\s*<(?:Country|Title|LastName|Entity|GivenName))",
    re.DOTALL,
)


def recognise(head: bytes) -> bool:
    """Whether the root is ``data-set`` and its first record begins as those of this list do."""
    return _BEGIN.match(head_text(head[:4096])) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``, which tells neither its version nor its day.

    A record that cannot be read is told in the warnings with its place in the regulations. Raises ListError where the
    file is damaged or cut off, or no record can be read, as in a file whose elements have got other names.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    ids: Counter[str] = Counter()
    for record in found.readable(read_records(data, file, ("record",))):
        if record.tag != "record":
            continue  # the root
        fields, unknown = _fields(record)
        remarks = found.remarks()
        entity_id = _id(fields, ids)
        payload = _payload(fields, remarks)
        for label, text in unknown:
            remarks.add(label, text)
        made = {"id": entity_id, **payload, "remarks": remarks.text}
        found.take(entity_of(made, f"entry {entity_id}", _label(fields)))
    if found.warnings and not found.entities:
        message = "holds no record that can be read: its elements have other names than those known"
        raise ListError(message, file=file, hint=DOWNLOAD_AGAIN, code="columns")
    return found.watchlist(name=name, title=TITLE, issuer=ISSUER)


def record_ids(data: bytes, file: str) -> Iterator[str]:
    """The ids that `read` gives the records, in their order. Raises ListError where the file is damaged or cut off."""
    ids: Counter[str] = Counter()
    for record in read_records(data, file, ("record",)):
        if record.tag == "record":
            yield _id(_fields(record)[0], ids)


def _fields(record: Element) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What the record says by our names, and its other elements; values that say "not applicable" are left out."""
    known: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    for element in record:
        text = text_of(element)
        name = _names().get(element.tag)
        if not text or text.casefold() in _data()["words"]["empty"]:
            continue
        if name is None or name in known:
            unknown.append((element.tag, text))
        else:
            known[name] = text
    return known, unknown


def _id(fields: Mapping[str, str], ids: Counter[str]) -> str:
    """An id that stays while the entry keeps its place in the regulations.

    Where two records tell one place, their names tell them apart.
    """
    regulations, _ = bilingual(fields.get("country", ""))
    short = re.search(r"\(([A-Z]{3,})\)\s*$", regulations)  # "... Foreign Officials Regulations (JVCFOR)"
    place = [short[1] if short else regulations, fields.get("schedule", ""), fields.get("item", "")]
    made = "-".join(part for part in ("ca", *map(slug, place)) if part)
    if "item" not in fields or ids[made]:
        made = f"{made}-{slug(_label(fields))}".strip("-")
    ids[made] += 1
    return made if ids[made] == 1 else f"{made}-{ids[made]}"


def _label(fields: Mapping[str, str]) -> str:
    return fields.get("name") or " ".join(fields[key] for key in ("given_name", "last_name") if key in fields)


def _payload(fields: Mapping[str, str], remarks: Remarks) -> dict[str, Any]:
    kind = _type(fields)
    names = list(party_names(fields))
    if names:  # an alias does not stand for a name that is missing
        names += alias_names(fields.get("aliases", ""), is_person=kind == "Person")
    if "title" in fields:
        remarks.add("Ship type" if kind == "Vessel" else "Title", fields["title"])
    imo = re.sub(r"^IMO\s*", "", fields.get("imo", ""), flags=re.IGNORECASE)
    return {
        "type": kind,
        "names": [name for index, name in enumerate(names) if name["text"] not in {n["text"] for n in names[:index]}],
        "identifiers": [{"kind": "imo", "value": imo}] if imo else [],
        "dates": dict(_dates(fields, kind, remarks)),
        "events": [_listing(fields, remarks)],
        "programmes": [fields["country"]] if "country" in fields else [],
        "references": [LOOK_UP],
    }


def _type(fields: Mapping[str, str]) -> str:
    """What the record is about: only ships have a number and a type beside the name of an entity."""
    if "last_name" in fields or "given_name" in fields:
        return "Person"
    return "Vessel" if "imo" in fields or "title" in fields else "Organization"


def _dates(fields: Mapping[str, str], kind: str, remarks: Remarks) -> Iterator[tuple[str, list[str]]]:
    text = fields.get("date", "")
    found = read_text_dates(text)
    key = {"Person": "birth", "Vessel": "built"}.get(kind, "founded")
    if text and not found.is_exact:
        remarks.add("Date of birth" if kind == "Person" else "Build date", text)
    yield key, list(found.dates)


def _listing(fields: Mapping[str, str], remarks: Remarks) -> dict[str, Any]:
    text = fields.get("listed", "")
    found = read_text_dates(text)
    if text and not found.is_exact:
        remarks.add("Date of listing", text)
    place = [f"Schedule {fields['schedule']}"] if "schedule" in fields else []
    place += [f"item {fields['item']}"] if "item" in fields else []
    return {
        "what": "designated",
        "date": found.dates[0] if found.is_exact else None,
        "programme": fields.get("country"),
        "reference": ", ".join(place) or None,
    }


@cache
def _names() -> Mapping[str, str]:
    """Our names of the elements, by their own."""
    return {element: name for name, elements in _data()["elements"].items() for element in elements}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "ca_sema.toml").read_text(encoding="utf-8"))
