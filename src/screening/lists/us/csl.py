"""The US Consolidated Screening List: lists of the departments of the Treasury, Commerce and State in one.

It comes as CSV and as JSON (``{"results": [...]}``). Parties of OFAC have the ids that they have in OFAC's own formats;
a party that stands on several lists has several entries in the file and is one entity.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.gathering import Gathering
from screening.lists.json_items import Beside, read_items
from screening.lists.ofac.links import with_links
from screening.lists.records import entity_of
from screening.lists.us.csl_entry import Entry, entry_of_object, entry_of_row, fields, table
from screening.lists.us.csl_party import Listed
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

TITLE = "US Consolidated Screening List"
ISSUER = "US International Trade Administration, for the Departments of the Treasury, Commerce and State"

_SIGNS = frozenset({"source", "source_list_url", "federal_register_notice", "alt_names"})  # together in no other list
_JSON = re.compile(r"\s*\{")
_RESULTS = re.compile(r'"results"\s*:\s*\[')


def recognise(head: bytes) -> bool:
    """Whether the header of a CSV, or the first result of a JSON file, has the fields that tell the list."""
    text = head_text(head)
    if _JSON.match(text):
        return _RESULTS.search(text) is not None and all(f'"{sign}"' in text for sign in _SIGNS)
    return set(_header(text)) >= _SIGNS


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; it tells neither its version nor its day.

    An entry that cannot be read is told in the warnings. Raises ListError where the file is damaged or cut off, or
    lacks a field.
    """
    with collector_held():
        found = Gathering()
        text = found.text(data, file)
        entries = _objects(text, file, found.warnings) if _JSON.match(text) else _rows(text, file)
        return _watchlist(found.readable(entries), name, found)


def _watchlist(entries: Iterator[Entry], name: str, found: Gathering) -> Watchlist:
    parties: dict[str, Listed] = {}
    for entry in entries:
        listed = Listed(entry, found.counts)
        parties.setdefault(listed.key, listed).take(entry)
    for key, listed in parties.items():
        party = listed.party
        payload = party.payload(listed.number) if listed.is_ofac else party.payload_with(key if listed.id else "")
        found.take(entity_of(payload, listed.where, party.name))
    links = {key: listed.links for key, listed in parties.items() if listed.links}
    return found.watchlist(name=name, title=TITLE, issuer=ISSUER, entities=with_links(found.entities, links))


# ------------------------------------------------------------------------------------------------------------
# The two forms


def _header(text: str) -> list[str]:
    line = text.lstrip().split("\n", 1)[0]
    try:
        return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error:
        return []


def _rows(text: str, file: str) -> Iterator[Entry]:
    end = text.rfind("\n") + 1
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text[:end].lstrip(), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = sorted(_missing(set(header)))
        if missing:
            message = f"the columns {', '.join(missing)} are missing"
            raise ListError(message, file=file, row=1, hint=DOWNLOAD_AGAIN, code="columns")
        for number, cells in enumerate(reader, 2):
            if not cells:
                continue
            if len(cells) != len(header):
                message = f"a row of {len(cells)} columns where the header has {len(header)}"
                raise ListError(
                    message, file=file, row=number, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt"
                )
            yield entry_of_row(f"row {number}", dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        message = f"is cut off or damaged: not valid CSV ({error})"
        raise ListError(message, file=file, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt") from None
    if end < len(text):
        line = text.count("\n") + 1
        raise ListError("ends in the middle of a line", file=file, line=line, hint=DOWNLOAD_AGAIN, code="corrupt")


def _objects(text: str, file: str, warnings: list[str]) -> Iterator[Entry]:
    """The results. Raises ListError where they are fewer than the file says: a page of an answer is no list."""
    count = 0
    rest: dict[str, Any] = {}
    for found in read_items(text, file, "results"):
        if isinstance(found, Beside):
            rest[found.key] = found.value
        elif not isinstance(found.value, dict):
            warnings.append(f"result {found.number} was left out: it is no object")
            count += 1
        else:
            count += 1
            missing = sorted(_missing(set(found.value)))
            if missing:
                message = f"result {found.number} lacks {', '.join(missing)}"
                raise ListError(message, file=file, line=found.line, hint=DOWNLOAD_AGAIN, code="columns")
            yield entry_of_object(f"result {found.number}", found.value)
    _check_rest(rest, count, file, warnings)


def _check_rest(rest: Mapping[str, Any], count: int, file: str, warnings: list[str]) -> None:
    total = rest.get("total")
    if isinstance(total, int) and total != count:
        message = f"holds {count} results where it says that there are {total}"
        hint = "download the whole list (consolidated.json), and no page of a search"
        raise ListError(message, file=file, hint=hint, code="corrupt")
    unknown = [key for key in rest if key not in table()["answer"]["known"]]
    warnings += [f"what stands under {key!r} is not known and was not read" for key in unknown]


def _missing(found: set[str]) -> set[str]:
    told = fields()
    return set(told["required"]) - found | (set() if found & set(told["id"]) else {told["id"][0]})
