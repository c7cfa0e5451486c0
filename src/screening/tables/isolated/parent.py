"""The side that asks: what comes back from the process that reads is checked as the file itself would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from screening.errors import InputError
from screening.tables.from_bytes import read_bytes
from screening.tables.isolated import messages
from screening.tables.isolated.messages import BrokenMessageError, parts, texts
from screening.tables.isolated.process import Child, Traceback, can_start
from screening.tables.model import Row, Sheet, TableFile
from screening.tables.package import SAVE_AGAIN
from screening.tables.request import Request
from screening.texts import spoken

_CLOCK = 10.0  # times the processor time may pass by the clock, on a busy machine
_LAST_ROW = 1 << 31  # more than any program numbers


def read_isolated(pieces: Iterator[bytes], request: Request) -> TableFile:
    """The table in the bytes that ``pieces`` are, read by a process of its own; its ``sha256`` is empty.

    Where Python cannot be started anew the file is read here, and a note says so. Raises InputError as `read_bytes`
    does, and with the codes ``timed_out``, ``crashed`` and ``no_process``.
    """
    first = next(pieces, b"")  # a file that cannot be opened needs no process
    if not can_start():
        table = read_bytes(b"".join((first, *pieces)), request)
        return replace(table, notes=(*table.notes, spoken()("note.within")))
    with Child(request) as child:
        size = child.feed(filter(None, chain((first,), pieces)))
        with child.stopped_after(_CLOCK * request.limits.seconds_for(size)):
            return _table(child, request)


def _table(child: Child, request: Request) -> TableFile:
    answers = _Answers(request)
    try:
        while (message := messages.receive(child.answers)) is not None:
            if (table := answers.take(*message)) is not None:
                return table
    except BrokenMessageError as error:
        raise InputError(
            "the process that read it answered with nonsense", file=request.file, code="crashed", hint=SAVE_AGAIN
        ) from error
    raise child.ending()


class _Answers:
    """What has been told so far, within the limits."""

    def __init__(self, request: Request) -> None:
        self._file, self._limits = request.file, request.limits
        self._sheets: list[Sheet] = []
        self._rows: list[Row] = []  # of the last sheet, and its problems
        self._problems: dict[int, tuple[str, ...]] = {}
        self._cells = self._characters = self._said = 0

    def take(self, kind: bytes, value: Any) -> TableFile | None:
        """Add a message; the table, once all has been told. Raises InputError, also the one that is told."""
        if kind == messages.FAILED:
            error, trace = messages.untold(value, file=self._file)
            raise error from Traceback(trace)
        if kind == messages.DONE:
            return TableFile(file=self._file, sha256="", sheets=tuple(self._sheets), notes=self._texts(value))
        if kind == messages.SHEET:
            name, notes, has_header = parts(value, str, list, bool)
            self._rows, self._problems = [], {}
            notes = self._texts([*notes, name])[:-1]
            self._sheets.append(Sheet(name, self._rows, self._problems, notes, has_header))
            self._refuse(len(self._sheets) > self._limits.members, f"{self._limits.members:,} sheets")
        elif kind == messages.ROWS and self._sheets:
            self._add_rows(messages.unpacked(value))
        elif kind == messages.PROBLEMS and self._sheets and type(value) is list:
            for item in value:
                row, told = parts(item, int, list)
                self._problems[row] = self._texts(told)
        else:
            raise BrokenMessageError("a message out of place")
        return None

    def _add_rows(self, rows: list[Row]) -> None:
        numbers = [self._rows[-1][0] if self._rows else 0, *(number for number, _ in rows)]
        if numbers != sorted(set(numbers)) or numbers[-1] > _LAST_ROW:
            raise BrokenMessageError("rows out of order")
        if not all(cells for _, cells in rows):
            raise BrokenMessageError("rows without cells")
        self._rows += rows
        told = [cells for _, cells in rows]
        self._cells += sum(map(len, told))
        self._characters += sum(map(len, chain.from_iterable(told)))
        self._refuse(len(self._rows) > self._limits.rows, f"{self._limits.rows:,} rows")
        self._refuse(self._cells > self._limits.cells, f"{self._limits.cells:,} cells")
        self._refuse(self._characters > self._limits.characters, f"{self._limits.characters:,} characters")

    def _texts(self, value: Any) -> tuple[str, ...]:
        """Notes and problems: not a part of the table, so bounded by themselves."""
        told = texts(value)
        self._said += sum(map(len, told)) + len(told) + 1
        self._refuse(self._said > self._limits.characters, f"{self._limits.characters:,} characters of notes")
        return told

    def _refuse(self, beyond: bool, bound: str) -> None:
        if beyond:
            raise InputError(
                f"the file is too large: more than {bound}", file=self._file, code="too_large",
                hint="split it into smaller files",
            )  # fmt: skip
