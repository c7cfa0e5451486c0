"""Values of cells as the text that a person would type: numbers without ``.0``, dates in ISO 8601."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Literal

DateStyle = Literal["date", "elapsed"]
"""What a number format says of its numbers: days since the epoch, or a duration in days."""

DIGITS = ".15g"
"""Spreadsheet programs keep 15 significant digits; the rest of a binary number is noise (0.30000000000000004)."""

PLAIN = (1e-7, 1e21)
"""Sizes between which a number is written without an exponent."""

_PLAIN_NUMBER = re.compile(r"-?(?:[1-9][0-9]*|0(?=\.0{0,5}[1-9]))(?:\.[0-9]*[1-9])?")
_PLAIN_LENGTH = 16  # at most 15 digits and a point: what stands so is how it would be written

_EPOCH_1900 = dt.date(1899, 12, 30).toordinal()
_EPOCH_1904 = dt.date(1904, 1, 1).toordinal()
_PHANTOM_DAY = 60  # the format counts a 29 February 1900 that never was; days before it lie one later
_LAST_DAY = 2_958_466  # the day after 9999-12-31, counted from 1900; the calendar from 1904 is 1,462 days shorter
_LATER = 1_462
_DAY_SECONDS = 86_400

ERRORS = frozenset(
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
    }
)  # fmt: skip
"""What spreadsheet programs show where a formula failed."""


def value_text(value: object) -> str:
    """The text of a Python value; None and not-a-number are empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return "" if math.isnan(value) else float_text(value)
    if isinstance(value, dt.datetime):
        return datetime_text(value)
    if isinstance(value, Decimal):
        return "" if value.is_nan() else _decimal_text(value)
    return str(value)


def number_text(raw: str) -> str:
    """The text of a number as a workbook stores it (``8905490``, ``8.90549E6``); other text stays as it is."""
    if raw.isdecimal() and raw.isascii():
        return raw.lstrip("0") or "0"
    if len(raw) <= _PLAIN_LENGTH and _PLAIN_NUMBER.fullmatch(raw):
        return raw
    try:
        return float_text(float(raw))
    except ValueError:
        return raw


def float_text(value: float) -> str:
    """A number with at most 15 significant digits, whole ones without a fraction: 8905490.0 is ``8905490``."""
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    text = format(value, DIGITS)
    return _decimal_text(Decimal(text)) if "e" in text else text


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite() or not PLAIN[0] <= abs(value) < PLAIN[1]:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def datetime_text(value: dt.datetime) -> str:
    """An ISO 8601 date, with the time of day in whole seconds where it is not midnight."""
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")


def number_or_date(value: float, style: DateStyle | None, *, from_1904: bool) -> str:
    """The text of a number in a cell whose format shows a date, a duration, or neither."""
    date = serial_text(value, from_1904=from_1904, elapsed=style == "elapsed") if style else None
    return float_text(value) if date is None else date


def serial_text(serial: float, *, from_1904: bool = False, elapsed: bool = False) -> str | None:
    """The date, time or duration that a workbook stores as a number of days; None outside the calendar.

    ``elapsed`` marks formats such as ``[h]:mm`` that show a duration.
    """
    if not 0 <= serial < _LAST_DAY - (_LATER if from_1904 else 0) - 1:
        return None
    days, seconds = divmod(round(serial * _DAY_SECONDS), _DAY_SECONDS)
    if elapsed or not days:
        return _clock(days * _DAY_SECONDS + seconds)
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900 + (serial < _PHANTOM_DAY)
    date = dt.date.fromordinal(epoch + days).isoformat()
    return f"{date} {_clock(seconds)}" if seconds else date


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
