"""Rows of a text file that have cells too many, since a separator inside of a cell was not quoted: Acme, Inc."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from screening.names.countries import country_code
from screening.tables.columns import Column, Given, Layout
from screening.tables.content import cell_at, is_number
from screening.tables.headers import Use
from screening.tables.model import Cells, Row, Sheet
from screening.tables.regions import Table, find_tables
from screening.texts import spoken

MOST_EXTRA = 3
"""Cells too many that are looked at, where no space tells which cells were one."""

FEW = 0.1
"""Most rows that may have a cell too many, where no space tells; where more have, the header is too short."""

STRAY = 0.01
"""Share of the rows of the right width up to which a space before a cell is a slip, and no custom of the file."""

SAMPLE = 500
"""Rows by which it is told what the cells of a column look like."""

_ANY = "any"  # how the cells of a column look that do not look alike

MOSTLY = 0.9
"""Share of a column's cells that look alike, from which on all have to."""

_WORDS: frozenset[Use] = frozenset({"name", "name_part", "other_name", "free_text", "ignored"})
_PLACES = frozenset({"address", "city"})
_COUNTRIES = frozenset({"country", "nationality", "flag"})

_Joined = tuple[tuple[int, int], ...]
"""Of each cell of a row that is put right, the first of the cells that it was cut into and the one after the last."""


def tables_put_right(sheet: Sheet, given: Given, *, only_sheet: bool) -> tuple[Table, ...]:
    """The tables of a sheet, with such rows put right: the cells that were one are one again, and the row says so.

    The tables are looked for once more where rows have changed, for their cells tell what the columns are. A note
    counts the rows that still have more cells than the header. Only in text, whose one sheet has no name, can cells
    be shifted.
    """
    tables = find_tables(sheet, given, only_sheet=only_sheet)
    if sheet.name or sheet.has_header:
        return tables
    found = {number: (table.start, right) for table in tables for number, right in _put_right(table)}
    if found:
        rows = [(number, _cells(cells, *found[number]) if number in found else cells) for number, cells in sheet.rows]
        told = {number: (*sheet.problems.get(number, ()), right.problem) for number, (_, right) in found.items()}
        sheet = replace(sheet, rows=rows, problems={**sheet.problems, **told})
        tables = find_tables(sheet, given, only_sheet=only_sheet)
    return tuple(map(_noted, tables))


class _Right(NamedTuple):
    """The cells of a row that was put right, and what is said of it."""

    cells: Cells
    problem: str


def _cells(cells: Cells, start: int, right: _Right) -> Cells:
    return (*cells[:start], *right.cells)


def _put_right(table: Table) -> Iterator[tuple[int, _Right]]:
    """The rows of a table with cells too many for which it is certain enough which of their cells were one."""
    width = _width(table.layout)
    wide = [row for row in table.rows if len(row[1]) > width]
    if not wide or width < 2:
        return
    narrow = [cells for _, cells in table.rows if len(cells) <= width]
    columns = table.layout.columns[:width]
    by_space = _by_space(table, wide, narrow, width)
    for number, cells in wide:
        if number in by_space:
            yield number, _right(cells, by_space[number], columns)
    looks = _looks([*narrow, *(_join(cells, by_space[n]) for n, cells in wide if n in by_space)][:SAMPLE], width)
    others = [(n, cells) for n, cells in wide if n not in by_space and len(cells) <= width + MOST_EXTRA]
    if len(others) > max(FEW * len(table.rows), 1):
        return
    for number, cells in others:
        if (start := _start(cells, columns, looks)) is not None:
            yield number, _right(cells, _run(cells, start, width), columns)


def _by_space(table: Table, wide: Sequence[Row], narrow: Sequence[Cells], width: int) -> Mapping[int, _Joined]:
    """The rows in which a space tells which cells were one: behind a separator inside of a cell, and nowhere else.

    So it is in a file whose rows of the right width have no cell that begins with a space, and in a row that has as
    many of them as it has cells too many. A column of remarks without a header would look the same, so that a cell that
    is whole by itself takes nothing in; and whatever fits the other rows better than this wins.
    """
    strays = sum(1 for cells in narrow if any(map(_is_spaced, cells)))
    if strays > STRAY * len(narrow) or any(map(_is_spaced, table.layout.titles[-1])):
        return {}
    looks = _looks(narrow[:SAMPLE], width)
    columns = table.layout.columns[:width]
    found = {}
    for number, cells in wide:
        starts = [place for place, cell in enumerate(cells) if not _is_spaced(cell)]
        if len(starts) != width or starts[0] != 0:
            continue
        joined = tuple(zip(starts, [*starts[1:], len(cells)], strict=True))
        row = _join(cells, joined)
        if not all(
            _takes_in(column, cells[first], text)
            for column, text, (first, end) in zip(columns, row, joined, strict=True)
            if end > first + 1
        ):
            continue
        least = min(_wrong_by_start(cells, columns, looks).values(), default=width)
        if _wrong(row, looks, width) <= min(least, _wrong(cells, looks, width)):
            found[number] = joined
    return found


def _takes_in(column: Column, first: str, joined: str) -> bool:
    """Whether a cell may go on behind a separator: words and addresses do, numbers and codes do not."""
    field = column.field
    if field is None or field.use in _WORDS or field.name in _PLACES:
        return True
    return field.name in _COUNTRIES and (country_code(joined) is not None or country_code(first) is None)


def _is_spaced(cell: str) -> bool:
    return cell.startswith(" ") and not cell.isspace()


def _width(layout: Layout) -> int:
    return max(map(len, layout.titles), default=0)


def _join(cells: Cells, joined: _Joined) -> Cells:
    return tuple(",".join(cells[first:end]) for first, end in joined)


def _run(cells: Cells, start: int, width: int) -> _Joined:
    """The cells of a row that was cut in one place."""
    extra = len(cells) - width
    return tuple(
        (place + extra * (place > start), place + extra * (place >= start) + 1) for place in range(width)
    )  # fmt: skip


def _right(cells: Cells, joined: _Joined, columns: Sequence[Column]) -> _Right:
    """The row with its cells joined, and what is said of it."""
    texts = spoken()
    row = _join(cells, joined)
    read = ", ".join(
        texts("row.joined", text=repr(text), column=repr(column.header))
        for column, text, (first, end) in zip(columns, row, joined, strict=True)
        if end > first + 1
    )
    return _Right(row, texts.count("row.shifted", len(cells) - len(row), read=read))


def _noted(table: Table) -> Table:
    """The table with a note on the rows that still have more cells than the header."""
    width = _width(table.layout)
    wide = [number for number, cells in table.rows if len(cells) > width]
    if not width or not wide:
        return table
    note = spoken().count("note.wide_rows", len(wide), row=wide[0])
    return replace(table, layout=replace(table.layout, notes=(*table.layout.notes, note)))


def _start(cells: Cells, columns: Sequence[Column], looks: Mapping[int, str]) -> int | None:
    """Where cells have to become one for the others to look like those of their columns; None where nothing does so
    better than leaving them as they are.

    Of equally good places, the first whose column holds words.
    """
    wrong = _wrong_by_start(cells, columns, looks)
    least = min(wrong.values(), default=0)
    if not wrong or least >= _wrong(cells, looks, len(columns)):
        return None
    return next(start for start, count in wrong.items() if count == least)


def _wrong_by_start(cells: Cells, columns: Sequence[Column], looks: Mapping[int, str]) -> Mapping[int, int]:
    """How many cells look unlike their column, by the column of words in which all the cells too many would be."""
    width = len(columns)
    end = len(cells) - width + 1
    words = [
        column.place
        for column in columns
        if column.field is not None
        and column.field.use not in ("identifier", "ignored")
        and not looks.get(column.place, "")
        and all(cell.strip() for cell in cells[column.place : column.place + end])
    ]
    return {start: _wrong(_join(cells, _run(cells, start, width)), looks, width) for start in words}


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
