"""The surroundings of a hit as a drawing (inline SVG), and the same in sentences for whoever can't see or read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from screening.report import wording
from screening.report.html_markup import Markup, join, tag
from screening.report.network import MATCHED, Edge, Network, Node
from screening.report.texts import Texts
from screening.report.visible import shortened

_WIDTH, _HEIGHT = 150, 42  # of a box
_GAP, _STEP = 112, 60  # between columns, and from one box to the one below it
_INDENT, _TRUNK = 22, 8  # of linked rows below the row, and of the line that leads to them
_NAME = 22  # characters that fit into a box


class _Place(NamedTuple):
    x: int
    y: int


def picture(texts: Texts, network: Network) -> Markup:
    """A figure with the drawing and the sentences; a phone shows the sentences alone, the drawing would be tiny."""
    places = _places(network)
    width = max(place.x for place in places.values()) + _WIDTH + 2
    height = max(place.y for place in places.values()) + _HEIGHT + 4
    left = tag("li", texts.count("network.left_out", network.left_out)) if network.left_out else None
    return tag(
        "figure",
        tag("figcaption", texts("network.title")),
        tag(
            "svg",
            (_edge(texts, edge, places) for edge in network.edges),
            (_box(texts, node, places[node.key]) for node in network.nodes),
            role="img",
            aria_label=texts("network.alternative"),
            viewBox=f"-1 -1 {width} {height}",
            width=width,
        ),
        tag("ul", (tag("li", sentence) for sentence in _sentences(texts, network)), left),
        class_="network",
    )


def _places(network: Network) -> Mapping[str, _Place]:
    """The row and what it is linked to on the left, the entity, its relations, and rows that match these."""
    sources = {edge.target: edge.source for edge in network.edges}
    columns = {"row": 0, "listed": 1, "related": 2}
    used = [0, 0, 0, 0]
    places: dict[str, _Place] = {}
    for node in network.nodes:
        column = columns.get(node.kind, 0 if sources.get(node.key) == "row" else 3)
        indent = _INDENT if node.kind == "other_row" and column == 0 else 0
        places[node.key] = _Place(column * (_WIDTH + _GAP) + indent, used[column] * _STEP)
        used[column] += 1
    return places


def _box(texts: Texts, node: Node, at: _Place) -> Markup:
    what = texts("network.entry" if node.at is None else "network.row", row=_position(texts, node))
    return join(
        tag("rect", x=at.x, y=at.y, width=_WIDTH, height=_HEIGHT, rx=4, class_=f"node {node.kind}"),
        tag("text", shortened(node.name or texts("html.unnamed"), _NAME), x=at.x + 9, y=at.y + 18, class_="name"),
        tag("text", shortened(what, _NAME + 3), x=at.x + 9, y=at.y + 33, class_="what"),
    )


def _edge(texts: Texts, edge: Edge, places: Mapping[str, _Place]) -> Markup:
    start, end = places[edge.source], places[edge.target]
    style = "edge matched" if edge.label == MATCHED else "edge"
    middle = end.y + _HEIGHT // 2
    if end.x < _WIDTH:  # a row below the row
        x, label_x, anchor = start.x + _TRUNK, end.x, "start"
        line = f"M{x} {start.y + _HEIGHT}V{middle}H{end.x}"
    else:
        x, label_x, anchor = start.x + _WIDTH, end.x - 8, "end"
        line = f"M{x} {start.y + _HEIGHT // 2}L{end.x - _GAP + 24} {middle}H{end.x}"
    above = end.y - 5 if anchor == "start" else middle - 5
    return join(
        tag("path", d=line, class_=style),
        tag("text", shortened(_label(texts, edge), 18), x=label_x, y=above, text_anchor=anchor, class_="label"),
    )


def _label(texts: Texts, edge: Edge) -> str:
    table = "link_kind" if edge.source == "row" and edge.label != MATCHED else "relation"
    return texts.word(table, edge.label)


def _position(texts: Texts, node: Node) -> str:
    return wording.position(texts, node.at) if node.at else ""


def _sentences(texts: Texts, network: Network) -> Iterable[str]:
    nodes = {node.key: node for node in network.nodes}
    for edge in network.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        yield texts(
            "network.edge",
            source=_called(texts, source),
            label=_label(texts, edge).lower() if edge.relation is None else _label(texts, edge),
            target=_called(texts, target),
            more=_more(texts, edge),
        )


def _called(texts: Texts, node: Node) -> str:
    name = node.name or texts("html.unnamed")
    return texts("network.at", name=name, row=_position(texts, node)) if node.at else name


def _more(texts: Texts, edge: Edge) -> str:
    """Since when, until when, and the list's remark on a relation."""
    if edge.relation is None:
        return ""
    since, until, note = edge.relation.since, edge.relation.until, edge.relation.note
    told = (
        texts("network.since", date=wording.date(texts, since)) if since else "",
        texts("network.until", date=wording.date(texts, until)) if until else "",
        note or "",
    )
    words = "; ".join(part for part in told if part)
    return texts("network.more", words=words) if words else ""
