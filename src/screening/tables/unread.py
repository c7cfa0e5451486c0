"""The rows of a table as a sequence of counterparties, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, overload

from screening.entities import Counterparty
from screening.tables.model import Cells
from screening.tables.plain_rows import plain_parties
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
            return tuple(_read_together(self._rows[place]))
        return self._rows[place].read()


def _read_together(rows: Sequence[Unread]) -> Iterator[Counterparty]:
    """The counterparties of rows: the plain ones of a table at once, and the others one by one."""
    for reader, group in groupby(rows, attrgetter("reader")):
        own = list(group)
        plain = plain_parties(reader, [(row.number, () if row.problems else row.cells or ()) for row in own])
        yield from (row.read() if party is None else party for row, party in zip(own, plain, strict=True))
