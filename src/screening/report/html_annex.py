"""The page's tables beside the cards: alerts in short, rows not screened, excluded hits, all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from screening.report import wording
from screening.report.html_card import alert_id
from screening.report.html_markup import Markup, join, tag
from screening.report.lines import Line
from screening.report.marks import Mark
from screening.report.model import Report, Result
from screening.report.visible import shortened
from screening.texts import Texts

MAX_NAME = 200
"""Characters of a name in a table."""

_LEGEND: tuple[Mark, ...] = ("equal", "similar", "different", "missing", "extra", "contradicted", "ignored")


def short_alerts(texts: Texts, report: Report, first: int) -> Iterator[Markup]:
    """Table rows for the alerts from number ``first`` on: those that have no card."""
    for alert in report.alerts[first - 1 :]:
        yield tag(
            "tr",
            tag("td", tag("span", texts.word("risk", alert.risk), class_=f"pill {alert.risk}")),
            tag("th", tag("bdi", shortened(alert.name, MAX_NAME)), scope="row"),
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
                tag("td", tag("bdi", shortened(_whole_row(result), MAX_NAME))),
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


def all_rows(texts: Texts, report: Report, numbers: Mapping[int, int]) -> Iterator[Markup]:
    """A table row for every row of the input; ``numbers`` are those of the alerts that a link can lead to, by place."""
    rows = enumerate(report.counterparties)
    for group, members in groupby(rows, key=lambda row: group_of(row[1])):
        head = tag("tr", tag("th", group, colspan=5, scope="colgroup"), class_="group") if group else None
        for place, result in members:
            yield join(head, _row(texts, result, numbers.get(place)))
            head = None


def group_of(result: Result) -> str:
    """The file and sheet that a row stands in."""
    return ", ".join(part for part in (result.file, result.sheet) if part)


def remarks(texts: Texts, result: Result) -> str:
    """Problems, red flags and links of a row in one text of some length; the links of an alert stand on its card."""
    told = [
        *result.problems,
        *(wording.red_flag(texts, flag) for flag in result.red_flags),
        *wording.links_in_short(texts, result),
    ]
    return shortened("; ".join(told), 2 * MAX_NAME)


def _row(texts: Texts, result: Result, number: int | None) -> Markup:
    name = tag("bdi", shortened(result.name, MAX_NAME))
    best = [tag("bdi", result.hits[0].entity_name), f" {texts.decimal(result.score)}"] if result.hits else None
    return tag(
        "tr",
        tag("td", str(result.row) if result.row else None, class_="number"),
        tag("td", tag("a", name, href=f"#{alert_id(number)}") if number else name),
        tag("td", texts.word("outcome", result.outcome), class_=None if result.outcome == "no_hit" else result.outcome),
        tag("td", best),
        tag("td", remarks(texts, result)),
    )


def _whole_row(result: Result) -> str:
    cells = (f"{header}: {cell}" for header, cell in result.input.items() if cell.strip())
    return result.name.strip() or "; ".join(cells)


def legend(texts: Texts) -> Markup:
    """What the marks on letters mean."""
    marks = (tag("mark", texts(f"part.{mark}"), class_=f"m-{mark}") for mark in _LEGEND)
    return tag("p", tag("strong", texts("html.legend")), marks, class_="legend")
