"""Where the table stands in a sheet, and which field each of its columns is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from screening.tables.certain_parties import columns_of_parties, is_party
from screening.tables.columns import Column, Given, Ground, Layout, stripped, unique
from screening.tables.content import (
    LIKE_NAMES,
    cell_at,
    columns_by_content,
    is_number,
    most_like_names,
)
from screening.tables.forms import COLONS
from screening.tables.headers import SUBJECT_USES, Field, fields, header_key, recognise, says_name
from screening.tables.model import Cells, Row, Sheet, column_letter
from screening.tables.settled import settled
from screening.tables.two_rows import joined
from screening.texts import spoken

HEADER_ROWS = 30
"""Filled rows at the top of a sheet among which the header is looked for."""

NEAR_CELLS = 256
"""Rows with more filled cells than this are compared with exact spellings only, to keep hostile files cheap."""

SAMPLE_ROWS = 200
"""Rows by which the content of a column is judged."""

RECURS = 0.2
"""Share of the other rows that hold the same word, from which on the word is a value and no header."""


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
    if place is None:
        return None
    return _of_two_rows(sheet, place, given, counts[place]) or layout_at(sheet, place, given)


def judged_layout(sheet: Sheet, given: Given, *, only_sheet: bool) -> Layout | None:
    """The table of a sheet without known headers, by what its cells look like; None where nothing looks like names.

    The first row is data, unless it is certainly the header; a row with headers of other fields is one. The only
    column of the only sheet is taken for the names whatever it looks like.
    """
    layout = layout_at(sheet, 0, given) if sheet.has_header else _partly_known(sheet, given) or _headless(sheet, given)
    if any(column.field is not None and column.field.use in SUBJECT_USES for column in layout.columns):
        return layout
    sample = [cells for number, cells in sheet.rows[:SAMPLE_ROWS] if number != layout.header_row]
    place, likeness = most_like_names(sample, range(len(layout.columns)))
    filled = [
        column.place for column in layout.columns if any(cell_at(cells, column.place).strip() for cells in sample)
    ]
    if len(filled) == 1 and only_sheet:
        place, likeness = filled[0], 1.0
    if likeness < LIKE_NAMES or (len(filled) > 1 and _explains_headers(sample, place)):
        return None
    beside = [c.place for c in layout.columns if c.field is None and c.place != place]
    others = dict.fromkeys(columns_of_parties(sample, beside), "other_party")
    others |= columns_by_content(sample, len(layout.columns))
    columns = tuple(
        c.read_as(fields()["name"], "content") if c.place == place
        else c.read_as(fields()[others[c.place]], "content") if c.field is None and c.place in others
        else c
        for c in layout.columns
    )  # fmt: skip
    texts = spoken()
    unknown = texts("note.no_header_of_names" if layout.header_row else "note.no_header")
    why = "look" if len(filled) > 1 else "being_alone"
    told = [texts(f"note.names_by_{why}", unknown=unknown, column=repr(columns[place].header))]
    told += [
        texts("note.field_by_look", column=repr(column.header), field=column.field.name)
        for column in columns
        if column.ground == "content" and column.field is not None and column.place != place
    ]
    return replace(layout, columns=columns, notes=tuple(told))


def given_columns(header: Cells, given: Given) -> frozenset[str]:
    """The keys of ``given`` that columns of this header row have."""
    keys = {header_key(cell) for cell in header}
    return frozenset((keys | {letter for place in range(len(header)) for letter in _letters(place)}) & given.keys())


def layout_at(sheet: Sheet, place: int, given: Given) -> Layout:
    """The table whose header is the row at ``place`` among the sheet's rows."""
    number, cells = sheet.rows[place]
    return _layout(cells, (sheet.rows[place],), _sample(sheet, place + 1), given, number)


def form_layout(header: Cells, rows: Sequence[Row], given: Given, note: str) -> Layout:
    """The layout of a table that was turned, or stood on lines."""
    layout = _layout(header, (), [cells for _, cells in rows], given, 0)
    return replace(layout, notes=(note, *layout.notes))


def _of_two_rows(sheet: Sheet, place: int, given: Given, known: int) -> Layout | None:
    """The table whose header is the row at ``place`` together with the one above or below; None for one row."""
    if sheet.has_header:
        return None
    for upper in (place, place - 1):
        pair = sheet.rows[upper : upper + 2] if upper >= 0 else ()
        if len(pair) < 2 or pair[1][0] != pair[0][0] + 1:
            continue
        sample = _sample(sheet, upper + 2)
        header = joined(pair[0][1], pair[1][1])
        recurs = any(_recurs(pair[1][1], column, sample) for column in range(len(pair[1][1])))
        if header is not None and not recurs and _known(header, given) >= known:
            return _layout(header, pair, sample, given, pair[1][0])
    return None


def _recurs(header: Cells, place: int, sample: Sequence[Cells]) -> bool:
    """Whether a word of a header is a value of its column, too."""
    return bool(header[place].strip()) and any(cell_at(row, place) == header[place] for row in sample if row != header)


def _sample(sheet: Sheet, start: int) -> list[Cells]:
    return [row for _, row in sheet.rows[start : start + SAMPLE_ROWS]]


def _layout(cells: Cells, titles: Sequence[Row], sample: Sequence[Cells], given: Given, number: int) -> Layout:
    header = cells + ("",) * (max(map(len, sample), default=0) - len(cells))
    layout = Layout(
        header_row=number, header=header, columns=_columns(header, given),
        first_row=titles[0][0] if titles else number, titles=tuple(stripped(title) for _, title in titles),
    )  # fmt: skip
    return settled(layout, sample)


def _explains_headers(sample: Sequence[Cells], place: int) -> bool:
    """Whether a column holds headers: the sheet then tells how to fill in another one, or is a form."""
    filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())]
    return 2 * sum(map(_is_exact, filled)) > len(filled)


def _partly_known(sheet: Sheet, given: Given) -> Layout | None:
    """The table under a row of known headers none of which says whom to screen ("Asiakas | Country | City")."""
    for place, (_, cells) in enumerate(sheet.rows[:HEADER_ROWS]):
        known = [column for column in range(len(cells)) if _is_exact(cells[column])]
        sample = _sample(sheet, place + 1)
        if (
            len(known) > 1
            and 2 * len(known) >= _filled(cells)
            and not any(map(is_number, cells))
            and not any(_recurs(cells, column, sample) for column in known)
        ):
            return layout_at(sheet, place, given)
    return None


def _headless(sheet: Sheet, given: Given) -> Layout:
    header = ("",) * max((len(cells) for _, cells in sheet.rows[:SAMPLE_ROWS]), default=0)
    return Layout(0, header, _columns(header, given))


def _is_header(place: int, known: int, top: Sequence[Row], given: Given) -> bool:
    """Whether a row with ``known`` headers is the header, and not a row that happens to hold such a word.

    "Company" in one cell of many may be a header, or the type of a party. It is a header if the row holds no
    number and the rows below do, or if most of its cells are known; never if the column keeps holding that word,
    or if it is only like a header: better a header screened as a name than a name taken for a header. "Company name"
    is no type: it is a header wherever no party stands beside it.
    """
    cells = top[place][1]
    filled = [cell.strip() for cell in cells if cell.strip()]
    below = [row for _, row in top[place + 1 :]]
    near = len(filled) <= NEAR_CELLS
    known_places = [p for p in range(len(cells)) if _field(cells, p, given, near=near)[0] is not None]
    if any(header_key(cell) in given for cell in cells):
        return True
    if known == 1 < len(filled) and cells[known_places[0]].strip()[-1] in COLONS:
        return False  # a line such as "Account name: | Current account"
    if all(_recurrence(cells, p, top) >= RECURS for p in known_places):
        return False
    if known > 1:
        return True
    if not all(_is_exact(cells[p]) for p in known_places):
        return False
    if 2 * known > len(filled):
        return True
    if any(map(is_number, filled)):
        return False
    numbers_below = any(is_number(cell) for row in below for cell in row)
    return numbers_below or (bool(below) and _names_parties(cells, known_places[0], below))


def _names_parties(header: Cells, place: int, below: Sequence[Cells]) -> bool:
    """Whether the only known header of a row says "name", and is no label beside a party or above other labels."""
    label = _explains_headers(below, place) or any(is_party(cell) for cell in header[:NEAR_CELLS] if cell)
    return says_name(header[place]) and not label


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
    told = (_field(cells, place, given, near=near)[0] for place in range(len(cells)))
    known = [field for field in told if field is not None]
    return len(known) if any(field.use in SUBJECT_USES for field in known) else 0


def _field(header: Cells, place: int, given: Given, *, near: bool = True) -> tuple[Field | None, Ground]:
    if (key := header_key(header[place])) in given:
        return given[key], "given"
    found = recognise(header[place], near=near) if key else None
    return (found.field, found.how) if found else (None, "")


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
        field, ground = (given[letter], "given") if letter else _field(header, place, given, near=near)
        columns.append(Column(place, name, field, titled=bool(title), ground=ground))
    return tuple(columns)


def _filled(cells: Cells) -> int:
    return sum(1 for cell in cells if cell.strip())
