"""Workbooks (.xlsx, .xlsm, .xltx, .xltm): every cell of every sheet as text.

The sheets are read as a stream of XML events, not through openpyxl: its read-only mode drops, without a word, rows
that stand out of order in the file (a way to hide a party from a screening), cannot read the strict variant of the
format, and gives up on workbooks with flaws in parts that hold no cells. See docs/input.md.
Formulas are never computed and macros never run: a cell is what the workbook stores as its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from screening.tables.grid import NO_RESULT, NO_TEXT, Budget, Grid
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.package import Package, damaged, open_package
from screening.tables.stored import Stored
from screening.tables.workbook import SheetPart, Workbook, read_workbook
from screening.tables.xml_events import Attributes, Events
from screening.tables.xml_runs import PLAIN, RunFeed, unescaped

_LAST_ROW = 1_048_576  # of the format
_COLUMN_LETTERS = 3

# A row and a cell as most programs write most of them. The tag of a row is taken as it stands, to be compared with
# those that the parser has passed.
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [\w.:-]+="[^"<>]*")*)>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]*"(?: s="([0-9]*)")?(?: t="([A-Za-z]*)")?'
    rf"(?:/>|>(?:<v>({PLAIN})</v>|<is><t(?: xml:space=\"preserve\")?>({PLAIN})</t></is>)?</c>)"
)
_CELL_PARTS = 6  # of a text that is split at cells: what stands before one, and its five groups
_TAGS_KEPT = 1_000  # different tags of rows that are remembered


def read_xlsx(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of a workbook, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``, ``no_sheet`` (a wanted sheet that is not there).
    """
    package = open_package(data, file=file, limits=limits)
    with damaged(file):
        workbook = read_workbook(package, limits)
    parts = chosen(workbook.sheets, wanted, file)
    budget = Budget(limits, file)
    sheets = tuple(_read_sheet(package, workbook, part, budget) for part in parts)
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=workbook.notes)


def _read_sheet(package: Package, workbook: Workbook, part: SheetPart, budget: Budget) -> Sheet:
    reader = _SheetReader(workbook, Grid(part.name, budget, hidden=part.hidden), budget.limits)
    with damaged(package.file, part.name):
        RunFeed(reader.events, end="</row>", take=reader.take).feed(package.chunks(part.part))
    return reader.grid.sheet()


class _SheetReader:
    """The state of reading one sheet: the handlers of its XML events, and the rows so far."""

    def __init__(self, workbook: Workbook, grid: Grid, limits: Limits) -> None:
        self._pieces: list[str] = []  # of the text that is being read
        starts = {
            "row": self._row_start, "c": self._cell_start, "v": self._text_start, "t": self._text_start,
            "f": self._formula_start, "rPh": self._phonetic_start, "col": self._column_start,
        }  # fmt: skip
        ends = {
            "row": self._row_end, "c": self._cell_end, "v": self._value_end, "t": self._inline_end,
            "rPh": self._phonetic_end,
        }  # fmt: skip
        self.events = Events(starts, ends, self._pieces.append, depth=limits.xml_depth)
        self.grid = grid
        self._stored = Stored(workbook)
        self._most_columns = limits.columns
        self._columns: dict[str, int] = {}  # letters -> index, remembered
        self._tags: dict[str, bool] = {}  # of rows that were parsed: what stands beside the number -> is it hidden
        self._tag: str | None = None  # of the row that will be parsed now
        self._row = 0
        self._hidden = False
        self._cells: dict[int, str] = {}
        self._column = -1
        self._type = self._style = self._value = self._inline = ""
        self._formula = self._phonetic = False

    def take(self, row: str) -> bool:
        """Read a row from its XML without ``</row>``, if its cells stand in order and hold plain values.

        Only the tag of a row like one that the parser has passed is taken.
        """
        start = _ROW.match(row)
        if start is None:
            return False
        hidden = self._tags.get(start[2])
        if hidden is None:
            self._tag = start[2]
            return False
        number = int(start[1])
        parts = _CELL.split(row[start.end() :])
        if any(parts[::_CELL_PARTS]) or number > _LAST_ROW or number in self.grid:
            return False
        cells: list[str] = []
        columns = self._columns
        stored = self._stored.text
        fields = (parts[n::_CELL_PARTS] for n in range(1, _CELL_PARTS))
        for letters, style, kind, value, inline in zip(*fields, strict=True):
            raw = inline or value
            if not raw:
                continue
            if "&" in raw and (raw := unescaped(raw)) is None:
                return False
            text = stored(kind, style, raw)
            column = columns.get(letters, -1)
            if text is None or column < len(cells):  # lost, not seen before, or out of order
                return False
            if text:
                if column > len(cells):
                    cells.extend([""] * (column - len(cells)))
                cells.append(text)
        self._row = number
        self.grid.hidden_rows += hidden
        if cells:
            self.grid.add_whole(number, tuple(cells))
        return True

    def _row_start(self, attributes: Attributes) -> None:
        self._row = self._number(attributes.get("r"))
        self._cells = {}
        self._column = -1
        self._hidden = attributes.get("hidden") in ("1", "true")
        self.grid.hidden_rows += self._hidden

    def _cell_start(self, attributes: Attributes) -> None:
        self._column = self._index(attributes.get("r"))
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = self._inline = ""
        self._formula = False

    def _formula_start(self, _: Attributes) -> None:
        self._formula = True

    def _column_start(self, attributes: Attributes) -> None:
        self.grid.hidden_columns |= attributes.get("hidden") in ("1", "true")

    def _phonetic_start(self, _: Attributes) -> None:
        self._phonetic = True

    def _phonetic_end(self) -> None:
        self._phonetic = False

    def _text_start(self, _: Attributes) -> None:
        self._pieces.clear()

    def _value_end(self) -> None:
        self._value = "".join(self._pieces)

    def _inline_end(self) -> None:
        if not self._phonetic:  # a phonetic reading repeats the text
            self._inline += "".join(self._pieces)

    def _cell_end(self) -> None:
        text = self._stored.text(self._type, self._style, self._inline or self._value)
        if text is None:
            self.grid.problem(self._row, self._column, NO_TEXT)
        if text:
            if self._cells.setdefault(self._column, text) != text:
                raise self.grid.twice(self._row, self._column)
        elif self._formula and self._type != "str":  # a stored empty text is a result too
            self.grid.problem(self._row, self._column, NO_RESULT)

    def _row_end(self) -> None:
        self.grid.add(self._row, self._cells)
        if self._tag is not None and len(self._tags) < _TAGS_KEPT:
            self._tags[self._tag] = self._hidden
        self._tag = None

    def _index(self, reference: str | None) -> int:
        """The column (0-based) of a cell; one without a reference stands right of the last."""
        if not reference:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        index = self._columns.get(letters)
        if index is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= _COLUMN_LETTERS):
                raise self.grid.corrupt(f"{reference[:20]!r} names no cell")
            index = -1
            for letter in letters.upper():
                index = (index + 1) * 26 + ord(letter) - ord("A")
            if index >= self._most_columns:
                raise self.grid.corrupt(f"cell {reference!r} lies beyond the last column")
            self._columns[letters] = index
        return index

    def _number(self, reference: str | None) -> int:
        """The number of a row; one without a number follows the last."""
        number = int(float(reference)) if reference else self._row + 1
        if not 1 <= number <= _LAST_ROW:
            raise self.grid.corrupt(f"it has a row {number}")
        return number
