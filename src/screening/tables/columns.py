"""The columns of a table as understood: the header, the field and the ground on which it was given to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from screening.tables.headers import Field, How
from screening.tables.model import Cells

Ground = Literal[How, "given", "content", "table", ""]
"""Why a column is read as its field. ``given``: the user says so; ``content``: what its cells look like; ``table``: the
rest of the table says so; else how its header is known. Empty for a column that is not understood."""

Given = Mapping[str, Field]
"""Headers that the user has assigned, by their key. A column's letter (``C``) serves where no header is called so."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its place (0-based), its header made unique, and its field, if it is understood.

    A column without a header is called by its letter (``column C``) and not ``titled``.
    """

    place: int
    header: str
    field: Field | None
    titled: bool
    ground: Ground = ""

    def read_as(self, field: Field | None, ground: Ground) -> Column:
        """The column with another field."""
        return replace(self, field=field, ground=ground if field is not None else "")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet: the number of its header row (of the last, where it has two; 0 without one), the header's
    cells, the columns, and what was odd.

    ``titles`` are the header rows as they stand in the sheet, the first of them in row ``first_row``.
    """

    header_row: int
    header: Cells
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    first_row: int = 0
    titles: tuple[Cells, ...] = ()

    def cut(self, start: int, end: int, columns: tuple[Column, ...]) -> Layout:
        """The layout of the columns from ``start`` to ``end``, which become ``columns``."""
        titles = tuple(cells[start:end] for cells in self.titles)
        return replace(self, header=self.header[start:end], columns=columns, titles=titles)


def stripped(cells: Cells) -> Cells:
    """A row without white space around its cells and without empty cells at its end."""
    bare = [cell.strip() for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return tuple(bare)


def unique(title: str, used: Counter[str]) -> str:
    """A title that no column has had so far: the second "Name" is "Name (2)"."""
    name = title
    while used[name]:
        used[title] += 1
        name = f"{title} ({used[title]})"
    used[name] += 1
    return name
