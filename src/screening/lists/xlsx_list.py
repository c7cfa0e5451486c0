"""Watchlists in Excel workbooks: the first sheet whose header has a column ``name``, within bounds.

Workbooks are read as those of counterparties are: no cell is lost and no row, in a sixth of the time that openpyxl
takes for a published list.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from screening.entities import Watchlist
from screening.errors import InputError, ListError
from screening.lists.table_columns import Row, is_header
from screening.lists.table_list import read_table
from screening.tables.cells import ERRORS
from screening.tables.limits import Limits
from screening.tables.model import Sheet
from screening.tables.xlsx import read_xlsx
from screening.texts import Texts, speaking, spoken

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAX_BYTES = 512 * 2**20  # of all parts unpacked: several times the largest list that is published today
MAX_ROWS = 500_000  # some ten times the largest published list; Excel's last row is 1,048,576
MAX_COLUMNS = 500  # Excel's last column is 16,384
MAX_CELLS = 20_000_000  # rows times columns, empty cells counted

_ODD_CELL = re.compile(r"cell ([A-Z]+)[0-9]+ (.+)", re.DOTALL)  # how a sheet's problems are told


class ListSheet(NamedTuple):
    """A sheet with its rows that are not blank."""

    title: str
    rows: Sequence[Row]


def recognise(head: bytes) -> bool:
    """Whether the file is a zip archive, or of the old format that is refused with advice."""
    return head.startswith((_ZIP, _OLE))


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The watchlist in ``data``. Raises ListError with sheet, row and column of each problem."""
    if data.startswith(_OLE):
        raise ListError(
            "is an old Excel workbook (.xls) or one with a password", file=file,
            hint="save it as .xlsx without a password", code="unsupported",
        )  # fmt: skip
    sheets = read_sheets(data, file)
    with_name = [sheet for sheet in sheets if sheet.rows and is_header(sheet.rows[0].cells)]
    chosen = next(iter([*with_name, *(sheet for sheet in sheets if sheet.rows), *sheets]), None)
    if chosen is None:
        raise ListError("has no sheet with cells", file=file)
    watchlist = read_table(iter(chosen.rows), file, name, sheet=chosen.title)
    unread = [sheet.title for sheet in sheets if sheet is not chosen and sheet.rows]
    notes = tuple(spoken()("list.sheet_not_read", sheet=repr(title), chosen=repr(chosen.title)) for title in unread)
    return watchlist.model_copy(update={"warnings": (*watchlist.warnings, *notes)})


def read_sheets(data: bytes, file: str) -> tuple[ListSheet, ...]:
    """The sheets of a workbook. Raises ListError for one that is damaged, no workbook, or larger than a list may be."""
    limits = Limits(unpacked_bytes=MAX_BYTES, rows=MAX_ROWS, cells=MAX_CELLS)
    try:
        with speaking(Texts()):  # what is wrong with a cell is taken out of its sentence below
            table = read_xlsx(data, file=file, sha256="", wanted=(), limits=limits)
    except InputError as error:
        raise _refused(data, file, error) from error
    return tuple(ListSheet(sheet.name, list(_rows(sheet, file))) for sheet in table.sheets)


def _refused(data: bytes, file: str, error: InputError) -> ListError:
    if error.code == "too_large" and error.sheet is not None:
        return _too_large(file, error.sheet, error.row)
    if (
        zipfile.is_zipfile(io.BytesIO(data))
        and "[Content_Types].xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    ):
        return ListError(
            "is a zip archive and no Excel workbook", file=file, hint="unpack it first", code="unsupported"
        )
    return ListError(error.message, file=file, sheet=error.sheet, row=error.row, hint=error.hint, code=error.code)


def _too_large(file: str, sheet: str, row: int | None) -> ListError:
    message = f"the sheet is larger than a watchlist may be ({MAX_ROWS:,} rows, {MAX_COLUMNS} columns)"
    hint = "delete stray cells far below or right of the table, or copy the table into a new sheet"
    return ListError(message, file=file, sheet=sheet, row=row, hint=hint, code="too_large")


def _rows(sheet: Sheet, file: str) -> Iterator[Row]:
    """The rows that hold anything, each with what is wrong with its cells by their columns."""
    filled = dict(sheet.rows)
    for number in sorted(filled.keys() | sheet.problems.keys()):
        cells = list(filled.get(number, ()))
        if len(cells) > MAX_COLUMNS:
            raise _too_large(file, sheet.name, number)
        wrong = {column: f"holds the error value {text}" for column, text in enumerate(cells) if text in ERRORS}
        for problem in sheet.problems.get(number, ()):
            if (odd := _ODD_CELL.fullmatch(problem)) is not None:
                wrong[_index(odd[1])] = odd[2]
        cells += [""] * (max(wrong, default=-1) + 1 - len(cells))
        yield Row(number, cells, wrong)


def _index(letters: str) -> int:
    """The column (from 0) that spreadsheet programs call so."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
