"""A sheet that is read from top to bottom like a page: titles, labelled facts, small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from screening.report.xlsx_cells import Sheet, Value
from screening.report.xlsx_table import Book, line_count

LINE_HEIGHT = 13.5  # points of a line of 10-point text
ROW_HEIGHT = 17.0  # points of a row of one line


class Cell(NamedTuple):
    """A value and the names of its styles."""

    value: Value
    styles: tuple[str, ...] = ("cell",)


Line = tuple[Cell, ...]


class Page:
    """A sheet that is filled from the top down; ``row`` is the next one."""

    def __init__(self, book: Book, sheet: Sheet, widths: Sequence[float]) -> None:
        self.book, self.sheet, self.widths, self.row = book, sheet, tuple(widths), 0
        for column, width in enumerate(widths):
            sheet.worksheet.set_column(column, column, width)
        sheet.worksheet.set_default_row(ROW_HEIGHT)
        book.print_setup(sheet)

    def line(self, *cells: Cell, height: float | None = None) -> None:
        """Cells from the first column on; then the next row."""
        if height:
            self.sheet.worksheet.set_row(self.row, height)
        for column, (value, styles) in enumerate(cells):
            self.sheet.put(self.row, column, value, *styles, "middle")
        self.row += 1

    def tall_line(self, *cells: Cell) -> None:
        """Cells in a row that is as high as the longest of them needs."""
        lines = max(line_count(cell.value, width) for cell, width in zip(cells, self.widths, strict=False))
        self.line(*cells, height=LINE_HEIGHT * (lines + 0.3) if lines > 1 else None)

    def blocks(self, blocks: Mapping[int, Sequence[Line]]) -> None:
        """Lines beside each other, each block from its column on; row by row, for a sheet is written downwards."""
        for lines in zip_longest(*blocks.values(), fillvalue=()):
            placed = [
                (first + at, cell) for first, line in zip(blocks, lines, strict=True) for at, cell in enumerate(line)
            ]
            high = max((line_count(cell.value, self.widths[column]) for column, cell in placed), default=1)
            if high > 1:
                self.sheet.worksheet.set_row(self.row, LINE_HEIGHT * (high + 0.3))
            for column, cell in placed:
                self.sheet.put(self.row, column, cell.value, *cell.styles, "middle")
            self.row += 1

    def wide(self, value: Value, *styles: str, first: int = 0, height: float | None = None) -> None:
        """One value over all columns from ``first`` on; then the next row."""
        styles = (*styles, "middle")
        if height:
            self.sheet.worksheet.set_row(self.row, height)
        last = len(self.widths) - 1
        self.sheet.worksheet.merge_range(self.row, first, self.row, last, "", self.sheet.styles(*styles))
        self.sheet.put(self.row, first, value, *styles)
        self.row += 1

    def paragraph(self, text: str, *styles: str, first: int = 0) -> None:
        """Wrapped text over all columns from ``first`` on, as high as it needs."""
        lines = line_count(text, sum(self.widths[first:]))
        self.wide(text, "wrap", *styles, first=first, height=LINE_HEIGHT * (lines + 0.4))

    def section(self, key: str) -> None:
        """A heading, set apart from what stands above it."""
        self.row += 1
        self.wide(self.book.texts(key), "section")

    def fact(self, key: str, value: Value, *styles: str) -> None:
        """A labelled value."""
        self.sheet.put(self.row, 0, self.book.texts(key), "cell", "muted", "middle")
        self.wide(value, "cell", *styles, first=1)
