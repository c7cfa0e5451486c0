"""The surroundings of a hit as a drawing on the page (inline SVG), and the same in sentences."""

from __future__ import annotations

from screening.report.html_markup import Markup, join, tag
from screening.report.network import Network
from screening.report.network_drawing import BOX_HEIGHT, BOX_WIDTH, Box, Line, drawing_of, sentences
from screening.texts import Texts


def picture(texts: Texts, network: Network) -> Markup:
    """A figure with the drawing and the sentences; a phone shows the sentences alone, the drawing would be tiny."""
    drawing = drawing_of(texts, network)
    return tag(
        "figure",
        tag("figcaption", texts("network.title")),
        tag(
            "svg",
            map(_line, drawing.lines),
            map(_label, drawing.lines),  # over all lines: some lie close
            map(_box, drawing.boxes),
            role="img",
            aria_label=texts("network.alternative"),
            viewBox=f"-1 -1 {drawing.width + 2} {drawing.height + 4}",
            width=drawing.width + 2,
        ),
        tag("ul", (tag("li", sentence) for sentence in sentences(texts, network))),
        class_="network",
    )


def _box(box: Box) -> Markup:
    x, y = box.at
    return join(
        tag("rect", x=x, y=y, width=BOX_WIDTH, height=BOX_HEIGHT, rx=4, class_=f"node {box.kind}"),
        tag("text", box.name, x=x + 9, y=y + 18, class_="name"),
        tag("text", box.what, x=x + 9, y=y + 33, class_="what"),
    )


def _line(line: Line) -> Markup:
    path = "M" + "L".join(f"{x} {y}" for x, y in line.points)
    return tag("path", d=path, class_="edge matched" if line.matched else "edge")


def _label(line: Line) -> Markup:
    x, y = line.label_at
    return tag("text", line.label, x=x, y=y, text_anchor=line.anchor, class_="label")
