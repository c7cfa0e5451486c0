"""Dates as published lists write them in numbers, read to ISO text of the precision that is known."""

from __future__ import annotations

import re

from screening.lists.ofac.dates import LONGEST_RANGE
from screening.partial_dates import is_impossible

_ISO = re.compile(
    r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T.*|[+-]\d{2}:\d{2}|Z)?", re.ASCII
)  # a time or a time zone may follow
_BRITISH = re.compile(r"(?:(?:(\d{1,2}|dd)/)?(\d{1,2}|mm)/)?(\d{4})", re.ASCII | re.IGNORECASE)


def iso_date(text: str) -> str | None:
    """A date in ISO form, a time or time zone behind it passed over; None for other text and for impossible days."""
    found = _ISO.fullmatch(text.strip())
    return found[1] if found and not is_impossible(found[1]) else None


def iso_day(text: str) -> str | None:
    """As `iso_date`, but a whole day."""
    date = iso_date(text)
    return date if date and len(date) == len("2017-04-23") else None


def british_date(text: str) -> str | None:
    """A date with the day first, of which parts may be unknown: ``23/04/2017``, ``00/00/2017``, ``dd/mm/2017``.

    None for other text, for a day without its month, and for a day that no calendar has.
    """
    found = _BRITISH.fullmatch(text.strip())
    if found is None:
        return None
    day, month = (part if part and part.isdecimal() and int(part) else None for part in found.group(1, 2))
    if day and not month:
        return None
    date = found[3] + (f"-{int(month):02d}" if month else "") + (f"-{int(day):02d}" if day else "")
    return None if is_impossible(date) else date


def years_between(first: str, last: str) -> list[str]:
    """Every year of a range, ends included, since any of them may be the one.

    Where one end is missing, the other; none for a range so long that it tells nobody from another.
    """
    known = [text for text in (first, last) if re.fullmatch(r"\d{4}", text, re.ASCII) and not is_impossible(text)]
    if len(known) < 2:
        return known
    years = range(int(known[0]), int(known[1]) + 1)
    return [f"{year:04d}" for year in years] if len(years) <= LONGEST_RANGE else []
