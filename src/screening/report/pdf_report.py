"""The report as a PDF: an executive page, a card for every alert, lists of alerts and rows, the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import BinaryIO

from fpdf.prefs import ViewerPreferences

from screening.config import RiskLevel
from screening.report import wording
from screening.report.breakdown import LEVELS, Group, by_country, by_list
from screening.report.lines import Line, alert_lines
from screening.report.model import Report, Result
from screening.report.pdf_card import risk_style, write_card
from screening.report.pdf_paper import NAVY, NOTE, PALE, PLAIN, STRONG, Cell, Colour, Paper, Style
from screening.report.visible import one_line, shortened
from screening.texts import Texts

MOST_CARDS = 250
"""Alerts that have a card; further ones stand in the list of alerts alone."""

MOST_LINES = 3_000
"""Lines of the list of alerts."""

MOST_ROWS = 500
"""Rows of a file that is printed whole; of a larger one the annex of all rows is left out, and the page says so."""

_TOP = 10  # alerts on the first page
_BARS = 8  # countries in the chart
_BAR: Mapping[RiskLevel, Colour] = {"high": (179, 38, 30), "medium": (217, 138, 0), "low": (91, 134, 180)}
_LONGEST = 120  # characters of a text in a list
_LINES = (12.0, 46.0, 46.0, 20.0, 38.0, 18.0)
_ROWS = (40.0, 50.0, 26.0, 64.0)
_UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # for a `started` that is no date: never the clock


def write_pdf(report: Report, file: BinaryIO, texts: Texts) -> None:
    """Write the document. The same report gives the same bytes.

    Text in every script that the fonts of the extra ``pdf`` have; other characters are written by their code points.
    """
    screening = report.screening
    footer = texts("pdf.footer", file=shortened(one_line(screening.input.file), 60), version=screening.version)
    with closing(Paper(footer)) as paper:
        _properties(paper, texts, report)
        lines = alert_lines(report)
        _summary(paper, texts, report, lines)
        _cards(paper, texts, report)
        _alerts(paper, texts, lines)
        _annex(paper, texts, report)
        _method(paper, texts, report)
        file.write(paper.finished())


def _properties(paper: Paper, texts: Texts, report: Report) -> None:
    screening = report.screening
    try:
        started = datetime.fromisoformat(screening.started)
    except ValueError:
        started = _UNKNOWN_TIME
    file = one_line(screening.input.file)
    paper.pdf.set_title(texts("pdf.title", file=file) if file else texts("report.title"))
    paper.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)  # a screen reader says the title
    paper.pdf.set_subject(file)
    paper.pdf.set_author(texts("summary.program", version=screening.version))
    paper.pdf.set_creator(texts("summary.program", version=screening.version))
    paper.pdf.set_lang(texts("html.lang"))
    paper.pdf.set_creation_date(started if started.tzinfo else started.replace(tzinfo=UTC))


def _summary(paper: Paper, texts: Texts, report: Report, lines: Sequence[Line]) -> None:
    screening, summary = report.screening, report.summary
    paper.heading(texts("report.title"), size=20, level=0)
    when = wording.moment(texts, screening.started)
    paper.text(texts("report.subtitle", file=screening.input.file, when=when), Style(size=10))
    paper.gap()
    numbers = {
        "tile.alerts": len(report.alerts),
        "tile.rows": summary.counterparties,
        "tile.not_screened": summary.outcome.get("not_screened", 0),
    }
    thirds = (paper.width / 3,) * 3
    figure, caption = Style(size=22, colour=NAVY, bold=True, fill=PALE), NOTE._replace(fill=PALE)
    paper.row(thirds, [Cell(texts.integer(number), figure) for number in numbers.values()])
    paper.row(thirds, [Cell(texts(key), caption) for key in numbers])
    paper.gap(2)
    paper.text(texts("report.caution"), NOTE)
    paper.gap()
    if lines:
        _subheading(paper, texts("summary.top_alerts"))
        _lines(paper, texts, lines[:_TOP])
        if len(lines) > _TOP:
            paper.gap(1)
            paper.text(texts.count("pdf.further_hits", len(lines) - _TOP), NOTE)
        paper.gap()
        countries = [group._replace(key=wording.country(texts, group.key)) for group in by_country(report)]
        _bars(paper, texts, "html.chart.country", countries)
        _bars(paper, texts, "html.chart.watchlist", by_list(report))
    _subheading(paper, texts("summary.watchlists"))
    for info in screening.watchlists:
        facts = (wording.list_version(texts, info), info.issuer, f"SHA-256 {info.sha256}", *info.warnings)
        paper.row(
            (55.0, paper.width - 55), (Cell(info.title or info.name, STRONG), Cell("\n".join(facts), NOTE)), rule=True
        )
    paper.gap()
    _screened(paper, texts, report)


def _subheading(paper: Paper, text: str) -> None:
    paper.need(25)
    paper.text(text, Style(size=11, colour=NAVY, bold=True))
    paper.gap(1)


def _bars(paper: Paper, texts: Texts, title: str, groups: Sequence[Group]) -> None:
    """Alerts of each group as a bar divided by risk, with its number."""
    named, nameless = [group for group in groups if group.key], [group for group in groups if not group.key]
    shown, rest = named[:_BARS], named[_BARS:]
    if rest:
        by_risk = {risk: sum(group.by_risk[risk] for group in rest) for risk in LEVELS}
        shown.append(Group(texts.count("html.chart.others", len(rest)), by_risk))
    shown += [group._replace(key=texts("html.no_country")) for group in nameless]
    paper.need(12 + 6 * len(shown))
    _subheading(paper, texts(title))
    label, room = 50.0, paper.width - 50.0 - 45.0
    longest = max((group.total for group in shown), default=0) or 1
    for group in shown:
        y = paper.pdf.get_y()
        parts = ((room * group.by_risk[risk] / longest, _BAR[risk]) for risk in LEVELS)
        told = ", ".join(
            f"{texts.within(texts.word('risk', r))} {group.by_risk[r]}" for r in LEVELS if group.by_risk[r]
        )
        paper.row((label, room, 45.0), (Cell(shortened(group.key, 34)), Cell(""), Cell(told, NOTE)), padding=0.4)
        paper.bar(paper.pdf.l_margin + label, y + 1, list(parts), 2.6)
    paper.gap()


def _screened(paper: Paper, texts: Texts, report: Report) -> None:
    screening = report.screening
    _subheading(paper, texts("summary.screened"))
    facts = {
        "summary.input_sha256": screening.input.sha256,
        "summary.threshold": texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)),
        "summary.max_hits": texts.integer(screening.max_hits),
        "summary.search": texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"),
        "summary.version": texts("summary.program", version=screening.version),
        "summary.config_sha256": wording.configuration(texts, screening),
        "summary.notes": "\n".join(screening.notes),
    }
    for key, value in facts.items():
        if value:
            paper.row((55.0, paper.width - 55), (Cell(texts(key), NOTE), Cell(value)), padding=0.5)


def _cards(paper: Paper, texts: Texts, report: Report) -> None:
    alerts = report.alerts
    paper.part()
    paper.heading(texts("html.alerts"), size=15, level=0)
    if not alerts:
        paper.text(texts("xlsx.no_alerts"))
    for number, result in enumerate(alerts[:MOST_CARDS], 1):
        write_card(paper, texts, report, result, number, len(alerts))
    if len(alerts) > MOST_CARDS:
        paper.text(texts.count("pdf.more_alerts", len(alerts) - MOST_CARDS), NOTE)


def _alerts(paper: Paper, texts: Texts, lines: Sequence[Line]) -> None:
    if not lines:
        return
    paper.part()
    paper.heading(texts("pdf.all_hits"), size=15, level=0)
    _lines(paper, texts, lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        paper.text(texts.count("pdf.more_lines", len(lines) - MOST_LINES), NOTE)


def _lines(paper: Paper, texts: Texts, lines: Iterable[Line]) -> None:
    keys = ("score", "name", "entity_name", "list", "row", "risk")
    with paper.table(_LINES, [texts(f"column.{key}") for key in keys]):
        for line in lines:
            hit, name = line.hit, line.result.name or texts("html.unnamed")
            place, risk = wording.position(texts, line.result), texts.word("risk", hit.risk)
            paper.row(_LINES, (
                Cell(texts.decimal(hit.score)), Cell(shortened(name, _LONGEST), STRONG),
                Cell(shortened(hit.entity_name, _LONGEST)), Cell(shortened(hit.watchlist, _LONGEST), NOTE),
                Cell(place, NOTE), Cell(risk, risk_style(hit.risk)),
            ), rule=True)  # fmt: skip


def _annex(paper: Paper, texts: Texts, report: Report) -> None:
    """The rows that were not screened, and all rows of a file that is not too large."""
    rows = report.counterparties
    paper.part()
    if len(rows) <= MOST_ROWS:
        paper.heading(texts("html.rows"), size=15, level=0)
    else:
        paper.heading(texts("html.not_screened"), size=15, level=0)
        paper.text(texts("pdf.rows_left_out", number=texts.integer(len(rows))), NOTE)
        rows = tuple(row for row in rows if row.outcome == "not_screened")[:MOST_ROWS]
        paper.text(texts("html.not_screened_intro" if rows else "html.no_not_screened"), NOTE)
        paper.gap()
    if not rows:
        return
    with paper.table(_ROWS, [texts(f"html.{key}") for key in ("position", "name", "outcome", "remarks")]):
        for row in rows:
            place, outcome = wording.position(texts, row), texts.word("outcome", row.outcome)
            paper.row(_ROWS, (
                Cell(place, NOTE), Cell(shortened(row.name or texts("html.unnamed"), _LONGEST)),
                Cell(outcome, STRONG if row.hits else PLAIN), Cell(_remarks(texts, row), NOTE),
            ), padding=0.6, rule=True)  # fmt: skip


def _remarks(texts: Texts, row: Result) -> str:
    flags = (flag.title for flag in row.red_flags)
    return shortened("; ".join((*row.problems, *flags, *wording.links_in_short(texts, row))), 2 * _LONGEST)


def _method(paper: Paper, texts: Texts, report: Report) -> None:
    paper.part()
    paper.heading(texts("method.title"), size=15, level=0)
    _subheading(paper, texts("html.score_title"))
    threshold = texts.decimal(report.screening.threshold)
    told = (texts("html.score_means", threshold=threshold), texts("method.evidence"), texts("html.risk_means"))
    for paragraph in told:
        paper.text(paragraph)
        paper.gap(1.5)
    weights = {name: value for name, value in report.screening.weights.items() if f"weight.{name}" in texts}
    if weights:
        _subheading(paper, texts("html.weights_title"))
        paper.text(texts("html.weights_intro"), NOTE)
        for name, value in weights.items():
            paper.row(
                (110.0, 25.0), (Cell(texts(f"weight.{name}")), Cell(texts.short(value), Style(align="R"))), padding=0.5
            )
        paper.gap()
    _subheading(paper, texts("html.limits_title"))
    for key in (key for key in texts.keys if key.startswith("limit.")):
        paper.text(texts(key))
    paper.gap()
    _subheading(paper, texts("html.terms"))
    for term in texts.terms:
        paper.row((38.0, paper.width - 38), (Cell(term.name, STRONG), Cell(term.meaning)), padding=0.6)
