"""OpenSanctions' ``targets.simple.csv``: a target a row, several values in a cell separated by ``;``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from screening.check_digits import is_lei
from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.gathering import Gathering
from screening.lists.opensanctions.ftm_entity import ftm_words
from screening.lists.opensanctions.ftm_links import ID_PREFIX, code, iso, label
from screening.lists.opensanctions.ftm_party import LOOK_UP
from screening.lists.records import Remarks, entity_of
from screening.lists.written_script import written_script
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

ISSUER = "OpenSanctions"
TITLE = "OpenSanctions"

_IMO = re.compile(r"IMO(\d{7})", re.ASCII)
_BIC = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_WIKIDATA = re.compile(r"Q\d{2,}", re.ASCII)
_TELLING = ("id", "schema", "name", "aliases", "birth_date", "countries")  # columns that no other list has together


def recognise(head: bytes) -> bool:
    """Whether the first line is the header of the file."""
    first = next(iter(head_text(head[:4096]).splitlines()), "")
    return set(_TELLING) <= set(next(csv.reader([first]), []))


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; it is as of the latest day on which OpenSanctions saw one of its entries.

    The file tells no version and no number of rows. A row that cannot be read is told in the warnings with its id.
    Raises ListError where the file is cut off, a row is ragged, or a column is missing.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    text = found.text(data, file)
    datasets: set[str] = set()
    seen = ""
    if not text.endswith("\n"):  # as all the files do; a cell cut off at the very end may look whole
        found.warnings.append(f"the last line has no end: the file may be cut off there ({DOWNLOAD_AGAIN})")
    for row in found.readable(_rows(text, file)):
        remarks = found.remarks()
        payload = _payload(row, remarks)
        found.take(entity_of({**payload, "remarks": remarks.text}, f"row {row['id'] or 'without id'}", row["name"]))
        datasets.update(_parts(row["dataset"]))
        seen = max(seen, iso(row["last_seen"]) or "")
    title = f"{TITLE}: {next(iter(datasets))}" if len(datasets) == 1 else TITLE
    return found.watchlist(name=name, title=title, issuer=ISSUER, as_of=seen)


def _rows(text: str, file: str) -> Iterator[Mapping[str, str]]:
    """The rows by their columns. Raises ListError for a row that is ragged or cut off, and for a missing column."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a long cell is no error; the file is bounded
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
        missing = [column for column in ftm_words("simple")["columns"] if column not in header]
        if missing:
            message = f"lacks the column {', '.join(map(repr, missing))}"
            raise ListError(message, file=file, row=1, hint=DOWNLOAD_AGAIN, code="columns")
        for number, cells in enumerate(reader, 2):
            if cells and len(cells) != len(header):
                message = f"has {len(cells)} cells where the header has {len(header)}: it is cut off or damaged"
                raise ListError(message, file=file, row=number, hint=DOWNLOAD_AGAIN, code="corrupt")
            if cells:
                yield dict(zip(header, cells, strict=True))
    except csv.Error as error:
        message = f"is cut off or damaged: not valid CSV ({error})"
        raise ListError(message, file=file, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt") from None


def _parts(cell: str) -> list[str]:
    """The values in a cell, each once; one that holds a semicolon stands in quotes."""
    values = (" ".join(value.split()) for value in next(csv.reader([cell], delimiter=";"), []))
    return list(dict.fromkeys(value for value in values if value))


def _payload(row: Mapping[str, str], remarks: Remarks) -> dict[str, Any]:
    kind = ftm_words("schemas").get(row["schema"])
    if kind is None:
        remarks.add("Schema", row["schema"])
    primary = " ".join(row["name"].split())
    names = [name for name in dict.fromkeys([primary, *_parts(row["aliases"])]) if name]
    countries = {value: code(value) for value in _parts(row["countries"])}
    births = {value: iso(value) for value in _parts(row["birth_date"])}
    identifiers = [_identifier(value, row["schema"]) for value in _parts(row["identifiers"])]
    for value, found in [*countries.items(), *births.items()]:
        remarks.add("Country" if value in countries else "Birth date", "" if found else value)
    for column, cell in row.items():
        if column not in _FIELDS:
            for value in _parts(cell):
                remarks.add(label(column), value)
    return {
        "id": f"{ID_PREFIX}{row['id']}" if row["id"] else "",
        "type": kind,
        "names": [
            {"text": text, "quality": "alias" if index else "primary", "script": written_script(text)}
            for index, text in enumerate(names)
        ],
        "identifiers": [identifier for identifier in identifiers if identifier["kind"] != "wikidata"],
        "countries": list(dict.fromkeys(found for found in countries.values() if found)),
        "addresses": [{"text": text} for text in _parts(row["addresses"])],
        "dates": {"birth": list(dict.fromkeys(found for found in births.values() if found))},
        "events": list(_events(row)),
        "programmes": _parts(row.get("program_ids", "")),
        "references": [
            f"{LOOK_UP}{row['id']}/",
            *(f"https://www.wikidata.org/wiki/{i['value']}" for i in identifiers if i["kind"] == "wikidata"),
        ],
    }


_FIELDS = frozenset(
    {"id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "program_ids",
     "first_seen", "last_seen", "last_change"}
)  # fmt: skip


def _identifier(value: str, schema: str) -> dict[str, str]:
    """A number of whatever kind: the file does not tell it, and only some have a form that no other has."""
    if found := _IMO.fullmatch(value):
        return {"kind": "imo", "value": found[1]}
    if _WIKIDATA.fullmatch(value):
        return {"kind": "wikidata", "value": value}
    if is_lei(value):
        return {"kind": "lei", "value": value}
    bank = _BIC.fullmatch(value)
    if bank and schema != "Person" and code(bank[1].lower()):
        return {"kind": "bic", "value": value}
    return {"kind": "id_number", "value": value}


def _events(row: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """When OpenSanctions saw the entry first and changed it. The day on which it saw it last is no fact about it."""
    for what, column in (("first seen", "first_seen"), ("updated", "last_change")):
        if date := iso(row[column]):
            yield {"what": what, "date": date, "by": ISSUER}
