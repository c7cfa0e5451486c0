"""Charts as inline SVG: no colours of their own (the style sheet has them), each with a table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from textwrap import wrap
from typing import NamedTuple

from screening.report.html_markup import Markup, join, tag
from screening.texts import Texts

_WIDTH = 320
_ROW, _BAR = 34, 9  # height of a labelled bar and of the bar itself
_LABEL_LENGTH = 38  # characters of a line of a label that leave room for the number
_LABEL_LINES = 3  # of a label; what is longer is cut, and whole in the table
_LABEL = 15  # baseline of a line of the label, from its top


class Piece(NamedTuple):
    """A piece of a bar: what it stands for, its number, and the name of its colour."""

    label: str
    number: int
    colour: str


class Bar(NamedTuple):
    """One bar: its label and its pieces; bars of one chart have pieces for the same things."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(piece.number for piece in self.pieces)


def bars(texts: Texts, title: str, items: Sequence[Bar], most: int | None = None) -> Markup:
    """A figure of horizontal bars, the longest over the whole width, with its table.

    Of more than ``most`` bars the first ones are drawn; the table has all.
    """
    longest = max((item.total for item in items), default=0) or 1
    left_out = len(items[most:]) if most else 0
    labels = [wrap(item.label, _LABEL_LENGTH, max_lines=_LABEL_LINES, placeholder="…") or [""] for item in items[:most]]
    tops = [0, *accumulate(_ROW + _LABEL * (len(label) - 1) for label in labels)]
    drawn = (_bar(texts, *one, _WIDTH / longest) for one in zip(tops, labels, items, strict=False))
    return tag(
        "figure",
        tag("figcaption", title),
        tag("svg", join(*drawn), role="img", aria_label=texts("html.chart.text", title=title),
            viewBox=f"0 0 {_WIDTH} {max(tops[-1], _ROW)}"),
        tag("p", texts.count("html.chart.more", left_out), class_="note") if left_out else None,
        tag("details", tag("summary", texts("html.chart.table")), _table(texts, title, items)),
        class_="chart",
    )  # fmt: skip


def key(pieces: Iterable[Piece]) -> Markup:
    """What the colours of stacked bars stand for."""
    items = (tag("span", tag("i", class_=f"swatch {piece.colour}"), piece.label) for piece in pieces)
    return tag("p", items, class_="key")


def score_bar(texts: Texts, score: float, threshold: float) -> Markup:
    """A bar of 0 to 100 with a mark at the threshold."""
    words = texts("html.score_bar", score=texts.decimal(score), threshold=texts.decimal(threshold))
    return tag(
        "svg",
        tag("rect", x=0, y=3, width=100, height=4, class_="track"),
        tag("rect", x=0, y=3, width=round(score, 1), height=4, class_="filled"),
        tag("line", x1=threshold, y1=0, x2=threshold, y2=10, class_="tick"),
        role="img",
        aria_label=words,
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        class_="score-bar",
    )


def _bar(texts: Texts, top: int, label: Sequence[str], item: Bar, scale: float) -> Markup:
    baseline = top + _LABEL * len(label)
    drawn, at = [], 0.0
    for piece in item.pieces:
        length = piece.number * scale
        if length:
            drawn.append(tag("rect", x=round(at, 1), y=baseline + 6, width=round(length, 1), height=_BAR,
                             class_=f"bar-{piece.colour}"))  # fmt: skip
        at += length
    return join(
        (tag("text", line, x=0, y=top + _LABEL * at, class_="label") for at, line in enumerate(label, 1)),
        tag("text", texts.integer(item.total), x=_WIDTH, y=baseline, text_anchor="end", class_="number"),
        tag("rect", x=0, y=baseline + 6, width=_WIDTH, height=_BAR, class_="track"),
        drawn,
    )


def _table(texts: Texts, title: str, items: Sequence[Bar]) -> Markup:
    several = any(len(item.pieces) > 1 for item in items)
    labels = [piece.label for piece in items[0].pieces] if items and several else []
    heads = (tag("th", label, scope="col", class_="number") for label in (*labels, texts("html.chart.total")))
    rows = (
        tag(
            "tr",
            tag("th", tag("bdi", item.label), scope="row"),
            (tag("td", texts.integer(piece.number), class_="number") for piece in item.pieces if several),
            tag("td", texts.integer(item.total), class_="number"),
        )
        for item in items
    )
    head = tag("tr", tag("th", texts("html.chart.of"), scope="col"), heads)
    return tag("table", tag("caption", title), tag("thead", head), tag("tbody", rows))
