"""The sheet of all rows: every input row once, with its outcome, and every column that it came with."""

from __future__ import annotations

from screening.report import wording, xlsx_cells
from screening.report.lines import input_headers
from screening.report.model import Report, Result
from screening.report.xlsx_cells import Value
from screening.report.xlsx_table import Book, Column, Layout, table_sheets, write_table

_TAB = "#1F3A5F"
_SAMPLE = 200  # rows that are looked at to choose a column's width
_WIDTHS = (8.0, 40.0)  # narrowest and widest column of the input, in characters


def write_rows(book: Book, report: Report) -> None:
    """Write all rows in input order; beyond Excel's number of rows they go on on a second sheet.

    Input columns beyond Excel's number of columns are left out; the summary sheet says how many.
    """
    columns = [*_outcome(book), *_input(report)]
    layout = Layout(tab=_TAB, frozen=4, compact=True)
    sheets = table_sheets(book, book.texts("sheet.rows"), len(report.counterparties), layout)
    write_table(book, sheets, columns, report.counterparties, layout)


def columns_left_out(report: Report) -> int:
    """How many input columns do not fit on the sheet."""
    return max(0, len(input_headers(report)) - _room())


def _room() -> int:
    return xlsx_cells.MAX_COLUMNS - 12


def _outcome(book: Book) -> list[Column[Result]]:
    texts = book.texts

    def best(result: Result, field: str) -> Value:
        return str(getattr(result.hits[0], field)) if result.hits else None

    return [
        Column(texts("column.file"), 17, lambda r: r.file, ("muted",)),
        Column(texts("column.sheet"), 9, lambda r: r.sheet, ("muted",)),
        Column(texts("column.row"), 7, lambda r: r.row or None, ("muted", "centre")),
        Column(texts("column.name"), 30, lambda r: r.name, ("strong",)),
        Column(texts("column.outcome"), 16, lambda r: texts.word("outcome", r.outcome), (),
               style_of=lambda r: r.outcome),
        Column(texts("column.risk"), 9, lambda r: texts.word("risk", r.risk) if r.hits else None, (),
               style_of=lambda r: r.risk),
        Column(texts("column.best_score"), 8, lambda r: r.score if r.hits else None, ("score",)),
        Column(texts("column.best_entity"), 26, lambda r: best(r, "entity_name"), ()),
        Column(texts("column.watchlist"), 11, lambda r: best(r, "watchlist"), ()),
        Column(texts("column.problems"), 34, lambda r: "; ".join(r.problems), ()),
        Column(texts("column.red_flags"), 26, lambda r: "; ".join(wording.red_flag(texts, f) for f in r.red_flags),
               ()),
        Column(texts("column.links"), 26, lambda r: "; ".join(wording.link(texts, link) for link in r.links), ()),
    ]  # fmt: skip


def _input(report: Report) -> list[Column[Result]]:
    return [_input_column(report, header) for header in input_headers(report)[: _room()]]


def _input_column(report: Report, header: str) -> Column[Result]:
    sample = (len(result.input.get(header, "")) for result in report.counterparties[:_SAMPLE])
    width = max(_WIDTHS[0], min(_WIDTHS[1], 1.1 * max(len(header) + 2, *sample)))
    return Column(header, width, lambda result: result.input.get(header), (), "header-input")
