"""Names across the top of a crosstab: parties whose columns hold numbers, below a first column of dates or accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from screening.tables.certain_parties import is_party
from screening.tables.columns import Column, Layout
from screening.tables.content import ALL_BUT_SLIPS, cell_at, is_number, looks_like_name, share_of_numbers
from screening.tables.headers import fields, recognise
from screening.tables.model import Cells, Row
from screening.tables.told import some
from screening.texts import spoken

HEADER = "across the top"
"""The header under which a report shows such a name."""

MOST = 256
"""Cells of a row that are looked at: a wider one is no crosstab of parties."""

CELLS_NAMED = 5
"""Cells that a note names at most."""

SURE = 2
"""Names that are certainly parties, of those across the top, at least; and half of them."""


@dataclass(frozen=True, slots=True)
class Across:
    """The names across the top, and the number of their row."""

    number: int
    names: tuple[str, ...]

    def layout(self, *notes: str) -> Layout:
        """The layout of a table that has each of the names in a row of its own."""
        column = Column(0, HEADER, fields()["name"], titled=True, ground="content")
        told = spoken()("note.across", row=self.number)
        return Layout(0, (HEADER,), (column,), notes=(told, *notes))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of that table, all numbered as the one that holds the names."""
        return tuple((self.number, (name,)) for name in self.names)


def find_across(rows: Sequence[Row], unknown: Iterable[int] | None = None) -> Across | None:
    """The parties across the top of these rows; None where it is not certain that these are any.

    The names stand in the first of the rows, in its ``unknown`` columns (by default all but the first one).
    """
    if not rows:
        return None
    number, cells = rows[0]
    over = over_numbers(cells, [below for _, below in rows[1:]], range(1, len(cells)) if unknown is None else unknown)
    names = [on_one_line(cells[place]) for place in over]
    sure = sum(map(is_party, names))
    return Across(number, tuple(names)) if sure >= SURE and 2 * sure >= len(names) else None


def over_numbers(cells: Cells, below: Sequence[Cells], places: Iterable[int]) -> tuple[int, ...]:
    """Which of these places hold something like a name that is no known header, over a column of numbers."""
    if sum(1 for cell in cells if cell) > MOST:
        return ()
    numbers = list(dropwhile(lambda row: not any(map(is_number, row)), below))  # a second row of headers stands between
    return tuple(
        place
        for place in places
        if looks_like_name(cell := cell_at(cells, place))
        and recognise(cell, near=False) is None
        and share_of_numbers(place, numbers) >= ALL_BUT_SLIPS
    )


def looked_through(layout: Layout, rows: Sequence[Row]) -> Layout:
    """The layout of a table without known headers, with the columns of numbers whose first cell is none looked through.

    That cell may be a header, or a party across the top: no rule tells "Pong Su" from "Units sold" in every language.
    """
    (number, cells), *below = rows
    unknown = [column.place for column in layout.columns if column.field is None]
    over = over_numbers(cells, [row for _, row in below], unknown)
    if not over:
        return layout
    notes = fields()["notes"]
    columns = tuple(c.read_as(notes, "content") if c.place in over else c for c in layout.columns)
    told = spoken()("note.over_numbers", row=number, cells=named(cells[place] for place in over))
    return replace(layout, columns=columns, notes=(*layout.notes, told))


def not_screened(layout: Layout, row: Row, across: Across | None) -> Iterator[str]:
    """A note on what stands in the first row beside all that is read, where no row is a header: perhaps parties."""
    number, cells = row
    read = {column.place for column in layout.columns if column.field is not None}
    names = across.names if across and across.number == number else ()
    beside = [cell for place, cell in enumerate(cells) if place not in read and looks_like_name(cell)]
    if left := [cell for cell in beside if on_one_line(cell) not in names]:
        yield spoken()("note.beside", row=number, cells=named(left))


def named(cells: Iterable[str]) -> str:
    """Some cells as a note names them."""
    return some([repr(on_one_line(cell)) for cell in cells], CELLS_NAMED)


def on_one_line(cell: str) -> str:
    """A cell without line breaks and runs of spaces."""
    return " ".join(cell.split())
