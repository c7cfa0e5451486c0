"""A report's workbook as it comes back: what was filled in on each line, and what in the line was changed besides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from screening.decisions.identity import plain
from screening.decisions.rules import Filled
from screening.errors import InputError
from screening.report.decision_basis import DecisionBasis
from screening.report.visible import visible
from screening.report.xlsx_cells import fitting
from screening.report.xlsx_decision_data import CHECKED, FILLED, MARK, SEAL
from screening.tables.model import Sheet, TableFile
from screening.tables.registry import read_table

_KEYS = frozenset({*FILLED, *CHECKED, SEAL})
_HINT = "name a workbook that screening screen has written with -o REPORT.xlsx"


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line that was filled in: where it stands, what it says, and what it is about.

    ``columns`` are the headers of the fields of Filled, as the workbook has them.
    """

    file: str
    sheet: str
    row: int
    filled: Filled
    basis: DecisionBasis
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """The lines that were filled in, and the errors in others: changed, copied or unknown ones."""

    file: str
    lines: tuple[FilledLine, ...]
    errors: tuple[InputError, ...]


def read_workbook(source: str | Path | bytes | BinaryIO, *, version: str) -> FilledWorkbook:
    """What was filled in. Lines may be sorted, filtered and deleted, columns moved, sheets renamed.

    Raises InputError for a workbook that can't be read, is no report (``not_a_report``), whose hidden data is damaged
    (``changed``), or that another than ``version`` of the program has written (``other_version``).
    """
    table = read_table(source)
    bases, headers = _data(table, version)
    lines: list[FilledLine] = []
    errors: list[InputError] = []
    found = False
    for sheet in table.sheets:
        columns = _columns(sheet, headers)
        if SEAL not in columns or "disposition" not in columns:
            continue
        found = True
        for row, cells in sheet.rows[1:]:
            line = _Line(table.file, sheet.name, row, {k: _cell(cells, at) for k, at in columns.items()}, headers)
            if not line.filled:
                continue
            basis = bases.get(line.cells[SEAL])
            wrong = list(line.errors(basis))
            errors += wrong
            if basis is not None and not wrong:
                lines.append(line.of(basis))
    if not found:
        raise InputError("has no sheet of alerts to fill in", file=table.file, hint=_HINT, code="not_a_report")
    return FilledWorkbook(table.file, tuple(lines), (*errors, *_twice(lines)))


def _data(table: TableFile, version: str) -> tuple[Mapping[str, DecisionBasis], Mapping[str, str]]:
    """What each seal leads to, and the headers of the columns that are read, from the hidden sheets."""
    sheets = [sheet for sheet in table.sheets if sheet.rows and sheet.rows[0][1][0] == MARK]
    if not sheets:
        raise InputError("holds no data for decisions", file=table.file, hint=_HINT, code="not_a_report")
    bases: dict[str, DecisionBasis] = {}
    headers: dict[str, str] = {}
    for sheet in sheets:
        head = _json(table.file, sheet.rows[0][1])
        source, told = head.get("report"), head.get("headers")
        if not isinstance(source, dict) or not isinstance(told, dict) or not told.keys() >= _KEYS:
            raise _damaged(table.file)
        headers = {key: str(told[key]).strip() for key in _KEYS}
        written = source.get("version")
        if written != version:
            raise InputError(
                f"was written by version {written} of the program, this is {version}", file=table.file,
                hint="screen again with this version, and decide on its report", code="other_version",
            )  # fmt: skip
        for _, cells in sheet.rows[1:]:
            try:
                basis = DecisionBasis.model_validate({**_json(table.file, cells), "report": source})
            except ValidationError:
                raise _damaged(table.file) from None
            if basis.seal != cells[0]:
                raise _damaged(table.file)
            bases[basis.seal] = basis
    return bases, headers


def _json(file: str, cells: Sequence[str]) -> Mapping[str, object]:
    try:
        data = json.loads("".join(cells[1:]))
    except (ValueError, RecursionError):
        raise _damaged(file) from None
    if not isinstance(data, dict):
        raise _damaged(file)
    return data


def _damaged(file: str) -> InputError:
    message = "the hidden sheet with the data of the report was changed"
    return InputError(message, file=file, hint="fill in the workbook as it was written", code="changed")


def _columns(sheet: Sheet, headers: Mapping[str, str]) -> Mapping[str, int]:
    """Where the columns stand that are read: what they hold -> place."""
    if not sheet.rows:
        return {}
    header = [cell.strip() for cell in sheet.rows[0][1]]
    return {key: header.index(text) for key, text in headers.items() if text in header}


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    sheet: str
    row: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def filled(self) -> Filled:
        return Filled(**{key: self.cells.get(key, "") for key in FILLED})

    def of(self, basis: DecisionBasis) -> FilledLine:
        columns = {key: self.headers[key] for key in FILLED}
        return FilledLine(self.file, self.sheet, self.row, self.filled, basis, columns)

    def errors(self, basis: DecisionBasis | None) -> Iterator[InputError]:
        if basis is None:
            yield self._error(SEAL, "leads to no hit of this report", "was the line added, or its seal changed?")
            return
        entry = basis.entries[0]
        expected = dict(
            zip(
                CHECKED,
                (basis.counterparty.name, entry.entity_name, entry.watchlist, entry.entity_id, entry.entry),
                strict=True,
            )
        )
        for key, value in expected.items():
            was = fitting(visible(value)).strip()
            if key not in self.cells:
                yield self._error(key, "the column is missing", "fill in the workbook as it was written")
            elif plain(self.cells[key]) != plain(was):
                yield self._error(key, f"was changed: {self.cells[key]!r} stood as {was!r}", "write it as it was")

    def _error(self, key: str, message: str, hint: str) -> InputError:
        return InputError(
            message, file=self.file, sheet=self.sheet, row=self.row, column=self.headers[key], hint=hint,
            code="changed",
        )  # fmt: skip


def _twice(lines: Sequence[FilledLine]) -> Iterator[InputError]:
    """Errors for lines on a hit that another line decides on, too."""
    first: dict[str, FilledLine] = {}
    for line in lines:
        other = first.setdefault(line.basis.seal, line)
        if other is not line:
            yield InputError(
                f"decides on the same hit as row {other.row}", file=line.file, sheet=line.sheet, row=line.row,
                hint="empty one of the two", code="twice",
            )  # fmt: skip
