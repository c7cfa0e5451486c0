"""Dates of birth as tables write them: whether day or month comes first is told by the column, not by the cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from screening.names.dates import read_dates, several_read
from screening.names.several_dates import splits
from screening.tables.cells import serial_text
from screening.tables.worded_dates import worded_date

Order = Literal["day_first", "month_first", "open", ""]
"""``open``: nothing in the column says which; empty: it has no dates of that form, or of both."""

YOUNGEST = 10
"""Years of two digits up to this one are of this century: no customer is younger."""

SERIALS = range(5_000, 45_000)
"""Days since 1900 that may be a date of birth: 1913 to 2023. Smaller numbers are years, of whatever calendar."""

YEARS = range(1_800, 2_100)
"""Years of the Gregorian calendar; one beyond them is of another (1390 of the Hijra, 2513 of Buddha)."""

_CALENDARS = re.compile(r"\d\s*(?:هـ?|ه|ق|A\.?H\.?|B\.?E\.?|พ\.?ศ\.?)\s*$|พ\.?\s?ศ\.?", re.IGNORECASE)
"""Marks of the Islamic and the Buddhist calendar, which are not read."""

_POINT = re.compile(r"(\d{4,5})\.0+")
_NUMERIC = re.compile(r"(\d{1,2})([./\-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"\bd{1,2}[./\- ]?m", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\bm{1,2}[./\- ]?d", re.IGNORECASE)
_TWELVE = 12


def told_order(header: str) -> Order:
    """The order that a header names: ``DOB (mm/dd/yyyy)``."""
    if _DAY_FIRST.search(header):
        return "day_first"
    return "month_first" if _MONTH_FIRST.search(header) else ""


def judged_order(cells: Iterable[str]) -> Order:
    """Whether a column's dates begin with the day or the month: a number above 12 is a day, and so is a full stop's."""
    dates = [found for cell in cells for date in _apart(cell) if (found := _NUMERIC.fullmatch(date.strip()))]
    if not dates:
        return ""
    days = any(int(found[1]) > _TWELVE or found[2] == "." for found in dates)
    months = any(int(found[3]) > _TWELVE for found in dates)
    if days and months:
        return ""
    if days or months:
        return "day_first" if days else "month_first"
    return "open" if any(found[1] != found[3] for found in dates) else ""


@lru_cache(maxsize=20_000)
def birth_date(text: str, order: Order) -> str:
    """A date of birth as `plain_date` has it; empty where it is none that is read, so that it speaks against nobody.

    Several dates are told as ``1970-03-12 or 1970-03-13``, the ends of a span as ``1970 to 1972``.
    """
    if _CALENDARS.search(text):
        return ""
    for several in splits(text):
        parts = [plain_date(part, order) for part in several.parts]
        if several_read(several, parts):
            return _if_read(several.joint.join(parts))
    return _if_read(plain_date(text, order))


def _if_read(plain: str) -> str:
    dates = read_dates(plain)
    return plain if dates and all(int(told[:4]) in YEARS for told in dates) else ""


def plain_date(text: str, order: Order) -> str:
    """A date in ISO 8601 where it is certain which it is; else the text as it stands.

    ``order`` is that of the column. A whole number is the day that spreadsheet programs count from 1900 on.
    """
    if not text.isascii():
        text = _western_digits(unicodedata.normalize("NFKC", text)).strip()
    if whole := _POINT.fullmatch(text):
        text = whole[1]
    if text.isdecimal() and text.isascii() and len(text) < 6 and int(text) in SERIALS:
        return serial_text(int(text)) or text
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return worded_date(text, youngest=YOUNGEST) or text
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if year <= YOUNGEST else 1900
    if order == "month_first" or (order != "day_first" and second > _TWELVE):
        first, second = second, first
    elif order != "day_first" and first <= _TWELVE and first != second:
        return text if len(found[4]) == 4 else f"{found[1]}/{found[3]}/{year}"
    try:
        return date(year, second, first).isoformat()
    except ValueError:
        return text


def _apart(cell: str) -> Sequence[str]:
    """The dates of a cell, where it may hold several."""
    return next((several.parts for several in splits(cell)), (cell,))


def _western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
