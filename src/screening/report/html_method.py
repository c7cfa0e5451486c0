"""How the report was made and is read: the score, the threshold, the weights, the limits, the terms."""

from __future__ import annotations

from collections.abc import Iterable

from screening.report.html_markup import Markup, tag
from screening.report.html_summary import table
from screening.report.model import Report
from screening.texts import Texts


def method(texts: Texts, report: Report) -> Markup:
    """The section about the method."""
    threshold = texts.decimal(report.screening.threshold)
    terms = (tag("div", tag("dt", term.name), tag("dd", term.meaning)) for term in texts.terms)
    return tag(
        "section",
        tag("h2", texts("html.method")),
        tag("h3", texts("html.score_title")),
        tag("p", texts("html.score_means", threshold=threshold)),
        tag("p", texts("html.risk_means")),
        _weights(texts, report),
        tag("h3", texts("html.limits_title")),
        tag("ul", (tag("li", texts(f"limit.{key}")) for key in _limits(texts)), class_="limits"),
        tag("h3", texts("html.terms")),
        tag("dl", terms, class_="entry terms"),
        id="method",
    )


def _limits(texts: Texts) -> Iterable[str]:
    return (key.removeprefix("limit.") for key in texts.keys if key.startswith("limit."))


def _weights(texts: Texts, report: Report) -> Markup | None:
    """The weights that a reader may ask for, in words; then all numbers of the method by their names."""
    weights = report.screening.weights
    if not weights:
        return None
    told = [name for name in weights if f"weight.{name}" in texts]
    rows = (
        tag(
            "tr",
            tag("th", texts(f"weight.{name}"), scope="row"),
            tag("td", _number(texts, weights[name]), class_="number"),
        )
        for name in told
    )
    every = (
        tag(
            "tr",
            tag("th", tag("code", name), scope="row"),
            tag("td", _number(texts, value), class_="number"),
        )
        for name, value in weights.items()
    )
    return tag(
        "div",
        tag("h3", texts("html.weights_title")),
        tag("p", texts("html.weights_intro")),
        table(texts, ("weight", "value"), rows, "weights"),
        tag(
            "details",
            tag("summary", texts.count("html.all_weights", len(weights))),
            table(texts, ("weight", "value"), every, "weights"),
        ),
    )


def _number(texts: Texts, value: float) -> str:
    """A number of the method, as precise as it is."""
    return texts.short(value)
