"""Counterparties made again from what a report tells of their rows: every cell under its header, and the columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from screening.entities import Counterparty
from screening.tables.columns import Column, Layout
from screening.tables.headers import Field, fields
from screening.tables.rows import EMPTY_ROW, REPEATED_HEADER, RowReader

_TABLES_KEPT = 64  # sets of headers: a sheet has few, one more for each cell that stands beside the table
_NOBODY = frozenset({EMPTY_ROW, REPEATED_HEADER})


class RowsAgain:
    """Makes counterparties of rows that were read before; ``columns`` is header -> field, as a report tells it.

    The order of columns within a row is that of its cells, which is all that reading a row depends on.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._reader = lru_cache(maxsize=_TABLES_KEPT)(self._make_reader)

    def party(
        self, *, file: str, sheet: str, row: int, cells: Mapping[str, str], problems: tuple[str, ...]
    ) -> Counterparty:
        """The counterparty of a row with these cells; ``problems`` are those that the report tells of it.

        What was odd about the row when it was read is told anew, what was odd before it was read is not.
        """
        if not _NOBODY.isdisjoint(problems):  # such a row was not read, whatever stands in it
            return Counterparty(
                file=file, sheet=sheet, row=row, input=cells, problems=tuple(p for p in problems if p in _NOBODY)
            )
        reader = self._reader(file, sheet, tuple(cells))
        return reader.read(row, tuple(cells.values())).model_copy(update={"input": cells})

    def _make_reader(self, file: str, sheet: str, headers: tuple[str, ...]) -> RowReader:
        columns = tuple(
            Column(place, header, self._field(sheet, header), titled=True) for place, header in enumerate(headers)
        )
        return RowReader.of(Layout(0, (), columns), file=file, sheet=sheet)

    def _field(self, sheet: str, header: str) -> Field | None:
        """The field of a column: a header that two sheets use for two fields stands under its sheet's name too."""
        name = self._columns.get(f"{sheet}: {header}", self._columns.get(header))
        return fields().get(name) if name is not None else None
