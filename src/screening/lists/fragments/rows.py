"""Entries of a table: the lines of a text as they are, the rows of a workbook as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence

from screening.lists.fragments.elements import Cut
from screening.lists.xlsx_list import read_sheets

_SEPARATORS = ",;\t|"
_HEADER_WITHIN = 30  # rows: some publishers write a date or a title above


def cut_lines(data: bytes, columns: Sequence[str]) -> Iterator[Cut]:
    """The records of a text, each with the lines on which it stands; first the header, as the number "".

    One byte is taken for one letter: numbers, headers and separators are the same in every encoding that a list comes
    in, and what is cut out stays as it was. Where ``columns`` is a number, there is no header, and this is the column.
    """
    text = data.decode("latin-1")
    if columns[0].isdecimal():
        for cells, lines in _records(text, ","):
            yield cells[int(columns[0]) - 1] if cells else "", lines.encode("latin-1")
        return
    for separator in _SEPARATORS:
        records = _records(text, separator)
        head, place = "", None
        for cells, lines in records:
            head += lines
            place = _place(cells, columns)
            if place is not None or head.count("\n") > _HEADER_WITHIN:
                break
        if place is not None:
            yield "", head.encode("latin-1")
            for cells, lines in records:
                yield _number(cells, place), lines.encode("latin-1")
            return


def cut_rows(data: bytes, file: str, columns: Sequence[str]) -> Iterator[Cut]:
    """The rows of a workbook as lines of CSV, as `cut_lines` gives them. Raises ListError for a damaged one."""
    for sheet in read_sheets(data, file):
        place, head = None, b""
        for row in sheet.rows:
            line = _line(row.cells)
            if place is not None:
                yield _number(row.cells, place), line
                continue
            head += line
            place = _place(row.cells, columns)
            if place is not None:
                yield "", head
            elif row.number > _HEADER_WITHIN:
                break


def _records(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    lines = io.StringIO(text, newline="").readlines()
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(iter(lines), delimiter=separator)
    before = 0
    for cells in reader:
        yield cells, "".join(lines[before : reader.line_num])
        before = reader.line_num


def _place(cells: Sequence[str], columns: Collection[str]) -> list[int] | None:
    """The columns that hold the number, by their headers; None for a row that is no header."""
    known = {column.casefold() for column in columns}
    found = [at for at, cell in enumerate(cells) if cell.removeprefix("ï»¿").strip().casefold() in known]
    return found or None


def _number(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[at].strip() for at in places if at < len(cells) and cells[at].strip()), "")


def _line(cells: Sequence[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue().encode()
