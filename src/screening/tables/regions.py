"""The tables of a sheet: below each other, side by side, turned, and what stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from screening.tables.across import Across, find_across, looked_through, not_screened
from screening.tables.columns import Column, Given, Layout, stripped
from screening.tables.content import cell_at, is_number
from screening.tables.forms import Form, form_above, whole_form
from screening.tables.headers import SUBJECT_USES, header_key, recognise
from screening.tables.layout import (
    HEADER_ROWS,
    NEAR_CELLS,
    SAMPLE_ROWS,
    find_layout,
    form_layout,
    judged_layout,
    layout_at,
)
from screening.tables.model import DELIMITERS, Cells, Row, Sheet, is_blank
from screening.tables.told import some
from screening.texts import spoken

ALIKE = 2
"""Headers that two tables side by side have in common, at least."""

FURTHEST_HEADER = 300
"""Filled rows of a sheet among which a header is looked for that stands too far down to be taken for one."""

ROWS_NAMED = 5
"""Rows that a note names at most."""

SAMPLE = HEADER_ROWS + SAMPLE_ROWS
"""Rows by which it is told whether parties stand across the top."""

LONGEST_TITLE = 60
"""Letters of a row that a note shows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: its layout, and the rows below its header, from its column ``start`` (0-based) on.

    ``problems`` is that of the sheet.
    """

    layout: Layout
    rows: Sequence[Row]
    start: int = 0
    problems: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def find_tables(sheet: Sheet, given: Given, *, only_sheet: bool) -> tuple[Table, ...]:
    """All tables of a sheet in the order of their rows; none where nothing in it looks like names.

    ``only_sheet`` says that no other sheet of the file holds anything.
    """
    if not sheet.rows:
        return ()
    if not sheet.has_header and (form := whole_form(sheet.rows, given)):
        rows = some([*map(str, form.left_out)], ROWS_NAMED)
        turned = spoken()("note.turned_but", rows=rows) if rows else spoken()("note.turned")
        return (_of_form(form, sheet, given, turned),)
    layout = find_layout(sheet, given)
    judged = layout is None
    layout = layout or judged_layout(sheet, given, only_sheet=only_sheet)
    if layout is None:
        return _only_across(sheet)
    if sheet.has_header:  # a frame is one table, and has a result for each of its rows
        return (_table(layout, sheet.rows, sheet),)
    above = _above(layout, sheet)
    form = form_above(above, given)
    titles = [row for row in above if form is None or row[0] in form.left_out]
    across = _across(layout, sheet)
    if not layout.header_row:
        layout = layout if across else looked_through(layout, sheet.rows[:SAMPLE])
        odd = (*not_screened(layout, sheet.rows[0], across), *header_too_far_down(sheet))
        layout = replace(layout, notes=(*layout.notes, *odd))
    first, *others = (_table(layout, sheet.rows, sheet),) if judged else _below_each_other(layout, sheet, given)
    beside = [
        *([_of_form(form, sheet, given, spoken()("note.form_above"))] if form else []),
        *([_of_across(across, sheet)] if across else []),
    ]
    return tuple(_told_apart([*beside, _noted(first, titles), *others]))


def header_too_far_down(sheet: Sheet) -> Iterator[str]:
    """A note on the row that would be the header of a sheet without one, if it did not stand below so many others."""
    for number, cells in sheet.rows[HEADER_ROWS:FURTHEST_HEADER]:
        # Where it is the first row with a delimiter, the text was not divided by that.
        lines = [cells, *(tuple(cells[0].split(mark)) for mark in DELIMITERS if len(cells) == 1)]
        if any(len(line) <= NEAR_CELLS and _is_header(line) for line in lines):
            yield spoken()("note.header_too_far_down", row=number, rows=HEADER_ROWS)
            return


def _across(layout: Layout, sheet: Sheet) -> Across | None:
    """The parties across the top of a table, beside the columns that are understood."""
    unknown = [column.place for column in layout.columns if column.field is None]
    headers = range(layout.first_row, layout.header_row + 1)
    tops = [place for place, (number, _) in enumerate(sheet.rows[:HEADER_ROWS]) if number in headers] or [0]
    found = (find_across(sheet.rows[place:SAMPLE], unknown) for place in tops)
    return next((across for across in found if across is not None), None)


def _only_across(sheet: Sheet) -> tuple[Table, ...]:
    """The table of the parties across the top of a sheet that names nobody else; none where there are none."""
    if sheet.has_header:
        return ()
    for place in range(min(len(sheet.rows), HEADER_ROWS)):
        if across := find_across(sheet.rows[place:SAMPLE]):
            left = len(sheet.rows) - 1
            return (_of_across(across, sheet, spoken().count("note.only_across", left)),)
    return ()


def _of_across(across: Across, sheet: Sheet, *notes: str) -> Table:
    return Table(across.layout(*notes), across.rows, problems=sheet.problems)


def _above(layout: Layout, sheet: Sheet) -> list[Row]:
    """The rows above the header."""
    return [row for row in sheet.rows if row[0] < layout.first_row]


def _noted(table: Table, titles: Sequence[Row]) -> Table:
    """The table with a note on what stands above it and is no row of it, so that nobody is left out unsaid."""
    if not titles:
        return table
    texts = spoken()
    shown = [texts("note.row", row=number, cells=repr(_shown(cells))) for number, cells in titles]
    note = texts("note.above", rows=some(shown, ROWS_NAMED))
    return replace(table, layout=replace(table.layout, notes=(note, *table.layout.notes)))


def _shown(cells: Cells) -> str:
    text = " | ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def _table(layout: Layout, rows: Sequence[Row], sheet: Sheet) -> Table:
    return Table(layout, [row for row in rows if row[0] > layout.header_row], problems=sheet.problems)


def _of_form(form: Form, sheet: Sheet, given: Given, note: str) -> Table:
    return Table(form_layout(form.header, form.rows, given, note), form.rows, problems=sheet.problems)


MOST_GAPS = 50
"""Empty columns between tables beside each other; in a sheet with more, they are no such thing."""


def _below_each_other(layout: Layout, sheet: Sheet, given: Given) -> Iterator[Table]:
    """The table of a layout, and those whose headers stand further down, after a gap or a title."""
    rows = [row for row in sheet.rows if row[0] > layout.header_row]
    starts = [
        place
        for place, (before, row) in enumerate(pairwise(rows), start=1)
        if (row[0] > before[0] + 1 or len(before[1]) == 1)
        and _is_header(row[1])
        and stripped(row[1]) not in layout.titles
    ]  # fmt: skip
    ends = [*starts, len(rows)]
    yield from _side_by_side(Table(layout, rows[: ends[0]], problems=sheet.problems))
    for start, end in zip(starts, ends[1:], strict=True):
        part = rows[start:end]
        yield from _side_by_side(_table(layout_at(replace(sheet, rows=part), 0, given), part, sheet))


def _is_header(cells: Cells) -> bool:
    """Whether a row below a table is the header of another: most of its cells are headers, and none is a number."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(map(is_number, filled)):
        return False
    found = [told for cell in filled if (told := recognise(cell, near=False)) is not None and told.how == "exact"]
    known = {told.field.name for told in found}
    return len(known) > 1 and 2 * len(found) > len(filled) and any(told.field.use in SUBJECT_USES for told in found)


def _side_by_side(table: Table) -> Iterator[Table]:
    """The tables that an empty column divides, where their headers are alike."""
    starts = [0]
    columns = table.layout.columns
    gaps = [
        column.place
        for column, following in pairwise(columns[1:])
        if following.titled and not column.titled and column.field is None
    ]
    for place in gaps if len(gaps) <= MOST_GAPS else ():
        if _alike(columns[starts[-1] : place], columns[place + 1 :]) and not any(
            cell_at(cells, place).strip() for _, cells in table.rows
        ):
            starts.append(place + 1)
    if len(starts) == 1:
        yield table
        return
    for start, end in zip(starts, [*(start - 1 for start in starts[1:]), len(columns)], strict=True):
        last = end == len(columns)
        part = tuple(replace(column, place=column.place - start) for column in columns[start:end])
        rows = [(number, cells[start : None if last else end]) for number, cells in table.rows]
        yield replace(
            table,
            layout=table.layout.cut(start, end, part),
            rows=[(number, cells) for number, cells in rows if not is_blank(cells)],
            start=start,
        )


def _alike(left: Sequence[Column], right: Sequence[Column]) -> bool:
    """Whether both sides have headers in common, one of which is a name."""
    both = {_bare(c.header) for c in left if c.titled} & {_bare(c.header) for c in right if c.titled}
    names = {_bare(c.header) for c in left if c.field is not None and c.field.use in SUBJECT_USES}
    return len(both) >= ALIKE and bool(both & names)


def _bare(header: str) -> str:
    """The key of a header without the number that made it unique."""
    return header_key(header.partition(" (")[0])


def _told_apart(tables: Sequence[Table]) -> Iterator[Table]:
    """The tables, with a header that means another field than in one before made another: "Name" is "Name [2]".

    A report tells the field of a column by its header.
    """
    fields: dict[str, str | None] = {}
    for number, table in enumerate(tables, start=1):
        columns = []
        for column in table.layout.columns:
            name = column.field.name if column.field is not None else None
            known = fields.setdefault(column.header, name) == name
            told = column if known else replace(column, header=f"{column.header} [{number}]")
            fields[told.header] = name
            columns.append(told)
        yield replace(table, layout=replace(table.layout, columns=tuple(columns)))
