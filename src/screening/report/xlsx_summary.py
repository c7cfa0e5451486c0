"""The first sheet: what was screened against what, and the result in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from screening.report import wording
from screening.report.breakdown import LEVELS, Group, by_country, by_list
from screening.report.lines import alert_lines, input_headers
from screening.report.model import Report, WatchlistInfo
from screening.report.xlsx_cells import Jump
from screening.report.xlsx_charts import risk_table
from screening.report.xlsx_page import LINE_HEIGHT, Cell, Line, Page
from screening.report.xlsx_rows import columns_left_out
from screening.report.xlsx_table import Book, place
from screening.texts import Texts

_TAB = "#1F3A5F"
_WIDTHS = (34, 26, 22, 22, 12, 12, 36, 34)
_ALIGN = {"entities": ("count",), "names": ("count",), "sha256": ("set-in",)}
_TILE_ROW_HEIGHT = 36
_TOP = 10  # alerts on the first page
_RIGHT = 6  # the column where what stands to the right begins
_BLOCKS = (0, 2, _RIGHT)  # where the blocks of the table of columns begin
_COUNTRIES = 15  # in the chart; the rest is one bar


def write_summary(book: Book, report: Report) -> None:
    """Write the summary sheet."""
    page = Page(book, book.sheet(book.texts("sheet.summary"), _TAB), _WIDTHS)
    _title(page, report)
    _top_alerts(page, report)
    charts = page.row
    _risks(page, report)
    _screened(page, report)
    _watchlists(page, report.screening.watchlists)
    numbers = page.row
    _result(page, report)
    _columns(page, report)
    page.sheet.worksheet.set_h_pagebreaks([charts, numbers])  # on paper neither a chart nor a table should be torn


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
    page.section("html.chart.country")
    countries = [group._replace(key=wording.country(texts, group.key)) for group in by_country(report)]
    described = texts("html.chart.text", title=texts("html.chart.country"))
    risk_table(page, texts("column.country"), _with_rest(texts, countries), described)
    page.section("html.chart.watchlist")
    described = texts("html.chart.text", title=texts("html.chart.watchlist"))
    risk_table(page, texts("column.list"), by_list(report), described)


def _with_rest(texts: Texts, groups: list[Group]) -> list[Group]:
    """The groups with a name, those beyond the most that the chart shows as one, and the one without a name."""
    named = [group for group in groups if group.key]
    nameless = [group._replace(key=texts("html.no_country")) for group in groups if not group.key]
    if len(named) <= _COUNTRIES:
        return [*named, *nameless]
    shown, rest = named[: _COUNTRIES - 1], named[_COUNTRIES - 1 :]
    by_risk = {risk: sum(group.by_risk[risk] for group in rest) for risk in LEVELS}
    return [*shown, Group(texts.count("html.chart.others", len(rest)), by_risk), *nameless]


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
    page.fact("summary.config_sha256", wording.configuration(texts, screening), "code")
    if screening.notes:
        page.sheet.worksheet.set_row(page.row, LINE_HEIGHT * (len(screening.notes) + 0.3))
        page.fact("summary.notes", "\n".join(screening.notes), "wrap")


def _result(page: Page, report: Report) -> None:
    """The counts by outcome and risk, and the red flags to the right of them."""
    texts, summary = page.book.texts, report.summary
    totals = {"summary.hits": summary.hits, "tile.excluded": summary.excluded_hits, "summary.linked": summary.linked}
    left: list[Line] = [
        *_counts(texts, "summary.by_outcome", "outcome", summary.outcome.items(), summary.counterparties),
        (),
        *_counts(texts, "summary.by_risk", "risk", summary.risk.items(), summary.counterparties),
        (),
        *((Cell(texts(key), ("cell", "muted", "wrap")), Cell(n, ("cell", "count"))) for key, n in totals.items()),
    ]
    flags = [(Cell(t, ("cell", "wrap")), Cell(n, ("cell", "count"))) for t, n in wording.flag_counts(texts, report)]
    page.section("summary.result")
    page.blocks({0: left, _RIGHT: [_head(texts, "summary.by_flag", "summary.rows"), *flags] if flags else []})


def _head(texts: Texts, label: str, *numbers: str) -> Line:
    """The head of a small table: what its lines are, and its columns of numbers."""
    heads = (Cell(texts(key), ("cell", "strong", "count")) for key in numbers)
    return (Cell(texts(label), ("cell", "strong")), *heads)


def _counts(texts: Texts, title: str, table: str, counts: Iterable[tuple[str, int]], total: int) -> Iterator[Line]:
    yield _head(texts, title, "summary.rows", "summary.share")
    for code, number in counts:
        share = number / total if total else 0
        yield (
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
    """How each column was read, in blocks beside each other: many files have dozens."""
    texts, read = page.book.texts, report.screening.columns
    lines: list[Line] = [(Cell(header), Cell(texts.word("feature", field))) for header, field in read.items()]
    ignored = Cell(texts("feature.ignored"), ("cell", "muted"))
    lines += [(Cell(header), ignored) for header in input_headers(report) if header not in read]
    head = tuple(Cell(texts(key), ("cell", "strong")) for key in ("column.header", "column.read_as"))
    high = max(1, ceil(len(lines) / len(_BLOCKS)))
    cut = [lines[at : at + high] for at in range(0, len(lines), high)] or [[]]
    page.section("summary.columns")
    page.blocks({first: [head, *block] for first, block in zip(_BLOCKS, cut, strict=False)})
    if left_out := columns_left_out(report):
        page.wide(texts.count("summary.columns_left_out", left_out), "note")
