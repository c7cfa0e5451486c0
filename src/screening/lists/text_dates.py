"""Dates of birth as lists write them in one cell: several, lettered, about right, or from one year to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from screening.partial_dates import is_impossible

LONGEST_RANGE = 30
"""Years of a range whose every year is taken; a longer one tells nobody from another."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"  # misspelt ones too ("Aprl")
_YEAR = r"(?:1[6-9]|20)\d\d"  # of the Gregorian calendar: the years of others, 1402, would be read as old age
_ONE = re.compile(
    rf"""(?<!\d)(?:
    (?P<y1>{_YEAR})-(?P<m1>\d{{2}})(?:-(?P<d1>\d{{2}}))?
    | (?P<d2>\d{{1,2}})(?:/|\.(?=\s?\d))\s?(?P<m2>\d{{1,2}})[/.]\s?(?P<y2>{_YEAR}|[3-9]\d)
    | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?P<n3>{_MONTH})\.?[\s,-]*(?P<y3>{_YEAR}|[3-9]\d)
    | (?P<n4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>{_YEAR})
    | (?P<n5>{_MONTH})\.?,?\s*(?P<y5>{_YEAR})
    | (?P<m6>\d{{1,2}})/(?P<y6>{_YEAR})
    | (?P<y7>{_YEAR})
    )(?!\d|/\d(?!\d{{3}}))""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_HALF = re.compile(rf"\b(?:{_MONTH}|\d{{1,2}})\.?\s*(?:-|–|/|to|and|or)\s*$", re.IGNORECASE)
"""What stands before the second half of "Aug. and Sep. 1977", of which the year is known, and no more."""
_ABOUT = re.compile(r"(?:approximately|approx\.?|around|about|circa|c\.|ca\.?|~)\s*(?:\()?\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|to|and|/)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from)\s*$", re.IGNORECASE)
_NO_WORDS = re.compile(
    rf"(?:\b[a-z]{{1,2}}\s?\)|\b(?:or|and|alt\.?|dob|alternative|alternatively|also)\b|{_ABOUT.pattern[:-1]}|[\s;,.:()\xa0])*",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """The dates that a text may mean, in ISO form, and whether they say all that it says."""

    dates: tuple[str, ...]
    is_exact: bool


def read_text_dates(text: str, *, day_first: bool = True) -> Found:
    """The dates that a cell names, each of the precision that is known; none where it holds no date.

    ``01/02/1970`` is read by ``day_first``. Of a date that is about right the year is taken, since the day is not
    known; of a range from year to year every year, since any of them may be the one. The text is not exact where
    a range, a word such as "circa", a date that no calendar has or anything else than dates stands in it.
    """
    dates: list[str] = []
    exact = True
    end = 0
    for first, last in _pairs(text):
        before = text[end : first.start()]
        end = (last or first).end()
        if last is not None:
            years = range(int(_iso(first, day_first)[:4]), int(_iso(last, day_first)[:4]) + 1)
            dates += map(str, years) if len(years) <= LONGEST_RANGE else ()
            exact = False
        elif is_impossible(_iso(first, day_first)):
            exact = False
        elif _ABOUT.search(before) or _HALF.search(before):
            dates.append(_iso(first, day_first)[:4])
            exact = False
        else:
            dates.append(_iso(first, day_first))
            exact = exact and _NO_WORDS.fullmatch(before) is not None
    exact = exact and bool(dates) and _NO_WORDS.fullmatch(text[end:]) is not None
    return Found(tuple(dict.fromkeys(dates)), exact)


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Each date of the text, with the one at the other end where it begins a range."""
    found = list(_ONE.finditer(text))
    index = 0
    while index < len(found):
        first = found[index]
        second = found[index + 1] if index + 1 < len(found) else None
        if second is not None and _is_range(text, first, second):
            yield first, second
            index += 2
        else:
            yield first, None
            index += 1


def _is_range(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = text[first.end() : second.start()]
    joined = _RANGE.fullmatch(between)
    if joined is None:
        return False
    word = between.strip().lower()
    if word == "and":  # "1970 and 1972" are two dates, "between 1970 and 1972" is a range
        return _BETWEEN.search(text[: first.start()]) is not None
    return True


def _iso(found: re.Match[str], day_first: bool) -> str:
    parts = {key[0]: value for key, value in found.groupdict().items() if value is not None}
    month = parts.get("m") or (f"{_month(parts['n']):02d}" if "n" in parts else "")
    day = parts.get("d", "")
    if not day_first and found["d2"] is not None:
        month, day = day, month
    year = parts["y"] if len(parts["y"]) == len("1968") else f"19{parts['y']}"
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()[:3]) + 1
