"""Counts by risk as a small table with a chart of Excel's own beside it."""

from __future__ import annotations

from collections.abc import Sequence

from screening.report.breakdown import LEVELS, Group
from screening.report.visible import shortened, visible
from screening.report.xlsx_page import ROW_HEIGHT, Cell, Page

_COLOURS = {"high": "#B3261E", "medium": "#D98A00", "low": "#5B86B4"}
_COLUMN = 4  # where the chart begins: right of the table
_ROWS = 9  # of a sheet that a chart is high, at least
_PIXELS = ROW_HEIGHT * 96 / 72  # height of a row
_WIDTH = 660  # pixels
_LABEL = 40  # characters of a label at the chart's axis


def risk_table(page: Page, header: str, counts: Sequence[Group], described: str) -> None:
    """A table of groups with the counts of each risk, and its chart.

    The groups' keys are what is shown; ``described`` is the chart's alternative text.
    """
    texts, top = page.book.texts, page.row
    strong = ("cell", "strong", "count")
    page.line(Cell(header, ("cell", "strong")), *(Cell(texts.word("risk", risk), strong) for risk in LEVELS))
    for count in counts:
        numbers = (Cell(count.by_risk[risk] or None, ("cell", "count")) for risk in LEVELS)
        page.line(Cell(count.key), *numbers)
    if counts:
        _chart(page, top, counts, described)
        page.row = max(page.row, top + _height(counts))


def _height(counts: Sequence[Group]) -> int:
    return max(_ROWS, len(counts) + 1)


def _chart(page: Page, top: int, counts: Sequence[Group], described: str) -> None:
    texts, sheet = page.book.texts, page.sheet.worksheet
    chart = page.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = top + 1, top + len(counts)
    for column, risk in enumerate(LEVELS, 1):
        chart.add_series({
            "name": texts.word("risk", risk),
            "categories": [sheet.name, first, 0, last, 0], "values": [sheet.name, first, column, last, column],
            # what a reader that does not look the cells up draws
            "categories_data": [shortened(visible(count.key), _LABEL) for count in counts],
            "values_data": [count.by_risk[risk] for count in counts],
            "fill": {"color": _COLOURS[risk]}, "gap": 45,
        })  # fmt: skip
    font = {"name": "Calibri", "size": 9}
    chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none",
                      "interval_unit": 1})  # fmt: skip
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#E3E7EC"}},
                      "num_format": "#,##0", "line": {"none": True}, "label_position": "high"})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _WIDTH, "height": int(_height(counts) * _PIXELS) - 6})
    sheet.insert_chart(top, _COLUMN, chart, {"description": described, "object_position": 2, "x_offset": 12})
