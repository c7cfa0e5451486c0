"""Rows made of the fields that the tables of cases write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screening.entities import Counterparty, OtherName

_OWN = frozenset(Counterparty.model_fields) - {"other_names", "identifiers"}
_FREE = frozenset({"port", "goods", "notes", "reference"})


def row(told: Mapping[str, Any]) -> Counterparty:
    """The counterparty with these fields."""
    others = tuple(
        OtherName(field=field, text=text, free_text=field in _FREE)
        for field, text in told.items()
        if text and field not in _OWN and field != "ids"
    )
    own = {field: value for field, value in told.items() if field in _OWN}
    return Counterparty(**{"name": "Meridian Trade", **own}, other_names=others, identifiers=told.get("ids", ()))
