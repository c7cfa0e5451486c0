"""Ids that must be unique in a list."""

from __future__ import annotations

from collections.abc import Sequence

from screening.entities import Entity
from screening.errors import ListError
from screening.lists.xml_stream import DOWNLOAD_AGAIN


def refuse_duplicates(entities: Sequence[Entity], file: str) -> None:
    """Raises ListError where two entries have one id: exclusions and links would mean either."""
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            message = "two entries have this id: the list is damaged"
            raise ListError(message, file=file, entry=entity.id, hint=DOWNLOAD_AGAIN, code="duplicate_id")
        seen.add(entity.id)
