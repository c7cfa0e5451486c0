"""Dates as people write them, to ISO text of the precision that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from screening.names.several_dates import Several, is_open, names_several, spanned, splits

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio", "feb february februar février febrero febbraio",
            "mar march märz mars marzo", "apr april avril abril aprile", "may mai mayo maggio",
            "jun june juni juin junio giugno", "jul july juli juillet julio luglio", "aug august août agosto",
            "sep sept september septembre septiembre settembre", "oct okt october oktober octobre octubre ottobre",
            "nov november novembre noviembre", "dec dez december dezember décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?")
_YEAR_LAST = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_NAMED = re.compile(r"\b(\d{1,2})?\W{0,3}([^\W\d_]{3,})\.?\W{0,3}(?:(\d{1,2})\W{1,2})?(\d{4})\b")
_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")
_COMPACT = re.compile(r"(1[89]\d{2}|20\d{2})(\d{2})(\d{2})")
_PLACEHOLDER = re.compile(r"0?1[-/. ]0?1[-/. ]1900|1900[-/. ]0?1[-/. ]0?1|19000101")
"""What programs write for a date that they do not know; nobody who trades today was born then."""


@lru_cache(maxsize=20_000)
def read_dates(text: str) -> tuple[str, ...]:
    """The dates that a text may mean, most likely first; () where there is none, or it is not certain which.

    ``04/05/1970`` may be April or May: both are given, since lists and users disagree on the order. Of several dates
    (``1970 or 1972``) each is given, of a span (``between 1970 and 1972``) all that lie in it.
    """
    text = text.strip()
    for several in splits(text):
        if readings := several_read(several, several.parts):
            return readings
        if not several.is_loose and sum(map(_tells, several.parts)) > 1:
            return ()
    return () if names_several(text) or is_open(text) else _read_one(text)


def several_read(several: Several, parts: Sequence[str]) -> tuple[str, ...]:
    """All that several dates may mean, given each as ``parts`` tell it; () where one of them is no date."""
    if several.is_loose and any(char.isalpha() for part in parts for char in part):
        return ()
    readings = [_read_one(part) for part in parts]
    if not all(readings):
        return ()
    told = spanned(readings[0], readings[-1]) if several.is_span else chain.from_iterable(readings)
    return tuple(dict.fromkeys(told))


def _tells(part: str) -> bool:
    """Whether a piece of a text says anything of a date."""
    return any(map(str.isdecimal, part)) or part.lower() in _MONTHS


def _read_one(text: str) -> tuple[str, ...]:
    """The readings of one date."""
    if _PLACEHOLDER.fullmatch(text):
        return ()
    if found := _COMPACT.fullmatch(text):
        return _valid([_iso(int(found[1]), int(found[2]), int(found[3]))])
    if found := _YEAR_FIRST.search(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        dates = [_iso(year, month, day)]
        if day is not None:
            dates.append(_iso(year, day, month))
        return _valid(dates[:1] if dates[0] else dates)
    if found := _YEAR_LAST.search(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        return _valid([_iso(year, second, first), _iso(year, first, second)])
    if (found := _NAMED.search(text)) and (month_number := _MONTHS.get(found[2].lower())):
        day_text = found[1] or found[3]
        return _valid([_iso(int(found[4]), month_number, int(day_text) if day_text else None)])
    if found := _YEAR.search(text):
        return (found[1],)
    return ()


def _iso(year: int, month: int, day: int | None) -> str:
    try:
        date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _valid(dates: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d for d in dates if d))


def agree(a: str, b: str) -> bool:
    """Whether two dates are the same as far as both are known."""
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter]


def day_of(date: str) -> str:
    """The date where it tells a day; empty for a month, a year, and New Year's Day, which is written for a year."""
    return date if len(date) == _WHOLE and not date.endswith(_NEW_YEAR) else ""


_WHOLE = len("1970-03-01")
_NEW_YEAR = "-01-01"


def swapped(a: str, b: str) -> bool:
    """Whether two whole dates differ only in that day and month changed places."""
    return len(a) == len(b) == _WHOLE and a[:4] == b[:4] and (a[5:7], a[8:]) == (b[8:], b[5:7])
