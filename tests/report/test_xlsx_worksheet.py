"""The quick worksheet writes what the library's own writes, byte for byte, and it is the one that writes."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from screening.report.xlsx_worksheet import QuickWorksheet

TEXTS = (
    "Korea Daesong Bank", "평양", "AT&T <Ltd> \"x\"", "a\nb", " leads", "trails ", "\u3000wide", "a\tb", "\x01", "\x1f",
    "_x0041_", "a_x", "\ufffe", "\uffff", "=1+1", "&amp;", "]]>", "😀", "x" * 40_000, "\n", " ",
)  # fmt: skip


def written(kind: type[Worksheet], texts: tuple[str, ...], folder: Path) -> bytes:
    file = io.BytesIO()
    options = {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": datetime(2026, 11, 26)})  # noqa: DTZ001 - the library knows no time zones
        sheet = book.add_worksheet("All", kind)
        plain, bold = book.add_format({"font_size": 10}), book.add_format({"bold": True, "font_color": "#B3261E"})
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text, plain)
            sheet.write_string(row, 1, text)  # in no style
            sheet.write_blank(row, 2, None, bold)
            sheet.write_number(row, 30, row / 3, plain)
            if 0 < len(text) < 30_000:
                sheet.write_rich_string(row, 31, bold, "A", plain, text, plain)
                sheet.write_url(row, 700, "https://example.org/", plain, text)
    return file.getvalue()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:12]))
def test_a_cell_is_what_the_library_writes(tmp_path: Path, text: str) -> None:
    assert written(QuickWorksheet, (text,), tmp_path) == written(Worksheet, (text,), tmp_path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_any_cells_are_what_the_library_writes(tmp_path: Path, texts: list[str]) -> None:
    assert written(QuickWorksheet, tuple(texts), tmp_path) == written(Worksheet, tuple(texts), tmp_path)


@pytest.fixture
def left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of cells, and the fonts, that the library has to put together."""
    left: list[str] = []
    cell, font = Worksheet._write_cell, Worksheet._write_font

    def of_cell(self: Any, row: int, col: int, one: Any) -> None:
        left.append(type(one).__name__)
        cell(self, row, col, one)

    def of_font(self: Any, xf_format: Any) -> None:
        left.append("font")
        font(self, xf_format)

    monkeypatch.setattr(Worksheet, "_write_cell", of_cell)
    monkeypatch.setattr(Worksheet, "_write_font", of_font)
    return left


def test_plain_text_is_written_in_the_quick_way(tmp_path: Path, left_to_the_library: list[str]) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(tmp_path)}) as book:
        sheet = book.add_worksheet("All", QuickWorksheet)
        plain = book.add_format({"font_size": 10})
        for row in range(9):
            sheet.write_string(row, 0, "Korea Daesong Bank", plain)
            sheet.write_blank(row, 1, None, plain)
            sheet.write_rich_string(row, 2, plain, "Korea", plain, " Daesong", plain)
    assert left_to_the_library == ["font", *["RichString"] * 9]
