"""The report as one page: no scripts, nothing from elsewhere, good on a desk, a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import BinaryIO

from screening.report import html_annex as annex
from screening.report import html_summary as summary
from screening.report.html_card import cards
from screening.report.html_markup import Markup, join, raw, tag
from screening.report.lines import excluded_lines
from screening.report.model import Report
from screening.report.texts import Texts

# How large the page may be, in bytes, after each of its parts: a phone must still open it, and what is left out is
# counted on the page and stands whole in the other formats.
_AFTER_CARDS, _AFTER_SHORT, _AFTER_NOT_SCREENED, _AFTER_EXCLUDED, _AFTER_ROWS = (
    8_500_000, 9_500_000, 10_500_000, 11_000_000, 14_500_000,
)  # fmt: skip


class _Page:
    """A page being written, and how large it has become."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0

    def write(self, *pieces: Markup) -> None:
        """Write pieces of the page."""
        for piece in pieces:
            data = piece.encode() + b"\n"
            self._file.write(data)
            self.size += len(data)

    def write_until(self, limit: int, pieces: Iterable[Markup]) -> int:
        """Write pieces until the page has ``limit`` bytes; returns how many were written."""
        number = 0
        for piece in pieces:
            if self.size + len(piece.encode()) > limit:
                break
            self.write(piece)
            number += 1
        return number


def write_html(report: Report, file: BinaryIO, texts: Texts) -> None:
    """Write the page, UTF-8. It stays under 15 MB: what does not fit is counted on it."""
    style = (files("screening") / "data" / "report.css").read_text(encoding="utf-8")
    page = _Page(file)
    page.write(
        raw(f'<!DOCTYPE html>\n<html lang="{texts("html.lang")}">'),
        _head(texts, report, style),
        raw("<body>"),
        tag("a", texts("html.skip"), href="#alerts", class_="skip"),
        summary.header(texts, report),
        raw('<main id="main">'),
        summary.result(texts, report),
    )
    shown = _alerts(page, texts, report)
    _not_screened(page, texts, report)
    _excluded(page, texts, report)
    _rows(page, texts, report, shown)
    page.write(annex.reading(texts, report), raw("</main>"), _footer(texts, report), raw("</body>\n</html>"))


def _head(texts: Texts, report: Report, style: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{texts('report.title')}: {report.screening.input.file}"),
        tag("style", raw(style)),
    )


def _alerts(page: _Page, texts: Texts, report: Report) -> int:
    """The cards, then a line each for the alerts that they have no room for; returns how many have a card."""
    page.write(_open("alerts", texts))
    if not report.alerts:
        threshold = texts.decimal(report.screening.threshold)
        page.write(tag("p", texts("html.no_alerts", threshold=threshold), class_="caution"), raw("</section>"))
        return 0
    page.write(annex.legend(texts))
    shown = page.write_until(_AFTER_CARDS, cards(texts, report))
    left = len(report.alerts) - shown
    if left:
        page.write(tag("p", texts.count("html.short_alerts", left), class_="note"))
        keys = ("risk", "name", "entity", "best_score", "position")
        _table(page, texts, keys, "glance", _AFTER_SHORT, annex.short_alerts(texts, report, shown + 1), left)
    page.write(raw("</section>"))
    return shown


def _not_screened(page: _Page, texts: Texts, report: Report) -> None:
    number = report.summary.outcome.get("not_screened", 0)
    page.write(_open("not_screened", texts))
    if number:
        rows = annex.not_screened(texts, report)
        _table(page, texts, ("position", "name", "remarks"), "wide", _AFTER_NOT_SCREENED, rows, number)
    else:
        page.write(tag("p", texts("html.no_not_screened")))
    page.write(raw("</section>"))


def _excluded(page: _Page, texts: Texts, report: Report) -> None:
    lines = excluded_lines(report)
    page.write(_open("excluded", texts))
    if lines:
        keys = ("position", "name", "entity", "best_score", "decided")
        rows = (annex.excluded(texts, line) for line in lines)
        _table(page, texts, keys, "wide", _AFTER_EXCLUDED, rows, len(lines))
    else:
        page.write(tag("p", texts("html.nothing")))
    page.write(raw("</section>"))


def _rows(page: _Page, texts: Texts, report: Report, shown: int) -> None:
    page.write(_open("rows", texts), tag("p", texts("html.rows_intro")))
    keys = ("position", "name", "outcome", "best_entity", "remarks")
    rows = annex.all_rows(texts, report, shown)
    _table(page, texts, keys, "rows", _AFTER_ROWS, rows, len(report.counterparties))
    page.write(raw("</section>"))


def _open(section: str, texts: Texts) -> Markup:
    return join(raw(f'<section id="{section}">'), tag("h2", texts(f"html.{section}")))


def _table(
    page: _Page, texts: Texts, keys: Iterable[str], class_: str, limit: int, rows: Iterable[Markup], number: int
) -> None:
    """A table of ``number`` rows, as many of them as there is room for, and how many there was none for."""
    heads = (tag("th", texts(f"html.{key}"), scope="col") for key in keys)
    page.write(raw(f'<table class="{class_}">'), tag("thead", tag("tr", heads)), raw("<tbody>"))
    left = number - page.write_until(limit, rows)
    page.write(raw("</tbody></table>"))
    if left:
        page.write(tag("p", texts.count("html.rows_left_out", left), class_="note"))


def _footer(texts: Texts, report: Report) -> Markup:
    screening = report.screening
    words = texts(
        "report.footer",
        version=screening.version,
        config=screening.config_sha256[:12],
        input=screening.input.sha256[:12],
    )
    return tag("footer", tag("p", words))
