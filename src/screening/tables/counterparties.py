"""Counterparties from whatever holds them: a table file, a DataFrame, or parties made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from screening.entities import Counterparty
from screening.errors import InputError, UsageError
from screening.tables.headers import fields, header_key, party_type
from screening.tables.layout import Given, Layout, find_layout, given_columns, judged_layout
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import Sheet, TableFile
from screening.tables.registry import TableSource, is_table_source, read_table
from screening.tables.rows import Counterparties, RowReader, Unread

CounterpartySource = TableSource | Iterable[Counterparty]

_NEAREST = 3  # suggestions in a message


@dataclass(frozen=True, slots=True)
class CounterpartyFile:
    """The counterparties of one source, in its order, and how it was read.

    ``file`` is its name without the folder and ``sha256`` the hash of its bytes (of its text, for data that is no
    file). ``columns`` tells which header was read as which field; ``notes`` what was odd about the file.
    """

    file: str
    sha256: str
    counterparties: Sequence[Counterparty]
    columns: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read_counterparties(
    source: CounterpartySource,
    *,
    columns: Mapping[str, str | tuple[str, ...]] | None = None,
    sheets: Sequence[str] = (),
    file_name: str | None = None,
    password: str | None = None,
    limits: Limits = LIMITS,
    isolated: bool = True,
) -> CounterpartyFile:
    """Read a table of counterparties: each row below its header is one counterparty.

    ``source`` is a path, bytes, an open binary file, a pandas DataFrame or an iterable of Counterparty (returned as
    they are). Columns are found by their headers; ``columns`` maps a field to the header or headers that hold it and
    overrules what would be found (``C`` or ``column C`` for a column without a header). ``sheets`` names the sheets
    to read, default all that hold a table. ``file_name`` is what messages and the report call the file, ``password``
    opens a protected one. ``isolated`` reads it in a process of its own, with all ``limits``.

    Raises InputError with the codes of ``read_table`` and ``no_table``; UsageError for a field or a header in
    ``columns`` that does not exist, naming the nearest.
    """
    given = _given(columns or {})
    if not is_table_source(source):
        return _made_by_hand(source, file_name or "")
    table = read_table(source, file_name=file_name, sheets=sheets, password=password, limits=limits, isolated=isolated)
    filled = [sheet for sheet in table.sheets if sheet.rows]
    if not filled:
        raise InputError("the file is empty", file=table.file, code="empty", hint="is it the right file?")
    layouts = [_layout(sheet, given, only_sheet=len(filled) == 1) for sheet in table.sheets]
    _check_given(columns or {}, given, table, layouts)
    if not any(layouts):
        raise InputError(
            "no table of counterparties was found", file=table.file, code="no_table",
            hint="name the columns in the first row (Name, Country, IMO ...), or say which one holds the names: "
            "--column name=HEADER",
        )  # fmt: skip
    rows: list[Unread] = []
    notes = list(table.notes)
    for sheet, layout in zip(table.sheets, layouts, strict=True):
        notes.extend(_at(sheet, note) for note in sheet.notes)
        if layout is None:
            notes.append(_at(sheet, "no table was found in it: skipped" if sheet.rows else "it is empty: skipped"))
            continue
        read, odd = _read_sheet(sheet, layout, table.file, limits)
        rows.extend(read)
        notes.extend(_at(sheet, note) for note in (*layout.notes, *odd))
    return CounterpartyFile(
        file=table.file,
        sha256=table.sha256,
        counterparties=Counterparties(rows),
        columns=_columns_read(table.sheets, layouts),
        notes=tuple(notes),
    )


def _layout(sheet: Sheet, given: Given, *, only_sheet: bool) -> Layout | None:
    layout = find_layout(sheet, given) or judged_layout(sheet, given, only_sheet=only_sheet)
    return None if layout is None else _without_foreign_types(layout, sheet)


def _without_foreign_types(layout: Layout, sheet: Sheet) -> Layout:
    """The layout without a "type" column that holds other kinds of types (of accounts, of vendors ...) throughout."""
    for column in layout.columns:
        if column.field is None or column.field.name != "type":
            continue
        rows = (cells for number, cells in sheet.rows if number > layout.header_row)
        words = {cells[column.place].strip() for cells in rows if column.place < len(cells)} - {""}
        if words and not any(map(_is_type, words)):
            note = f"column {column.header!r} holds no types of parties that are known: it was not used"
            columns = tuple(replace(c, field=None) if c is column else c for c in layout.columns)
            return replace(layout, columns=columns, notes=(*layout.notes, note))
    return layout


def _is_type(word: str) -> bool:
    try:
        return party_type(word) is not None
    except ValueError:
        return False


def _read_sheet(sheet: Sheet, layout: Layout, file: str, limits: Limits) -> tuple[list[Unread], list[str]]:
    """One counterparty for each row below the header, blank rows between filled ones among them; and notes."""
    rows = [row for row in sheet.rows if row[0] > layout.header_row]
    titled = sum(column.titled for column in layout.columns)
    if titled * len(rows) > limits.cells:
        raise InputError(
            f"the table is too large: {titled:,} columns and {len(rows):,} rows", file=file, sheet=sheet.name or None,
            code="too_large", hint="split it into smaller files",
        )  # fmt: skip
    reader = RowReader.of(layout, file=file, sheet=sheet.name)
    found: list[Unread] = []
    notes = [] if rows else ["the table has a header and no rows"]
    last = layout.header_row or (rows[0][0] - 1 if rows else 0)
    for number, cells in rows:
        if number - last - 1 > limits.blank_rows:
            notes.append(f"rows {last + 1} to {number - 1} are empty and were left out")
        else:
            found.extend(Unread(reader, blank, None) for blank in range(last + 1, number))
        found.append(Unread(reader, number, cells, sheet.problems.get(number, ())))
        last = number
    return found, notes


def _given(columns: Mapping[str, str | tuple[str, ...]]) -> Given:
    """The user's columns by the key of their header. Raises UsageError for an unknown field or an empty header."""
    given = {}
    for name, headers in columns.items():
        if name not in fields():
            near = get_close_matches(name, fields(), n=_NEAREST) or list(fields())
            raise UsageError(f"there is no field {name!r}", key="columns", hint=f"there is {', '.join(near)}")
        for header in (headers,) if isinstance(headers, str) else headers:
            if not (key := header_key(header)):
                raise UsageError(
                    f"{header!r} is no header", key=f"columns.{name}", hint="the letter of the column serves too"
                )
            given[key] = fields()[name]
    return given


def _check_given(
    columns: Mapping[str, str | tuple[str, ...]], given: Given, table: TableFile, layouts: Sequence[Layout | None]
) -> None:
    """Raise UsageError for a header that the user names and no table has."""
    present = frozenset().union(*(given_columns(layout.header, given) for layout in layouts if layout))
    headers = [column.header for layout in layouts if layout for column in layout.columns]
    for name, named in columns.items():
        for header in (named,) if isinstance(named, str) else named:
            if header_key(header) not in present:
                near = get_close_matches(header, headers, n=_NEAREST) or headers[:_NEAREST]
                raise UsageError(
                    f"there is no column {header!r}", file=table.file, key=f"columns.{name}",
                    hint=f"nearest: {', '.join(map(repr, near))}" if near else "no header was found",
                )  # fmt: skip


def _columns_read(sheets: Sequence[Sheet], layouts: Sequence[Layout | None]) -> Mapping[str, str]:
    """Header to field over all sheets; a header that two sheets use for two fields carries its sheet."""
    read: dict[str, str] = {}
    for sheet, layout in zip(sheets, layouts, strict=True):
        for column in layout.columns if layout else ():
            if column.field is None:
                continue
            taken = read.get(column.header, column.field.name) != column.field.name
            read[f"{sheet.name}: {column.header}" if taken else column.header] = column.field.name
    return read


def _made_by_hand(source: Iterable[Counterparty], file: str) -> CounterpartyFile:
    parties = (source,) if isinstance(source, Counterparty) else tuple(source)
    digest = hashlib.sha256()
    for place, party in enumerate(parties, start=1):
        if not isinstance(party, Counterparty):
            raise UsageError(
                f"item {place} is a {type(party).__name__}, not a Counterparty", hint="make it a Counterparty(name=...)"
            )
        digest.update(party.model_dump_json().encode() + b"\n")
    return CounterpartyFile(file=file, sha256=digest.hexdigest(), counterparties=parties, columns={})


def _at(sheet: Sheet, note: str) -> str:
    return f"sheet {sheet.name!r}: {note}" if sheet.name else note
