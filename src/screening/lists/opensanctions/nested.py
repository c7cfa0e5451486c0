"""OpenSanctions' ``targets.nested.json``: a target a line, with those that it is linked to inside of it."""

from __future__ import annotations

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.lists.gathering import Gathering
from screening.lists.opensanctions.ftm import watchlist_of
from screening.lists.opensanctions.ftm_entity import looks_like_entities, looks_nested, read_entities
from screening.lists.opensanctions.ftm_links import Graph


def recognise(head: bytes) -> bool:
    """Whether the file begins with entities, and others stand inside of them."""
    return looks_like_entities(head) and looks_nested(head)


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``, told of as ``ftm.read`` does.

    Raises ListError where a line is damaged or cut off.
    """
    with collector_held():
        found = Gathering()
        targets = {entity.id: entity.caption for _, entity, _ in found.readable(read_entities(data, file))}
        lines = found.readable(read_entities(data, file))
        return watchlist_of(((entity, Graph(inner, targets)) for _, entity, inner in lines), found, name)
