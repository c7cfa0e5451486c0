"""The first page of an evidence pack: what the pack is about, what was decided, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from screening.decisions.record import DecisionRecord
from screening.report import wording
from screening.report.decision_basis import sha256
from screening.report.html_head import page_head, page_start
from screening.report.html_markup import Markup, join, raw, tag
from screening.report.model import Hit, Report, Result
from screening.texts import Texts, spoken

_LISTS = ("column.list", "column.issuer", "column.version", "column.as_of", "column.sha256")
_HITS = (
    "column.score", "column.risk", "column.entity_name", "column.list", "evidence_pack.entry", "evidence_pack.decision",
)  # fmt: skip
_DECISIONS = (
    "column.excluded_record", "evidence_pack.stored", "column.disposition", "column.reviewer", "column.comment",
    "evidence_pack.hash",
)  # fmt: skip
_FILES = ("column.file", "evidence_pack.holds")


def evidence_page(
    report: Report, history: Sequence[DecisionRecord], files: Iterable[str], gaps: Sequence[str]
) -> bytes:
    """The page, UTF-8, about a report of one row: no scripts, nothing from elsewhere, all text escaped."""
    texts = spoken()
    (result,) = report.counterparties
    title = texts("evidence_pack.title", name=result.name or wording.position(texts, result))
    contents = [(tag("a", name, href=name), _meaning(texts, name)) for name in files]
    cells = [(header, cell) for header, cell in result.input.items() if cell.strip()]

    def section(key: str, content: Markup) -> Markup:
        return tag("section", tag("h2", texts(f"evidence_pack.{key}")), content)

    main = tag(
        "main",
        section("screening", _pairs(_screening(texts, report))),
        section("lists", _table(texts, _LISTS, _lists(report))),
        section("row", _pairs(cells)),
        section("hits", _table(texts, _HITS, _hits(texts, result))),
        section("decisions", _table(texts, _DECISIONS, _decisions(texts, history))),
        section("files", _table(texts, _FILES, contents)),
        section("gaps", tag("ul", [tag("li", gap) for gap in gaps])) if gaps else None,
        id="main",
    )  # fmt: skip
    head = tag("header", tag("h1", title), tag("p", texts("report.caution")))
    note = tag("p", texts("evidence_pack.manifest"))
    body = tag("body", head, main, tag("footer", note))
    return join(page_start(texts("html.lang")), page_head(title), body, raw("</html>\n")).encode()


def _meaning(texts: Texts, name: str) -> str:
    """What a file of the pack holds."""
    key = f"evidence_pack.file.{name.partition('.')[0]}"
    if key not in texts:
        key = "evidence_pack.file.published" if name.endswith(".published.txt") else "evidence_pack.file.entry"
    return texts(key)


def _screening(texts: Texts, report: Report) -> list[tuple[str, str]]:
    screening, (result,) = report.screening, report.counterparties
    return [
        (texts("summary.file"), screening.input.file),
        (texts("summary.input_sha256"), screening.input.sha256),
        (texts("column.row"), wording.position(texts, result)),
        (texts("evidence_pack.outcome"), texts.word("outcome", result.outcome)),
        (texts("summary.started"), wording.moment(texts, screening.started)),
        (texts("summary.version"), screening.version),
        (texts("summary.config_sha256"), wording.configuration(texts, screening)),
        (texts("summary.threshold"), texts.decimal(screening.threshold)),
    ]


def _lists(report: Report) -> list[tuple[str, ...]]:
    return [(w.name, w.issuer, w.version, w.as_of, w.sha256) for w in report.screening.watchlists]


def _hits(texts: Texts, result: Result) -> list[tuple[str, ...]]:
    return [
        (texts.decimal(hit.score), texts.word("risk", hit.risk), f"{hit.entity_name} ({hit.entity_id})",
         hit.watchlist, hit.entry, _decision(texts, hit))
        for hit in (*result.hits, *result.excluded_hits)
    ]  # fmt: skip


def _decision(texts: Texts, hit: Hit) -> str:
    if hit.excluded is not None:
        return wording.exclusion(texts, hit.excluded)
    return wording.past_decision(texts, hit.decision) if hit.decision is not None else ""


def _decisions(texts: Texts, history: Sequence[DecisionRecord]) -> list[tuple[str, ...]]:
    return [
        (str(r.number), r.recorded, _until(texts, r), r.reviewer,
         r.comment, sha256(r.text))
        for r in history
    ]  # fmt: skip


def _pairs(pairs: Sequence[tuple[str, str]]) -> Markup:
    return tag("dl", [tag("div", tag("dt", key), tag("dd", tag("bdi", value))) for key, value in pairs], class_="entry")


def _until(texts: Texts, record: DecisionRecord) -> str:
    if record.expires is None:
        return record.disposition
    return texts("evidence_pack.until", disposition=record.disposition, expires=record.expires)


def _table(texts: Texts, heads: Sequence[str], rows: Sequence[Sequence[str | Markup]]) -> Markup:
    if not rows:
        return tag("p", texts("evidence_pack.none"))
    head = tag("thead", tag("tr", [tag("th", texts(key), scope="col") for key in heads]))
    return tag(
        "table", head, tag("tbody", [tag("tr", [tag("td", cell) for cell in row]) for row in rows]), class_="wide"
    )
