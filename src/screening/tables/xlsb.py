"""Binary workbooks (.xlsb): every cell of every sheet as text, read record by record and bounded as .xlsx is.

No library for it keeps hidden rows apart from seen ones, tells dates from numbers by their format and stays small
for a cell in the last corner at once (docs/formats.md); the records that hold cells are a dozen.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.errors import InputError
from screening.tables.biff12 import Record, nullable_text_at, records, rk_number, text_at
from screening.tables.cells import DateStyle, number_or_date
from screening.tables.grid import NO_TEXT, Budget, Grid
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.package import SAVE_AGAIN, Package, damaged, open_package
from screening.tables.workbook import BUILT_IN, Relation, SheetPart, is_date_format, main_part
from screening.texts import spoken

_USUAL_WORKBOOK = "xl/workbook.bin"
_LAST_ROW = 1_048_575
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Book:
    """What reading a sheet needs: the shared texts, and the styles of dates by their index."""

    texts: tuple[str, ...]
    date_styles: Mapping[int, DateStyle]
    from_1904: bool


def read_xlsb(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of a binary workbook, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``, ``no_sheet``.
    """
    package = open_package(data, file=file, limits=limits)
    with damaged(file):
        part, found = main_part(package, _USUAL_WORKBOOK, limits)
        parts, from_1904, notes = _sheets(package, part, found)
        kinds = {relation.kind: relation.part for relation in found.values()}
        folder = posixpath.dirname(part)
        texts = kinds.get("sharedStrings", posixpath.join(folder, "sharedStrings.bin"))
        styles = kinds.get("styles", posixpath.join(folder, "styles.bin"))
        book = _Book(
            texts=_texts(package, texts) if texts in package else (),
            date_styles=_date_styles(package, styles) if styles in package else {},
            from_1904=from_1904,
        )
    if not parts and not notes:
        raise InputError("the workbook is damaged: it lists no sheets", file=file, code="corrupt", hint=SAVE_AGAIN)
    budget = Budget(limits, file)
    sheets = tuple(_read_sheet(package, book, sheet, budget) for sheet in chosen(parts, wanted, file))
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=notes)


def _sheets(
    package: Package, part: str, found: Mapping[str, Relation]
) -> tuple[tuple[SheetPart, ...], bool, tuple[str, ...]]:
    sheets: list[SheetPart] = []
    notes: list[str] = []
    from_1904 = False
    for kind, data in records(package.chunks(part)):
        if kind == Record.PROPERTIES:
            from_1904 = bool(data[0] & 1)
        elif kind == Record.SHEET:
            relation, place = nullable_text_at(data, 8)
            title, hidden = text_at(data, place), data[0] != 0
            target = found.get(relation)
            if target is None or target.part not in package:
                notes.append(spoken()("note.no_such_sheet", sheet=repr(title)))
            elif target.kind != "worksheet":
                notes.append(spoken()("note.no_table_sheet", sheet=repr(title), kind=target.kind))
            else:
                sheets.append(SheetPart(title, target.part, hidden))
    return tuple(sheets), from_1904, tuple(notes)


def _texts(package: Package, part: str) -> tuple[str, ...]:
    return tuple(text_at(data, 1) for kind, data in records(package.chunks(part)) if kind == Record.SHARED_TEXT)


def _date_styles(package: Package, part: str) -> Mapping[int, DateStyle]:
    codes: dict[int, DateStyle | None] = dict(BUILT_IN)
    found: dict[int, DateStyle] = {}
    count = 0
    in_cell_styles = False
    for kind, data in records(package.chunks(part)):
        if kind == Record.FORMAT:
            codes[int.from_bytes(data[:2], "little")] = is_date_format(text_at(data, 2))
        elif kind in (Record.BEGIN_STYLES, Record.END_STYLES):
            in_cell_styles = kind == Record.BEGIN_STYLES
        elif kind == Record.STYLE and in_cell_styles:
            if style := codes.get(int.from_bytes(data[2:4], "little")):
                found[count] = style
            count += 1
    return found


def _read_sheet(package: Package, book: _Book, part: SheetPart, budget: Budget) -> Sheet:
    grid = Grid(part.name, budget, hidden=part.hidden)
    row = -1
    cells: dict[int, str] = {}
    with damaged(package.file, part.name):
        for kind, data in records(package.chunks(part.part)):
            if kind == Record.ROW:
                grid.add(row + 1, cells)
                row, cells = int.from_bytes(data[:4], "little"), {}
                if row > _LAST_ROW:
                    raise grid.corrupt(f"it has a row {row + 1}")
                grid.hidden_rows += bool(data[11] & 0x10)
            elif kind == Record.COLUMN:
                grid.hidden_columns |= bool(data[16] & 1)
            elif kind in _CELLS:
                column = int.from_bytes(data[:4], "little")
                if row < 0 or column >= budget.limits.columns:
                    raise grid.corrupt(f"a cell stands in row {row + 1}, column {column + 1}")
                text = _text(kind, data, book)
                if text is None:
                    grid.problem(row + 1, column, NO_TEXT)
                elif text and cells.setdefault(column, text) != text:
                    raise grid.twice(row + 1, column)
        grid.add(row + 1, cells)
    return grid.sheet()


_CELLS = frozenset(range(Record.RK, Record.FORMULA_ERROR + 1)) | {Record.RICH_TEXT}


def _text(kind: Record, data: bytes, book: _Book) -> str | None:
    """The text of a cell, whose value follows its column and style; None for a shared text that is not there."""
    if kind == Record.SHARED:
        index = int.from_bytes(data[8:12], "little")
        return book.texts[index] if index < len(book.texts) else None
    if kind in (Record.TEXT, Record.FORMULA_TEXT):
        return text_at(data, 8)
    if kind == Record.RICH_TEXT:
        return text_at(data, 9)
    if kind in (Record.BOOL, Record.FORMULA_BOOL):
        return "TRUE" if data[8] else "FALSE"
    if kind in (Record.ERROR, Record.FORMULA_ERROR):
        return _ERRORS.get(data[8], "#UNKNOWN!")
    if kind == Record.RK:
        number = rk_number(int.from_bytes(data[8:12], "little"))
    else:
        (number,) = struct.unpack_from("<d", data, 8)
    style = book.date_styles.get(int.from_bytes(data[4:7], "little"))
    return number_or_date(number, style, from_1904=book.from_1904)
