"""The surroundings of a hit laid out as boxes and lines, and told in sentences: the same for the page and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from screening.report import wording
from screening.report.network import MATCHED, Edge, Network, Node, NodeKind
from screening.report.visible import shortened
from screening.texts import Texts

BOX_WIDTH, BOX_HEIGHT = 172, 42
"""Size of a box, in the units of the drawing: of about a twelfth of the height of its letters."""

NAME_SIZE, NOTE_SIZE = 12, 11
"""Size of the letters of a name, and of what stands below it and beside lines."""

_GAP, _STEP = 112, 60  # between columns (a label in the widest font clears the branch), and between boxes
_INDENT, _TRUNK = 22, 8  # of linked rows below the row, and of the line that leads to them
_NAME, _WHAT, _LABEL = 20, 25, 15  # letters that fit into a box (its name, its place), and beside a line


class Point(NamedTuple):
    """A place in a drawing: to the right, and down."""

    x: int
    y: int


class Box(NamedTuple):
    """A party; ``at`` is the upper left corner."""

    kind: NodeKind
    at: Point
    name: str
    what: str


class Line(NamedTuple):
    """A line through points, and its label, whose baseline begins or ends at a point; ``matched``: it is no fact."""

    points: tuple[Point, ...]
    matched: bool
    label: str
    label_at: Point
    anchor: Literal["start", "end"]


class Drawing(NamedTuple):
    """What is to be drawn, within (0, 0) and (width, height): lines first, so that boxes lie on them."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    width: int
    height: int


def drawing_of(texts: Texts, network: Network) -> Drawing:
    """The row and what it is linked to on the left, the entity, its relations, and rows that match these."""
    places = _places(network)
    return Drawing(
        tuple(_line(texts, edge, places) for edge in network.edges),
        tuple(_box(texts, node, places[node.key]) for node in network.nodes),
        max(place.x for place in places.values()) + BOX_WIDTH,
        max(place.y for place in places.values()) + BOX_HEIGHT,
    )


def sentences(texts: Texts, network: Network) -> Iterator[str]:
    """The same in words, for whoever can't see or read the drawing; the last one counts what it leaves out."""
    nodes = {node.key: node for node in network.nodes}
    for edge in network.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        yield texts(
            "network.edge",
            source=_called(texts, source),
            label=texts.within(_label(texts, edge)) if edge.relation is None else _label(texts, edge),
            target=_called(texts, target),
            more=_more(texts, edge),
        )
    if network.left_out:
        yield texts.count("network.left_out", network.left_out)


def _places(network: Network) -> Mapping[str, Point]:
    sources = {edge.target: edge.source for edge in network.edges}
    columns = {"row": 0, "listed": 1, "related": 2}
    used = [0, 0, 0, 0]
    places: dict[str, Point] = {}
    order = {node.key: at for at, node in enumerate(network.nodes)}
    for node in sorted(network.nodes, key=lambda node: order.get(sources.get(node.key, ""), 0)):  # lines cross less
        column = columns.get(node.kind, 0 if sources.get(node.key) == "row" else 3)
        indent = _INDENT if node.kind == "other_row" and column == 0 else 0
        places[node.key] = Point(column * (BOX_WIDTH + _GAP) + indent, used[column] * _STEP)
        used[column] += 1
    return places


def _box(texts: Texts, node: Node, at: Point) -> Box:
    what = texts("network.entry" if node.at is None else "network.row", row=_position(texts, node))
    return Box(node.kind, at, _fitting(node.name or texts("html.unnamed"), _NAME), _fitting(what, _WHAT))


def _line(texts: Texts, edge: Edge, places: Mapping[str, Point]) -> Line:
    start, end = places[edge.source], places[edge.target]
    middle = end.y + BOX_HEIGHT // 2
    matched, label = edge.label == MATCHED, _fitting(_label(texts, edge), _LABEL)
    if end.x < BOX_WIDTH:  # a row below the row
        x = start.x + _TRUNK
        below = (Point(x, start.y + BOX_HEIGHT), Point(x, middle), Point(end.x, middle))
        return Line(below, matched, label, Point(end.x, end.y - 5), "start")
    x, y = start.x + BOX_WIDTH, start.y + BOX_HEIGHT // 2
    points = (Point(x, y), Point(x + _TRUNK, y), Point(x + _TRUNK, middle), Point(end.x, middle))
    return Line(points, matched, label, Point(end.x - 5, middle - 5), "end")


def _fitting(text: str, letters: int) -> str:
    """The text, shortened to so many letters, of which Chinese, Japanese and Korean ones count as two."""
    wide = sum(east_asian_width(char) in "WF" for char in text[:letters])
    return shortened(text, letters - wide // 2)


def _label(texts: Texts, edge: Edge) -> str:
    table = "link_kind" if edge.source == "row" and edge.label != MATCHED else "relation"
    return texts.word(table, edge.label)


def _position(texts: Texts, node: Node) -> str:
    return wording.position(texts, node.at) if node.at else ""


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
