"""From one record of a published list to an entity: what the models cannot express stays as text, and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from screening.entities import Entity
from screening.problems import complaints, dotted


class Remarks:
    """What one record says and no field can hold: "Label: text" joined by "; ", counted by label for the whole list."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._said: list[str] = []

    def add(self, label: str, text: str) -> None:
        """Keep a text that is not empty, once."""
        said = f"{label}: {text}" if label else text
        if text and said not in self._said:
            self._said.append(said)
            self._counts[label or "remarks"] += 1

    @property
    def text(self) -> str | None:
        """All that was kept; None for nothing."""
        return "; ".join(self._said) or None


def entity_of(payload: Mapping[str, Any], label: str, name: str) -> Entity | str:
    """The entity that the payload describes, or what is wrong with it, for the warnings of the list.

    ``label`` says which record it is ("entry 4711"), ``name`` whom it names.
    """
    try:
        return Entity.model_validate(payload)
    except ValidationError as error:
        told = "; ".join(f"{dotted(c.loc)} {c.message}" for c in complaints(error, Entity, payload))
        return f"{label} ({name or 'without a name'}) was left out: {told}"
