"""The sheets that explain: how the result came about, what it does not say, what was cut, and what the words mean."""

from __future__ import annotations

from screening.report.fact_counts import fact_counts
from screening.report.model import Report
from screening.report.texts import Texts
from screening.report.xlsx_page import Cell, Page
from screening.report.xlsx_table import Book

_TAB = "#8A95A3"
_WIDTHS = (30, 14, 14, 14, 16, 16, 60)


def write_method(book: Book, report: Report) -> None:
    """Write the sheet on the method. It tells what was cut on the sheets before it, and so comes after them."""
    texts, screening = book.texts, report.screening
    page = Page(book, book.sheet(texts("sheet.method"), _TAB), _WIDTHS)
    page.wide(texts("method.title"), "title", height=36)
    page.section("html.method")
    page.paragraph(texts("html.score_means", threshold=texts.decimal(screening.threshold)))
    page.paragraph(texts("method.evidence"))
    page.paragraph(texts("method.risk"))
    page.section("method.settings")
    page.fact("summary.threshold", texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)))
    page.fact("summary.max_hits", texts.integer(screening.max_hits))
    page.fact("summary.search", texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"))
    page.fact("summary.version", texts("summary.program", version=screening.version))
    page.fact("summary.config_sha256", screening.config_sha256, "code")
    _facts(page, report)
    page.section("html.limits_title")
    for key in ("html.limits", "method.limit_lists", "method.limit_names", "method.limit_decision"):
        page.paragraph(texts(key))
    page.section("method.cut")
    for sentence in _cut(book):
        page.paragraph(sentence)


def write_terms(book: Book) -> None:
    """Write what the words of the report mean."""
    sheet = book.sheet(book.texts("sheet.terms"), _TAB)
    sheet.worksheet.set_column(0, 0, 24)
    sheet.worksheet.set_column(1, 1, 100)
    book.print_setup(sheet)
    sheet.worksheet.freeze_panes(1, 0)
    sheet.worksheet.repeat_rows(0)
    for column, key in enumerate(("term", "meaning")):
        sheet.put(0, column, book.texts(f"column.{key}"), "header")
    for row, term in enumerate(book.texts.terms, 1):
        sheet.worksheet.set_row(row, 14 * (1 + len(term.meaning) // 110) + 4)
        sheet.put(row, 0, term.name, "cell", "strong", "wrap")
        sheet.put(row, 1, term.meaning, "cell", "wrap")


def _facts(page: Page, report: Report) -> None:
    """How the facts of this report weighed: the points that each kind of fact added and took away."""
    texts, counts = page.book.texts, fact_counts(report)
    if not counts:
        return
    page.section("method.weights")
    page.paragraph(texts("method.weights_intro"), "note")
    keys = ("fact", "supports", "contradicts", "neutral", "least", "most", "basis")
    aligned = {"fact": "left", "basis": "set-in"}
    page.line(*(Cell(texts(f"method.{key}"), ("cell", "strong", aligned.get(key, "count"))) for key in keys))
    for count in counts:
        numbers = [Cell(getattr(count, verdict) or None, ("cell", "count")) for verdict in keys[1:4]]
        basis = texts.count("method.basis_of", count.basis) if count.basis else None
        points = (Cell(_points(texts, value), ("cell", "count")) for value in (count.least, count.most))
        page.line(Cell(texts.word("feature", count.feature)), *numbers, *points, Cell(basis, ("cell", "set-in")))


def _points(texts: Texts, value: float | None) -> str | None:
    return None if value is None else texts.decimal(value, signed=True)


def _cut(book: Book) -> list[str]:
    """What Excel's limits have cut on the sheets so far."""
    texts = book.texts
    cells = sum(sheet.cut_cells for sheet in book.sheets)
    links = sum(sheet.plain_links for sheet in book.sheets)
    said = [texts.count("method.cut_cells", cells)] if cells else []
    said += [texts.count("method.plain_links", links)] if links else []
    return said or [texts("method.nothing_cut")]
