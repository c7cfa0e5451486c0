"""The hidden sheet of the workbook: what each line's decision would be about, for the program that takes it in.

A person sorts, filters and fills in the sheet of alerts; the seal in its last column leads back to here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from screening.report import xlsx_cells
from screening.report.decision_basis import DecisionBasis, canonical
from screening.report.xlsx_table import Book, sheet_name

MARK = "screening decision data 2"
"""The first cell of the sheet: what it is, and the number of its form."""

FILLED = ("disposition", "reviewer", "decided", "comment", "expires")
"""The columns that a person fills in, in their order."""

CHECKED = ("name", "entity_name", "watchlist", "entity_id", "entry")
"""The columns that tell a reader what is decided on: they must be as they were."""

SEAL = "seal"

_PIECE = 30_000  # characters of a cell; Excel's limit is 32,767
_TAB = "#8A95A3"


def write_decision_data(book: Book, bases: Sequence[DecisionBasis]) -> None:
    """Write the sheet (further ones beyond Excel's number of rows): the report, then each basis behind its seal.

    The report comes with the headers of the columns that are read back, whatever language they are in.
    """
    room = xlsx_cells.MAX_ROWS - 1
    headers = {key: book.texts(f"column.{key}") for key in (*FILLED, *CHECKED, SEAL)}
    for number, start in enumerate(range(0, len(bases), room), 1):
        worksheet = book.sheet(sheet_name(book.texts("sheet.decision_data"), number), _TAB).worksheet
        worksheet.very_hidden()
        _write(worksheet, 0, MARK, canonical({"headers": headers, "report": bases[0].report.model_dump(mode="json")}))
        for row, basis in enumerate(bases[start : start + room], 1):
            _write(worksheet, row, basis.seal, canonical(basis.model_dump(mode="json", exclude={"report"})))


def _write(worksheet: Any, row: int, head: str, data: str) -> None:
    for column, text in enumerate((head, *_pieces(data))):
        worksheet.write_string(row, column, text)


def _pieces(data: str) -> Iterator[str]:
    """The data in pieces that cells hold. ``_x`` is spelt out: Excel takes ``_x0041_`` for a letter of its own."""
    text = data.replace("_x", "\\u005fx")
    yield from (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
