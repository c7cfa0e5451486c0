"""What tests of the official lists ask of entries."""

from __future__ import annotations

from screening.entities import Entity
from screening.lists.registry import read_watchlist


def only_entry(data: bytes) -> Entity:
    """The one entry of a list of which nothing is told that would be odd."""
    watchlist = read_watchlist(data)
    assert watchlist.warnings == ()
    (entity,) = watchlist.entities
    return entity


def parts(entity: Entity) -> list[str]:
    """What is kept of an entry as text, part by part."""
    return (entity.remarks or "").split("; ")
