"""Cells of OpenDocument spreadsheets as text, and the short way through rows whose cells are all plain."""

from __future__ import annotations

import re
from collections.abc import Set

from screening.tables.cells import ERRORS, number_text
from screening.tables.xml_runs import PLAIN, unescaped

VALUE_NAMES = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value", "time": "time-value",
    "boolean": "boolean-value", "string": "string-value",
}  # fmt: skip
"""Which attribute holds the value, by its type."""

# A cell as most programs write most of them, under the usual prefixes. Excel names the style last.
_STYLE = r' table:style-name="[^"<>&]*"'
_START = "<table:table-cell"
_CELL = re.compile(  # without its start
    rf'({_STYLE})?(?: table:number-columns-repeated="([1-9][0-9]{{0,6}})")?'
    r'(?: office:value-type="(\w+)"(?: office:([a-z-]+)="([^"<>&\x00-\x1f]*)")?)?'
    rf'( calcext:value-type="\w+")?(?(1)|(?:{_STYLE})?)'  # an attribute that stands twice is no XML
    rf"(?:/>|>(?:<text:p>({PLAIN})</text:p>)?</table:table-cell>)"
)
_NEEDED = frozenset({"office", "table", "text"})
_CELLS_KEPT = 10_000  # as they stand in the document, of no more than so many letters each
_LONGEST_KEPT = 500
_TOLD_AGAIN = "calcext"  # the prefix of what repeats the type of a value

_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_TIME = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_DATE = re.compile(r"(\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:[.,]\d+)?)?Z?")
_MIDNIGHT = "00:00:00"


class PlainCells:
    """Reads rows whose cells are all plain. Most cells stand many times in a document, and are read once.

    ``known`` are the prefixes that the document has declared so far, each for what it usually stands for.
    """

    def __init__(self, known: Set[str | None]) -> None:
        self._known = known
        self._read: dict[str, tuple[int, str]] = {}

    def row(self, xml: str) -> list[tuple[int, str]] | None:
        """How often each cell of a row stands, and its text; None where one of them is not plain."""
        before, *cells = xml.split(_START)
        if before or not self._known >= _NEEDED:
            return None
        found = []
        for cell in cells:
            told = self._read.get(cell) or self._cell(cell)
            if told is None:
                return None
            found.append(told)
        return found

    def _cell(self, xml: str) -> tuple[int, str] | None:
        match = _CELL.fullmatch(xml)
        if match is None:
            return None
        _, times, kind, name, value, told_again, paragraph = match.groups()
        shown = unescaped(spaced(paragraph)) if paragraph else ""
        if shown is None or (told_again and _TOLD_AGAIN not in self._known):
            return None
        if value:
            shown = cell_text(kind, value if VALUE_NAMES.get(kind) == name else "", shown)
        told = int(times) if times else 1, shown
        if len(xml) <= _LONGEST_KEPT:
            if len(self._read) >= _CELLS_KEPT:
                self._read.clear()
            self._read[xml] = told
        return told


def spaced(text: str) -> str:
    """The text with each run of white space as one space, which is what it stands for in a paragraph."""
    return text if text.isprintable() and "  " not in text else _WHITE_SPACE.sub(" ", text)


def cell_text(kind: str, value: str, shown: str) -> str:
    """The text of a cell: its value, or what is ``shown`` where that is the value, or the error of a formula."""
    if shown in ERRORS or not value or kind == "string":
        return shown or value
    if kind == "date":
        date = _DATE.fullmatch(value)
        if date is None:
            return value
        return f"{date[1]} {date[2]}" if date[2] and date[2] != _MIDNIGHT else date[1]
    if kind == "time":
        time = _TIME.fullmatch(value)
        return ":".join(f"{int(part or 0):02d}" for part in time.groups()) if time else value
    return value.upper() if kind == "boolean" else number_text(value)
