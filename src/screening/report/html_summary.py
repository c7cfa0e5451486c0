"""The executive page: the result in three numbers, the first alerts, charts, and what was screened against what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from screening.config import RiskLevel
from screening.report import wording
from screening.report.breakdown import LEVELS, Group, by_country, by_list
from screening.report.html_card import alert_id
from screening.report.html_charts import Bar, Piece, bars, key
from screening.report.html_markup import Markup, join, tag
from screening.report.model import Report, WatchlistInfo
from screening.texts import Texts

_GLANCE = 10  # alerts in the list at the head
_MOST_BARS = 8  # of one chart

SECTIONS = ("result", "alerts", "not_screened", "excluded", "rows", "method")
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
        _glance(texts, report),
        _charts(texts, report),
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


def _charts(texts: Texts, report: Report) -> Markup | None:
    """Alerts by risk, country and list, and rows by red flag."""
    flags = [Bar(title, (Piece(title, n, "list"),)) for title, n in wording.flag_counts(texts, report)]
    flagged = bars(texts, texts("html.chart.flag"), flags, _MOST_BARS) if flags else None
    if not report.alerts:
        return tag("div", tag("div", flagged, class_="charts")) if flagged else None
    risks = [Bar(texts.word("risk", r), (_piece(texts, r, report.summary.risk.get(r, 0)),)) for r in LEVELS]
    titles = {info.name: info.title or info.name for info in report.screening.watchlists}
    lists = [_by_risk(texts, titles.get(group.key, group.key), group.by_risk) for group in by_list(report)]
    return tag(
        "div",
        tag("h3", texts("html.charts")),
        key(_piece(texts, risk, 0) for risk in LEVELS),
        tag(
            "div",
            bars(texts, texts("html.chart.risk"), risks),
            bars(texts, texts("html.chart.watchlist"), lists),
            bars(texts, texts("html.chart.country"), _countries(texts, by_country(report))),
            flagged,
            class_="charts",
        ),
    )


def _countries(texts: Texts, groups: Sequence[Group]) -> list[Bar]:
    """Bars of the countries with the most alerts, the rest in one, and rows that say no country."""
    named = [group for group in groups if group.key]
    shown = [_by_risk(texts, wording.country(texts, group.key), group.by_risk) for group in named[:_MOST_BARS]]
    if rest := named[_MOST_BARS:]:
        sums = {risk: sum(group.by_risk[risk] for group in rest) for risk in LEVELS}
        shown.append(_by_risk(texts, texts.count("html.chart.others", len(rest)), sums))
    unknown = [group for group in groups if not group.key]
    return shown + [_by_risk(texts, texts("html.no_country"), group.by_risk) for group in unknown]


def _by_risk(texts: Texts, label: str, by_risk: Mapping[RiskLevel, int]) -> Bar:
    return Bar(label, tuple(_piece(texts, risk, number) for risk, number in by_risk.items()))


def _piece(texts: Texts, risk: RiskLevel, number: int) -> Piece:
    return Piece(texts.word("risk", risk), number, risk)


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
        "config_sha256": tag("code", wording.configuration(texts, screening)),
    }
    pairs = (_pair(texts(f"summary.{key}"), value) for key, value in facts.items() if value)
    return tag("div", tag("h3", texts("summary.screened")), tag("dl", pairs, class_="entry"))


def _pair(name: str, value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value))
