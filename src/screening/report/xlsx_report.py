"""The report as a workbook: what was found, alert by alert, all rows, how it came about, and data for decisions."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from screening.report.model import Report
from screening.report.visible import visible
from screening.report.xlsx_alerts import alert_sheets, write_alerts, write_excluded
from screening.report.xlsx_comparison import write_comparisons
from screening.report.xlsx_decision_data import write_decision_data
from screening.report.xlsx_method import write_method, write_terms
from screening.report.xlsx_rows import write_rows
from screening.report.xlsx_styles import Styles
from screening.report.xlsx_summary import write_summary
from screening.report.xlsx_table import Book
from screening.texts import Texts

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
    alerts = alert_sheets(book, report)
    bases = write_alerts(book, report, alerts, write_comparisons(book, report))
    write_rows(book, report)
    write_excluded(book, report)
    write_method(book, report)
    write_terms(book)
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
        "keywords": ", ".join(visible(info.name) for info in screening.watchlists),
        "category": texts("report.title"),
        "comments": texts("report.caution"),
        "created": created.replace(tzinfo=None),
    }
