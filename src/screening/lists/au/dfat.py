"""The consolidated list of the Australian Department of Foreign Affairs and Trade (DFAT), as a workbook or as CSV.

A row is a name. The rows of one entry have one number, with a letter for every further name: 3212, 3212a, 3212b.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.au.dfat_entry import columns, entry_payload, iso_day, later_columns
from screening.lists.csv_list import SAVE_AS_UTF8
from screening.lists.gathering import Gathering
from screening.lists.records import entity_of
from screening.lists.table_columns import Row
from screening.lists.workbook_texts import holds_texts
from screening.lists.xlsx_list import read_sheets
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

ISSUER = "Australian Government, Department of Foreign Affairs and Trade (DFAT)"
TITLE = "DFAT consolidated list"

_TELLING = ("reference", "name", "name_type", "control_date")  # columns that no other list has together
_REFERENCE = re.compile(r"0*(\d+)\s*([a-z]+\d*)?", re.IGNORECASE)
_FIRST_ROWS = 20  # in which the header stands


class Table(NamedTuple):
    """Where the columns of the list stand: ours by their names, and those that are not ours."""

    known: Mapping[str, int]
    unknown: Mapping[str, int]
    width: int


def recognise(head: bytes) -> bool:
    """Whether it is a workbook with the headers of the list, or a CSV file that begins with them."""
    headers = [columns()[name] for name in _TELLING]
    if holds_texts(head, headers):
        return True
    first = next((line for line in head_text(head[:4096]).splitlines() if line.strip(', "')), "")
    cells = {_folded(cell) for cell in next(csv.reader([first]), [])}
    return {_folded(header) for header in headers} <= cells


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; it is as of its latest control date, the day on which DFAT last changed an entry.

    The file tells no version. An entry that cannot be read is told in the warnings with its reference. Raises ListError
    for a file that is damaged, lacks a column, or has a row without a reference or a name.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    sheet, rows = _rows(data, found, file)
    table, body = _table(rows, file, sheet)
    latest = ""
    for number, group in _groups(found.readable(_body(body, table, file, sheet)), file, sheet).items():
        remarks = found.remarks()
        payload = entry_payload(number, group, remarks)
        found.take(entity_of({**payload, "remarks": remarks.text}, f"entry {number}", group[0].get("name", "")))
        latest = max(latest, *(iso_day(row.get("control_date", "")) for row in group))
    return found.watchlist(name=name, title=TITLE, issuer=ISSUER, as_of=latest)


# ------------------------------------------------------------------------------------------------------------
# Rows and columns


def _rows(data: bytes, found: Gathering, file: str) -> tuple[str | None, Iterator[Row]]:
    """The sheet that holds the list, None for CSV, and its rows that are not blank."""
    if not data.startswith(b"PK"):
        return None, _csv_rows(found.text(data, file, hint=SAVE_AS_UTF8), file)
    for sheet in read_sheets(data, file):
        if any(map(_is_header, sheet.rows[:_FIRST_ROWS])):
            return sheet.title, iter(sheet.rows)
    message = f"no sheet has the columns {columns()['reference']!r} and {columns()['name']!r} in its first rows"
    raise ListError(message, file=file, hint=DOWNLOAD_AGAIN, code="columns")


def _csv_rows(text: str, file: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield Row(number, cells)
    except csv.Error as error:
        message = f"is cut off or damaged: not valid CSV ({error})"
        raise ListError(message, file=file, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt") from None


def _is_header(row: Row) -> bool:
    cells = {_folded(cell) for cell in row.cells}
    return {_folded(columns()["reference"]), _folded(columns()["name"])} <= cells


def _table(rows: Iterator[Row], file: str, sheet: str | None) -> tuple[Table, Iterator[Row]]:
    """Where the columns stand, and the rows below the header. Raises ListError for a column that is missing."""
    header = next((row for row, _ in zip(rows, range(_FIRST_ROWS), strict=False) if _is_header(row)), None)
    if header is None:
        raise ListError("has no header row", file=file, sheet=sheet, hint=DOWNLOAD_AGAIN, code="columns")
    places = {_folded(cell): index for index, cell in reversed(list(enumerate(header.cells))) if cell.strip()}
    ours = {**columns(), **later_columns()}
    known = {name: places[_folded(text)] for name, text in ours.items() if _folded(text) in places}
    missing = [text for name, text in columns().items() if name not in known]
    if missing:
        message = f"lacks the column {', '.join(map(repr, missing))}"
        raise ListError(message, file=file, sheet=sheet, row=header.number, hint=DOWNLOAD_AGAIN, code="columns")
    unknown = {
        cell.strip(): index for index, cell in enumerate(header.cells) if cell.strip() and index not in known.values()
    }
    return Table(known, unknown, len(header.cells)), rows


def _body(rows: Iterable[Row], table: Table, file: str, sheet: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """The number of the entry that each row is of, and the row's cells that are not empty.

    Cells of columns that are not ours stand under their headers. Raises ListError for a row that cannot be an entry's.
    """
    for row in rows:
        cells = _cells(row, table, file, sheet)
        reference = cells.get("reference", "")
        found = _REFERENCE.fullmatch(reference)
        if not found or not cells.get("name"):
            message = f"has no {'name' if found else f'reference of the form 123 or 123a, but {reference!r}'}"
            raise ListError(message, file=file, sheet=sheet, row=row.number, hint=DOWNLOAD_AGAIN, code="corrupt")
        yield found[1], cells


def _groups(
    rows: Iterable[tuple[str, dict[str, str]]], file: str, sheet: str | None
) -> dict[str, list[dict[str, str]]]:
    """The rows of each entry by its number, the primary name first. Raises ListError where there is none."""
    groups: dict[str, list[dict[str, str]]] = {}
    for number, cells in rows:
        groups.setdefault(number, []).append(cells)
    if not groups:
        raise ListError("holds a header and no rows", file=file, sheet=sheet, hint=DOWNLOAD_AGAIN, code="empty")
    return {
        number: sorted(group, key=lambda cells: _folded(cells.get("name_type", "")) != "primary name")
        for number, group in groups.items()
    }


def _cells(row: Row, table: Table, file: str, sheet: str | None) -> dict[str, str]:
    if row.wrong:
        index, what = min(row.wrong.items())
        raise ListError(what, file=file, sheet=sheet, row=row.number, column=f"column {index + 1}", code="corrupt")
    extra = [cell for cell in row.cells[table.width :] if cell.strip()]
    if extra or (sheet is None and len(row.cells) < table.width):
        message = f"has {len(row.cells)} cells where the header has {table.width}: it is cut off or damaged"
        raise ListError(message, file=file, sheet=sheet, row=row.number, hint=DOWNLOAD_AGAIN, code="corrupt")
    places: Sequence[tuple[str, int]] = [*table.known.items(), *table.unknown.items()]
    found = {name: " ".join(row.cells[index].split()) for name, index in places if index < len(row.cells)}
    return {name: cell for name, cell in found.items() if cell}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
