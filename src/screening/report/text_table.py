"""Tables and text on a terminal, by the columns that its letters take."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def table_lines(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Rows of one-line cells as aligned columns; the widest columns give way until a line fits."""
    widths = [max(columns_of(row[at]) for row in rows) for at in range(len(rows[0]))]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widths[widths.index(max(widths))] -= 1
    return [_GAP.join(_fitted(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]


def _fitted(cell: str, size: int) -> str:
    """A cell of exactly ``size`` terminal columns, cut with an ellipsis or filled with blanks."""
    if columns_of(cell) > size:
        while cell and columns_of(cell) > size - 1:
            cell = cell[:-1]
        cell += "…"
    return cell + " " * (size - columns_of(cell))


def columns_of(text: str) -> int:
    """How many terminal columns a text takes: wide letters (UAX 11) take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
