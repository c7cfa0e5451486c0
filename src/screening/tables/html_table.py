"""Tables in web pages: what many systems write and call .xls. Each table is a sheet, nothing is fetched or run.

The parser is that of the standard library, which builds no tree. Merged cells are what they are in workbooks: the text
stands in the first one, the others are empty. A table inside of a cell is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from screening.errors import InputError
from screening.tables.declared import decode_declared
from screening.tables.grid import Budget, Grid
from screening.tables.limits import Limits
from screening.tables.model import TableFile, chosen
from screening.tables.package import SAVE_AGAIN

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page tells its encoding
_CONDITION = re.compile(r"<!\[(?!CDATA\[)[^>]{0,200}>")  # <![if ...]> of office programs: not HTML, but around it
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")  # a no-break space is none: it is kept, as a browser keeps it
_SILENT = frozenset({"script", "style"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_SOFT_BREAK = "\r"  # the border of a paragraph: one line break however many meet; text of a page holds none
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # that a cell may span: where browsers stop


def read_html(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The tables of a web page, named ``table 1`` and so on where there are several, or only the ``wanted`` ones.

    Raises InputError: ``corrupt``, ``too_large``, ``no_sheet``.
    """
    filled, notes = tables_of(data, Budget(limits, file))
    if len(filled) == 1:
        filled[0].name = ""
    sheets = tuple(grid.sheet() for grid in chosen(filled, wanted, file))
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=notes)


def tables_of(data: bytes, budget: Budget, *, charset: str = "") -> tuple[list[Grid], tuple[str, ...]]:
    """The filled tables of a page, and notes; ``charset`` is what was told of its encoding beside it.

    Raises InputError: ``corrupt``, ``too_large``.
    """
    text, notes = _decoded(data, charset)
    page = _Page(budget)
    try:
        page.feed(_CONDITION.sub("", text))
        page.close()
    except AssertionError as error:  # what the parser says of declarations that it does not know
        raise InputError(
            f"the web page is damaged: {error}", file=budget.file, code="corrupt", hint=SAVE_AGAIN
        ) from error
    page.finish()
    return [grid for grid in page.grids if not grid.is_empty], notes


def _decoded(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page in the encoding that it tells of itself, or else in the likeliest."""
    found = _CHARSET.search(data[:_HEAD])
    name = charset.lower() or (found[1].decode("ascii").lower() if found else "")
    return decode_declared(data, "cp1252" if name in ("iso-8859-1", "us-ascii") else name)  # as browsers read them


class _Table:
    """A table that is being read: where the next cell stands, and which places cells above reach into."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._row = 0
        self._column = 0
        self._covered: dict[int, int] = {}  # column -> the last row that a cell above covers
        self._cells: dict[int, str] = {}
        self._text: list[str] | None = None  # of the open cell
        self._span = (1, 1)

    def open_row(self, *, hidden: bool) -> None:
        self.close_row()
        self._row += 1
        self._column = 0
        self.grid.hidden_rows += hidden

    def close_row(self) -> None:
        self.close_cell()
        if self._cells:
            self.grid.add(self._row, self._cells)
            self._cells = {}

    def open_cell(self, columns: int, rows: int) -> None:
        self.close_cell()
        self._row = max(self._row, 1)  # a first cell without a row
        while self._covered.get(self._column, 0) >= self._row:
            self._column += 1
        self._span = (columns, rows)
        self._text = []

    def close_cell(self) -> None:
        if self._text is None:
            return
        columns, rows = self._span
        if text := _clean("".join(self._text)):
            self._cells[self._column] = text
        if rows > 1:
            reached = range(self._column, self._column + columns)
            self._covered.update(dict.fromkeys(reached, self._row + rows - 1))
        self._column += columns
        self._text = None

    def write(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


class _Page(HTMLParser):
    """Gathers the tables of a page as its tags go by; tags that are not closed close with the next of their kind."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._budget = budget
        self._open: list[_Table] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag == "table":
            self.grids.append(Grid(f"table {len(self.grids) + 1}", self._budget))
            self._open.append(_Table(self.grids[-1]))
        elif self._open:
            self._in_table(tag, {name: value or "" for name, value in attrs})

    def _in_table(self, tag: str, attributes: dict[str, str]) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.open_row(hidden=_is_hidden(attributes))
        elif tag in ("td", "th"):
            columns = _span(attributes.get("colspan"), _MOST_COLUMNS)
            table.open_cell(columns, _span(attributes.get("rowspan"), _MOST_ROWS))
        elif tag == "col":
            table.grid.hidden_columns |= _is_hidden(attributes)
        elif tag in _BREAKS:
            table.write("\n" if tag == "br" else _SOFT_BREAK)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
        elif self._open:
            if tag == "table":
                self._open.pop().close_row()
            elif tag == "tr":
                self._open[-1].close_row()
            elif tag in ("td", "th"):
                self._open[-1].close_cell()
            elif tag in _BREAKS and tag != "br":
                self._open[-1].write(_SOFT_BREAK)

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].write(_WHITE_SPACE.sub(" ", data))

    def finish(self) -> None:
        """Close what a page that ends early has left open."""
        while self._open:
            self._open.pop().close_row()


def _clean(text: str) -> str:
    """A cell's text: spaces collapsed, borders of paragraphs and line breaks as line breaks, none of them around it."""
    lines = re.sub(" ?\r[ \r]*", "\r", re.sub(" +", " ", text)).split("\n")
    return "\n".join(line.strip(" \r").replace("\r", "\n") for line in lines).strip("\n ")


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def _span(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.isdecimal() and len(text) < 10 else 1
