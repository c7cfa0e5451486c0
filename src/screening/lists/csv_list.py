"""Watchlists in CSV: UTF-8, the separator found by the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.table_columns import Row, find_column, is_header
from screening.lists.table_list import read_table
from screening.source_text import Source, decode, head_text

SEPARATORS = ",;\t|"
HEAD = 65_536  # characters that hold the header

SAVE_AS_UTF8 = "save it as UTF-8; in Excel: Save As, type 'CSV UTF-8'"


def recognise(head: bytes) -> bool:
    """Whether the first line that is not blank is a header with a column ``name``."""
    header = _header_line(head_text(head))
    return is_header(_cells(header, _separator(header)))


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The watchlist in ``data``. Raises ListError with row and column of each problem."""
    text = decode(data, Source(file, error=ListError), hint=SAVE_AS_UTF8)
    return read_table(_rows(text, file), file, name)


def _header_line(text: str) -> str:
    return next((line for line in text[:HEAD].splitlines() if line.strip(f'{SEPARATORS} "')), "")


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _separator(header: str) -> str:
    """The separator that finds most of our columns in the header; the first of those that find as many."""
    return max(SEPARATORS, key=lambda s: sum(find_column(cell) is not None for cell in _cells(header, s)))


def _rows(text: str, file: str) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a long cell is no error; the file is bounded
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(_header_line(text)), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield Row(number, cells)
    except csv.Error as error:
        raise ListError(
            f"not valid CSV: {error}", file=file, line=reader.line_num, row=number + 1,
            hint="a cell that begins with a quote ends with one, and a quote inside it is written twice",
            code="syntax",
        ) from None  # fmt: skip
