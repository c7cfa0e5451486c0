"""What a watchlist says of itself, and how much it holds: the head of its inventory and of what has changed in it."""

from __future__ import annotations

from typing import Any

from screening.entities import Model, Watchlist


class ListHead(Model):
    """A version of a list: what it says of itself, and how much it holds."""

    name: str
    title: str
    issuer: str
    version: str
    as_of: str  # ISO date
    sha256: str
    path: str
    entities: int
    names: int


_COUNTS = ("entities", "names")


def head_of(watchlist: Watchlist) -> ListHead:
    """The head of a watchlist."""
    told: dict[str, Any] = {f: getattr(watchlist, f) for f in ListHead.model_fields if f not in _COUNTS}
    names = sum(len(entity.names) for entity in watchlist.entities)
    return ListHead(**told, entities=len(watchlist.entities), names=names)
