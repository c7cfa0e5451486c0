"""The surroundings of a hit as a small graph: the row, the listed entity, its relations, linked rows of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from screening.entities import Relation
from screening.report.model import Hit, Link, Result

NodeKind = Literal["row", "listed", "related", "other_row"]
"""The counterparty's row, the listed entity, an entry that is related to it on the list, another row of the file
(or an entry with which the row has an address, a number ... in common)."""

MOST = 6
"""Relations, and links, that a picture shows: more can't be read; the lists beside it have them all."""


class Node(NamedTuple):
    """A party in the picture; ``key`` is unique in it. ``at`` says where a row stands."""

    key: str
    kind: NodeKind
    name: str
    at: Result | Link | None = None


class Edge(NamedTuple):
    """What one party is to the other, by their keys.

    ``label`` is the relation's kind as the list has it (owned_by ...), the kind of a link (phone ...), or `MATCHED`.
    """

    source: str
    target: str
    label: str
    relation: Relation | None = None  # with its time and note, for one of the list


class Network(NamedTuple):
    """Nodes and edges, the row and the listed entity first; ``left_out`` counts what is not in the picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


MATCHED = "matched"
"""Label of the edge from a row to the entity that it is a potential match of, which is no fact."""


def network_of(result: Result, hit: Hit) -> Network | None:
    """The picture of a hit; None where there are neither relations nor links, and so nothing to draw."""
    relations, links = list(_relations(hit)), list(_links(result, hit))
    if not relations and not links:
        return None
    row = Node("row", "row", result.name or hit.matched_value, result)
    nodes = {node.key: node for node in (row, Node("listed", "listed", hit.entity_name))}
    edges = [Edge("row", "listed", MATCHED)]
    for node, edge in (*relations[:MOST], *links[:MOST]):
        if edge.source in nodes:  # the entity that the other row matches may be beyond the most
            nodes[node.key] = node
            edges.append(edge)
    return Network(tuple(nodes.values()), tuple(edges), len(relations) + len(links) + 1 - len(edges))


def _relations(hit: Hit) -> Iterator[tuple[Node, Edge]]:
    for relation in hit.relations:
        key = f"entity {relation.target}"
        node = Node(key, "related", hit.related.get(relation.target, relation.target))
        yield node, Edge("listed", key, relation.kind, relation)


def _links(result: Result, hit: Hit) -> Iterator[tuple[Node, Edge]]:
    """Rows that are linked to this one; by a relation those are that match the related entity."""
    related = {relation.target for relation in hit.relations}
    for link in result.links:
        if link.entity_id is None or (link.kind == "relation" and link.entity_id not in related):
            continue
        if link.rows == 1:  # an entry itself, and no row
            key = f"entry {link.watchlist}/{link.entity_id}"
            yield Node(key, "other_row", link.entity_name or link.entity_id), Edge("row", key, link.kind)
            continue
        key = f"row {link.file}/{link.sheet}/{link.row}"
        by = ("row", link.kind) if link.kind != "relation" else (f"entity {link.entity_id}", MATCHED)
        yield Node(key, "other_row", link.name, link), Edge(by[0], key, by[1])
