"""The page's tables after the cards: rows not screened, excluded hits, all rows, and how to read the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from screening.report import wording
from screening.report.html_card import alert_id
from screening.report.html_markup import Markup, join, tag
from screening.report.lines import Line
from screening.report.marks import Mark
from screening.report.model import Report, Result
from screening.report.texts import Texts
from screening.report.visible import shortened

_MAX_NAME = 200  # characters of a name in the table of all rows
_LEGEND: tuple[Mark, ...] = ("equal", "similar", "different", "missing", "extra", "contradicted", "ignored")


def short_alerts(texts: Texts, report: Report, first: int) -> Iterator[Markup]:
    """Table rows for the alerts from number ``first`` on: those that have no card."""
    for alert in report.alerts[first - 1 :]:
        yield tag(
            "tr",
            tag("td", tag("span", texts.word("risk", alert.risk), class_=f"pill {alert.risk}")),
            tag("th", tag("bdi", shortened(alert.name, _MAX_NAME)), scope="row"),
            tag("td", tag("bdi", alert.hits[0].entity_name)),
            tag("td", texts.decimal(alert.score), class_="number"),
            tag("td", wording.position(texts, alert), class_="place"),
        )


def not_screened(texts: Texts, report: Report) -> Iterator[Markup]:
    """Table rows for what was not screened, with the reason."""
    for result in report.counterparties:
        if result.outcome == "not_screened":
            yield tag(
                "tr",
                tag("td", wording.position(texts, result), class_="place"),
                tag("td", tag("bdi", shortened(_whole_row(result), _MAX_NAME))),
                tag("td", "; ".join(result.problems)),
            )


def excluded(texts: Texts, line: Line) -> Markup:
    """A table row for a hit that a decision excludes."""
    decision = wording.exclusion(texts, line.hit.excluded) if line.hit.excluded else ""
    return tag(
        "tr",
        tag("td", wording.position(texts, line.result), class_="place"),
        tag("th", tag("bdi", line.result.name), scope="row"),
        tag("td", tag("bdi", line.hit.entity_name)),
        tag("td", texts.decimal(line.hit.score), class_="number"),
        tag("td", decision),
    )


def all_rows(texts: Texts, report: Report, cards: int) -> Iterator[Markup]:
    """A table row for every row of the input; the first ``cards`` alerts have a card to link to."""
    numbers: Mapping[int, int] = {id(alert): number for number, alert in enumerate(report.alerts[:cards], 1)}
    for (file, sheet), results in groupby(report.counterparties, key=lambda result: (result.file, result.sheet)):
        where = ", ".join(part for part in (file, sheet) if part)
        group = tag("tr", tag("th", where, colspan=5, scope="colgroup"), class_="group") if where else None
        for result in results:
            yield join(group, _row(texts, result, numbers.get(id(result))))
            group = None


def _row(texts: Texts, result: Result, number: int | None) -> Markup:
    name = tag("bdi", shortened(result.name, _MAX_NAME))
    best = [tag("bdi", result.hits[0].entity_name), f" {texts.decimal(result.score)}"] if result.hits else None
    remarks = [
        *result.problems,
        *(wording.red_flag(texts, flag) for flag in result.red_flags),
        *(wording.link(texts, link) for link in result.links),
    ]
    return tag(
        "tr",
        tag("td", str(result.row) if result.row else None, class_="number"),
        tag("td", tag("a", name, href=f"#{alert_id(number)}") if number else name),
        tag("td", texts.word("outcome", result.outcome), class_=None if result.outcome == "no_hit" else result.outcome),
        tag("td", best),
        tag("td", shortened("; ".join(remarks), 2 * _MAX_NAME) if remarks else None),
    )


def _whole_row(result: Result) -> str:
    cells = (f"{header}: {cell}" for header, cell in result.input.items() if cell.strip())
    return result.name.strip() or "; ".join(cells)


def legend(texts: Texts) -> Markup:
    """What the marks on letters mean."""
    marks = (tag("span", texts(f"part.{mark}"), class_=f"m-{mark}") for mark in _LEGEND)
    return tag("p", tag("strong", texts("html.legend")), marks, class_="legend")


def reading(texts: Texts, report: Report) -> Markup:
    """How to read the report: the score, the limits, the terms."""
    threshold = texts.decimal(report.screening.threshold)
    terms = (tag("div", tag("dt", term.name), tag("dd", term.meaning)) for term in texts.terms)
    return tag(
        "section",
        tag("h2", texts("html.reading")),
        tag("h3", texts("html.method")),
        tag("p", texts("html.score_means", threshold=threshold)),
        tag("h3", texts("html.limits_title")),
        tag("p", texts("html.limits")),
        tag("h3", texts("html.terms")),
        tag("dl", terms, class_="entry terms"),
        id="reading",
    )
