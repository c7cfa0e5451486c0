"""The report as one page: nothing from elsewhere, whole without scripts, good on a desk, a phone and on paper.

With scripts, alerts and rows can be filtered, sorted and searched, and those that are too many to stand in the page
open come out of compressed blocks (`html_data`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from screening.report import html_annex as annex
from screening.report import html_data as data
from screening.report import html_summary as summary
from screening.report import wording
from screening.report.html_card import cards
from screening.report.html_head import package_file, page_head, page_start
from screening.report.html_markup import Markup, join, raw, tag
from screening.report.html_method import method
from screening.report.lines import excluded_lines
from screening.report.model import Report
from screening.texts import Texts

# Bytes that the parts of a page may have: a phone must still open it, and what is left out is counted on the page and
# stands whole in the other formats. What stands in the page open is laid out by the browser at once, and costs most.
_CARDS = 2_000_000
_AFTER_PACKED_CARDS = 12_000_000  # of the whole page
_AFTER_PACKED_ROWS = 14_700_000
_PART = 25  # cards in one compressed part: what a page of alerts asks for


class _Table(NamedTuple):
    """A table of the page: its section, column heads and style, and the bytes that there is room for."""

    section: str
    heads: tuple[str, ...]
    style: str
    room: int


_SHORT_ALERTS = _Table("alerts", ("risk", "name", "entity", "best_score", "position"), "glance", 1_200_000)
_NOT_SCREENED = _Table("not_screened", ("position", "name", "remarks"), "wide", 500_000)
_EXCLUDED = _Table("excluded", ("position", "name", "entity", "best_score", "decided"), "wide", 500_000)
_ALL_ROWS = _Table("rows", ("position", "name", "outcome", "best_entity", "remarks"), "rows", 600_000)


class _Page:
    """A page being written, and how large it has become."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0

    def write(self, *pieces: Markup) -> None:
        """Write pieces of the page."""
        for piece in pieces:
            line = piece.encode() + b"\n"
            self._file.write(line)
            self.size += len(line)

    def write_some(self, room: int, pieces: Iterable[Markup]) -> int:
        """Write pieces that have ``room`` bytes together at most; returns how many were written."""
        number, end = 0, self.size + room
        for piece in pieces:
            if self.size + len(piece.encode()) > end:
                break
            self.write(piece)
            number += 1
        return number


def write_html(report: Report, file: BinaryIO, texts: Texts) -> None:
    """Write the page, UTF-8. It stays under 15 MB: what does not fit is counted on it."""
    page = _Page(file)
    script = package_file("report.js")
    page.write(
        page_start(texts("html.lang")),
        page_head(f"{texts('report.title')}: {report.screening.input.file}", script),
        raw("<body>"),
        tag("a", texts("html.skip"), href="#alerts", class_="skip"),
        summary.header(texts, report),
        raw('<main id="main">'),
        summary.result(texts, report),
    )
    shown = _alerts(page, texts, report)
    unscreened = list(annex.not_screened(texts, report))
    excluded = [annex.excluded(texts, line) for line in excluded_lines(report)]
    rows = annex.all_rows(texts, report, _numbers(report, shown))
    _section(page, texts, _NOT_SCREENED, unscreened, len(unscreened))
    _section(page, texts, _EXCLUDED, excluded, len(excluded))
    _section(page, texts, _ALL_ROWS, rows, len(report.counterparties))
    page.write(method(texts, report), raw("</main>"), _footer(texts, report))
    _data(page, texts, report, shown)
    page.write(tag("script", raw(script)), raw("</body>\n</html>"))


def _numbers(report: Report, most: int) -> Mapping[int, int]:
    """The numbers of the first ``most`` alerts by their places in the report."""
    places = {id(result): place for place, result in enumerate(report.counterparties)}
    return {places[id(alert)]: number for number, alert in enumerate(report.alerts[:most], 1)}


def _alerts(page: _Page, texts: Texts, report: Report) -> int:
    """The cards, then a line each for the alerts that have none in the open; returns how many cards there are."""
    page.write(_open("alerts", texts))
    shown = 0
    if report.alerts:
        page.write(annex.legend(texts), raw('<div id="cards">'))
        shown = page.write_some(_CARDS, cards(texts, report))
        page.write(raw("</div>"))
    else:
        threshold = texts.decimal(report.screening.threshold)
        page.write(tag("p", texts("html.no_alerts", threshold=threshold), class_="caution"))
    left = len(report.alerts) - shown
    if left:
        page.write(raw('<div id="short-alerts">'), tag("p", texts.count("html.short_alerts", left), class_="note"))
        _write_table(page, texts, _SHORT_ALERTS, annex.short_alerts(texts, report, shown + 1), left)
        page.write(raw("</div>"))
    page.write(raw("</section>"))
    return shown


def _section(page: _Page, texts: Texts, table: _Table, rows: Iterable[Markup], number: int) -> None:
    """A section that is one table of ``number`` rows, or says that there are none."""
    intro = f"html.{table.section}_intro" if number else f"html.no_{table.section}"
    page.write(_open(table.section, texts), tag("p", texts(intro)))
    if number:
        _write_table(page, texts, table, rows, number)
    page.write(raw("</section>"))


def _open(section: str, texts: Texts) -> Markup:
    return join(raw(f'<section id="{section}">'), tag("h2", texts(f"html.{section}")))


def _write_table(page: _Page, texts: Texts, table: _Table, rows: Iterable[Markup], number: int) -> None:
    """As many of the ``number`` rows as there is room for, and how many there was none for."""
    heads = (tag("th", texts(f"html.{key}"), scope="col") for key in table.heads)
    page.write(raw(f'<table class="{table.style}">'), tag("thead", tag("tr", heads)), raw("<tbody>"))
    left = number - page.write_some(table.room, rows)
    page.write(raw("</tbody></table>"))
    if left:
        page.write(tag("p", texts.count("html.rows_left_out", left), class_="note left-out"))


def _data(page: _Page, texts: Texts, report: Report, shown: int) -> None:
    """The data blocks: words, the index of the alerts, the cards that are not in the open, all rows."""
    page.write(data.block("words", data.words(texts, report)))
    page.write(data.block("index", data.packed(data.alert_index(report))))
    further = data.card_parts(cards(texts, report, shown + 1), _PART)
    packed = _blocks(page, "cards", further, _AFTER_PACKED_CARDS, shown)
    rows = data.row_parts(texts, report, _numbers(report, shown + packed))
    _blocks(page, "rows", rows, _AFTER_PACKED_ROWS, 0)


def _blocks(page: _Page, name: str, parts: Iterator[tuple[int, str]], limit: int, first: int) -> int:
    """As many parts as there is room for, each a block that says which items it holds; returns the number of items."""
    held = 0
    for count, text in parts:
        if page.size + len(text) > limit:
            break
        page.write(
            tag(
                "script", raw(text), type="text/plain", class_=f"{name}-part", data_first=first + held, data_count=count
            )
        )
        held += count
    return held


def _footer(texts: Texts, report: Report) -> Markup:
    screening = report.screening
    words = texts(
        "report.footer",
        version=screening.version,
        config=wording.configuration(texts, screening, digits=12),
        input=screening.input.sha256[:12],
    )
    return tag("footer", tag("p", words))
