"""Excel 2003 XML spreadsheets (SpreadsheetML), which many systems write and call .xls: every cell as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screening.tables.cells import number_text
from screening.tables.declared import decode_declared
from screening.tables.grid import NO_RESULT, Budget, Grid
from screening.tables.limits import Limits
from screening.tables.model import TableFile, chosen
from screening.tables.package import damaged
from screening.tables.xml_events import Attributes, Events, qualified

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_OPTIONS = "urn:schemas-microsoft-com:office:excel"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{1,40})")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?")
_TIME_DAY = "1899-12-31"  # what a time of day alone is written on
_MIDNIGHT = "00:00:00"
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}
_LAST_ROW = 1_048_576
_UNSEEN = ("SheetHidden", "SheetVeryHidden")

_INDEX = qualified(_SPACE, "Index")
_SPAN = qualified(_SPACE, "Span")
_HIDDEN = qualified(_SPACE, "Hidden")
_MERGED = qualified(_SPACE, "MergeAcross")
_FORMULA = qualified(_SPACE, "Formula")
_TYPE = qualified(_SPACE, "Type")
_NAME = qualified(_SPACE, "Name")


def read_spreadsheetml(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of an Excel 2003 XML file, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``too_large``, ``no_sheet``.
    """
    reader = _Reader(Budget(limits, file))
    document, notes = _as_utf8(data)
    with damaged(file):
        reader.events.feed((document,))
    sheets = tuple(grid.sheet() for grid in chosen(reader.grids, wanted, file))
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=notes)


def _as_utf8(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document in UTF-8 and without its declaration (others than Excel write it in any code page); and notes."""
    found = _DECLARED.match(data)
    text, notes = decode_declared(data, found[1].decode("ascii") if found else "")
    return _DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace"), notes


class _Reader:
    """The state of reading a document: the handlers of its XML events, and the sheets so far."""

    def __init__(self, budget: Budget) -> None:
        starts = {
            "Worksheet": self._sheet_start, "Column": self._column_start, "Row": self._row_start,
            "Cell": self._cell_start, "Data": self._data_start, "Comment": self._comment_start,
            "Visible": self._visible_start,
        }  # fmt: skip
        ends = {
            "Row": self._row_end, "Cell": self._cell_end, "Data": self._data_end, "Comment": self._comment_end,
            "Visible": self._visible_end,
        }  # fmt: skip
        self.events = Events(starts, ends, self._text, depth=budget.limits.xml_depth, namespaces=(_SPACE, _OPTIONS))
        self.grids: list[Grid] = []
        self._budget = budget
        self._row = self._column = 0
        self._skip = 0  # rows and columns that the last one covers beyond itself
        self._skip_columns = 0
        self._cells: dict[int, str] = {}
        self._pieces: list[str] = []
        self._type = ""
        self._value = ""
        self._formula = self._in_data = self._in_comment = False

    def _sheet_start(self, attributes: Attributes) -> None:
        self.grids.append(Grid(attributes.get(_NAME, ""), self._budget))
        self._row = self._skip = 0

    def _column_start(self, attributes: Attributes) -> None:
        if self.grids and attributes.get(_HIDDEN) == "1":
            self.grids[-1].hidden_columns = True

    def _row_start(self, attributes: Attributes) -> None:
        self._row = int(attributes.get(_INDEX, self._row + self._skip + 1))
        self._skip = int(attributes.get(_SPAN, "0"))
        self._column = -1
        self._skip_columns = 0
        self._cells = {}
        if self.grids:
            if not 1 <= self._row <= _LAST_ROW:
                raise self.grids[-1].corrupt(f"it has a row {self._row}")
            self.grids[-1].hidden_rows += attributes.get(_HIDDEN) == "1"

    def _row_end(self) -> None:
        if self.grids:
            self.grids[-1].add(self._row, self._cells)

    def _cell_start(self, attributes: Attributes) -> None:
        self._column = int(attributes.get(_INDEX, self._column + self._skip_columns + 2)) - 1
        self._skip_columns = int(attributes.get(_MERGED, "0"))
        self._formula = _FORMULA in attributes
        self._type = self._value = ""
        if self.grids and not 0 <= self._column < self._budget.limits.columns:
            raise self.grids[-1].corrupt(f"a cell stands in row {self._row}, column {self._column + 1}")

    def _cell_end(self) -> None:
        if self._value:
            text = _cell_text(self._type, self._value)
            if text and self._cells.setdefault(self._column, text) != text and self.grids:
                raise self.grids[-1].twice(self._row, self._column)
        elif self._formula and self._type != "String" and self.grids:
            self.grids[-1].problem(self._row, self._column, NO_RESULT)

    def _data_start(self, attributes: Attributes) -> None:
        if not self._in_comment:
            self._type = attributes.get(_TYPE, "String")
            self._pieces.clear()
            self._in_data = True

    def _data_end(self) -> None:
        if not self._in_comment:
            self._value = "".join(self._pieces)
            self._in_data = False

    def _comment_start(self, _: Attributes) -> None:
        self._in_comment = True

    def _comment_end(self) -> None:
        self._in_comment = False

    def _visible_start(self, _: Attributes) -> None:
        self._pieces.clear()
        self._in_data = True

    def _visible_end(self) -> None:
        self._in_data = False
        if self.grids and "".join(self._pieces).strip() in _UNSEEN:
            self.grids[-1].hidden = True

    def _text(self, data: str) -> None:
        if self._in_data:
            self._pieces.append(data)


def _cell_text(kind: str, value: str) -> str:
    """The text of a cell of the given ss:Type."""
    if kind == "Number":
        return number_text(value.strip())
    if kind == "Boolean":
        return _BOOLEANS.get(value.strip(), value)
    if kind == "DateTime" and (found := _DATE.fullmatch(value.strip())):
        if found[1] == _TIME_DAY:
            return found[2]
        return found[1] if found[2] == _MIDNIGHT else f"{found[1]} {found[2]}"
    return value
