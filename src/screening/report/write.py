"""The one way out: a report to a file, in the format that the file's suffix names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from screening.errors import UsageError
from screening.report.atomic import replaced
from screening.texts import Texts

if TYPE_CHECKING:
    from screening.report.model import Report

Writer = Callable[["Report", BinaryIO, Texts], None]
"""Writes a report to an open, seekable binary file, in the words of the given texts."""

_WRITERS: Mapping[str, str] = {  # loaded when asked for: a CSV must not pay for the workbook's library
    ".xlsx": "screening.report.xlsx_report:write_xlsx",
    ".html": "screening.report.html_report:write_html",
    ".pdf": "screening.report.pdf_report:write_pdf",
    ".json": "screening.report.json_report:write_json",
    ".jsonl": "screening.report.json_report:write_jsonl",
    ".csv": "screening.report.csv_report:write_csv",
}

_PDF_PACKAGES = ("fpdf", "fontTools", "uharfbuzz", "manimgx_fonts")  # further fonts may be missing: text tells it

FORMATS = tuple(_WRITERS)
"""The suffixes that a report can be written to."""


def check_suffix(path: Path) -> None:
    """Raise UsageError if no report can be written to ``path`` for its suffix: before the work, not after it.

    The suffix names no format, or one that needs packages which are not installed.
    """
    if path.suffix.lower() not in _WRITERS:
        what = f"the suffix {path.suffix!r} names no report format" if path.suffix else "the file name has no suffix"
        raise UsageError(what, file=path, hint=f"use one of {' '.join(FORMATS)}", code="unknown_format")
    if path.suffix.lower() == ".pdf" and not all(find_spec(package) for package in _PDF_PACKAGES):
        hint = "pip install 'screening[pdf]', or choose another format"
        raise UsageError(
            "writing PDF needs packages that are not installed", file=path, hint=hint, code="missing_extra"
        )


def write_report(report: Report, path: Path) -> None:
    """Write the report to ``path``; its suffix (in any case) picks the format: .xlsx .html .pdf .json .jsonl .csv.

    The file appears whole or not at all, and the same report gives the same bytes. Raises UsageError for another
    suffix, OutputError where the file cannot be written (no such folder, no permission, a folder, a full disk).
    """
    check_suffix(path)
    module, _, function = _WRITERS[path.suffix.lower()].partition(":")
    write = cast(Writer, getattr(import_module(module), function))
    texts = report.texts
    with replaced(path) as file:
        write(report, file, texts)
