"""A document on paper, filled from the top down: text, labelled facts, tables, bars. Knows nothing of screenings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from fpdf import FPDF
from fpdf.enums import TextMode

from screening.report.marks import Mark, Segment
from screening.report.pdf_fonts import FAMILY, Fonts, needs_shaping

Colour = tuple[int, int, int]

INK: Colour = (27, 36, 48)
MUTED: Colour = (90, 102, 117)
NAVY: Colour = (31, 58, 95)
RULE: Colour = (213, 219, 227)
PALE: Colour = (238, 242, 246)
LINK: Colour = (29, 78, 137)
MARKS: dict[Mark, Colour] = {
    "equal": (27, 94, 58), "similar": (122, 74, 0), "different": (179, 38, 30), "missing": (74, 90, 154),
    "extra": (107, 114, 128), "contradicted": (179, 38, 30), "ignored": (107, 114, 128), "plain": INK,
}  # fmt: skip

_STRUCK: dict[Mark, float] = {"different": 0.92, "contradicted": 0.55}
"""Where the line lies that a mark draws, in heights of a line."""

_MARGIN = 15.0  # mm
_LEADING = 1.32  # height of a line, in sizes of its font
_POINT = 25.4 / 72  # mm
_BOLD = 0.035  # width of the stroke that makes letters bold, in sizes of the font
_BASELINE = 0.8  # of a cell as high as its font, from above: where the library sets the letters
_PADDING = 1.0  # mm, above and below the text of a cell


class Style(NamedTuple):
    """How a text looks: size in points, colour, weight, alignment (``L``, ``C``, ``R``), colour behind it."""

    size: float = 8.5
    colour: Colour = INK
    bold: bool = False
    align: str = "L"
    fill: Colour | None = None


PLAIN = Style()
STRONG = Style(bold=True)
NOTE = Style(size=8, colour=MUTED)
HEAD = Style(size=8, colour=MUTED, bold=True)


class Cell(NamedTuple):
    """A text in a table; ``pieces`` are its marked letters, ``link`` an address that it leads to."""

    text: str
    style: Style = PLAIN
    pieces: tuple[Segment, ...] = ()
    link: str | int = ""


class Paper:
    """Pages of A4 with a footer. Texts flow; a row of a table is never torn from one page to the next."""

    def __init__(self, footer: str) -> None:
        self.pdf = _Document(self._foot)
        self.pdf.set_margins(_MARGIN, _MARGIN)
        self.pdf.set_auto_page_break(True, _MARGIN + 3)
        self._fonts = Fonts(self.pdf)
        self._footer = self._fonts.shown(footer)
        self._head: Callable[[], None] | None = None
        self.pdf.add_page()

    def finished(self) -> bytes:
        """The document; nothing can be added any more."""
        return bytes(self.pdf.output())

    def close(self) -> None:
        """Close the files of the fonts."""
        self._fonts.close()

    @property
    def width(self) -> float:
        """Width of the text, in mm."""
        return float(self.pdf.epw)

    @property
    def left(self) -> float:
        """What is left of the page, in mm."""
        return float(self.pdf.page_break_trigger - self.pdf.get_y())

    def need(self, height: float) -> None:
        """Go on on a new page unless so many mm are left."""
        if self.left < height:
            self.pdf.add_page()
            if self._head:
                self._head()

    def part(self) -> None:
        """A new part of the document: on a new page unless the half of this one is left."""
        if self.left < self.pdf.eph / 2:
            self.pdf.add_page()
        else:
            self.gap(8)

    def gap(self, height: float = 3) -> None:
        """Empty space."""
        self.pdf.set_y(min(self.pdf.get_y() + height, self.pdf.page_break_trigger))

    def heading(self, text: str, *, size: float, level: int) -> None:
        """A heading that is a bookmark as well, kept together with what follows."""
        self.need(35)
        self.pdf.start_section(" ".join(self._fonts.shown(text).split()), level)
        self.text(text, Style(size=size, colour=NAVY, bold=True))
        self.gap(1.5)

    def text(self, text: str, style: Style = PLAIN, *, link: str | int = "") -> None:
        """Text over the whole width."""
        self.row((self.width,), (Cell(text, style, link=link),), padding=0)

    def row(
        self, widths: Sequence[float], cells: Sequence[Cell], *, padding: float = _PADDING, rule: bool = False
    ) -> None:
        """Cells beside each other, as high as the highest of them; ``rule`` draws a line below."""
        shown = [cell._replace(text=self._fonts.shown(cell.text)) for cell in cells]
        lines = [self._lines(cell, width) for cell, width in zip(shown, widths, strict=True)]
        height = max(len(cell_lines) * _line(cell.style) for cell, cell_lines in zip(shown, lines, strict=True))
        height += 2 * padding
        if height > self.pdf.eph:  # longer than a page: as text that flows
            self._flowing(shown)
            return
        self.need(height)
        x, y = self.pdf.l_margin, self.pdf.get_y()
        for cell, cell_lines, width in zip(shown, lines, widths, strict=True):
            if cell.style.fill:
                self.pdf.set_fill_color(*cell.style.fill)
                self.pdf.rect(x, y, width, height, style="F")
            self._draw(cell, cell_lines, x, y + padding, width)
            x += width
        if rule:
            self.pdf.set_draw_color(*RULE)
            self.pdf.set_line_width(0.15)
            self.pdf.line(self.pdf.l_margin, y + height, x, y + height)
        self.pdf.set_xy(self.pdf.l_margin, y + height)

    @contextmanager
    def table(self, widths: Sequence[float], heads: Sequence[str]) -> Iterator[None]:
        """Rows that follow are a table: its column heads stand above them, on every page that it goes on to."""
        cells = [Cell(head, HEAD) for head in heads]

        def head() -> None:
            before, self._head = self._head, None
            self.row(widths, cells, rule=True)
            self._head = before

        self.need(20)
        head()
        self._head = head
        yield
        self._head = None

    def bar(self, x: float, y: float, parts: Sequence[tuple[float, Colour]], height: float) -> None:
        """A bar of parts, each so many mm wide."""
        for width, colour in parts:
            self.pdf.set_fill_color(*colour)
            self.pdf.rect(x, y, width, height, style="F")
            x += width

    @property
    def place(self) -> tuple[float, float]:
        """Where the next text would begin: to the right and down, in mm."""
        return float(self.pdf.l_margin), float(self.pdf.get_y())

    def go_to(self, y: float) -> None:
        """Go on there, so many mm down."""
        self.pdf.set_xy(self.pdf.l_margin, y)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, *, dashed: bool = False) -> None:
        """A thin line through points."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.25)
        if dashed:
            self.pdf.set_dash_pattern(1.2, 1.0)
        self.pdf.polyline(points)
        if dashed:
            self.pdf.set_dash_pattern()

    def box(self, x: float, y: float, width: float, height: float, edge: Colour, inside: Colour) -> None:
        """A box with an edge."""
        self.pdf.set_draw_color(*edge)
        self.pdf.set_fill_color(*inside)
        self.pdf.set_line_width(0.25)
        self.pdf.rect(x, y, width, height, style="DF")

    def words(self, cell: Cell, x: float, y: float, *, ends_there: bool = False) -> None:
        """A short text at a place, whatever stands there: its baseline begins, or ends, there."""
        shown = self._fonts.shown(cell.text)
        margin, self.pdf.c_margin = self.pdf.c_margin, 0
        height = cell.style.size * _POINT
        with self._styled(cell.style, shown):
            length = self.pdf.get_string_width(shown)
            self.pdf.set_xy(x - length if ends_there else x, y - _BASELINE * height)
            self.pdf.cell(length, height, shown)
        self.pdf.c_margin = margin

    def _flowing(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if cell.text:
                with self._styled(cell.style, cell.text):
                    self.pdf.multi_cell(0, _line(cell.style), cell.text, new_x="LMARGIN", new_y="NEXT")

    def _lines(self, cell: Cell, width: float) -> list[str]:
        """The lines that a text takes in a cell."""
        with self._styled(cell.style, cell.text):
            if "\n" not in cell.text and self.pdf.get_string_width(cell.text) + 2 * self.pdf.c_margin < width:
                return [cell.text]
            lines = self.pdf.multi_cell(width, None, cell.text, dry_run=True, output="LINES")
            assert isinstance(lines, list)
            return lines

    def _draw(self, cell: Cell, lines: Sequence[str], x: float, y: float, width: float) -> None:
        height = _line(cell.style)
        pieces = cell.pieces if len(lines) == 1 and not needs_shaping(cell.text) else ()
        with self._styled(cell.style, cell.text):
            if len(pieces) > 1 or (pieces and pieces[0].mark != "plain"):
                self._marked(cell, pieces, x, y, height)
                return
            self.pdf.set_xy(x, y)
            for text in lines:
                self.pdf.cell(width, height, text, align=cell.style.align, link=cell.link, new_x="LEFT", new_y="NEXT")

    def _marked(self, cell: Cell, pieces: Sequence[Segment], x: float, y: float, height: float) -> None:
        """One line in pieces of their own colours; differing letters are underlined, contradicted words struck out."""
        margin, self.pdf.c_margin = self.pdf.c_margin, 0
        x += margin
        for piece in pieces:
            text = self._fonts.shown(piece.text)
            length = self.pdf.get_string_width(text)
            colour = cell.style.colour if piece.mark == "plain" else MARKS[piece.mark]
            self.pdf.set_text_color(*colour)
            self.pdf.set_draw_color(*colour)
            self.pdf.set_xy(x, y)
            self.pdf.cell(length, height, text)
            if share := _STRUCK.get(piece.mark):
                self.pdf.set_line_width(0.2)
                self.pdf.line(x, y + height * share, x + length, y + height * share)
            x += length
        self.pdf.c_margin = margin

    @contextmanager
    def _styled(self, style: Style, text: str) -> Iterator[None]:
        """The font set to a style; bold letters are drawn with a stroke, for want of a font of their own."""
        self.pdf.set_font(FAMILY, "", style.size)
        # the library skips a font that it believes to be set, also after letters of another font: say it anew
        self.pdf.current_font_is_set_on_page = False
        self.pdf.set_text_color(*style.colour)
        shaped = needs_shaping(text)
        if shaped:
            self.pdf.set_text_shaping(True)
        if style.bold:
            self.pdf.set_draw_color(*style.colour)
            self.pdf.set_line_width(style.size * _POINT * _BOLD)
            self.pdf.text_mode = TextMode.FILL_STROKE
        yield
        self.pdf.text_mode = TextMode.FILL
        if shaped:
            self.pdf.set_text_shaping(False)

    def _foot(self) -> None:
        with self._styled(NOTE, self._footer):
            self.pdf.set_y(-_MARGIN + 3)
            self.pdf.set_draw_color(*RULE)
            self.pdf.cell(self.width - 20, 4, self._footer)
            self.pdf.cell(20, 4, f"{self.pdf.page_no()} / {{nb}}", align="R")


class _Document(FPDF):
    """The library's document, with a foot on every page."""

    def __init__(self, foot: Callable[[], None]) -> None:
        super().__init__(format="A4")
        self._draw_foot = foot

    def footer(self) -> None:
        self._draw_foot()


def _line(style: Style) -> float:
    """Height of a line, in mm."""
    return style.size * _POINT * _LEADING
