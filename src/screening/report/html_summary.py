"""The page's head: what was screened against what, the result in three numbers, charts, the first alerts."""

from __future__ import annotations

from collections.abc import Iterable

from screening.report import wording
from screening.report.html_card import alert_id
from screening.report.html_charts import Bar, bars
from screening.report.html_markup import Markup, join, tag
from screening.report.model import Report, WatchlistInfo
from screening.report.texts import Texts

_GLANCE = 10  # alerts in the list at the head

SECTIONS = ("result", "alerts", "not_screened", "excluded", "rows", "reading")
"""The page's sections, in order; each has a heading ``html.<section>``."""


def header(texts: Texts, report: Report) -> Markup:
    """The title and the way to the sections."""
    screening = report.screening
    when = wording.moment(texts, screening.started)
    links = (tag("a", texts(f"html.{section}"), href=f"#{section}") for section in SECTIONS)
    return tag(
        "header",
        tag("h1", texts("report.title")),
        tag("p", tag("bdi", texts("report.subtitle", file=screening.input.file, when=when)), class_="lead"),
        tag("nav", links, aria_label=texts("html.contents")),
        class_="page-header",
    )


def result(texts: Texts, report: Report) -> Markup:
    """Numbers, charts, what was screened, and the first alerts."""
    return tag(
        "section",
        tag("h2", texts("html.result")),
        _tiles(texts, report),
        tag("p", texts("report.caution"), class_="caution"),
        tag("div", _charts(texts, report), class_="charts"),
        _glance(texts, report),
        _watchlists(texts, report.screening.watchlists),
        _screened(texts, report),
        id="result",
    )


def _tiles(texts: Texts, report: Report) -> Markup:
    summary = report.summary
    numbers = {
        "alerts": len(report.alerts),
        "rows": summary.counterparties,
        "not_screened": summary.outcome.get("not_screened", 0),
    }
    tiles = (
        tag("div", tag("dt", texts(f"html.tile.{key}")), tag("dd", texts.integer(number)), class_=f"tile-{key}")
        for key, number in numbers.items()
    )
    return tag("dl", tiles, class_="tiles")


def _charts(texts: Texts, report: Report) -> Iterable[Markup]:
    summary = report.summary
    risks = [Bar(texts.word("risk", risk), n, risk) for risk, n in summary.risk.items() if risk != "none"]
    outcomes = [Bar(texts.word("outcome", outcome), n, outcome) for outcome, n in summary.outcome.items()]
    names = {info.name: info.title or info.name for info in report.screening.watchlists}
    lists = [Bar(title, summary.by_watchlist.get(name, 0), "list") for name, title in names.items()]
    yield bars(texts, "risk", texts("html.chart.risk"), risks)
    yield bars(texts, "outcome", texts("html.chart.outcome"), outcomes)
    yield bars(texts, "list", texts("html.chart.watchlist"), lists)
    if flags := wording.flag_counts(texts, report):
        yield bars(texts, "flag", texts("html.chart.flag"), [Bar(title, n, "list") for title, n in flags])


def _glance(texts: Texts, report: Report) -> Markup | None:
    alerts = report.alerts
    if not alerts:
        return None
    rows = (
        tag(
            "tr",
            tag("td", tag("span", texts.word("risk", alert.risk), class_=f"pill {alert.risk}")),
            tag("th", tag("a", tag("bdi", alert.name), href=f"#{alert_id(number)}"), scope="row"),
            tag("td", tag("bdi", alert.hits[0].entity_name)),
            tag("td", texts.decimal(alert.score), class_="number"),
            tag("td", wording.position(texts, alert), class_="place"),
        )
        for number, alert in enumerate(alerts[:_GLANCE], 1)
    )
    more = len(alerts) - _GLANCE
    return tag(
        "div",
        tag("h3", texts("html.overview")),
        table(texts, ("risk", "name", "entity", "best_score", "position"), rows, "glance"),
        tag("p", texts.count("html.overview_more", more), class_="note") if more > 0 else None,
    )


def table(texts: Texts, keys: Iterable[str], rows: Iterable[Markup], class_: str) -> Markup:
    """A table whose column heads are the texts ``html.<key>``."""
    heads = (tag("th", texts(f"html.{key}"), scope="col") for key in keys)
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), class_=class_)


def _watchlists(texts: Texts, watchlists: Iterable[WatchlistInfo]) -> Markup:
    return tag(
        "div",
        tag("h3", texts("html.against")),
        (tag("div", _watchlist(texts, info), class_="watchlist") for info in watchlists),
    )


def _watchlist(texts: Texts, info: WatchlistInfo) -> Iterable[Markup]:
    facts = {
        "issuer": info.issuer,
        "version": info.version,
        "as_of": wording.date(texts, info.as_of),
        "entities": texts.integer(info.entities),
        "names": texts.integer(info.names),
    }
    yield tag("h4", info.title or info.name)
    yield tag("dl", (_pair(texts(f"column.{key}"), value) for key, value in facts.items() if value), class_="facts")
    yield tag("p", tag("code", f"SHA-256 {info.sha256}"), class_="note")
    if info.warnings:
        yield tag("ul", (tag("li", warning) for warning in info.warnings), class_="problems")


def _screened(texts: Texts, report: Report) -> Markup:
    screening = report.screening
    read_as = "; ".join(
        texts("html.read_as", header=name, field=texts.word("feature", field))
        for name, field in screening.columns.items()
    )
    facts = {
        "file": screening.input.file,
        "started": wording.moment(texts, screening.started),
        "threshold": texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)),
        "max_hits": texts.integer(screening.max_hits),
        "search": texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"),
        "version": texts("summary.program", version=screening.version),
        "columns": read_as,
        "notes": join(*(tag("p", note) for note in screening.notes)),
        "input_sha256": tag("code", screening.input.sha256),
        "config_sha256": tag("code", screening.config_sha256),
    }
    pairs = (_pair(texts(f"summary.{key}"), value) for key, value in facts.items() if value)
    return tag("div", tag("h3", texts("summary.screened")), tag("dl", pairs, class_="entry"))


def _pair(name: str, value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value))
