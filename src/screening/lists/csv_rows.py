"""The rows of a list in CSV, strictly: a broken quotation mark must not swallow entries."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from screening.errors import ListError
from screening.lists.table_columns import Row
from screening.lists.xml_stream import DOWNLOAD_AGAIN

QUOTES = "a cell that begins with a quote ends with one, and a quote inside it is written twice"


def read_rows(text: str, file: str, separator: str) -> Iterator[Row]:
    """Every row with its number, blank ones too. Raises ListError where the quoting is broken."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a long cell is no error; the file is bounded
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield Row(number, cells)
    except csv.Error as error:
        message = f"not valid CSV: {error}"
        raise ListError(message, file=file, line=reader.line_num, row=number + 1, hint=QUOTES, code="syntax") from None


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one after the other: a copy of the text would take as much memory again."""
    start, mark = 0, "\n" if "\n" in text else "\r"
    while start < len(text):
        end = text.find(mark, start) + 1 or len(text)
        yield text[start:end]
        start = end


def check_width(row: Row, headers: Sequence[str], file: str, sheet: str | None = None) -> None:
    """Refuse a row that has not the cells of the header. Raises ListError.

    Cells beyond the header may be there if they are empty.
    """
    if len(row.cells) < len(headers) or any(cell.strip() for cell in row.cells[len(headers) :]):
        message = f"has {len(row.cells)} cells where the header has {len(headers)}: the file is cut off or damaged"
        raise ListError(message, file=file, sheet=sheet, row=row.number, hint=DOWNLOAD_AGAIN, code="corrupt")


def unfinished(text: str) -> Iterator[str]:
    """A warning where the last line has no end: nothing else tells that a file was cut off inside its last cell."""
    if text and not text.endswith(("\n", "\r")):
        yield "the last line of the file has no end: if the publisher's file has one, this one was cut off"
