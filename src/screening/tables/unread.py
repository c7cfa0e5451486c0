"""The rows of a table as a sequence of counterparties, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, overload

from screening.entities import Counterparty
from screening.tables.model import Cells
from screening.tables.rows import RowReader


class Unread(NamedTuple):
    """A row that has not been made a counterparty yet; without cells where it is blank."""

    reader: RowReader
    number: int
    cells: Cells | None
    problems: Sequence[str] = ()

    def read(self) -> Counterparty:
        """The counterparty of the row."""
        if self.cells is None:
            return self.reader.blank(self.number)
        return self.reader.read(self.number, self.cells, self.problems)


class Counterparties(Sequence[Counterparty]):
    """The counterparties of rows, each made when it is asked for: those of a large file are never there all at once."""

    def __init__(self, rows: Sequence[Unread]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Counterparty: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Counterparty]: ...

    def __getitem__(self, place: int | slice) -> Counterparty | Sequence[Counterparty]:
        if isinstance(place, slice):
            return tuple([row.read() for row in self._rows[place]])
        return self._rows[place].read()
