"""The sheets of hits: alerts, with columns for a person's decision, and hits that a decision excludes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from screening.report import wording
from screening.report.decision_basis import DecisionBasis, basis_of, source_of
from screening.report.lines import Line, alert_lines, excluded_lines
from screening.report.links import host, other_references, web_links
from screening.report.marks import basis, matched
from screening.report.model import Disposition, Exclusion, Report
from screening.report.xlsx_cells import Jump, Link, Rich, Sheet, Value
from screening.report.xlsx_decision_data import FILLED
from screening.report.xlsx_styles import colours
from screening.report.xlsx_table import Book, Column, Layout, place, table_sheets, write_table
from screening.texts import Texts

_DISPOSITION_STYLES: Mapping[Disposition, str] = {"true_match": "high", "false_positive": "none", "escalated": "medium"}
_LINK_COLUMNS = 3
_FROZEN = 4  # risk, score, counterparty and listed name stay in view
_ALERTS = Layout(tab="#B3261E", frozen=_FROZEN)
_EXCLUDED = Layout(tab="#5A6675", frozen=_FROZEN)
_DECISION_WIDTHS = (14, 13, 11, 32, 11)
_DAYS = ("decided", "expires")


def alert_sheets(book: Book, report: Report) -> tuple[Sheet, ...]:
    """The sheets of alerts, empty: they stand before the comparisons, and are written when the places of these are
    known."""
    return table_sheets(book, book.texts("sheet.alerts"), len(alert_lines(report)), _ALERTS)


def write_alerts(
    book: Book, report: Report, sheets: Sequence[Sheet], blocks: Sequence[Jump]
) -> tuple[DecisionBasis, ...]:
    """Write the sheets of alerts: one line a hit, best first; the decision columns are empty, to be filled in.

    They stand right behind the two parties, so that a normal screen shows them without scrolling. ``blocks`` are the
    places of the lines' comparisons. Returns what a decision on each line would be about.
    """
    lines = alert_lines(report)
    parties = _parties(book.texts)
    first = len(parties)
    source = source_of(report.screening)
    bases = {id(line): basis for line in lines if (basis := basis_of(source, line.result, line.hit)) is not None}
    block_of = {id(line): block for line, block in zip(lines, blocks, strict=True)}
    columns = [*parties, *_decision(book.texts), _past(book.texts), *_finding(book.texts, block_of)]
    columns += [*_listed(book.texts), _seal(book.texts, bases)]
    for sheet, count in zip(sheets, write_table(book, sheets, columns, lines, _ALERTS), strict=True):
        _decision_rules(book, sheet, first, max(count, 1))
        if not count:
            sheet.put(1, 0, book.texts("xlsx.no_alerts"), "note")
    return tuple(bases.values())


def write_excluded(book: Book, report: Report) -> None:
    """Write the sheet of excluded hits, if there are any: the hit, and the decision that excludes it."""
    lines = excluded_lines(report)
    if not lines:
        return
    columns = [*_parties(book.texts), *_finding(book.texts, {}), *_exclusion(book.texts), *_listed(book.texts)]
    sheets = table_sheets(book, book.texts("sheet.excluded"), len(lines), _EXCLUDED)
    write_table(book, sheets, columns, lines, _EXCLUDED)


def _header(texts: Texts, key: str) -> str:
    return texts(f"column.{key}")


def _nothing(line: Line) -> Value:
    return None


def _joined(sentences: Iterable[str]) -> str:
    return "\n".join(sentences)


def _parties(texts: Texts) -> list[Column[Line]]:
    """Who is like whom, and how much it matters."""

    def column(
        key: str,
        width: float,
        value: Callable[[Line], Value],
        *styles: str,
        style_of: Callable[[Line], str] | None = None,
    ) -> Column[Line]:
        return Column(_header(texts, key), width, value, ("cell", "wrap", *styles), style_of=style_of)

    return [
        column("risk", 9, lambda line: texts.word("risk", line.hit.risk), style_of=lambda line: line.hit.risk),
        column("score", 7, lambda line: line.hit.score, "score"),
        column("name", 28, _counterparty, "strong"),
        column("matched_name", 28, lambda line: Rich(matched(line.hit, "listed")), "strong"),
        column("entity_name", 24, lambda line: line.hit.entity_name),
    ]


def _decision(texts: Texts) -> list[Column[Line]]:
    """A person's decision: empty."""
    return [
        Column(_header(texts, key), width, _nothing, _decision_styles(key), "header-decision")
        for key, width in zip(FILLED, _DECISION_WIDTHS, strict=True)
    ]


def _past(texts: Texts) -> Column[Line]:
    """What was decided on the hit before, and why it stands all the same."""

    def value(line: Line) -> Value:
        return wording.past_decision(texts, line.hit.decision) if line.hit.decision else None

    return Column(_header(texts, "past_decision"), 36, value)


def _seal(texts: Texts, bases: Mapping[int, DecisionBasis]) -> Column[Line]:
    """What leads from a line back to its data, however the lines are sorted."""

    def value(line: Line) -> Value:
        basis = bases.get(id(line))
        return basis.seal if basis is not None else None

    return Column(_header(texts, "seal"), 18, value, ("cell", "code", "muted"))


def _finding(texts: Texts, blocks: Mapping[int, Jump]) -> list[Column[Line]]:
    """Where the row stands, and why it is a hit; its number among the row's hits leads to its comparison."""
    rows = texts("sheet.rows")

    def column(key: str, width: float, value: Callable[[Line], Value], *styles: str) -> Column[Line]:
        return Column(_header(texts, key), width, value, ("cell", "wrap", *styles))

    return [
        column("file", 17, lambda line: line.result.file, "muted"),
        column("sheet", 12, lambda line: line.result.sheet, "muted"),
        column("row", 7, lambda line: _row(line, rows), "centre"),
        column("hit", 7, lambda line: blocks.get(id(line)) or _which(texts, line), "muted", "centre"),
        column("risk_reasons", 34, lambda line: _joined(line.hit.risk_reasons)),
        column("evidence", 48, lambda line: _joined(wording.facts(texts, line.hit.evidence))),
        column("matched_field", 12, lambda line: texts.word("feature", line.hit.matched_field)),
        column("matched_value", 24, lambda line: Rich(matched(line.hit, "query"))),
        column("name_quality", 11, lambda line: _name_quality(texts, line)),
        column("red_flags", 24, lambda line: _joined(wording.red_flag(texts, f) for f in line.result.red_flags)),
        column("links", 30, lambda line: _joined(wording.link(texts, link) for link in line.result.links)),
    ]


def _listed(texts: Texts) -> list[Column[Line]]:
    """What the list says about the entry."""

    def column(key: str, width: float, value: Callable[[Line], Value], *styles: str) -> Column[Line]:
        return Column(_header(texts, key), width, value, ("cell", "wrap", *styles))

    def link(at: int) -> Column[Line]:
        header = texts("column.reference", number=at + 1)
        return Column(header, 22, lambda line: _link(line, at), ("cell",))

    return [
        column("entity_type", 12, lambda line: texts.word("entity_type", line.hit.entity_type)),
        column("watchlist", 11, lambda line: line.hit.watchlist),
        column("programmes", 12, lambda line: ", ".join(line.hit.programmes)),
        column("basis", 12, lambda line: texts.word("basis", line.hit.basis)),
        column("status", 16, lambda line: texts.word("status", line.hit.status)),
        column("events", 34, lambda line: _joined(wording.event(texts, event) for event in line.hit.events)),
        column("narrative", 48, lambda line: line.hit.narrative),
        column("critical_view", 36, lambda line: line.hit.critical_view),
        column("confusable", 36, lambda line: _joined(_confusables(texts, line))),
        column("also_listed", 36, lambda line: _joined(wording.also_listed(texts, a) for a in line.hit.also_listed)),
        *(link(at) for at in range(_LINK_COLUMNS)),
        column("other_references", 46, lambda line: _joined(_other_references(texts, line)), "muted"),
        column("entity_id", 20, lambda line: line.hit.entity_id, "muted"),
        column("entry", 14, lambda line: line.hit.entry, "code", "muted"),
    ]


def _exclusion(texts: Texts) -> list[Column[Line]]:
    """The decision that excludes a hit."""

    def column(key: str, width: float, value: Callable[[Exclusion], str | None]) -> Column[Line]:
        def of_line(line: Line) -> Value:
            return value(line.hit.excluded) if line.hit.excluded else None

        return Column(_header(texts, key), width, of_line, ("cell", "wrap"), "header-decision")

    def reference(decision: Exclusion) -> str | None:
        return None if decision.record is None else str(decision.record)

    return [
        column("excluded_reason", 36, lambda decision: decision.reason),
        column("excluded_record", 9, reference),
        column("excluded_by", 16, lambda decision: decision.by),
        column("excluded_second", 16, lambda decision: decision.second),
        column("excluded_on", 12, lambda decision: decision.on),
        column("excluded_expires", 12, lambda decision: decision.expires),
    ]


def _which(texts: Texts, line: Line) -> str:
    hits = line.result.excluded_hits if line.hit.excluded else line.result.hits
    return texts("xlsx.hit", place=line.rank, hits=len(hits))


def _row(line: Line, sheet: str) -> Value:
    """The row number, as a link to the row on the sheet of all rows."""
    return Jump(*place(sheet, line.index), text=str(line.result.row or line.index + 1))


def _name_quality(texts: Texts, line: Line) -> Value:
    """What kind of listed name matched; the kind of number, where the hit rests on one."""
    evidence = basis(line.hit)
    if evidence and evidence.feature != "name":
        return texts.word("feature", evidence.feature)
    return texts.word("name_quality", line.hit.name_quality)


def _counterparty(line: Line) -> Value:
    """The name that was screened, its letters marked where it is the name that matched."""
    if line.hit.matched_value == line.result.name:
        return Rich(matched(line.hit, "query"))
    return line.result.name


def _confusables(texts: Texts, line: Line) -> list[str]:
    return [wording.confusable(texts, other) for other in line.hit.not_to_be_confused_with]


def _link(line: Line, at: int) -> Value:
    links = web_links(line.hit)
    return Link(links[at], host(links[at])) if at < len(links) else None


def _other_references(texts: Texts, line: Line) -> list[str]:
    """What the link columns do not show: list numbers, documents, and links beyond the last column."""
    sources = [wording.source(texts, source) for source in line.hit.sources]
    return [*other_references(line.hit), *sources, *web_links(line.hit)[_LINK_COLUMNS:]]


def _decision_styles(key: str) -> tuple[str, ...]:
    return ("decision", "day") if key in _DAYS else ("decision",)


def _decision_rules(book: Book, sheet: Sheet, first: int, last_row: int) -> None:
    """The drop-down of dispositions, what it asks for, and colours for what has been filled in."""
    texts, worksheet = book.texts, sheet.worksheet
    worksheet.data_validation(1, first, last_row, first, {
        "validate": "list", "source": list(_DISPOSITION_STYLES),
        "input_title": texts("xlsx.disposition.title"), "input_message": texts("xlsx.disposition.ask"),
        "error_title": texts("xlsx.disposition.title"), "error_message": texts("xlsx.disposition.error"),
    })  # fmt: skip
    for disposition, style in _DISPOSITION_STYLES.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{disposition}"'}
        worksheet.conditional_format(
            1, first, last_row, first, {**rule, "format": book.workbook.add_format(colours(style))}
        )
