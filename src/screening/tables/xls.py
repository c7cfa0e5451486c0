"""Old Excel workbooks (.xls of all versions since 1987), read through xlrd: every cell of every sheet as text.

xlrd and not a faster reader, because it tells of hidden rows, columns and sheets, of formats and of formula errors,
and allocates nothing for cells that are not there. See docs/formats.md for the figures.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import xlrd
from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

from screening.errors import InputError
from screening.tables.cells import DateStyle, number_or_date
from screening.tables.grid import Budget, Grid
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.package import SAVE_AGAIN
from screening.tables.workbook import BUILT_IN, is_date_format
from screening.texts import spoken

_STYLES_KEPT = 4_096
_ENCRYPTED = "encrypted"  # a word in what xlrd says of a workbook with a password


def read_xls(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of an old workbook, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``, ``no_sheet``.
    """
    with _damaged(file):
        book, notes = _open(data)
        names = [_Name(place, name) for place, name in enumerate(book.sheet_names())]
    budget = Budget(limits, file)
    sheets = []
    for name in chosen(names, wanted, file):
        with _damaged(file, name.name):
            sheets.append(_read_sheet(book, name, budget))
            book.unload_sheet(name.place)
    return TableFile(file=file, sha256=sha256, sheets=tuple(sheets), notes=notes)


def _shared_texts(parts: Sequence[bytes], count: int) -> Any:
    """What xlrd's function of the name below gives; of a table that claims to hold more texts, those that are there.

    A cell whose text is missing is an error all the same.
    """
    try:
        return _unpacked(parts, count)
    except AssertionError:  # the parts ended before the texts did
        most = min(count, sum(map(len, parts)))
        there = bisect_left(range(1, most), True, key=lambda texts: not _holds(parts, texts))
        return _unpacked(parts, there)


def _holds(parts: Sequence[bytes], count: int) -> bool:
    try:
        _unpacked(parts, count)
    except AssertionError:
        return False
    return True


_unpacked = xlrd.book.unpack_SST_table
xlrd.book.unpack_SST_table = _shared_texts  # there is no other way in; whole tables are read as ever


class _Name:
    """A sheet by its place in the workbook and its name."""

    def __init__(self, place: int, name: str) -> None:
        self.place = place
        self.name = name


def _open(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """The workbook, and notes on what of the file is damaged: its cells may be whole all the same."""
    told = io.StringIO()  # xlrd writes warnings to standard output unless it is given another place
    if data.startswith(SIGNATURE):
        _check_chains(CompDoc(data, logfile=told))
    ways = {"formatting_info": True, "ignore_workbook_corruption": False}
    notes: list[str] = []
    while True:
        try:
            book = xlrd.open_workbook(file_contents=data, logfile=told, ragged_rows=True, on_demand=True, **ways)
            return book, tuple(notes)
        except (xlrd.XLRDError, MemoryError):
            raise
        except CompDocError:
            if ways["ignore_workbook_corruption"]:
                raise
            ways["ignore_workbook_corruption"] = True
            notes.append(spoken()("note.told_twice"))
        except Exception:  # xlrd raises whatever it stumbles over, and `_damaged` takes what the next try raises
            if not ways["formatting_info"]:
                raise
            ways["formatting_info"] = False
            notes.append(spoken()("note.damaged_formats"))


def _check_chains(container: CompDoc) -> None:
    """Raise ValueError where the sectors of a short stream go round in a circle: xlrd would follow them for ever."""
    following: Sequence[int] = container.SSAT
    ending: set[int] = set()  # sectors whose chains are known to end
    for entry in container.dirlist:
        sector = entry.first_SID if entry.tot_size < container.min_size_std_stream else -1
        chain: set[int] = set()
        while 0 <= sector < len(following) and sector not in ending:
            if sector in chain:
                raise ValueError("a stream of it has no end")
            chain.add(sector)
            sector = following[sector]
        ending |= chain


@contextmanager
def _damaged(file: str, sheet: str | None = None) -> Iterator[None]:
    """Turn what xlrd raises on broken files into one InputError; it may be anything that parsing stumbles over."""
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, xlrd.XLRDError) and _ENCRYPTED in str(error):
            raise InputError(
                "the workbook is protected with a password", file=file, code="encrypted",
                hint="open it and save it without a password",
            ) from error  # fmt: skip
        reason = f": {told}" if (told := " ".join(str(error).split())) else ""
        raise InputError(
            f"the workbook is damaged{reason}", file=file, sheet=sheet, code="corrupt", hint=SAVE_AGAIN
        ) from error


def _read_sheet(book: Any, name: _Name, budget: Budget) -> Sheet:
    sheet = book.sheet_by_index(name.place)
    grid = Grid(name.name, budget, hidden=sheet.visibility != 0)
    grid.hidden_rows = sum(bool(row.hidden) for row in sheet.rowinfo_map.values())
    grid.hidden_columns = any(column.hidden for column in sheet.colinfo_map.values())
    from_1904 = book.datemode == 1

    @lru_cache(maxsize=_STYLES_KEPT)
    def style(index: int) -> DateStyle | None:
        return _date_style(book, index)

    for place in range(sheet.nrows):
        values, kinds = sheet.row_values(place), sheet.row_types(place)
        cells: dict[int, str] = {}
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            if kind == xlrd.XL_CELL_TEXT:
                text = value
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                text = number_or_date(value, style(_format_of(sheet, place, column, kind)), from_1904=from_1904)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                text = "TRUE" if value else "FALSE"
            elif kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(value, "#UNKNOWN!")
            else:
                continue
            if text:
                cells[column] = text
        grid.add(place + 1, cells)
    return grid.sheet()


def _format_of(sheet: Any, row: int, column: int, kind: int) -> int:
    """The index of a cell's style; of a workbook whose styles could not be read, a word for "date" or "number"."""
    index = sheet.cell_xf_index(row, column) if sheet.formatting_info else None
    return (_DATE if kind == xlrd.XL_CELL_DATE else _NUMBER) if index is None else int(index)


_DATE, _NUMBER = -1, -2

_NUMBERED = 50
"""The version (Excel 5) from which on formats have numbers that mean something: before, they are counted."""


def _date_style(book: Any, index: int) -> DateStyle | None:
    if index < 0:
        return "date" if index == _DATE else None
    number = book.xf_list[index].format_key
    known = book.format_map.get(number)
    if known is not None and known.format_str is not None:  # None: xlrd knows the number and not its code
        return is_date_format(known.format_str)
    return BUILT_IN.get(number) if book.biff_version >= _NUMBERED else None
