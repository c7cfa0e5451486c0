"""What the page's script works with: the words, an index of the alerts, and what is too much to stand in the page open.

Data blocks are JSON; those that may be large are compressed (zlib, base64) in parts, so that a script unpacks only what
is looked at. Nothing in them is run, and text in them becomes text on the page.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from screening.report import wording
from screening.report.breakdown import LEVELS, country_of, lists_of
from screening.report.html_annex import MAX_NAME, group_of, remarks
from screening.report.html_markup import Markup, raw, tag
from screening.report.model import RISK_ORDER, Report, Result
from screening.report.visible import shortened, visible
from screening.texts import Texts

_PART = 1_000  # rows in one part
_TOOL = "tool."  # texts that the script uses


def block(name: str, data: Any) -> Markup:
    """A data block of the page; ``<`` is written so that no text in it can end the block."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, code in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(char, code)
    return tag("script", raw(text), type="application/json", id=name)


def packed(data: Any) -> str:
    """Data as JSON, compressed, as base64 text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def words(texts: Texts, report: Report) -> Mapping[str, Any]:
    """The words that the script shows, and the codes that alerts and rows are filtered by, with their words."""
    tools = {key.removeprefix(_TOOL): texts(key, **_GAPS) for key in texts.keys if key.startswith(_TOOL)}
    countries = sorted({country_of(alert) for alert in report.alerts})
    titles = {flag.id: flag.title for alert in report.alerts for flag in alert.red_flags}
    return {
        "words": tools,
        "thousands": texts("number.thousands"),
        "decimal": texts("number.decimal"),
        "risk": {risk: texts.word("risk", risk) for risk in LEVELS},
        "list": {info.name: visible(info.title or info.name) for info in report.screening.watchlists},
        "type": {kind: texts.word("entity_type", kind) for kind in sorted(_types(report))},
        "country": {code: wording.country(texts, code) if code else texts("html.no_country") for code in countries},
        "flag": {code: visible(titles[code]) for code in sorted(titles, key=lambda code: titles[code])},
        "outcome": {outcome: texts.word("outcome", outcome) for outcome in report.summary.outcome},
    }


def alert_index(report: Report) -> list[list[Any]]:
    """What the alerts are filtered, sorted and searched by: one list an alert, in the order of their numbers.

    Risk, score, lists, types of the listed entities, country, red flags, place in the file, name, text to search.
    """
    places = {id(result): place for place, result in enumerate(report.counterparties)}
    return [
        [
            RISK_ORDER[alert.risk],
            alert.score,
            list(lists_of(alert)),
            sorted({hit.entity_type for hit in alert.hits}),
            country_of(alert),
            sorted({flag.id for flag in alert.red_flags}),
            places[id(alert)],
            visible(shortened(alert.name, MAX_NAME)),
            _searched(alert),
        ]
        for alert in report.alerts
    ]


def row_parts(texts: Texts, report: Report, numbers: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """All rows in compressed parts, each with its number of rows.

    A row is a list: its sheet, row number, name, outcome, best listed entity, score, remarks, and the alert's number.
    """
    rows = list(enumerate(report.counterparties))
    for start in range(0, len(rows), _PART):
        part = [_row(texts, result, numbers.get(place, 0)) for place, result in rows[start : start + _PART]]
        yield len(part), packed(part)


def card_parts(cards: Iterable[Markup], size: int) -> Iterator[tuple[int, str]]:
    """Cards in compressed parts of ``size``, each with its number of cards."""
    part: list[str] = []
    for card in cards:
        part.append(card)
        if len(part) == size:
            yield len(part), packed(part)
            part = []
    if part:
        yield len(part), packed(part)


_GAPS = {name: f"{{{name}}}" for name in ("number", "total", "first", "last", "page", "pages")}
"""The script fills the gaps of its texts itself."""


def _row(texts: Texts, result: Result, number: int) -> list[Any]:
    best = result.hits[0].entity_name if result.hits else ""
    return [
        visible(group_of(result)),
        result.row,
        visible(shortened(result.name, MAX_NAME)),
        result.outcome,
        visible(best),
        result.score,
        visible(remarks(texts, result)),
        number,
    ]


def _types(report: Report) -> set[str]:
    return {hit.entity_type for alert in report.alerts for hit in alert.hits}


def _searched(alert: Result) -> str:
    """The text that an alert is found by: names on both sides, and the row's cells."""
    names = [name for hit in alert.hits for name in (hit.entity_name, hit.matched_name, hit.entity_id)]
    cells = (shortened(cell, MAX_NAME) for cell in alert.input.values() if cell)
    return visible(shortened(" ".join(dict.fromkeys((alert.name, *names, *cells))), 1_000)).casefold()
