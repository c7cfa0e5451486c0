"""Dates as OFAC writes them: ``1965``, ``Mar 1965``, ``23 Mar 1965``, ``circa 1965``, ``1961 to 1963``."""

from __future__ import annotations

import re
from typing import NamedTuple

from screening.partial_dates import is_impossible

LONGEST_RANGE = 30
"""Years of a range whose every year is taken; a longer one tells nobody from another."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(rf"(?:(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) )?(\d{{4}})", re.ASCII)


class Found(NamedTuple):
    """The dates that a text may mean, and whether they say all that it says."""

    dates: tuple[str, ...]
    is_exact: bool


def read_dates(text: str) -> Found:
    """The dates that a text names, in ISO form of the precision that is known; none where it cannot be read.

    Of "circa" the year is taken: a day that is about right is not known to the day. Of a range every year is taken,
    since any of them may be the one, and a party born in the middle must not be told apart by the ends.
    """
    words = " ".join(text.split())
    if (date := _one(words)) is not None:
        return Found((date,), is_exact=True)
    about = words.removeprefix("circa ")
    first, is_range, last = about.partition(" to ")
    begin, end = _one(first), _one(last.removeprefix("circa ")) if is_range else _one(first)
    if begin is None or end is None:
        return Found((), is_exact=False)
    years = range(int(begin[:4]), int(end[:4]) + 1)
    return Found(tuple(map(str, years)) if len(years) <= LONGEST_RANGE else (), is_exact=False)


def iso_date(year: int, month: int, day: int) -> str | None:
    """The day in ISO form; None where no calendar has it."""
    date = f"{year:04d}-{month:02d}-{day:02d}"
    return None if is_impossible(date) else date


def in_words(begin: str, end: str, *, is_about: bool = False) -> str:
    """The period between two days (ISO, both in it) as OFAC writes it: ``1965``, ``Mar 1965``, ``1961 to 1963``.

    "" where either is no day.
    """
    if any(re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) is None or is_impossible(day) for day in (begin, end)):
        return ""
    first, last = begin[:4], end[:4]
    if begin == end:
        said = _day(begin)
    elif begin.endswith("-01-01") and end.endswith("-12-31"):
        said = first if first == last else f"{first} to {last}"
    elif begin[:7] == end[:7] and begin.endswith("-01") and is_impossible(f"{end[:8]}{int(end[8:]) + 1:02d}"):
        said = _day(begin)[3:]
    else:
        said = f"{_day(begin)} to {_day(end)}"
    return f"circa {said}" if is_about else said


def _day(date: str) -> str:
    return f"{date[8:]} {_MONTHS[int(date[5:7]) - 1]} {date[:4]}"


def _one(text: str) -> str | None:
    """One date without any word around it."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = found.groups()
    date = year + (f"-{_MONTHS.index(month) + 1:02d}" if month else "") + (f"-{int(day):02d}" if day else "")
    return None if is_impossible(date) else date
