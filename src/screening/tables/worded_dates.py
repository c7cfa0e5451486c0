"""Dates with words in them: month names (``12 марта 1970 г.``), signs for year, month and day (``昭和45年3月12日``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from screening.tables.headers import header_key

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_SIGNED = re.compile(r"([^\W\d_]*)\s*(\d{1,4}|元)\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?[生생]?")
_FIRST_YEAR = "元"
_DAYS = 31


@dataclass(frozen=True, slots=True)
class _Words:
    months: Mapping[str, int]
    around: frozenset[str]
    eras: Mapping[str, int]


def worded_date(text: str, *, youngest: int) -> str | None:
    """The date in ISO 8601 of a day, a month or a year that ``text`` names in words; None where it is anything else.

    Every word has to be understood. A year of two digits up to ``youngest`` is of this century.
    """
    signed = _SIGNED.fullmatch(text)
    return _with_month_name(text, youngest) if signed is None else _with_signs(*signed.groups())


def _with_signs(era: str, year: str, month: str | None, day: str | None) -> str | None:
    before = _words().eras.get(era) if era else 0
    number = 1 if year == _FIRST_YEAR else int(year)
    return None if before is None else _iso(before + number, month, day)


def _with_month_name(text: str, youngest: int) -> str | None:
    words = _words()
    pieces: list[str] = []  # numbers, and the words between two of them as one
    for piece in map(header_key, _PIECE.findall(text)):
        if piece in words.around:
            continue
        if pieces and not piece.isdecimal() and not pieces[-1].isdecimal():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    numbers = [piece for piece in pieces if piece.isdecimal()]
    named = [piece for piece in pieces if not piece.isdecimal()]
    month = words.months.get(named[0]) if len(named) == 1 else None
    if month is None or len(numbers) not in (1, 2):
        return None
    day, year = (None, numbers[0]) if len(numbers) == 1 else numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if day is None and len(year) <= 2 and int(year) <= _DAYS:  # May 05 is a day or a year
        return None
    return _iso(_whole(year, youngest), str(month), day)


def _whole(year: str, youngest: int) -> int:
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number <= youngest else 1900)


def _iso(year: int, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(year, int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("screening") / "data" / "months.toml").read_text(encoding="utf-8"))
    return _Words(
        months={
            header_key(name): number
            for names in data["names"].values()
            for number, spellings in enumerate(names, start=1)
            for name in spellings.split(",")
        },
        around=frozenset(map(header_key, data["around"]["words"])),
        eras=data["eras"],
    )
