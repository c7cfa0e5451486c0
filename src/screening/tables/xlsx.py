"""Workbooks (.xlsx, .xlsm, .xltx, .xltm): every cell of every sheet as text.

The sheets are read as a stream of XML events, not through openpyxl: its read-only mode drops, without a word, rows
that stand out of order in the file (a way to hide a party from a screening), cannot read the strict variant of the
format, and gives up on workbooks with flaws in parts that hold no cells. See docs/input.md.
Formulas are never computed and macros never run: a cell is what the workbook stores as its value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from screening.errors import InputError
from screening.tables.cells import number_text, serial_text
from screening.tables.limits import Limits
from screening.tables.model import Cells, Row, Sheet, TableFile, column_letter, is_blank
from screening.tables.package import SAVE_AGAIN, Package, damaged, open_package
from screening.tables.workbook import SheetPart, Workbook, plain_text, read_workbook
from screening.tables.xml_events import Attributes, Events

_LAST_ROW = 1_048_576  # of the format
_COLUMN_LETTERS = 3
_MIDNIGHT = re.compile(r"(T00:00:00(\.0+)?)?Z?$")


def read_xlsx(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of a workbook, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``, ``no_sheet`` (a wanted sheet that is not there).
    """
    package = open_package(data, file=file, limits=limits)
    with damaged(file):
        workbook = read_workbook(package, limits)
    parts = select(workbook.sheets, wanted, file) if wanted else workbook.sheets
    budget = _Budget(limits, file)
    sheets = tuple(_read_sheet(package, workbook, part, budget) for part in parts)
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=workbook.notes)


def select(sheets: Sequence[SheetPart], wanted: Sequence[str], file: str) -> tuple[SheetPart, ...]:
    """The sheets of the given names, in their own order. Raises InputError ``no_sheet``, naming those there are."""
    missing = [name for name in wanted if all(name.strip().lower() != s.name.strip().lower() for s in sheets)]
    if missing:
        names = ", ".join(repr(sheet.name) for sheet in sheets)
        raise InputError(f"there is no sheet {missing[0]!r}", file=file, code="no_sheet", hint=f"it has {names}")
    chosen = {name.strip().lower() for name in wanted}
    return tuple(sheet for sheet in sheets if sheet.name.strip().lower() in chosen)


class _Budget:
    """Counts what all sheets hold together, and stops reading where it exceeds the limits."""

    def __init__(self, limits: Limits, file: str) -> None:
        self.limits = limits
        self._file = file
        self._cells = 0
        self._characters = 0

    def spend(self, cells: Sequence[str], sheet: str, row: int) -> None:
        self._cells += len(cells)
        self._characters += sum(map(len, cells))
        if self._cells > self.limits.cells or self._characters > self.limits.characters:
            what = f"{self.limits.cells:,} cells" if self._cells > self.limits.cells else "all its text can be held"
            raise InputError(
                f"the workbook is too large: it has more than {what}", file=self._file, sheet=sheet, row=row,
                code="too_large", hint="split it into smaller files",
            )  # fmt: skip


def _read_sheet(package: Package, workbook: Workbook, part: SheetPart, budget: _Budget) -> Sheet:
    reader = _SheetReader(workbook, part, package.file, budget)
    with damaged(package.file, part.name):
        reader.events.feed(package.chunks(part.part))
    return reader.sheet()


class _SheetReader:
    """The state of reading one sheet: the handlers of its XML events, and the rows so far."""

    def __init__(self, workbook: Workbook, part: SheetPart, file: str, budget: _Budget) -> None:
        self._pieces: list[str] = []  # of the text that is being read
        starts = {
            "row": self._row_start, "c": self._cell_start, "v": self._text_start, "t": self._text_start,
            "f": self._formula_start, "rPh": self._phonetic_start, "col": self._column_start,
        }  # fmt: skip
        ends = {
            "row": self._row_end, "c": self._cell_end, "v": self._value_end, "t": self._inline_end,
            "rPh": self._phonetic_end,
        }  # fmt: skip
        self.events = Events(starts, ends, self._pieces.append, depth=budget.limits.xml_depth)
        self._workbook = workbook
        self._part = part
        self._file = file
        self._budget = budget
        self._rows: dict[int, Cells] = {}
        self._problems: defaultdict[int, list[str]] = defaultdict(list)
        self._hidden_rows = 0
        self._hidden_columns = False
        self._columns: dict[str, int] = {}  # letters -> index, remembered
        self._row = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._type = self._style = self._value = self._inline = ""
        self._formula = self._phonetic = False

    def sheet(self) -> Sheet:
        """What was read."""
        notes = []
        if self._part.hidden:
            notes.append("the sheet is hidden; it was read all the same")
        if self._hidden_rows:
            notes.append(f"{self._hidden_rows} hidden rows were read like the others")
        if self._hidden_columns:
            notes.append("hidden columns were read like the others")
        rows: list[Row] = [(row, cells) for row, cells in sorted(self._rows.items()) if not is_blank(cells)]
        problems = {row: tuple(texts) for row, texts in sorted(self._problems.items())}
        return Sheet(name=self._part.name, rows=rows, problems=problems, notes=tuple(notes))

    def _row_start(self, attributes: Attributes) -> None:
        self._row = self._number(attributes.get("r"))
        self._cells = {}
        self._column = -1
        self._hidden_rows += attributes.get("hidden") in ("1", "true")

    def _cell_start(self, attributes: Attributes) -> None:
        self._column = self._index(attributes.get("r"))
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = self._inline = ""
        self._formula = False

    def _formula_start(self, _: Attributes) -> None:
        self._formula = True

    def _column_start(self, attributes: Attributes) -> None:
        self._hidden_columns |= attributes.get("hidden") in ("1", "true")

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
        if text := self._text(self._inline or self._value):
            if self._cells.setdefault(self._column, text) != text:
                raise self._corrupt(f"cell {column_letter(self._column)}{self._row} stands in it twice")
        elif self._formula and self._type != "str":  # a stored empty text is a result too
            self._problem("holds a formula without a stored result: open and save the file in a spreadsheet program")

    def _row_end(self) -> None:
        cells = self._cells
        for column, text in enumerate(self._rows.get(self._row, ())):  # a row that the file holds in two pieces
            if text and cells.setdefault(column, text) != text:
                raise self._corrupt(f"cell {column_letter(column)}{self._row} stands in it twice")
        if cells:
            row = [""] * (max(cells) + 1)
            for column, text in cells.items():
                row[column] = text
            self._budget.spend(row, self._part.name, self._row)
            self._rows[self._row] = tuple(row)

    def _text(self, raw: str) -> str:
        """The text of the cell that just ended."""
        kind = self._type
        if kind == "s":
            return self._shared(raw)
        if kind in ("str", "inlineStr"):
            return plain_text(raw)
        if kind == "n":
            return self._number_or_date(raw.strip())
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw.upper())
        if kind == "d":
            return _MIDNIGHT.sub("", raw.strip()).replace("T", " ")
        return raw

    def _shared(self, raw: str) -> str:
        if not raw:
            return ""
        index = int(raw)
        if 0 <= index < len(self._workbook.texts):
            return self._workbook.texts[index]
        self._problem("refers to a text that the workbook does not hold")
        return ""

    def _number_or_date(self, raw: str) -> str:
        style = self._workbook.date_styles.get(self._style)
        if style is None or not raw:
            return number_text(raw)
        try:
            serial = float(raw)
        except ValueError:
            return raw
        date = serial_text(serial, from_1904=self._workbook.from_1904, elapsed=style == "elapsed")
        return number_text(raw) if date is None else date

    def _index(self, reference: str | None) -> int:
        """The column (0-based) of a cell; one without a reference stands right of the last."""
        if not reference:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        index = self._columns.get(letters)
        if index is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= _COLUMN_LETTERS):
                raise self._corrupt(f"{reference[:20]!r} names no cell")
            index = -1
            for letter in letters.upper():
                index = (index + 1) * 26 + ord(letter) - ord("A")
            if index >= self._budget.limits.columns:
                raise self._corrupt(f"cell {reference!r} lies beyond the last column")
            self._columns[letters] = index
        return index

    def _number(self, reference: str | None) -> int:
        """The number of a row; one without a number follows the last."""
        number = int(float(reference)) if reference else self._row + 1
        if not 1 <= number <= _LAST_ROW:
            raise self._corrupt(f"it has a row {number}")
        return number

    def _problem(self, text: str) -> None:
        self._problems[self._row].append(f"cell {column_letter(self._column)}{self._row} {text}")

    def _corrupt(self, message: str) -> InputError:
        return InputError(
            f"the workbook is damaged: {message}", file=self._file, sheet=self._part.name, code="corrupt",
            hint=SAVE_AGAIN,
        )  # fmt: skip
