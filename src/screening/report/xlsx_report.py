"""The report as a workbook: Summary, Alerts, All rows, Excluded (if any), Terms, and a hidden one for decisions."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from screening.report.model import Report
from screening.report.texts import Texts
from screening.report.visible import visible
from screening.report.xlsx_alerts import write_alerts, write_excluded
from screening.report.xlsx_decision_data import write_decision_data
from screening.report.xlsx_rows import write_rows
from screening.report.xlsx_styles import Styles
from screening.report.xlsx_summary import write_summary
from screening.report.xlsx_table import Book

_TERMS_TAB = "#8A95A3"
_UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # for a `started` that is no date: never the clock


def write_xlsx(report: Report, file: BinaryIO, texts: Texts) -> None:
    """Write the workbook, row by row through temporary files, so that its size does not show in memory.

    No cell is a formula, and links lead to http(s) addresses or to cells of the workbook. The same report gives the
    same bytes. Raises OSError where ``file`` or the temporary folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="screening-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "use_zip64": True,
        }
        try:
            with xlsxwriter.Workbook(file, options) as workbook:
                _write_sheets(Book(workbook, Styles(workbook), texts), report)
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error


def _write_sheets(book: Book, report: Report) -> None:
    book.workbook.set_properties(_properties(book.texts, report))
    book.workbook.set_size(2400, 1400)
    write_summary(book, report)
    bases = write_alerts(book, report)
    write_rows(book, report)
    write_excluded(book, report)
    _write_terms(book)
    write_decision_data(book, bases)


def _properties(texts: Texts, report: Report) -> dict[str, object]:
    screening = report.screening
    try:
        started = datetime.fromisoformat(screening.started)
    except ValueError:
        started = _UNKNOWN_TIME
    created = started.astimezone(UTC) if started.tzinfo else started
    return {
        "title": texts("report.title"),
        "subject": visible(screening.input.file),
        "author": texts("summary.program", version=screening.version),
        "comments": texts("report.caution"),
        "created": created.replace(tzinfo=None),
    }


def _write_terms(book: Book) -> None:
    """What the words of the report mean."""
    sheet = book.sheet(book.texts("sheet.terms"), _TERMS_TAB)
    sheet.worksheet.set_column(0, 0, 24)
    sheet.worksheet.set_column(1, 1, 100)
    book.print_setup(sheet)
    sheet.worksheet.freeze_panes(1, 0)
    for column, key in enumerate(("term", "meaning")):
        sheet.put(0, column, book.texts(f"column.{key}"), "header")
    for row, term in enumerate(book.texts.terms, 1):
        sheet.worksheet.set_row(row, 14 * (1 + len(term.meaning) // 110) + 4)
        sheet.put(row, 0, term.name, "cell", "strong", "wrap")
        sheet.put(row, 1, term.meaning, "cell", "wrap")
