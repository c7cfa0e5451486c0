"""The tables of the United Kingdom's lists: rows of one party, which need not stand together, gathered by its id."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from screening.errors import ListError
from screening.lists.csv_rows import check_width
from screening.lists.gathering import Gathering
from screening.lists.published_dates import british_date, iso_day
from screening.lists.table_columns import Row
from screening.lists.uk.party import Party
from screening.lists.uk.words import column_key
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

HEADER_WITHIN = 5  # rows; a line with the day of the list stands above the header
_SEPARATORS = ",;"  # commas are the rule
_REQUIRED = ("name_1", "name_6", "name_type", "type")
_DAY = re.compile(r"\b\d{2}/\d{2}/\d{4}\b|\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


class Parties(NamedTuple):
    """The parties by their ids in the order of the table, and its day."""

    by_id: dict[str, Party]
    day: str


def has_header(rows: Iterable[Sequence[str]], id_key: str) -> bool:
    """Whether one of the rows is the header of a table whose parties have this id."""
    return any(_is_header(cells, id_key) for cells in rows)


def separator_of(head: bytes, id_key: str) -> str | None:
    """What separates the cells of a text that begins with a table of parties with this id; None for any other text."""
    lines = head_text(head).splitlines()[:HEADER_WITHIN]
    rows = {mark: [next(csv.reader([line], delimiter=mark), []) for line in lines] for mark in _SEPARATORS}
    return next((mark for mark in _SEPARATORS if has_header(rows[mark], id_key)), None)


def gather(rows: Iterator[Row], found: Gathering, id_key: str, file: str, sheet: str | None = None) -> Parties:
    """The parties of a table; of a workbook's ``sheet`` empty cells at the end of a row may be missing. ``found`` is
    told of rows without an id, and of the damage of a file that cannot be read to its end.

    Raises ListError where a column that a name needs is missing, a row has other cells than the header, or a cell
    holds no value (a formula, an error).
    """
    header, day = _header(rows, id_key, file, sheet)
    keys = [column_key(cell) for cell in header.cells]
    id_place = keys.index(id_key)
    parties = Parties({}, day)
    for row in found.readable(_body(rows, header, file, sheet)):
        party_id = row.cells[id_place].strip() if id_place < len(row.cells) else ""
        if party_id:
            _add(parties.by_id.setdefault(party_id, Party()), row, keys, header.cells)
        else:
            what = header.cells[id_place]
            found.warnings.append(f"row {row.number} has nothing under {what!r} and was left out")
    return parties


def _body(rows: Iterator[Row], header: Row, file: str, sheet: str | None) -> Iterator[Row]:
    """The rows below the header that are not blank."""
    for row in rows:
        if not any(cell and cell.strip() for cell in row.cells):
            continue
        if sheet is None:
            check_width(row, header.cells, file)
        for place, what in sorted(row.wrong.items()):
            column = header.cells[place] if place < len(header.cells) else f"column {place + 1}"
            raise ListError(what, file=file, sheet=sheet, row=row.number, column=column, code="corrupt")
        yield row


def _header(rows: Iterator[Row], id_key: str, file: str, sheet: str | None) -> tuple[Row, str]:
    """The header, and the day in the lines above it."""
    day = ""
    for row in rows:
        keys = {column_key(cell) for cell in row.cells}
        if id_key in keys:
            missing = [key.replace("_", " ") for key in _REQUIRED if key not in keys]
            if missing:
                message = f"has no column for the {', '.join(missing)}"
                hint = DOWNLOAD_AGAIN
                raise ListError(message, file=file, sheet=sheet, row=row.number, hint=hint, code="corrupt")
            return row, day
        if row.number > HEADER_WITHIN:
            break
        day = day_in(" ".join(row.cells)) or day
    raise ListError("has no header", file=file, sheet=sheet, hint=DOWNLOAD_AGAIN, code="corrupt")


def day_in(text: str) -> str:
    """The day in a text such as ``Report Date: 01/10/2026``; "" where there is none."""
    told = _DAY.search(text)
    return (iso_day(told[0]) or british_date(told[0]) or "") if told else ""


def decoded(data: bytes, found: Gathering, file: str) -> str:
    """The text in UTF-8 as far as it is that, or in the code page in which lists were published before.

    Raises ListError for another encoding altogether.
    """
    if not _is_utf8(data) and b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("cp1252")
    return found.text(data, file)


def _is_utf8(data: bytes) -> bool:
    """Whether a text is UTF-8, be it cut off in the middle of a character."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True


def _is_header(cells: Sequence[str], id_key: str) -> bool:
    return {id_key, "name_6", "name_type"} <= {column_key(cell) for cell in cells}


def _add(party: Party, row: Row, keys: Sequence[str | None], headers: Sequence[str]) -> None:
    told: dict[str, str] = {}
    for place, cell in enumerate(row.cells):
        if cell and (text := cell.strip()):
            key = keys[place] if place < len(keys) else None
            if key is None:
                header = headers[place].strip() if place < len(headers) else ""
                party.unknown[header or f"column {place + 1}", text] = None
            else:
                told[key] = text
    party.add(told)
