"""The first sheet: what was screened against what, and the result in numbers."""

from __future__ import annotations

from collections.abc import Iterable

from screening.names.countries import country_name
from screening.report import wording
from screening.report.breakdown import LEVELS, Group, by_country, by_list
from screening.report.lines import alert_lines, input_headers
from screening.report.model import Report, WatchlistInfo
from screening.report.texts import Texts
from screening.report.xlsx_cells import Jump
from screening.report.xlsx_charts import risk_table
from screening.report.xlsx_page import LINE_HEIGHT, Cell, Page
from screening.report.xlsx_rows import columns_left_out
from screening.report.xlsx_table import Book, place

_TAB = "#1F3A5F"
_WIDTHS = (34, 26, 22, 22, 12, 12, 36, 34)
_ALIGN = {"entities": ("count",), "names": ("count",), "sha256": ("set-in",)}
_TILE_ROW_HEIGHT = 36
_TOP = 10  # alerts on the first page
_COUNTRIES = 15  # in the chart; the rest is one bar


def write_summary(book: Book, report: Report) -> None:
    """Write the summary sheet."""
    page = Page(book, book.sheet(book.texts("sheet.summary"), _TAB), _WIDTHS)
    _title(page, report)
    _top_alerts(page, report)
    _risks(page, report)
    _screened(page, report)
    _watchlists(page, report.screening.watchlists)
    _result(page, report)
    _columns(page, report)


def _title(page: Page, report: Report) -> None:
    texts, screening, summary = page.book.texts, report.screening, report.summary
    page.wide(texts("report.title"), "title", height=_TILE_ROW_HEIGHT)
    when = wording.moment(texts, screening.started)
    page.wide(texts("report.subtitle", file=screening.input.file, when=when), "subtitle")
    page.row += 1
    tiles = {
        "tile.alerts": len(report.alerts),
        "tile.rows": summary.counterparties,
        "tile.not_screened": summary.outcome.get("not_screened", 0),
        "tile.excluded": summary.excluded_hits,
    }
    page.line(*(Cell(number, ("figure",)) for number in tiles.values()), height=_TILE_ROW_HEIGHT)
    page.line(*(Cell(texts(key), ("caption",)) for key in tiles))
    page.row += 1
    page.paragraph(texts("report.caution"), "note")


def _top_alerts(page: Page, report: Report) -> None:
    """The first hits as the sheet of alerts has them; each name leads to its line there."""
    texts, lines = page.book.texts, alert_lines(report)
    if not lines:
        return
    page.section("summary.top_alerts")
    keys = ("name", "entity_name", "list", "row", "score", "risk", "risk_reasons")
    aligned = {"score": "centre", "risk": "centre"}
    page.line(*(Cell(texts(f"column.{key}"), ("cell", "strong", aligned.get(key, "left"))) for key in keys))
    for at, line in enumerate(lines[:_TOP]):
        hit = line.hit
        jump = Jump(*place(texts("sheet.alerts"), at), text=line.result.name or texts("html.unnamed"))
        page.tall_line(
            Cell(jump, ("cell", "wrap")), Cell(hit.entity_name, ("cell", "wrap")), Cell(hit.watchlist),
            Cell(wording.position(texts, line.result), ("cell", "wrap")), Cell(hit.score, ("cell", "score")),
            Cell(texts.word("risk", hit.risk), ("cell", hit.risk)),
            Cell("\n".join(hit.risk_reasons), ("cell", "wrap")),
        )  # fmt: skip
    if len(lines) > _TOP:
        page.wide(texts.count("summary.more_alerts", len(lines) - _TOP), "note")


def _risks(page: Page, report: Report) -> None:
    """Alerts by country and list, as tables with charts."""
    if not report.alerts:
        return
    texts = page.book.texts
    page.sheet.worksheet.set_h_pagebreaks([page.row])  # on paper a chart should not be torn
    page.section("html.chart.country")
    countries = [
        group._replace(key=country_name(group.key) or texts("html.no_country")) for group in by_country(report)
    ]
    described = texts("html.chart.text", title=texts("html.chart.country"))
    risk_table(page, texts("column.country"), _with_rest(texts, countries), described)
    page.section("html.chart.watchlist")
    described = texts("html.chart.text", title=texts("html.chart.watchlist"))
    risk_table(page, texts("column.list"), by_list(report), described)


def _with_rest(texts: Texts, groups: list[Group]) -> list[Group]:
    """The groups, those beyond the most that the chart shows as one."""
    if len(groups) <= _COUNTRIES:
        return groups
    shown, rest = groups[: _COUNTRIES - 1], groups[_COUNTRIES - 1 :]
    by_risk = {risk: sum(group.by_risk[risk] for group in rest) for risk in LEVELS}
    return [*shown, Group(texts.count("html.chart.others", len(rest)), by_risk)]


def _screened(page: Page, report: Report) -> None:
    texts, screening = page.book.texts, report.screening
    page.section("summary.screened")
    page.fact("summary.file", screening.input.file, "strong")
    page.fact("summary.input_sha256", screening.input.sha256, "code")
    page.fact("summary.started", wording.moment(texts, screening.started))
    page.fact("summary.duration", texts("summary.seconds", seconds=texts.decimal(screening.duration_s)))
    page.fact("summary.threshold", texts("summary.threshold_of", threshold=texts.decimal(screening.threshold)))
    page.fact("summary.max_hits", texts.integer(screening.max_hits))
    page.fact("summary.search", texts("summary.exhaustive" if screening.exhaustive else "summary.indexed"))
    page.fact("summary.version", texts("summary.program", version=screening.version))
    page.fact("summary.config_sha256", screening.config_sha256, "code")
    if screening.notes:
        page.sheet.worksheet.set_row(page.row, LINE_HEIGHT * (len(screening.notes) + 0.3))
        page.fact("summary.notes", "\n".join(screening.notes), "wrap")


def _result(page: Page, report: Report) -> None:
    texts, summary = page.book.texts, report.summary
    page.section("summary.result")
    _counts(page, "summary.by_outcome", "outcome", summary.outcome.items(), summary.counterparties)
    page.row += 1
    _counts(page, "summary.by_risk", "risk", summary.risk.items(), summary.counterparties)
    page.row += 1
    totals = {"summary.hits": summary.hits, "tile.excluded": summary.excluded_hits, "summary.linked": summary.linked}
    for key, number in totals.items():
        page.line(Cell(texts(key), ("cell", "muted")), Cell(number, ("cell", "count")))
    if flags := wording.flag_counts(texts, report):
        page.row += 1
        _head(page, "summary.by_flag", "summary.rows")
        for title, number in flags:
            page.tall_line(Cell(title, ("cell", "wrap")), Cell(number, ("cell", "count")))


def _head(page: Page, label: str, *numbers: str) -> None:
    """The head of a small table: what its lines are, and its columns of numbers."""
    texts = page.book.texts
    heads = (Cell(texts(key), ("cell", "strong", "count")) for key in numbers)
    page.line(Cell(texts(label), ("cell", "strong")), *heads)


def _counts(page: Page, title: str, table: str, counts: Iterable[tuple[str, int]], total: int) -> None:
    texts = page.book.texts
    _head(page, title, "summary.rows", "summary.share")
    for code, number in counts:
        share = number / total if total else 0
        page.line(
            Cell(texts.word(table, code), ("cell", code, "left")), Cell(number, ("cell", "count")),
            Cell(share, ("cell", "share")),
        )  # fmt: skip


def _watchlists(page: Page, watchlists: Iterable[WatchlistInfo]) -> None:
    texts = page.book.texts
    page.section("summary.watchlists")
    keys = ("list", "issuer", "version", "as_of", "entities", "names", "sha256", "warnings")
    page.line(*(Cell(texts(f"column.{key}"), ("cell", "strong", "wrap", *_ALIGN.get(key, ()))) for key in keys))
    for info in watchlists:
        page.tall_line(
            Cell(f"{info.title} ({info.name})" if info.title else info.name, ("cell", "wrap", "strong")),
            Cell(info.issuer, ("cell", "wrap")),
            Cell(info.version, ("cell", "wrap")),
            Cell(wording.date(texts, info.as_of), ("cell", "wrap")),
            Cell(info.entities, ("cell", "count")),
            Cell(info.names, ("cell", "count")),
            Cell(info.sha256, ("cell", "wrap", "code", "set-in")),
            Cell("\n".join(info.warnings) or texts("summary.no_warnings"), ("cell", "wrap")),
        )


def _columns(page: Page, report: Report) -> None:
    texts, read = page.book.texts, report.screening.columns
    page.section("summary.columns")
    page.line(*(Cell(texts(key), ("cell", "strong")) for key in ("column.header", "column.read_as")))
    for header, field in read.items():
        page.line(Cell(header), Cell(texts.word("feature", field)))
    for header in input_headers(report):
        if header not in read:
            page.line(Cell(header), Cell(texts("feature.ignored"), ("cell", "muted")))
    if left_out := columns_left_out(report):
        page.wide(texts.count("summary.columns_left_out", left_out), "note")
