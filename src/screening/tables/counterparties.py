"""Counterparties from whatever holds them: a table file, a DataFrame, or parties made by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain
from typing import Unpack

from pydantic_core import PydanticSerializationError

from screening.entities import Counterparty
from screening.errors import InputError, UsageError
from screening.given import TABLES, given_counterparties
from screening.tables.columns import Given, Layout
from screening.tables.headers import Field, fields, header_key, party_type
from screening.tables.identifiers import with_numbers
from screening.tables.layout import given_columns
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import Sheet, TableFile
from screening.tables.regions import Table, header_too_far_down
from screening.tables.registry import HowToRead, TableSource, is_table_source, read_table
from screening.tables.rows import RowReader
from screening.tables.shifted import tables_put_right
from screening.tables.unread import Counterparties, Unread
from screening.texts import spoken

CounterpartySource = TableSource | Iterable[Counterparty]

Columns = Mapping[str, str | tuple[str, ...]]
"""What the user says: the header or headers of a field."""

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
    columns: Columns | None = None,
    configured: Columns | None = None,
    **how: Unpack[HowToRead],
) -> CounterpartyFile:
    """Read a table of counterparties: each row below its header is one counterparty.

    ``source`` is a path, bytes, an open binary file, a pandas DataFrame or an iterable of Counterparty (returned as
    they are). Columns are found by their headers; ``columns`` maps a field to the header or headers that hold it and
    overrules what would be found (``C`` or ``column C`` for a column without a header). ``configured`` says the same of
    many tables, for fields that ``columns`` does not have: one header of each is enough. ``how`` to read the file is
    told as to ``read_table``; ``sheets`` are by default all that hold a table.

    Raises InputError with the codes of ``read_table`` and ``no_table``; UsageError for a field or a header in
    ``columns`` or ``configured`` that does not exist, naming the nearest, and for one header of two fields.
    """
    if not is_table_source(source):
        _given(columns or {})
        return _made_by_hand(source, how.get("file_name") or "")
    table, found = tables_of(source, columns, configured, **how)
    limits = how.get("limits", LIMITS)
    rows: list[Unread] = []
    notes = list(table.notes)
    for sheet, tables in found:
        notes.extend(at_sheet(sheet, note) for note in sheet.notes)
        if not tables:
            notes.append(at_sheet(sheet, without_table(sheet)))
        for one in tables:
            read, odd = _read_rows(one, sheet.name, table.file, limits)
            rows.extend(read)
            notes.extend(at_sheet(sheet, note) for note in (*one.layout.notes, *odd))
    return CounterpartyFile(
        file=table.file,
        sha256=table.sha256,
        counterparties=Counterparties(rows),
        columns=_columns_read(found),
        notes=tuple(notes),
    )


def tables_of(
    source: TableSource, columns: Columns | None = None, configured: Columns | None = None, **how: Unpack[HowToRead]
) -> tuple[TableFile, list[tuple[Sheet, tuple[Table, ...]]]]:
    """A table file and the tables of each of its sheets. Arguments and errors are those of ``read_counterparties``."""
    columns = columns or {}
    configured = {name: headers for name, headers in (configured or {}).items() if name not in columns}
    given = {**_given(configured), **_given(columns)}
    table = read_table(source, **how)
    found = _tables(table, given, how.get("sheets", ()))
    layouts = [one.layout for _, tables in found for one in tables]
    _check_given(columns, configured, given, table, layouts)
    if not layouts:
        low = next((told for sheet in table.sheets for told in header_too_far_down(sheet)), None)
        raise InputError(
            "no table of counterparties was found", file=table.file, sheet=_only_name(table), code="no_table",
            hint=low or "name the columns in the first row (Name, Country, IMO ...), or say which one holds the names: "
            "--column name=HEADER",
        )  # fmt: skip
    return table, found


def without_table(sheet: Sheet) -> str:
    """What is said of a sheet in which no table was found."""
    texts = spoken()
    return texts("note.no_table", number=texts.integer(len(sheet.rows))) if sheet.rows else texts("note.empty_sheet")


def _tables(table: TableFile, given: Given, wanted: Sequence[str]) -> list[tuple[Sheet, tuple[Table, ...]]]:
    """The tables of each sheet. Raises InputError where all are empty, naming those that are ``wanted``."""
    filled = [sheet for sheet in table.sheets if sheet.rows]
    if not filled:
        raise InputError(
            "there is nothing in it" if wanted else "the file is empty", file=table.file, code="empty",
            sheet=", ".join(sheet.name for sheet in table.sheets) if wanted else None, hint="is it the right file?",
        )  # fmt: skip
    found = ((sheet, tables_put_right(sheet, given, only_sheet=len(filled) == 1)) for sheet in table.sheets)
    return [(sheet, tuple(map(_without_foreign_types, tables))) for sheet, tables in found]


def _only_name(table: TableFile) -> str | None:
    """The name of the only sheet that was read."""
    return table.sheets[0].name or None if len(table.sheets) == 1 else None


def _without_foreign_types(table: Table) -> Table:
    """The table without a "type" column that holds other kinds of types (of accounts, of vendors ...) throughout."""
    layout = table.layout
    for column in layout.columns:
        if column.field is None or column.field.name != "type":
            continue
        words = {cells[column.place].strip() for _, cells in table.rows if column.place < len(cells)} - {""}
        if words and not any(map(_is_type, words)):
            note = spoken()("note.foreign_types", column=repr(column.header))
            columns = tuple(c.read_as(None, "") if c is column else c for c in layout.columns)
            return replace(table, layout=replace(layout, columns=columns, notes=(*layout.notes, note)))
    return table


def _is_type(word: str) -> bool:
    try:
        return party_type(word) is not None
    except ValueError:
        return False


def _read_rows(table: Table, sheet: str, file: str, limits: Limits) -> tuple[list[Unread], list[str]]:
    """One counterparty for each row below the header, blank rows between filled ones among them; and notes."""
    layout, rows = table.layout, table.rows
    titled = sum(column.titled for column in layout.columns)
    if titled * len(rows) > limits.cells:
        raise InputError(
            f"the table is too large: {titled:,} columns and {len(rows):,} rows", file=file, sheet=sheet or None,
            code="too_large", hint="split it into smaller files",
        )  # fmt: skip
    reader = RowReader.of(layout, file=file, sheet=sheet)
    found: list[Unread] = []
    notes = [] if rows else [spoken()("note.no_rows")]
    last = layout.header_row or (rows[0][0] - 1 if rows else 0)
    for number, cells in rows:
        if number - last - 1 > limits.blank_rows:
            notes.append(spoken()("note.empty_rows", first=last + 1, last=number - 1))
        elif number > last + 1:
            found.extend(Unread(reader, blank, None) for blank in range(last + 1, number))
        found.append(Unread(reader, number, cells, table.problems.get(number, ())))
        last = number
    return found, notes


def _given(columns: Columns) -> Given:
    """The user's columns by the key of their header. Raises UsageError for an unknown field, and for a header that is
    empty or given for two fields."""
    given: dict[str, Field] = {}
    for name, headers in columns.items():
        if name not in fields():
            near = get_close_matches(name, fields(), n=_NEAREST) or list(fields())
            raise UsageError(f"there is no field {name!r}", key="columns", hint=f"there is {', '.join(near)}")
        for header in _headers(headers):
            if not (key := header_key(header)):
                raise UsageError(
                    f"{header!r} is no header", key=f"columns.{name}", hint="the letter of the column serves too"
                )
            if (other := given.setdefault(key, fields()[name]).name) != name:
                raise UsageError(
                    f"the column {header!r} was given for two fields, {other} and {name}", key=f"columns.{name}",
                    hint="a column is read as one field",
                )  # fmt: skip
    return given


def _headers(named: str | tuple[str, ...]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else tuple(named)


def _check_given(
    columns: Columns, configured: Columns, given: Given, table: TableFile, layouts: Sequence[Layout]
) -> None:
    """Raise UsageError for a header of ``columns``, or all those of a field of ``configured``, that no table has."""
    present = frozenset().union(*(given_columns(layout.header, given) for layout in layouts))
    headers = [column.header for layout in layouts for column in layout.columns]
    strict = ((name, (header,)) for name, named in columns.items() for header in _headers(named))
    any_of = ((name, _headers(named)) for name, named in configured.items() if named)
    for name, wanted in chain(strict, any_of):
        if present.isdisjoint(map(header_key, wanted)):
            near = [one for header in wanted for one in get_close_matches(header, headers, n=_NEAREST)]
            nearest = ", ".join(map(repr, list(dict.fromkeys(near or headers))[:_NEAREST]))
            raise UsageError(
                f"there is no column {' or '.join(map(repr, wanted))}"
                f"{'' if name in columns else ', which [columns] of the configuration names'}",
                file=table.file, key=f"columns.{name}",
                hint=f"nearest: {nearest}" if nearest else "no header was found",
            )  # fmt: skip


def _columns_read(found: Sequence[tuple[Sheet, Sequence[Table]]]) -> Mapping[str, str]:
    """Header to field over all sheets; a header that two sheets use for two fields carries its sheet."""
    read: dict[str, str] = {}
    for sheet, tables in found:
        for column in (column for table in tables for column in table.layout.columns):
            if column.field is None:
                continue
            taken = read.get(column.header, column.field.name) != column.field.name
            read[f"{sheet.name}: {column.header}" if taken else column.header] = column.field.name
    return read


def _made_by_hand(source: Iterable[Counterparty], file: str) -> CounterpartyFile:
    parties = given_counterparties(source, TABLES)
    digest = hashlib.sha256()
    for party in parties:
        digest.update(_hashed(party) + b"\n")
    ready = tuple(map(with_numbers, parties))
    return CounterpartyFile(file=file, sha256=digest.hexdigest(), counterparties=ready, columns={})


def _hashed(party: Counterparty) -> bytes:
    try:
        return party.model_dump_json().encode()
    except PydanticSerializationError:  # half of a surrogate pair has no bytes in UTF-8, but an escape in JSON
        return json.dumps(party.model_dump()).encode()


def at_sheet(sheet: Sheet, note: str) -> str:
    """A note with the sheet that it is about, where that has a name."""
    return spoken()("note.of_sheet", sheet=repr(sheet.name), note=note) if sheet.name else note
