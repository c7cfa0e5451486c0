"""How much of many things a note names."""

from __future__ import annotations

from collections.abc import Sequence

from screening.texts import spoken


def some(items: Sequence[str], most: int) -> str:
    """The first ``most`` of the items, and how many more there are."""
    shown = ", ".join(items[:most])
    return spoken()("note.some", shown=shown, number=len(items) - most) if len(items) > most else shown
