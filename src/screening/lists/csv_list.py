"""Watchlists in CSV: UTF-8, the separator found by the header."""

from __future__ import annotations

import csv

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.csv_rows import read_rows
from screening.lists.table_columns import find_column, is_header
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
    return read_table(read_rows(text, file, _separator(_header_line(text))), file, name)


def _header_line(text: str) -> str:
    return next((line for line in text[:HEAD].splitlines() if line.strip(f'{SEPARATORS} "')), "")


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _separator(header: str) -> str:
    """The separator that finds most of our columns in the header; the first of those that find as many."""
    return max(SEPARATORS, key=lambda s: sum(find_column(cell) is not None for cell in _cells(header, s)))
