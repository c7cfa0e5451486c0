"""The first page of an evidence pack: what the pack is about, what was decided, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from screening.decisions.record import DecisionRecord
from screening.report import wording
from screening.report.decision_basis import sha256
from screening.report.html_head import page_head
from screening.report.html_markup import Markup, join, raw, tag
from screening.report.model import Hit, Report, Result
from screening.report.texts import Texts, load_texts

_MEANING = {
    "alert.html": "the row, its hits and the evidence, as the report shows them",
    "configuration.toml": "the configuration of the screening",
    "decisions.json": "the decisions as they are stored, each with its hash and that of the one before",
    "report.json": "the row and the screening as data, in the form of the JSON report",
}
_ENTRY = "a listed entry with all that the program read of it"
_PUBLISHED = "the entry as its list published it, cut out of the file"
_LISTS = ("List", "Issuer", "Version", "As of", "SHA-256")
_HITS = ("Score", "Risk", "Listed entity", "List", "Entry", "Decision")
_DECISIONS = ("Record", "Stored", "Disposition", "Reviewer", "Comment", "Hash")


def evidence_page(
    report: Report, history: Sequence[DecisionRecord], files: Iterable[str], gaps: Sequence[str]
) -> bytes:
    """The page, UTF-8, about a report of one row: no scripts, nothing from elsewhere, all text escaped."""
    texts = load_texts()
    (result,) = report.counterparties
    title = f"Evidence: {result.name or wording.position(texts, result)}"
    contents = [(tag("a", name, href=name), _meaning(name)) for name in files]
    main = tag(
        "main",
        _section("Screening", _pairs(_screening(texts, report))),
        _section("Lists", _table(_LISTS, _lists(report))),
        _section("Row", _pairs([(header, cell) for header, cell in result.input.items() if cell.strip()])),
        _section("Hits", _table(_HITS, _hits(texts, result))),
        _section("Decisions", _table(_DECISIONS, _decisions(history))),
        _section("Files", _table(("File", "Holds"), contents)),
        _section("Not in this pack", tag("ul", [tag("li", gap) for gap in gaps])) if gaps else None,
        id="main",
    )  # fmt: skip
    head = tag("header", tag("h1", title), tag("p", texts("report.caution")))
    note = tag("p", "manifest.json holds the SHA-256 of every file, this page's too.")
    body = tag("body", head, main, tag("footer", note))
    return join(raw('<!DOCTYPE html>\n<html lang="en">'), page_head(title), body, raw("</html>\n")).encode()


def _meaning(name: str) -> str:
    return _MEANING.get(name, _PUBLISHED if name.endswith(".published.txt") else _ENTRY)


def _screening(texts: Texts, report: Report) -> list[tuple[str, str]]:
    screening, (result,) = report.screening, report.counterparties
    return [
        ("File", screening.input.file),
        ("SHA-256 of the file", screening.input.sha256),
        ("Row", wording.position(texts, result)),
        ("Outcome", texts.word("outcome", result.outcome)),
        ("Screened", wording.moment(texts, screening.started)),
        ("Program", screening.version),
        ("SHA-256 of the configuration", screening.config_sha256),
        ("Threshold", texts.decimal(screening.threshold)),
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


def _decisions(history: Sequence[DecisionRecord]) -> list[tuple[str, ...]]:
    return [
        (str(r.number), r.recorded, f"{r.disposition}{f', until {r.expires}' if r.expires else ''}", r.reviewer,
         r.comment, sha256(r.text))
        for r in history
    ]  # fmt: skip


def _section(title: str, content: Markup) -> Markup:
    return tag("section", tag("h2", title), content)


def _pairs(pairs: Sequence[tuple[str, str]]) -> Markup:
    return tag("dl", [tag("div", tag("dt", key), tag("dd", tag("bdi", value))) for key, value in pairs], class_="entry")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | Markup]]) -> Markup:
    if not rows:
        return tag("p", "None.")
    head = tag("thead", tag("tr", [tag("th", text, scope="col") for text in heads]))
    return tag(
        "table", head, tag("tbody", [tag("tr", [tag("td", cell) for cell in row]) for row in rows]), class_="wide"
    )
