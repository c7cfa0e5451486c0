"""Counterparties made again from what a report tells of their rows: every cell under its header, and the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from screening.entities import Counterparty, EntityType, Identifier
from screening.tables.columns import Column, Layout
from screening.tables.headers import Field, fields
from screening.tables.identifiers import find_identifiers, read_identifiers
from screening.tables.rows import CARE_OF, RowReader
from screening.texts import spoken

_TABLES_KEPT = 64  # sets of headers: a sheet has few, one more for each cell that stands beside the table


class Named(NamedTuple):
    """A text of a row by which somebody may be found; ``type`` is that of the parties in its column."""

    text: str
    type: EntityType | None = None
    free_text: bool = False


class RowsAgain:
    """Makes counterparties of rows that were read before; ``columns`` is header -> field, as a report tells it.

    The order of columns within a row is that of its cells, which is all that reading a row depends on.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._nobody = frozenset({spoken()("row.empty"), spoken()("row.repeats_header")})
        self._reader = lru_cache(maxsize=_TABLES_KEPT)(self._make_reader)

    def party(
        self, *, file: str, sheet: str, row: int, cells: Mapping[str, str], problems: tuple[str, ...]
    ) -> Counterparty:
        """The counterparty of a row with these cells; ``problems`` are those that the report tells of it.

        What was odd about the row when it was read is told anew, what was odd before it was read is not.
        """
        if not self._nobody.isdisjoint(problems):  # such a row was not read, whatever stands in it
            return Counterparty(
                file=file, sheet=sheet, row=row, input=cells, problems=tuple(p for p in problems if p in self._nobody)
            )
        reader = self._reader(file, sheet, tuple(cells))
        return reader.read(row, tuple(cells.values())).model_copy(update={"input": cells})

    def named(self, *, file: str, sheet: str, cells: Mapping[str, str]) -> tuple[Named, ...] | None:
        """All texts by which somebody in a row may be found, and perhaps others, much faster than `party` finds them;
        None where that takes the whole row.
        """
        reader = self._reader(file, sheet, tuple(cells))
        values = tuple(cells.values())
        named = []
        own = [text for column in reader.names if (text := values[column.place].strip())]
        if reader.parts or reader.continued:
            parts = [text for column in reader.parts if (text := values[column.place].strip())]
            more = [text for column in reader.continued if (text := values[column.place].strip())]
            own += [" ".join(parts), *more, *(f"{text} {one}" for text in (*own, " ".join(parts)) for one in more)]
            if any(text[0] == "#" for text in (*parts, *more)):  # perhaps an error, which is no part of the name
                return None
        named += [Named(text) for text in own if text]
        for column in reader.others:
            if text := values[column.place].strip():
                named.append(Named(text, column.field.type if column.field else None))
        named += [Named(text) for text in reader.heading(values)]
        for column in reader.free_texts:
            if text := values[column.place].strip():
                named.append(Named(text, free_text=True))
        for column in reader.address:
            if CARE_OF.search(values[column.place]):
                return None
        return tuple(named)

    def identifiers(
        self, *, file: str, sheet: str, cells: Mapping[str, str], named: tuple[Named, ...]
    ) -> Iterator[Identifier]:
        """The identifiers of a row with these texts, some of them perhaps twice."""
        reader = self._reader(file, sheet, tuple(cells))
        values = tuple(cells.values())
        for column in reader.identifiers:
            text = values[column.place].strip()
            if text and column.field is not None:
                yield from read_identifiers(column.field.kind, column.field.shape, text)[0]
        ids = [values[column.place] for column in reader.single.get("id", ())]
        for text in (*(one.text for one in named), *ids):
            yield from find_identifiers(text)
            if "  " in text or not text.isprintable():  # names are read on one line
                yield from find_identifiers(" ".join(text.split()))

    def _make_reader(self, file: str, sheet: str, headers: tuple[str, ...]) -> RowReader:
        columns = tuple(
            Column(place, header, self._field(sheet, header), titled=True) for place, header in enumerate(headers)
        )
        return RowReader.of(Layout(0, (), columns), file=file, sheet=sheet)

    def _field(self, sheet: str, header: str) -> Field | None:
        """The field of a column: a header that two sheets use for two fields stands under its sheet's name too."""
        name = self._columns.get(f"{sheet}: {header}", self._columns.get(header))
        return fields().get(name) if name is not None else None
