"""The sheets that explain: how the result came about, what it does not say, what was cut, and what the words mean."""

from __future__ import annotations

from collections.abc import Mapping

from screening.report import wording
from screening.report.model import Report
from screening.report.xlsx_page import Cell, Page
from screening.report.xlsx_table import Book

_TAB = "#8A95A3"
_WIDTHS = (70, 14, 40, 40)
_WEIGHT_COLUMNS = (("html.weight", "left"), ("html.value", "count"), ("method.name", "set-in"))


def write_method(book: Book, report: Report) -> None:
    """Write the sheet on the method. It tells what was cut on the sheets before it, and so comes after them."""
    texts, screening = book.texts, report.screening
    page = Page(book, book.sheet(texts("sheet.method"), _TAB), _WIDTHS)
    page.wide(texts("method.title"), "title", height=36)
    page.section("html.score_title")
    page.paragraph(texts("html.score_means", threshold=texts.decimal(screening.threshold)))
    page.paragraph(texts("method.evidence"))
    page.paragraph(texts("html.risk_means"))
    page.section("method.settings")
    page.fact("summary.threshold", texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)))
    page.fact("summary.max_hits", texts.integer(screening.max_hits))
    page.fact("summary.search", texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"))
    page.fact("summary.version", texts("summary.program", version=screening.version))
    page.fact("summary.config_sha256", wording.configuration(texts, screening), "code")
    _weights(page, screening.weights)
    page.section("html.limits_title")
    for key in (key for key in texts.keys if key.startswith("limit.")):
        page.paragraph(texts(key))
    page.section("method.cut")
    for sentence in _cut(book):
        page.paragraph(sentence)


def write_terms(book: Book) -> None:
    """Write what the words of the report mean."""
    sheet = book.sheet(book.texts("sheet.terms"), _TAB)
    sheet.worksheet.set_column(0, 0, 24)
    sheet.worksheet.set_column(1, 1, 100)
    book.print_setup(sheet, pages_high=1)
    sheet.worksheet.freeze_panes(1, 0)
    for column, key in enumerate(("term", "meaning")):
        sheet.put(0, column, book.texts(f"column.{key}"), "header")
    for row, term in enumerate(book.texts.terms, 1):
        sheet.worksheet.set_row(row, 14 * (1 + len(term.meaning) // 110) + 4)
        sheet.put(row, 0, term.name, "cell", "strong", "wrap")
        sheet.put(row, 1, term.meaning, "cell", "wrap")


def _weights(page: Page, weights: Mapping[str, float]) -> None:
    """The numbers of the method as they were used: in words where a reader may ask for them, and all by their names."""
    if not weights:
        return
    texts = page.book.texts
    page.section("html.weights_title")
    page.paragraph(texts("html.weights_intro"), "note")
    told = {name: value for name, value in weights.items() if f"weight.{name}" in texts}
    _numbers(page, told)
    page.row += 1
    page.paragraph(texts.count("html.all_weights", len(weights)), "note")
    _numbers(page, {name: value for name, value in weights.items() if name not in told})


def _numbers(page: Page, weights: Mapping[str, float]) -> None:
    texts = page.book.texts
    page.line(*(Cell(texts(key), ("cell", "strong", style)) for key, style in _WEIGHT_COLUMNS))
    for name, value in weights.items():
        page.tall_line(
            Cell(texts.word("weight", name), ("cell", "wrap")), Cell(value, ("cell", "weight")),
            Cell(name, ("cell", "code", "set-in")),
        )  # fmt: skip


def _cut(book: Book) -> list[str]:
    """What Excel's limits have cut on the sheets so far."""
    texts = book.texts
    cells = sum(sheet.cut_cells for sheet in book.sheets)
    links = sum(sheet.plain_links for sheet in book.sheets)
    said = [texts.count("method.cut_cells", cells)] if cells else []
    said += [texts.count("method.plain_links", links)] if links else []
    return said or [texts("method.nothing_cut")]
