"""Where the table stands in a sheet, and which field each of its columns is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from screening.tables.content import cell_at, is_number, most_like_names, share_of_numbers
from screening.tables.headers import SUBJECT_USES, Field, fields, header_key, is_bare_name, recognise
from screening.tables.model import Cells, Row, Sheet, column_letter

HEADER_ROWS = 30
"""Filled rows at the top of a sheet among which the header is looked for."""

NEAR_CELLS = 256
"""Rows with more filled cells than this are compared with exact spellings only, to keep hostile files cheap."""

SAMPLE_ROWS = 200
"""Rows by which the content of a column is judged."""

LIKE_NAMES = 0.6
"""Least share of a column's cells that look like names, for a table without headers to be read by it."""

RECURS = 0.2
"""Share of the other rows that hold the same word, from which on the word is a value and no header."""

NUMBERS = 0.9
"""Share of numbers in a column headed "Customer" or the like that makes it the customer's number, not the name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its place (0-based), its header made unique, and its field, if it is understood.

    A column without a header is called by its letter (``column C``) and not ``titled``.
    """

    place: int
    header: str
    field: Field | None
    titled: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet: the number of its header row (0 without one), the header's cells, and the columns."""

    header_row: int
    header: Cells
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()


Given = Mapping[str, Field]
"""Headers that the user has assigned, by their key. A column's letter (``C``) serves where no header is called so."""


def find_layout(sheet: Sheet, given: Given) -> Layout | None:
    """The table of a sheet by its headers; None where no row of its top is a header.

    The header is the row with the most known headers, if one of them says whom to screen; above it there may be
    titles and logos.
    """
    top = sheet.rows[: 1 if sheet.has_header else HEADER_ROWS]
    counts = [_known(cells, given) for _, cells in top]
    # Of equally known rows the first, but one of a single cell ("Suppliers") is rather a title.
    ranked = sorted(range(len(top)), key=lambda place: (-counts[place], _filled(top[place][1]) == 1, place))
    certain = sheet.has_header
    place = next(
        (p for p in ranked if counts[p] and (certain or _is_header(p, counts[p], sheet.rows[:HEADER_ROWS], given))),
        None,
    )
    return None if place is None else _layout(sheet, place, given)


def judged_layout(sheet: Sheet, given: Given, *, only_sheet: bool) -> Layout | None:
    """The table of a sheet without known headers, by what its cells look like; None where nothing looks like names.

    The first row is data, unless it is certainly the header. The only column of the only sheet is taken for the
    names whatever it looks like.
    """
    layout = _layout(sheet, 0, given) if sheet.has_header else _headless(sheet, given)
    if any(column.field is not None and column.field.use in SUBJECT_USES for column in layout.columns):
        return layout
    sample = [cells for number, cells in sheet.rows[:SAMPLE_ROWS] if number != layout.header_row]
    place, likeness = most_like_names(sample, len(layout.columns))
    filled = [
        column.place for column in layout.columns if any(cell_at(cells, column.place).strip() for cells in sample)
    ]
    if len(filled) == 1 and only_sheet:
        place, likeness = filled[0], 1.0
    if likeness < LIKE_NAMES:
        return None
    columns = tuple(replace(c, field=fields()["name"]) if c.place == place else c for c in layout.columns)
    why = ", because its cells look most like names" if len(filled) > 1 else ""
    return replace(
        layout, columns=columns, notes=(f"no header is known; {columns[place].header!r} was read as the names{why}",)
    )


def given_columns(header: Cells, given: Given) -> frozenset[str]:
    """The keys of ``given`` that columns of this header row have."""
    keys = {header_key(cell) for cell in header}
    return frozenset((keys | {letter for place in range(len(header)) for letter in _letters(place)}) & given.keys())


def _layout(sheet: Sheet, place: int, given: Given) -> Layout:
    """The table whose header is the row at ``place`` among the sheet's rows."""
    number, cells = sheet.rows[place]
    sample = [row for _, row in sheet.rows[place + 1 : place + 1 + SAMPLE_ROWS]]
    header = cells + ("",) * (max(map(len, sample), default=0) - len(cells))
    return _settled(Layout(number, header, _columns(header, given)), sample)


def _headless(sheet: Sheet, given: Given) -> Layout:
    header = ("",) * max((len(cells) for _, cells in sheet.rows[:SAMPLE_ROWS]), default=0)
    return Layout(0, header, _columns(header, given))


def _is_header(place: int, known: int, top: Sequence[Row], given: Given) -> bool:
    """Whether a row with ``known`` headers is the header, and not a row that happens to hold such a word.

    "Company" in one cell of many may be a header, or the type of a party. It is a header if the row holds no
    number and the rows below do, or if most of its cells are known; never if the column keeps holding that word,
    or if it is only like a header: better a header screened as a name than a name taken for a header.
    """
    cells = top[place][1]
    filled = [cell.strip() for cell in cells if cell.strip()]
    below = [row for _, row in top[place + 1 :]]
    known_places = [p for p in range(len(cells)) if _field(cells, p, given) is not None]
    if any(header_key(cell) in given for cell in cells):
        return True
    if all(_recurrence(cells, p, top) >= RECURS for p in known_places):
        return False
    if known > 1:
        return True
    if not all(_is_exact(cells[p]) for p in known_places):
        return False
    if 2 * known > len(filled):
        return True
    numbers_below = any(is_number(cell) for row in below for cell in row)
    return numbers_below and not any(map(is_number, filled))


def _is_exact(cell: str) -> bool:
    found = recognise(cell, near=False)
    return found is not None and found.how == "exact"


def _recurrence(header: Cells, place: int, top: Sequence[Row]) -> float:
    """The share of the other rows that hold the same cell; a header that is repeated whole does not count."""
    others = [row for _, row in top if row != header]
    return sum(cell_at(row, place) == header[place] for row in others) / max(len(others), 1)


def _known(cells: Cells, given: Given) -> int:
    """How many cells are known headers, where one of them says whom to screen; else 0."""
    near = sum(1 for cell in cells if cell) <= NEAR_CELLS
    known = [field for place in range(len(cells)) if (field := _field(cells, place, given, near=near)) is not None]
    return len(known) if any(field.use in SUBJECT_USES for field in known) else 0


def _field(header: Cells, place: int, given: Given, *, near: bool = True) -> Field | None:
    if (key := header_key(header[place])) in given:
        return given[key]
    found = recognise(header[place], near=near) if key else None
    return found.field if found else None


def _letters(place: int) -> tuple[str, str]:
    """The keys by which a user may name a column beside its header."""
    letter = column_letter(place).lower()
    return letter, f"column{letter}"


def _columns(header: Cells, given: Given) -> tuple[Column, ...]:
    near = sum(1 for cell in header if cell) <= NEAR_CELLS
    by_letter = given.keys() - {header_key(cell) for cell in header}
    used: Counter[str] = Counter()
    columns = []
    for place, cell in enumerate(header):
        title = " ".join(cell.split())
        name = unique(title or f"column {column_letter(place)}", used)
        letter = next((letter for letter in _letters(place) if letter in by_letter), None)
        field = given[letter] if letter else _field(header, place, given, near=near)
        columns.append(Column(place, name, field, titled=bool(title)))
    return tuple(columns)


def unique(title: str, used: Counter[str]) -> str:
    """A title that no column has had so far: the second "Name" is "Name (2)"."""
    name = title
    while used[name]:
        used[title] += 1
        name = f"{title} ({used[title]})"
    used[name] += 1
    return name


def _settled(layout: Layout, sample: Sequence[Cells]) -> Layout:
    """Decide by the rest of the table what a header alone leaves open."""
    columns = _numbers_are_ids(layout.columns, sample)
    columns = _completed_parts(columns)
    changed = [
        f"column {new.header!r} was read as {new.field.name}"
        for old, new in zip(layout.columns, columns, strict=True)
        if new.field is not None and new.field != old.field
    ]
    return replace(layout, columns=columns, notes=(*layout.notes, *changed))


def _numbers_are_ids(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[Column, ...]:
    """A column headed "Customer" that holds numbers, beside one with names, is the customer's number."""
    names = [column for column in columns if column.field is not None and column.field.name == "name"]
    numbers = {column.place for column in names if share_of_numbers(column.place, sample) >= NUMBERS}
    if not numbers or len(numbers) == len(names):
        return columns
    identity = fields()["id"]
    return tuple(replace(column, field=identity) if column.place in numbers else column for column in columns)


def _completed_parts(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A bare "Name" beside a first-name column is the last name, beside a last-name column the first name."""
    present = {column.field.name for column in columns if column.field is not None}
    bare = next((c for c in columns if c.field is not None and c.field.name == "name" and is_bare_name(c.header)), None)
    halves = {"first_name": "last_name", "last_name": "first_name"}
    half = present & halves.keys()
    if bare is None or len(half) != 1:
        return columns
    completed = fields()[halves[half.pop()]]
    return tuple(replace(column, field=completed) if column is bare else column for column in columns)


def _filled(cells: Cells) -> int:
    return sum(1 for cell in cells if cell.strip())
