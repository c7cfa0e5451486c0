"""Charts as inline SVG: no scripts, no colours of their own (the style sheet has them), each with its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from screening.report.html_markup import Markup, join, tag
from screening.report.texts import Texts
from screening.report.visible import shortened

_WIDTH = 320
_ROW, _BAR = 34, 8  # height of a labelled bar and of the bar itself
_LABEL_LENGTH = 38  # characters of a label that leave room for the number
_LABEL = 15  # baseline of the label above its bar


class Bar(NamedTuple):
    """One bar: its label, its length, and the name of its colour."""

    label: str
    number: int
    colour: str


def bars(texts: Texts, name: str, title: str, items: Sequence[Bar]) -> Markup:
    """A figure of horizontal bars, the longest over the whole width; ``name`` makes its ids unique on the page."""
    longest = max((item.number for item in items), default=0) or 1
    rows = join(*(_bar(texts, at * _ROW, item, _WIDTH * item.number / longest) for at, item in enumerate(items)))
    described = "; ".join(
        texts("html.chart.item", label=item.label, number=texts.integer(item.number)) for item in items
    )
    return tag(
        "figure",
        tag("figcaption", title),
        tag(
            "svg",
            tag("title", texts("html.chart.text", title=title, items=described), id=f"chart-{name}"),
            rows,
            role="img",
            aria_labelledby=f"chart-{name}",
            viewBox=f"0 0 {_WIDTH} {max(len(items), 1) * _ROW}",
        ),
        class_="chart",
    )


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


def _bar(texts: Texts, top: int, item: Bar, length: float) -> Markup:
    return join(
        tag("text", shortened(item.label, _LABEL_LENGTH), x=0, y=top + _LABEL, class_="label"),
        tag("text", texts.integer(item.number), x=_WIDTH, y=top + _LABEL, text_anchor="end", class_="number"),
        tag("rect", x=0, y=top + _LABEL + 6, width=_WIDTH, height=_BAR, class_="track"),
        tag("rect", x=0, y=top + _LABEL + 6, width=round(length, 1), height=_BAR, class_=f"bar-{item.colour}"),
    )
