"""Rows of a text file that have a cell too many, since a separator inside of a cell was not quoted: Acme, Inc."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from screening.tables.columns import Column
from screening.tables.content import cell_at, is_number
from screening.tables.model import Cells
from screening.tables.regions import Table
from screening.texts import spoken

MOST_EXTRA = 3
"""Cells too many that are looked at."""

FEW = 0.1
"""Most rows that may have a cell too many; where more have, the header is too short."""

SAMPLE = 500
"""Rows by which it is told what the cells of a column look like."""

_ANY = "any"  # how the cells of a column look that do not look alike

MOSTLY = 0.9
"""Share of a column's cells that look alike, from which on all have to."""


def realigned(table: Table) -> Table:
    """The table with such rows put right: the cells that were one are one again, and the row says so."""
    if not table.layout.titles:
        return table
    width = len(table.layout.titles[-1])
    wide = [place for place, (_, cells) in enumerate(table.rows) if width < len(cells) <= width + MOST_EXTRA]
    if not wide or width < 2 or len(wide) > max(FEW * len(table.rows), 1):
        return table
    looks = _looks([cells for _, cells in table.rows[:SAMPLE] if len(cells) <= width], width)
    rows = list(table.rows)
    problems = dict(table.problems)
    for place in wide:
        number, cells = rows[place]
        if (start := _start(cells, width, table.layout.columns, looks)) is not None:
            end = start + len(cells) - width + 1
            rows[place] = (number, (*cells[:start], ",".join(cells[start:end]), *cells[end:]))
            problem = spoken()(
                "row.shifted", number=len(cells) - width, text=repr(rows[place][1][start]),
                column=repr(table.layout.columns[start].header),
            )  # fmt: skip
            problems[number] = (*problems.get(number, ()), problem)
    return replace(table, rows=rows, problems=problems)


def _start(cells: Cells, width: int, columns: Sequence[Column], looks: Mapping[int, str]) -> int | None:
    """Where cells have to become one for the others to look like those of their columns; None where nothing does so
    better than leaving them as they are.

    Of equally good places, the first whose column holds words.
    """
    end = len(cells) - width + 1
    words = [
        column.place
        for column in columns[:width]
        if column.field is not None
        and column.field.use not in ("identifier", "ignored")
        and not looks.get(column.place, "")
        and all(cell.strip() for cell in cells[column.place : column.place + end])
    ]
    wrong = {start: _wrong((*cells[:start], "", *cells[start + end :]), looks, width) for start in words}
    least = min(wrong.values(), default=0)
    if not wrong or least >= _wrong(cells, looks, width):
        return None
    return next(start for start, count in wrong.items() if count == least)


def _wrong(cells: Cells, looks: Mapping[int, str], width: int) -> int:
    """How many cells look unlike their column."""
    return sum(1 for place in range(width) if cells[place].strip() and not _fits(cells[place], looks.get(place, _ANY)))


def _fits(cell: str, look: str) -> bool:
    """Whether a cell looks like its column. A space before it stands in the middle of a cell that was cut."""
    return (look == _ANY and not cell.startswith(" ")) or _look(cell) == look


def _looks(rows: Sequence[Cells], width: int) -> Mapping[int, str]:
    """What the cells of each column look like, where nearly all look alike."""
    looks = {}
    for place in range(width):
        counts = Counter(_look(cell) for cells in rows if (cell := cell_at(cells, place)).strip())
        if counts:
            look, count = counts.most_common(1)[0]
            if count >= MOSTLY * counts.total():
                looks[place] = look
    return looks


def _look(cell: str) -> str:
    """A number, a short code, an e-mail address, words (empty), or words with a space before them."""
    text = cell.strip()
    if is_number(text):
        return "number"
    if text.isalpha() and text.isupper() and len(text) <= 3:
        return "code"
    if "@" in text and " " not in text:
        return "mail"
    return "spaced" if cell.startswith(" ") else ""
