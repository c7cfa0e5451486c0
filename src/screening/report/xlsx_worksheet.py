"""A worksheet that writes what a report has most of, text in a style, in a third of the library's time.

The library puts a cell together attribute by attribute and looks at its text four times; a large report has millions.
What is overridden here are inner steps of the library: if a later version no longer takes them, the same workbook is
written, only slower, and a test says so.
"""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_NEEDS_CARE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|\A\s|\s\Z")
"""Text that has to be escaped, or whose blanks have to be kept: the library knows how."""

_column = cache(xl_col_to_name)


class QuickWorksheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """For a workbook that is written row by row (``constant_memory``): the same bytes as the library's own."""

    def __init__(self) -> None:
        super().__init__()
        self._fonts: dict[Any, str] = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if kind == "String" and cell.format and self.constant_memory and not _NEEDS_CARE.search(cell.string):
            style = cell.format._get_xf_index()
            self.fh.write(f'<c r="{_column(col)}{row + 1}" s="{style}" t="inlineStr"><is><t>{cell.string}</t></is></c>')
        elif kind == "Blank" and cell.format:
            self.fh.write(f'<c r="{_column(col)}{row + 1}" s="{cell.format._get_xf_index()}"/>')
        else:
            super()._write_cell(row, col, cell)

    def _write_font(self, xf_format: Any) -> None:
        """The font of a piece of marked text: there are few, and each is put together once."""
        if xf_format not in self._fonts:
            stream, self.rstring.fh = self.rstring.fh, StringIO()
            super()._write_font(xf_format)
            self._fonts[xf_format], self.rstring.fh = self.rstring.fh.getvalue(), stream
        self.rstring.fh.write(self._fonts[xf_format])
