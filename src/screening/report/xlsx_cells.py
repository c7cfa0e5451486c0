"""Cells that stay what they are: text is text, a link is a safe link, and nothing else gets into a sheet.

Everything that the report says passes through ``Sheet.put``; no formula is ever written.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from screening.report.marks import Segment
from screening.report.visible import visible
from screening.report.xlsx_styles import Styles

MAX_CELL = 32_767  # UTF-16 units that a cell holds
MAX_ROWS = 1_048_576  # rows of a sheet
MAX_COLUMNS = 16_384  # columns of a sheet
MAX_LINKS = 65_530  # links of a sheet; Excel calls a workbook with more of them damaged

_MARKUP = "<r>"
"""Text that begins so the library takes for markup of its own and writes unescaped: a way to smuggle in a formula."""


class Rich(NamedTuple):
    """Text whose pieces are marked by how they match."""

    segments: tuple[Segment, ...]


class Link(NamedTuple):
    """A link to the web; ``url`` has passed ``web_link``."""

    url: str
    text: str


class Jump(NamedTuple):
    """A link to a cell (0-based row, first column) of a sheet of this workbook."""

    sheet: str
    row: int
    text: str


Value = str | int | float | Rich | Link | Jump | None


class Sheet:
    """A worksheet that is written row by row, top to bottom.

    ``cut_cells`` counts texts that no cell holds whole, ``plain_links`` the links beyond Excel's limit: both are cut.
    """

    def __init__(self, worksheet: Worksheet, styles: Styles) -> None:
        self.worksheet: Any = worksheet  # the library has no types
        self.styles = styles
        self.cut_cells = self.plain_links = 0
        self._links = 0

    def put(self, row: int, column: int, value: Value, *names: str) -> None:
        """Write one cell in the style of the given names; None and empty text give a styled, empty cell."""
        if isinstance(value, str):
            self._text(row, column, value, names)
        elif value is None:
            self.worksheet.write_blank(row, column, None, self.styles(*names))
        elif isinstance(value, Rich):
            self._rich(row, column, value, names)
        elif isinstance(value, Link):
            self._link(row, column, value.url, value.text, names)
        elif isinstance(value, Jump):
            self._link(row, column, f"internal:'{value.sheet}'!A{value.row + 1}", value.text, names)
        else:
            self.worksheet.write_number(row, column, value, self.styles(*names))

    def _text(self, row: int, column: int, text: str, names: tuple[str, ...]) -> None:
        shown = visible(text)
        text = fitting(shown)
        self.cut_cells += text != shown
        style = self.styles(*names, "wrap") if "\n" in text else self.styles(*names)
        if not text:
            self.worksheet.write_blank(row, column, None, style)
        elif text.startswith(_MARKUP):  # two runs of one format look the same and are escaped
            self.worksheet.write_rich_string(row, column, style, text[0], style, text[1:], style)
        else:
            self.worksheet.write_string(row, column, text, style)

    def _rich(self, row: int, column: int, rich: Rich, names: tuple[str, ...]) -> None:
        pieces = [(visible(segment.text), segment.mark) for segment in rich.segments if segment.text]
        text = "".join(piece for piece, _ in pieces)
        if len(pieces) < 2 or fitting(text) != text:
            mark = pieces[0][1] if len(pieces) == 1 else "plain"
            self._text(row, column, text, (*names, f"mark-{mark}"))
            return
        runs = [run for piece, mark in pieces for run in (self.styles(*names, f"mark-{mark}"), piece)]
        self.worksheet.write_rich_string(row, column, *runs, self.styles(*names))

    def _link(self, row: int, column: int, url: str, text: str, names: tuple[str, ...]) -> None:
        if self._links >= MAX_LINKS:
            self.plain_links += 1
            self._text(row, column, text, names)
            return
        shown = fitting(visible(text))
        if shown.startswith(_MARKUP):
            self._text(row, column, text, names)
            return
        self._links += 1
        self.worksheet.write_url(row, column, url, self.styles(*names, "link"), shown)


def fitting(text: str) -> str:
    """``text``, cut where a cell cannot hold it whole; the last characters then say so."""
    if 2 * len(text) <= MAX_CELL or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    room = 2 * (MAX_CELL - 1)
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + "…"
