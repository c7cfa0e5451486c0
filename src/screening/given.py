"""What callers of the library hand over, held against what is taken: a wrong type is told as wrong use, with a hint."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral, Real
from os import PathLike
from pathlib import Path
from typing import Any

from screening.entities import Counterparty, Watchlist
from screening.errors import UsageError

TABLES = "give a path, bytes, an open binary file, a DataFrame, or Counterparty objects"
"""What a screening takes."""


def given_counterparties(given: object, hint: str = "give Counterparty objects") -> tuple[Counterparty, ...]:
    """One counterparty, or those of an iterable. Raises UsageError for all else; ``hint`` says what is taken."""
    if isinstance(given, Counterparty):
        return (given,)
    if not isinstance(given, Iterable):
        raise UsageError(f"{_kind(given)} holds no counterparties", hint=hint)
    parties = tuple(given)
    for place, party in enumerate(parties, start=1):
        if not isinstance(party, Counterparty):
            hint = "make it a Counterparty(name=...)"
            raise UsageError(f"item {place} is {_kind(party)}, not a Counterparty", hint=hint)
    return parties


def given_watchlists(given: object) -> tuple[Watchlist, ...]:
    """The watchlists of an iterable. Raises UsageError for all else, above all for the path of a list."""
    items = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes | Watchlist) else (given,)
    for item in items:
        if not isinstance(item, Watchlist):
            hint = "read the file with read_watchlist, or name it in Screener.from_config(lists=[...])"
            raise UsageError(f"{_kind(item)} is no Watchlist", key="watchlists", hint=hint)
    return tuple(item for item in items if isinstance(item, Watchlist))


def given_score(value: object) -> float:
    """A score. Raises UsageError for what is none."""
    number: Any = value if isinstance(value, Real) else 0
    if not 0 < number <= 100:
        raise UsageError(f"{value!r} is not a score", key="threshold", hint="a number above 0, and at most 100")
    return float(number)


def given_count(value: object) -> int:
    """A number of hits. Raises UsageError for what is none."""
    if not isinstance(value, Integral) or value < 1:
        raise UsageError(f"{value!r} is not a count", key="max_hits", hint="a whole number above 0")
    return int(value)


def given_path(value: object) -> Path:
    """A path to write to. Raises UsageError for all else."""
    if not isinstance(value, str | PathLike):
        hint = "give a path; for a report in memory, write it to a temporary file, or take to_dict()"
        raise UsageError(f"{_kind(value)} is no path", hint=hint)
    return Path(value)


def _kind(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
