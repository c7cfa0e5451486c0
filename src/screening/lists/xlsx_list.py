"""Watchlists in Excel workbooks: the first sheet whose header has a column ``name``, within bounds."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.table_columns import Row, is_header
from screening.lists.table_list import read_table

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAX_BYTES = 512 * 2**20  # of all parts unpacked: several times the largest list that is published today
MAX_ROWS = 500_000  # some ten times the largest published list; Excel's last row is 1,048,576
MAX_COLUMNS = 500  # Excel's last column is 16,384
MAX_CELLS = 20_000_000  # rows times columns, empty cells counted

_BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, LookupError, ArithmeticError, ValueError,
    TypeError, AttributeError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
"""What openpyxl and the modules under it raise for a damaged workbook; only their code runs where it is caught."""


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
    workbook = open_workbook(data, file)
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
    first = {sheet.title: next(sheet_rows(sheet, file), None) for sheet in sheets}
    with_name = [sheet for sheet in sheets if (row := first[sheet.title]) and is_header(row.cells)]
    chosen = next(iter([*with_name, *(sheet for sheet in sheets if first[sheet.title]), *sheets]), None)
    if chosen is None:
        raise ListError("has no sheet with cells", file=file)
    watchlist = read_table(sheet_rows(chosen, file), file, name, sheet=chosen.title)
    unread = [sheet.title for sheet in sheets if sheet is not chosen and first[sheet.title]]
    notes = tuple(f"the sheet {title!r} was not read: the list is in {chosen.title!r}" for title in unread)
    return watchlist.model_copy(update={"warnings": (*watchlist.warnings, *notes)})


def open_workbook(data: bytes, file: str) -> Workbook:
    """The workbook, to be read row by row. Raises ListError for one that is damaged, no workbook, or too large."""
    from openpyxl import load_workbook  # noqa: PLC0415  # takes a fifth of a second that other formats need not pay

    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        if "[Content_Types].xml" not in {part.filename for part in parts}:
            message = "is a zip archive and no Excel workbook"
            raise ListError(message, file=file, hint="unpack it first", code="unsupported")
        if sum(part.file_size for part in parts) > MAX_BYTES:
            message = f"holds more than {MAX_BYTES // 2**20} MiB when unpacked"
            raise ListError(message, file=file, code="too_large")
        with warnings.catch_warnings():  # of features that a list of names does not need
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except _BROKEN:
        raise _damaged(file) from None


def _damaged(file: str, sheet: str | None = None) -> ListError:
    hint = "open it in Excel and save it anew"
    return ListError("is damaged: no workbook that can be read", file=file, sheet=sheet, hint=hint, code="corrupt")


def sheet_rows(sheet: Any, file: str) -> Iterator[Row]:
    """The rows that are not blank. Raises ListError beyond the bounds: what the sheet says of its size is not used."""
    sheet.reset_dimensions()
    cells_seen = 0
    for number, cells in enumerate(_cells(sheet, file), 1):
        cells_seen += len(cells)
        filled = [index for index, cell in enumerate(cells) if cell.value is not None]
        width = filled[-1] + 1 if filled else 0
        if number > MAX_ROWS or width > MAX_COLUMNS or cells_seen > MAX_CELLS:
            message = f"the sheet is larger than a watchlist may be ({MAX_ROWS:,} rows, {MAX_COLUMNS} columns)"
            hint = "delete stray cells far below or right of the table, or copy the table into a new sheet"
            raise ListError(message, file=file, sheet=sheet.title, row=number, hint=hint, code="too_large")
        if filled:
            wrong = {index: what for index in filled if (what := _what_is_wrong(cells[index]))}
            yield Row(number, [_text(cell.value) for cell in cells[:width]], wrong)


def _cells(sheet: Any, file: str) -> Iterator[Sequence[Any]]:
    rows = iter(sheet.iter_rows())
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows)
        except StopIteration:
            return
        except _BROKEN:
            raise _damaged(file, sheet.title) from None
        yield row


def _what_is_wrong(cell: Any) -> str | None:
    if cell.data_type == "f":
        return "holds a formula: replace it by its value (Paste Special, Values)"
    if cell.data_type == "e":
        return f"holds the error value {cell.value}"
    return None


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)
