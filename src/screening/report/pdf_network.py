"""The surroundings of a hit as a drawing on paper, and the same in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from screening.report.network import Network, NodeKind
from screening.report.network_drawing import (
    BOX_HEIGHT,
    BOX_WIDTH,
    NAME_SIZE,
    NOTE_SIZE,
    Box,
    Drawing,
    drawing_of,
    sentences,
)
from screening.report.pdf_paper import HEAD, INK, MUTED, NOTE, PALE, Cell, Colour, Paper
from screening.texts import Texts

_LARGEST = 0.23  # mm of a unit of the drawing: its names are set in 8 points
_POINTS = 72 / 25.4  # of a mm
_AROUND = 2.0  # mm
_WHITE: Colour = (255, 255, 255)
_BOXES: Mapping[NodeKind, tuple[Colour, Colour]] = {  # edge, and inside
    "row": ((40, 80, 122), (225, 234, 244)),
    "listed": ((140, 29, 24), (249, 222, 220)),
    "related": (MUTED, _WHITE),
    "other_row": (MUTED, PALE),
}


def write_network(paper: Paper, texts: Texts, network: Network) -> None:
    """Draw it, as wide as the paper allows, with its sentences below."""
    drawing = drawing_of(texts, network)
    scale = min(_LARGEST, paper.width / drawing.width)
    height = drawing.height * scale
    paper.need(height + 2 * _AROUND + 12)
    paper.text(texts("network.title"), HEAD)
    paper.gap(_AROUND)
    left, top = paper.place
    _draw(paper, drawing, (left, top), scale)
    paper.go_to(top + height + _AROUND)
    for sentence in sentences(texts, network):
        paper.text(sentence, NOTE)


def _draw(paper: Paper, drawing: Drawing, place: tuple[float, float], scale: float) -> None:
    left, top = place
    for line in drawing.lines:
        paper.line([(left + x * scale, top + y * scale) for x, y in line.points], MUTED, dashed=line.matched)
    for line in drawing.lines:
        x, y = line.label_at
        label = Cell(line.label, NOTE._replace(size=NOTE_SIZE * scale * _POINTS))
        paper.words(label, left + x * scale, top + y * scale, ends_there=line.anchor == "end")
    for box in drawing.boxes:
        _box(paper, box, left + box.at.x * scale, top + box.at.y * scale, scale)


def _box(paper: Paper, box: Box, x: float, y: float, scale: float) -> None:
    edge, inside = _BOXES[box.kind]
    paper.box(x, y, BOX_WIDTH * scale, BOX_HEIGHT * scale, edge, inside)
    name, what = NAME_SIZE * scale * _POINTS, NOTE_SIZE * scale * _POINTS
    paper.words(Cell(box.name, NOTE._replace(size=name, colour=INK, bold=True)), x + 9 * scale, y + 18 * scale)
    paper.words(Cell(box.what, NOTE._replace(size=what)), x + 9 * scale, y + 33 * scale)
