"""Dates known to a year, a month or a day (ISO 8601 text): whether there is such a day, and which is later."""

from __future__ import annotations

import datetime


def is_impossible(date: str) -> bool:
    """Whether a date of valid form names a day that no calendar has, such as ``2017-02-30``; years are 1 to 9999."""
    try:
        datetime.date.fromisoformat(date + "0001-01-01"[len(date) :])
    except ValueError:
        return True
    return False


def is_later(date: str, than: str) -> bool:
    """Whether ``date`` is surely later, as far as both are known: ``2017-04`` is not later than ``2017``."""
    known = min(len(date), len(than))
    return date[:known] > than[:known]
