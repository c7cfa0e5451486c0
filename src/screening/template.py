"""An empty table of counterparties to fill in, with the headers that the reader knows best."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from screening.errors import UsageError
from screening.report.atomic import replaced
from screening.tables.headers import fields

TYPES = ("Person", "Organization", "Company", "Vessel", "Airplane")
"""What the drop-down of the type column offers."""

_LAST_ROW = 10_000  # down to which the drop-down and the text format reach
_GUIDE_WIDTH = 110
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same bytes at every writing

_GUIDE = (
    "Write one party in each row of the sheet Counterparties, as you have it: nothing needs to be in capitals or in "
    "Latin letters, and no name needs to be split.",
    "Only one thing is needed in a row: a name, or an identifier such as an IMO number. The more of the other columns "
    "you fill, the fewer false alerts there are. Columns that you do not need may be deleted, and others added.",
    "All cells are text: a number such as 001 keeps its zeros. The two rows in the table are made up; please delete "
    "them before you screen it.",
    "Then run  screening screen FILE.xlsx -o report.xlsx  and read docs/input.md for all the headers that are known.",
)
_EMPTY_CELL = "Leave the cell empty where you do not know it, rather than to guess."


@dataclass(frozen=True, slots=True)
class _Column:
    field: str
    header: str
    width: int
    examples: tuple[str, ...]


def write_template(path: str | Path) -> None:
    """Write the template to ``path``; its suffix picks the format: .xlsx or .csv.

    The workbook has a sheet "Counterparties" with the header, a drop-down for the type and two made-up rows, and a
    sheet "How to fill". Raises UsageError for another suffix, OutputError where the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in _MAKERS:
        raise UsageError(
            f"the template cannot be written as {path.suffix or 'a file without a suffix'}", file=path,
            hint=f"use one of {' '.join(_MAKERS)}", code="unknown_format",
        )  # fmt: skip
    data = template_bytes(path.suffix.lower())
    with replaced(path) as stream:
        stream.write(data)


def template_bytes(suffix: str) -> bytes:
    """The template as the file of a format, ``.xlsx`` or ``.csv``, holds it. Raises KeyError for others."""
    return _MAKERS[suffix](_columns())


def _columns() -> tuple[_Column, ...]:
    text = (files("screening") / "data" / "headers.toml").read_text(encoding="utf-8")
    return tuple(_Column(**{**told, "examples": tuple(told["examples"])}) for told in tomllib.loads(text)["template"])


def _xlsx(columns: tuple[_Column, ...]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  # the rest of the program starts without it

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "Counterparties to screen", "created": _CREATED})
        _fill_table(workbook, columns)
        _fill_guide(workbook, columns)
    return stream.getvalue()


def _fill_table(workbook: Any, columns: tuple[_Column, ...]) -> None:
    header = workbook.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1})
    text = workbook.add_format({"num_format": "@"})
    example = workbook.add_format({"num_format": "@", "italic": True, "font_color": "#7F7F7F"})
    sheet = workbook.add_worksheet("Counterparties")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, column.header, header)
        sheet.write_comment(0, place, fields()[column.field].about)
        for row, cell in enumerate(column.examples, start=1):
            if cell:
                sheet.write_string(row, place, cell, example)
        if column.field == "type":
            sheet.data_validation(
                1, place, _LAST_ROW, place,
                {"validate": "list", "source": list(TYPES), "error_title": "Type", "error_type": "warning",
                 "error_message": f"Known types: {', '.join(TYPES)}."},
            )  # fmt: skip


def _fill_guide(workbook: Any, columns: tuple[_Column, ...]) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet("How to fill")
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "How to fill in the table of counterparties", title)
    lines = (*_GUIDE, *(f"{c.header}: {fields()[c.field].about} {_EMPTY_CELL}" for c in columns))
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, 0, line, wrapped)


def _csv(columns: tuple[_Column, ...]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.header for column in columns])
    writer.writerows(zip(*(column.examples for column in columns), strict=True))
    return stream.getvalue().encode("utf-8-sig")  # Excel needs the mark to read UTF-8


_MAKERS: Mapping[str, Callable[[tuple[_Column, ...]], bytes]] = {".xlsx": _xlsx, ".csv": _csv}
