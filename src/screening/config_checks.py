"""What can be wrong in a configuration that its models cannot see: names from elsewhere, dates, contradictions."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from screening.partial_dates import is_impossible, is_later
from screening.problems import Complaint, Loc, suggestion

_DOWNLOAD_NUMBERS = ("timeout", "connect_timeout", "max_size", "retries", "max_shrink", "keep")
_LIST_NUMBERS = ("min_entities", "priority")
_CHANGES = ("add_aliases", "add_weak_aliases", "remove_names", "add_identifiers", "status", "max_risk")


def check_config(
    data: Mapping[str, Any], weight_names: Collection[str] | None, field_names: Collection[str] | None
) -> Iterator[Complaint]:
    """The complaints about the ``data`` of a configuration, whether or not its models accept it.

    ``weight_names`` and ``field_names`` are the keys that ``weights`` and ``columns`` may have; None allows any.
    """
    yield from _check_names(data, "weights", "weight", weight_names)
    yield from _check_names(data, "columns", "field", field_names)
    yield from _check_numbers(data)
    yield from _check_lists(data)
    for index, exclusion in enumerate(_tables(data, "exclusion")):
        yield from _check_exclusion(exclusion, ("exclusion", index))
    for index, override in enumerate(_tables(data, "override")):
        yield from _check_override(override, ("override", index))


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables of an array, an empty one in the place of what is no table (which the models refuse)."""
    items = data.get(key, [])
    return [item if isinstance(item, Mapping) else {} for item in items] if isinstance(items, list) else []


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = data.get(key, {})
    return table if isinstance(table, Mapping) else {}


def _check_names(data: Mapping[str, Any], key: str, what: str, known: Collection[str] | None) -> Iterator[Complaint]:
    if known is None:
        return
    for name in _table(data, key):
        if name not in known:
            yield Complaint((key, name), f"no {what} of this name", suggestion(name, known))


def _check_numbers(data: Mapping[str, Any]) -> Iterator[Complaint]:
    """Truth values, which count as 0 and 1 in Python, and numbers that are none (``nan``, ``inf``)."""
    numbers: list[tuple[Loc, Any]] = [((key,), data.get(key)) for key in ("threshold", "max_hits")]
    numbers.append((("risk", "strong_score"), _table(data, "risk").get("strong_score")))
    numbers += [(("download", key), _table(data, "download").get(key)) for key in _DOWNLOAD_NUMBERS]
    numbers += [
        (("list", index, key), table.get(key))
        for index, table in enumerate(_tables(data, "list"))
        for key in _LIST_NUMBERS
    ]
    numbers += [(("weights", name), value) for name, value in _table(data, "weights").items()]
    for loc, value in numbers:
        if isinstance(value, bool):
            yield Complaint(loc, "must be a number, not true or false")
        elif loc[0] == "weights" and isinstance(value, float) and not math.isfinite(value):
            yield Complaint(loc, "must be a finite number")


def _check_lists(data: Mapping[str, Any]) -> Iterator[Complaint]:
    first: dict[str, int] = {}
    for index, table in enumerate(_tables(data, "list")):
        name = table.get("name")
        if isinstance(name, str) and first.setdefault(name.strip(), index) != index:
            yield Complaint(("list", index, "name"), f"list[{first[name.strip()]}] is called {name!r} too")


def _check_exclusion(exclusion: Mapping[str, Any], loc: Loc) -> Iterator[Complaint]:
    yield from _check_days(exclusion, loc, ("on", "expires"))
    on, expires = exclusion.get("on"), exclusion.get("expires")
    if isinstance(on, str) and isinstance(expires, str) and is_later(on, expires):
        yield Complaint((*loc, "expires"), f"{expires} is before the day of the decision, {on}")


def _check_override(override: Mapping[str, Any], loc: Loc) -> Iterator[Complaint]:
    yield from _check_days(override, loc, ("on",))
    if override and not any(override.get(key) for key in _CHANGES):
        yield Complaint(loc, "changes nothing", f"say what to change: {', '.join(_CHANGES)}")


def _check_days(table: Mapping[str, Any], loc: Loc, keys: Collection[str]) -> Iterator[Complaint]:
    for key in keys:
        date = table.get(key)
        if isinstance(date, str) and len(date) == len("2017-04-23") and is_impossible(date):
            yield Complaint((*loc, key), f"there is no day {date}")
