"""The cells of a sheet as a reader finds them, in whatever order: bounded, none of them lost, none told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from screening.errors import InputError
from screening.tables.limits import Limits
from screening.tables.model import Cells, Row, Sheet, column_letter, is_blank
from screening.tables.package import SAVE_AGAIN
from screening.texts import spoken

NO_RESULT = "row.no_result"
NO_TEXT = "row.no_text"
"""Keys of what is odd about a cell: a formula without a stored result, a text that the workbook does not hold."""


class Budget:
    """Counts what all sheets of a file hold together, and stops reading where it exceeds the limits."""

    def __init__(self, limits: Limits, file: str) -> None:
        self.limits = limits
        self.file = file
        self._sheets = 0
        self._cells = 0
        self._characters = 0

    def open_sheet(self, name: str) -> None:
        """Count a sheet: even empty ones take memory. Raises InputError ``too_large``."""
        self._sheets += 1
        if self._sheets > self.limits.members:
            raise self._too_large(f"{self.limits.members:,} sheets", name)

    def spend(self, cells: Sequence[str], sheet: str, row: int) -> None:
        """Count a row. Raises InputError ``too_large``."""
        limits = self.limits
        self._cells += len(cells)
        self._characters += sum(map(len, cells))
        if row > limits.rows:
            raise self._too_large(f"{limits.rows:,} rows", sheet, row)
        self.check_width(len(cells), sheet, row)
        if self._cells > limits.cells:
            raise self._too_large(f"{limits.cells:,} cells", sheet, row)
        if self._characters > limits.characters:
            raise self._too_large(f"{limits.characters:,} characters", sheet, row)

    def check_width(self, columns: int, sheet: str, row: int) -> None:
        """Stop at a row that is too wide before it is filled. Raises InputError ``too_large``."""
        if columns > self.limits.columns:
            raise self._too_large(f"{self.limits.columns:,} columns", sheet, row)

    def _too_large(self, most: str, sheet: str, row: int | None = None) -> InputError:
        return InputError(
            f"the file is too large: it has more than {most}", file=self.file, sheet=sheet or None, row=row,
            code="too_large", hint="split it into smaller files",
        )  # fmt: skip


def whole(cells: Mapping[int, str]) -> Cells:
    """The cells of a row from column A to the last that is filled."""
    filled = [""] * (max(cells, default=-1) + 1)
    for column, text in cells.items():
        filled[column] = text
    return tuple(filled)


class Grid:
    """The rows of one sheet so far. ``hidden`` and its kin say what a person would not see; all of it is read."""

    def __init__(self, name: str, budget: Budget, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.hidden_rows = 0
        self.hidden_columns = False
        self._budget = budget
        self._rows: dict[int, Cells] = {}
        self._problems: defaultdict[int, list[str]] = defaultdict(list)
        budget.open_sheet(name)

    @property
    def is_empty(self) -> bool:
        """Whether no cell of it is filled."""
        return not self._rows

    def __contains__(self, row: int) -> bool:
        return row in self._rows

    def add(self, row: int, cells: Mapping[int, str]) -> None:
        """Take the filled cells of a row (column, counted from 0, to text); a row may come in several pieces.

        Raises InputError: ``corrupt`` where two pieces fill one cell differently, ``too_large``.
        """
        if row in self._rows:
            cells = self._joined(row, cells)
        if cells:
            self._budget.check_width(max(cells) + 1, self.name, row)
            self.add_whole(row, whole(cells))

    def add_whole(self, row: int, cells: Cells) -> None:
        """Take a row that has not come before, its cells from column A on. Raises InputError ``too_large``."""
        self._budget.spend(cells, self.name, row)
        self._rows[row] = cells

    def problem(self, row: int, column: int, what: str) -> None:
        """Tell what is odd about a cell (its column counted from 0), by the key of the text that says it."""
        self._problems[row].append(spoken()(what, cell=f"{column_letter(column)}{row}"))

    def twice(self, row: int, column: int) -> InputError:
        """The error that a cell stands in the file twice, with two texts."""
        return self.corrupt(f"cell {column_letter(column)}{row} stands in it twice")

    def corrupt(self, message: str) -> InputError:
        """The error that the sheet is what no program would write."""
        return InputError(
            f"the workbook is damaged: {message}", file=self._budget.file, sheet=self.name or None, code="corrupt",
            hint=SAVE_AGAIN,
        )  # fmt: skip

    def sheet(self) -> Sheet:
        """What was read, in the order of the rows."""
        texts, notes = spoken(), []
        if self.hidden:
            notes.append(texts("note.hidden_sheet"))
        if self.hidden_rows:
            notes.append(texts.count("note.hidden_rows", self.hidden_rows))
        if self.hidden_columns:
            notes.append(texts("note.hidden_columns"))
        rows: list[Row] = [(row, cells) for row, cells in sorted(self._rows.items()) if not is_blank(cells)]
        problems = {row: tuple(texts) for row, texts in sorted(self._problems.items())}
        return Sheet(name=self.name, rows=rows, problems=problems, notes=tuple(notes))

    def _joined(self, row: int, cells: Mapping[int, str]) -> Mapping[int, str]:
        earlier = {column: text for column, text in enumerate(self._rows[row]) if text}
        for column, text in cells.items():
            if earlier.setdefault(column, text) != text:
                raise self.twice(row, column)
        return earlier
