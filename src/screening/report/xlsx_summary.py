"""The first sheet: what was screened against what, and the result in numbers."""

from __future__ import annotations

from collections.abc import Iterable

from screening.report import wording
from screening.report.lines import input_headers
from screening.report.model import Report
from screening.report.xlsx_cells import Sheet, Value
from screening.report.xlsx_rows import columns_left_out
from screening.report.xlsx_table import Book, line_count

_TAB = "#1F3A5F"
_WIDTHS = (30, 24, 22, 22, 12, 12, 36, 34)
_ALIGN = {"entities": ("count",), "names": ("count",), "sha256": ("set-in",)}
_LAST = len(_WIDTHS) - 1
_TILE_ROW_HEIGHT = 36
_WRAPPED_ROW_HEIGHT = 28
_LINE_HEIGHT = 13.5
_ROW_HEIGHT = 17


class _Page:
    """A sheet that is filled from the top down."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def line(self, *cells: tuple[Value, tuple[str, ...]]) -> None:
        """Cells from the first column on, each with its style; then the next row."""
        for column, (value, styles) in enumerate(cells):
            self.sheet.put(self.row, column, value, *styles, "middle")
        self.row += 1

    def wide(self, value: Value, *styles: str, first: int = 0, height: float | None = None) -> None:
        """One value over all columns from ``first`` on; the row stays the same."""
        styles = (*styles, "middle")
        style = self.sheet.styles(*styles)
        if height:
            self.sheet.worksheet.set_row(self.row, height)
        self.sheet.worksheet.merge_range(self.row, first, self.row, _LAST, "", style)
        self.sheet.put(self.row, first, value, *styles)

    def section(self, key: str) -> None:
        """A heading, set apart from what stands above it."""
        self.row += 1
        self.wide(self.book.texts(key), "section")
        self.row += 1

    def fact(self, key: str, value: Value, *styles: str) -> None:
        """A labelled value."""
        self.sheet.put(self.row, 0, self.book.texts(key), "cell", "muted", "middle")
        self.wide(value, "cell", *styles, first=1)
        self.row += 1


def write_summary(book: Book, report: Report) -> None:
    """Write the summary sheet."""
    sheet = book.sheet(book.texts("sheet.summary"), _TAB)
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.set_default_row(_ROW_HEIGHT)
    book.print_setup(sheet)
    page = _Page(book, sheet)
    _title(page, report)
    _screened(page, report)
    _result(page, report)
    _watchlists(page, report)
    _columns(page, report)


def _title(page: _Page, report: Report) -> None:
    texts, screening, summary = page.book.texts, report.screening, report.summary
    page.wide(texts("report.title"), "title", height=_TILE_ROW_HEIGHT)
    page.row += 1
    page.wide(
        texts("report.subtitle", file=screening.input.file, when=wording.moment(texts, screening.started)), "subtitle"
    )
    page.row += 2
    tiles = {
        "tile.alerts": len(report.alerts),
        "tile.rows": summary.counterparties,
        "tile.not_screened": summary.outcome.get("not_screened", 0),
        "tile.excluded": summary.excluded_hits,
    }
    page.sheet.worksheet.set_row(page.row, _TILE_ROW_HEIGHT)
    page.line(*((number, ("figure",)) for number in tiles.values()))
    page.line(*((texts(key), ("caption",)) for key in tiles))
    page.row += 1
    page.wide(texts("report.caution"), "note", height=_WRAPPED_ROW_HEIGHT)
    page.row += 1


def _screened(page: _Page, report: Report) -> None:
    texts, screening = page.book.texts, report.screening
    page.section("summary.screened")
    page.fact("summary.file", screening.input.file, "strong")
    page.fact("summary.input_sha256", screening.input.sha256, "code")
    page.fact("summary.started", wording.moment(texts, screening.started))
    page.fact("summary.duration", texts("summary.seconds", seconds=texts.decimal(screening.duration_s)))
    page.fact("summary.threshold", texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)))
    page.fact("summary.max_hits", texts.integer(screening.max_hits))
    page.fact("summary.search", texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"))
    page.fact("summary.version", texts("summary.program", version=screening.version))
    page.fact("summary.config_sha256", screening.config_sha256, "code")
    if screening.notes:
        page.sheet.worksheet.set_row(page.row, _LINE_HEIGHT * (len(screening.notes) + 0.3))
        page.fact("summary.notes", "\n".join(screening.notes), "wrap")


def _result(page: _Page, report: Report) -> None:
    texts, summary = page.book.texts, report.summary
    page.section("summary.result")
    _counts(page, "summary.by_outcome", "outcome", summary.outcome.items(), summary.counterparties)
    page.row += 1
    _counts(page, "summary.by_risk", "risk", summary.risk.items(), summary.counterparties)
    page.row += 1
    page.line((texts("summary.hits"), ("cell", "muted")), (summary.hits, ("cell", "count")))
    page.line((texts("tile.excluded"), ("cell", "muted")), (summary.excluded_hits, ("cell", "count")))
    page.line((texts("summary.linked"), ("cell", "muted")), (summary.linked, ("cell", "count")))
    if flags := wording.flag_counts(texts, report):
        page.row += 1
        page.line((texts("summary.by_flag"), ("cell", "strong")), (texts("summary.rows"), ("cell", "strong", "count")))
        for title, number in flags:
            page.line((title, ("cell",)), (number, ("cell", "count")))


def _counts(page: _Page, title: str, table: str, counts: Iterable[tuple[str, int]], total: int) -> None:
    texts = page.book.texts
    page.line(
        (texts(title), ("cell", "strong")),
        (texts("summary.rows"), ("cell", "strong", "count")),
        (texts("summary.share"), ("cell", "strong", "count")),
    )
    for code, number in counts:
        share = number / total if total else 0
        page.line(
            (texts.word(table, code), ("cell", code, "left")), (number, ("cell", "count")), (share, ("cell", "share"))
        )


def _watchlists(page: _Page, report: Report) -> None:
    texts = page.book.texts
    page.section("summary.watchlists")
    keys = ("list", "issuer", "version", "as_of", "entities", "names", "sha256", "warnings")
    page.line(*((texts(f"column.{key}"), ("cell", "strong", "wrap", *_ALIGN.get(key, ()))) for key in keys))
    for info in report.screening.watchlists:
        cells: list[tuple[Value, tuple[str, ...]]] = [
            (f"{info.title} ({info.name})" if info.title else info.name, ("cell", "wrap", "strong")),
            (info.issuer, ("cell", "wrap")),
            (info.version, ("cell", "wrap")),
            (wording.date(texts, info.as_of), ("cell", "wrap")),
            (info.entities, ("cell", "count")),
            (info.names, ("cell", "count")),
            (info.sha256, ("cell", "wrap", "code", "set-in")),
            ("\n".join(info.warnings) or texts("summary.no_warnings"), ("cell", "wrap")),
        ]
        lines = max(line_count(value, width) for (value, _), width in zip(cells, _WIDTHS, strict=True))
        page.sheet.worksheet.set_row(page.row, _LINE_HEIGHT * (lines + 0.3))
        page.line(*cells)
    page.row += 1
    page.line((texts("summary.by_watchlist"), ("cell", "strong")), (texts("summary.rows"), ("cell", "strong", "count")))
    for info in report.screening.watchlists:
        page.line((info.name, ("cell",)), (report.summary.by_watchlist.get(info.name, 0), ("cell", "count")))


def _columns(page: _Page, report: Report) -> None:
    texts = page.book.texts
    page.section("summary.columns")
    page.line((texts("column.header"), ("cell", "strong")), (texts("column.read_as"), ("cell", "strong")))
    for header, field in report.screening.columns.items():
        page.line((header, ("cell",)), (texts.word("feature", field), ("cell",)))
    ignored = [header for header in input_headers(report) if header not in report.screening.columns]
    for header in ignored:
        page.line((header, ("cell",)), (texts("feature.ignored"), ("cell", "muted")))
    left_out = columns_left_out(report)
    if left_out:
        page.wide(texts.count("summary.columns_left_out", left_out), "note")
