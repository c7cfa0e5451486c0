"""What can be wrong in a configuration that its models cannot see: names from elsewhere, dates, contradictions."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from screening.partial_dates import is_impossible, is_later
from screening.problems import Complaint, Loc, complaints, suggestion

_DOWNLOAD_NUMBERS = ("timeout", "connect_timeout", "max_size", "retries", "max_shrink", "keep")
_LIST_NUMBERS = ("min_entities", "priority")
_CHANGES = ("add_aliases", "add_weak_aliases", "remove_names", "add_identifiers", "status", "max_risk")


def check_config(
    data: Mapping[str, Any],
    weights: type[BaseModel] | None,
    field_names: Collection[str] | None,
    flag_ids: Callable[[], Collection[str]] | None = None,
) -> Iterator[Complaint]:
    """The complaints about the ``data`` of a configuration, whether or not its models accept it.

    ``weights`` is the model of the numbers that ``weights`` may have, ``field_names`` are the keys that ``columns``
    may have; None allows any.
    ``flag_ids`` tells the ids of the shipped red flags, and is asked where the configuration says something of flags.
    """
    if weights is not None:
        yield from _check_weights(data, weights)
    yield from _check_names(data, "columns", "field", field_names)
    yield from _check_numbers(data)
    yield from _check_lists(data)
    if flag_ids is not None and ("red_flag" in data or "red_flags" in data):
        yield from _check_flags(data, flag_ids())
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


def _check_weights(data: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Complaint]:
    """Names that the model does not have, and numbers out of its bounds: what is no number is refused in any case."""
    known = model.model_fields
    yield from _check_names(data, "weights", "weight", known)
    given = {
        name: value
        for name, value in _table(data, "weights").items()
        if name in known and type(value) in (int, float) and abs(value) <= sys.float_info.max
    }
    try:
        model.model_validate(given)
    except ValidationError as error:
        every = dict.fromkeys(known)  # a number that is not given may be wrong beside one that is
        yield from (Complaint(("weights", *c.loc), c.message, c.hint) for c in complaints(error, model, every))


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


def _check_flags(data: Mapping[str, Any], shipped: Collection[str]) -> Iterator[Complaint]:
    """Ids that are taken, and flags that are named and do not exist."""
    off = _texts(_table(data, "red_flags"), "off")
    yield from (
        Complaint(("red_flags", "off", place), f"no shipped red flag is called {name!r}", suggestion(name, shipped))
        for place, name in enumerate(off)
        if name not in shipped
    )
    taken = dict.fromkeys(shipped, "a shipped red flag has this id: choose another, or switch that one off")
    taken = {name: reason for name, reason in taken.items() if name not in off}
    own = _tables(data, "red_flag")
    known = {*taken, *(str(rule.get("id")) for rule in own)}
    for index, rule in enumerate(own):
        name = str(rule.get("id"))
        if name in taken:
            yield Complaint(("red_flag", index, "id"), f"{name!r} is taken", taken[name])
        taken[name] = f"red_flag[{index}] has this id"
        for place, other in enumerate(_texts(rule, "together_with")):
            if other not in known:
                message = f"there is no red flag {other!r}"
                yield Complaint(("red_flag", index, "together_with", place), message, suggestion(other, known))


def _texts(table: Mapping[str, Any], key: str) -> list[str]:
    items = table.get(key, [])
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []


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
