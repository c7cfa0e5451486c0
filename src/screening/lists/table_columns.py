"""The columns of a watchlist table: how headers name them, and what a row has under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from screening.errors import ListError
from screening.problems import nearest, suggestion

SEPARATOR = ";"  # between several values in one cell

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "name": ("name",),
    "type": ("type",),
    "aliases": ("aliases", "alias"),
    "weak_aliases": ("weak_aliases", "weak_alias"),
    "former_names": ("former_names", "former_name"),
    "country": ("country", "countries"),
    "date_of_birth": ("date_of_birth",),
    "imo": ("imo",),
    "bic": ("bic",),
    "lei": ("lei",),
    "identifiers": ("identifiers", "identifier"),
    "programme": ("programme", "programmes"),
    "status": ("status",),
    "reference": ("reference", "references"),
}
"""The columns and the headers they are found by, whatever the case and spacing."""

USUAL_HEADERS = "id,name,type,aliases,weak_aliases"


class Row(NamedTuple):
    """A row as read: its 1-based number, its cells as text, and what is wrong with a cell, by its index."""

    number: int
    cells: Sequence[str]
    wrong: Mapping[int, str] = {}


class Columns(NamedTuple):
    """What the header says: ``headers`` as the file has them, the indices of our columns, and those of the rest."""

    headers: Sequence[str]
    known: Mapping[str, int]
    unknown: Sequence[int]

    def header(self, column: str) -> str:
        """A column of ours as the file calls it."""
        return self.headers[self.known[column]] if column in self.known else column

    def header_at(self, index: int) -> str:
        """The header at an index, or the number of a column without one."""
        return self.headers[index] if index < len(self.headers) else f"column {index + 1}"

    def cells(self, row: Row) -> dict[str, str]:
        """The cells of a row that are not empty, by column of ours."""
        width = len(row.cells)
        found = {column: row.cells[index].strip() for column, index in self.known.items() if index < width}
        return {column: cell for column, cell in found.items() if cell}

    def remarks(self, row: Row) -> dict[str, str]:
        """The cells of a row that are not empty, under headers that are not ours."""
        width = len(row.cells)
        found = {self.headers[index]: row.cells[index].strip() for index in self.unknown if index < width}
        return {header: cell for header, cell in found.items() if cell}


def find_column(header: str) -> str | None:
    """The column of ours that a header names; None where it names none."""
    folded = "_".join(re.split(r"[\s_]+", header.strip().casefold()))
    return next((column for column, spellings in COLUMNS.items() if folded in spellings), None)


def is_header(cells: Iterable[str]) -> bool:
    """Whether a row can be the header of a watchlist table: it has a column ``name``."""
    return any(find_column(cell) == "name" for cell in cells)


def read_header(header: Row, file: str, sheet: str | None) -> Columns:
    """The columns that a header row names. Raises ListError where ``name`` is missing or a column stands twice."""
    headers = [cell.strip() or f"column {index + 1}" for index, cell in enumerate(header.cells)]
    known: dict[str, int] = {}
    unknown: list[int] = []
    for index, cell in enumerate(header.cells):
        column = find_column(cell)
        if column is None:
            unknown.append(index)
        elif column in known:
            message = f"the column {column!r} stands twice: {headers[known[column]]!r} and {cell.strip()!r}"
            raise ListError(message, file=file, sheet=sheet, row=header.number)
        else:
            known[column] = index
    if "name" not in known:
        near = nearest("name", headers)
        hint = f"is it {near!r}? then call it 'name'" if near else f"the columns are {USUAL_HEADERS}"
        raise ListError("no column 'name'", file=file, sheet=sheet, row=header.number, hint=hint)
    return Columns(headers, known, unknown)


def unknown_column(header: str) -> str:
    """The warning for a column that is not ours."""
    near = suggestion(header, COLUMNS) if nearest(header, COLUMNS) else None
    return f"column {header!r} is not known and is kept as a remark" + (f" ({near})" if near else "")
