"""A table on a sheet: header, filter, frozen panes and print set-up, over as many sheets as its lines need."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from screening.report import xlsx_cells
from screening.report.xlsx_cells import Rich, Sheet, Value
from screening.report.xlsx_styles import Styles
from screening.report.xlsx_worksheet import QuickWorksheet
from screening.texts import Texts

Item = TypeVar("Item")

_LINE_POINTS = 13.5  # height of a line of 10-point text
_LINE_FILL = 0.95  # a proportional font sets a little more than one character per unit of width
_MAX_LINES = 3  # a row is no higher than this many lines: the table stays scannable, the cell holds the rest
_MAX_FROZEN_LINES = 7  # unless what stays in view needs more: a name should not be cut
_PAGE_CHARACTERS = 250  # characters of all columns that an A3 page shows in a size that can be read
_PAPER = {"A4": 9, "A3": 8}  # Excel's numbers of the sizes


@dataclass(frozen=True)
class Book:
    """What every sheet needs: the workbook, its styles, the texts; ``sheets`` are those that were made so far."""

    workbook: Any
    styles: Styles
    texts: Texts
    sheets: list[Sheet] = field(default_factory=list)

    def sheet(self, name: str, tab: str, *, grid: bool = False) -> Sheet:
        """A new sheet with that name and colour of its tab; ``grid`` shows the lines between its cells."""
        worksheet = self.workbook.add_worksheet(name, QuickWorksheet)
        worksheet.set_tab_color(tab)
        worksheet.hide_gridlines(0 if grid else 2)
        self.sheets.append(Sheet(worksheet, self.styles))
        return self.sheets[-1]

    def print_setup(self, sheet: Sheet, *, paper: str = "A4", pages_wide: int = 1, pages_high: int = 0) -> None:
        """Landscape, so many pages wide and high (0: as many as needed), with names and page numbers at the foot."""
        worksheet = sheet.worksheet
        worksheet.set_landscape()
        worksheet.set_paper(_PAPER[paper])
        worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        worksheet.fit_to_pages(pages_wide, pages_high)
        worksheet.set_footer(self.texts("xlsx.footer"))


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column: its header, its width in characters, and what stands in it for an item.

    ``style_of`` gives a further style that depends on the item (its risk).
    """

    header: str
    width: float
    value: Callable[[Item], Value]
    styles: tuple[str, ...] = ("cell", "wrap")
    header_style: str = "header"
    style_of: Callable[[Item], str] | None = None


class Layout(NamedTuple):
    """How a table's sheet is set up: its colour, and how many columns stay in view.

    The rows of a ``compact`` table are one line high and its empty cells are not written: for tables that may be large.
    """

    tab: str
    frozen: int = 0
    compact: bool = False


def sheet_name(name: str, number: int) -> str:
    """The name of a table's sheet: ``All rows``, ``All rows 2``."""
    return name if number == 1 else f"{name} {number}"


def place(name: str, index: int) -> tuple[str, int]:
    """Sheet name and 0-based row where the line ``index`` (from 0) of the table ``name`` stands."""
    number, row = divmod(index, _room())
    return sheet_name(name, number + 1), row + 1


def table_sheets(book: Book, name: str, lines: int, layout: Layout) -> tuple[Sheet, ...]:
    """New sheets for a table of so many lines: one, and further ones (``name 2``) beyond Excel's number of rows."""
    numbers = range(1, math.ceil(max(lines, 1) / _room()) + 1)
    return tuple(book.sheet(sheet_name(name, number), layout.tab, grid=layout.compact) for number in numbers)


def write_table(
    book: Book, sheets: Sequence[Sheet], columns: Sequence[Column[Item]], items: Sequence[Item], layout: Layout
) -> tuple[int, ...]:
    """Write the items, one a line, on the sheets of their table. Returns the number of lines of each sheet."""
    counts = []
    for number, sheet in enumerate(sheets):
        part = items[number * _room() : (number + 1) * _room()]
        _set_up(book, sheet, columns, len(part), layout)
        for row, item in enumerate(part, 1):
            _write_line(sheet, row, columns, item, layout)
        counts.append(len(part))
    return tuple(counts)


def _room() -> int:
    """The lines of one sheet: a row is the header."""
    return xlsx_cells.MAX_ROWS - 1


def _set_up(book: Book, sheet: Sheet, columns: Sequence[Column[Any]], lines: int, layout: Layout) -> None:
    worksheet = sheet.worksheet
    for at, column in enumerate(columns):
        worksheet.set_column(at, at, column.width)
    worksheet.freeze_panes(1, layout.frozen)
    pages_wide = math.ceil(sum(column.width for column in columns) / _PAGE_CHARACTERS)
    worksheet.repeat_rows(0)
    if pages_wide > 1 and layout.frozen:
        worksheet.repeat_columns(0, layout.frozen - 1)
    worksheet.autofilter(0, 0, max(lines, 1), len(columns) - 1)
    book.print_setup(sheet, paper="A3", pages_wide=pages_wide)
    worksheet.set_row(0, 2.3 * _LINE_POINTS)
    for at, column in enumerate(columns):
        sheet.put(0, at, column.header, "header", column.header_style)


def _write_line(sheet: Sheet, row: int, columns: Sequence[Column[Item]], item: Item, layout: Layout) -> None:
    values = [column.value(item) for column in columns]
    if not layout.compact:
        counts = [line_count(value, column.width) for value, column in zip(values, columns, strict=True)]
        frozen = min(max(counts[: layout.frozen], default=1), _MAX_FROZEN_LINES)
        lines = max(frozen, min(max(counts), _MAX_LINES))
        sheet.worksheet.set_row(row, (lines + 0.4) * _LINE_POINTS)
    for at, (value, column) in enumerate(zip(values, columns, strict=True)):
        if layout.compact and value in (None, ""):
            continue
        extra = (column.style_of(item),) if column.style_of else ()
        sheet.put(row, at, value, *column.styles, *extra)


def line_count(value: Value, width: float) -> int:
    """About how many lines a text takes in a column: Excel measures only when a row is touched by hand."""
    if isinstance(value, Rich):
        value = "".join(segment.text for segment in value.segments)
    if not isinstance(value, str):
        return 1
    return sum(max(1, math.ceil(len(line) * _LINE_FILL / width)) for line in value.split("\n"))
