"""What would be read from where: the tables of a file, their columns and fields, and on what grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Unpack

from screening.tables.columns import Column, Ground
from screening.tables.counterparties import Columns, at_sheet, tables_of, without_table
from screening.tables.model import column_letter
from screening.tables.regions import Table
from screening.tables.registry import HowToRead, TableSource

SAMPLES = 3
"""Different values that are shown of a column."""

LONGEST_SAMPLE = 30
"""Letters that are shown of a value."""

GROUNDS: Mapping[Ground, str] = {
    "exact": "its header is known",
    "loose": "a part of its header is known",
    "near": "its header is like a known one",
    "given": "you say so",
    "content": "its cells look like it",
    "table": "the other columns say so",
    "": "",
}
"""Why a column is read as its field, in words."""


@dataclass(frozen=True, slots=True)
class ColumnTold:
    """A column: its letter in the sheet, its header, the field (empty where it is not read), why, and some values.

    ``ground`` is one of ``exact``, ``loose`` and ``near`` (how its header is known), ``given`` (by the user),
    ``content`` (what its cells look like), ``table`` (what the rest of the table says), or empty.
    """

    letter: str
    header: str
    field: str
    ground: Ground
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table: its sheet (empty for a text file), the row of its header (0 without one), and its rows below that."""

    sheet: str
    header_row: int
    rows: int
    columns: tuple[ColumnTold, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file: its tables in order, and what was odd about it and its sheets."""

    file: str
    tables: tuple[TableTold, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)

    def as_text(self) -> str:
        """The same for a terminal."""
        return "".join(f"{line}\n" for line in _lines(self))


def describe(
    source: TableSource, *, columns: Columns | None = None, configured: Columns | None = None, **how: Unpack[HowToRead]
) -> FileTold:
    """How ``read_counterparties`` reads a table with the same arguments. Raises what it raises."""
    table, found = tables_of(source, columns, configured, **how)
    notes = [*table.notes, *(at_sheet(sheet, note) for sheet, _ in found for note in sheet.notes)]
    notes += [at_sheet(sheet, without_table(sheet)) for sheet, tables in found if not tables]
    return FileTold(
        file=table.file,
        tables=tuple(_told(one, sheet.name) for sheet, tables in found for one in tables),
        notes=tuple(notes),
    )


def _told(table: Table, sheet: str) -> TableTold:
    return TableTold(
        sheet=sheet,
        header_row=table.layout.header_row,
        rows=len(table.rows),
        columns=tuple(_column(column, table) for column in table.layout.columns),
        notes=table.layout.notes,
    )


def _column(column: Column, table: Table) -> ColumnTold:
    filled = (cells[column.place].strip() for _, cells in table.rows if column.place < len(cells))
    return ColumnTold(
        letter=column_letter(table.start + column.place) if table.layout.titles else "",
        header=column.header,
        field=column.field.name if column.field is not None else "",
        ground=column.ground,
        samples=tuple(dict.fromkeys(islice(filter(None, filled), SAMPLES))),
    )


_HEAD = ("", "header", "read as", "because", "values")


def _lines(told: FileTold) -> Iterator[str]:
    yield told.file or "the table"
    yield from (f"  note: {note}" for note in told.notes)
    for table in told.tables:
        place = f"header in row {table.header_row}" if table.header_row else "no header row"
        yield ""
        yield f"{f'sheet {table.sheet}: ' if table.sheet else ''}{place}, {table.rows} rows"
        yield from (f"  note: {note}" for note in table.notes)
        yield from _aligned([_HEAD, *map(_cells, table.columns)])


def _cells(column: ColumnTold) -> tuple[str, ...]:
    samples = "; ".join(map(_short, column.samples))
    return column.letter, column.header, column.field or "-", GROUNDS[column.ground], samples


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SAMPLE else f"{line[: LONGEST_SAMPLE - 1]}…"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
