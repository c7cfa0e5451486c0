"""Fields of a name, number or address without those that a list leaves empty, which the models then fill themselves."""

from __future__ import annotations

from collections.abc import Mapping


def filled(fields: Mapping[str, str | None]) -> dict[str, str]:
    """The fields that hold a text."""
    return {key: text for key, text in fields.items() if text}
