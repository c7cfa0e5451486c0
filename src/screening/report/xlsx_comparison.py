"""The sheet of comparisons: a block for every hit, the counterparty beside the listed entity, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from screening.report import wording, xlsx_cells
from screening.report.field_by_field import Agreement, Field, Marked, fields_of
from screening.report.lines import Line, alert_lines
from screening.report.links import web_links
from screening.report.marks import Segment
from screening.report.model import Hit, Report
from screening.report.xlsx_cells import Jump, Rich, Sheet, Value
from screening.report.xlsx_page import LINE_HEIGHT
from screening.report.xlsx_table import Book, line_count, place, sheet_name
from screening.texts import Texts

_TAB = "#B3261E"
_WIDTHS = (24, 46, 46, 18, 66)
_MOST_VALUES = 8  # of one side of a field; a party may have forty aliases
_AROUND = 2  # rows of a block besides its lines: its head, and an empty one that parts it from the next
_MAX_LINES = 28  # a row is no higher (Excel ends at 409 points); the cell holds the rest
_AGREEMENT_STYLES: Mapping[Agreement, str] = {
    "equal": "agrees", "similar": "similar", "different": "differs", "contradicting": "contradicts", "absent": "none",
}  # fmt: skip

Row = tuple[Value, Value, Value, Value, Value]
"""What it is, the counterparty's side, the listed side, how they agree, and why."""


def write_comparisons(book: Book, report: Report) -> tuple[Jump, ...]:
    """Write a block for every line of the sheet of alerts, on further sheets beyond Excel's number of rows.

    Returns where each begins, as a link for that sheet.
    """
    texts = book.texts
    places: list[Jump] = []
    sheet: Sheet | None = None
    number, row = 0, 1
    for at, line in enumerate(alert_lines(report)):
        block = tuple(_block(texts, report, line))
        if sheet is None or row + len(block) + _AROUND > xlsx_cells.MAX_ROWS:
            number, row = number + 1, 1
            sheet = _new_sheet(book, _sheet_name(texts, number))
        places.append(Jump(_sheet_name(texts, number), row, text=_which(texts, line)))
        _head(book, sheet, row, line, Jump(*place(texts("sheet.alerts"), at), text=_position(texts, line)))
        for below, (cells, styles) in enumerate(block, 1):
            _write(sheet, row + below, cells, styles)
        row += len(block) + _AROUND
    return tuple(places)


def _sheet_name(texts: Texts, number: int) -> str:
    return sheet_name(texts("sheet.comparison"), number)


def _new_sheet(book: Book, name: str) -> Sheet:
    sheet = book.sheet(name, _TAB)
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    book.print_setup(sheet)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.repeat_rows(0)
    sheet.worksheet.outline_settings(symbols_below=False)
    for column, key in enumerate(("field", "counterparty", "listed", "agreement", "effect")):
        sheet.put(0, column, book.texts(f"column.compared_{key}"), "header")
    return sheet


def _head(book: Book, sheet: Sheet, row: int, line: Line, back: Jump) -> None:
    texts, hit = book.texts, line.hit
    score = texts("comparison.score", score=texts.decimal(hit.score))
    names = (
        line.result.name or texts("html.unnamed"),
        texts("comparison.entity", name=hit.entity_name, list=hit.watchlist),
    )
    risk = texts("html.pill", risk=texts.word("risk", hit.risk))
    lines = max(line_count(name, _WIDTHS[1]) for name in names)
    sheet.worksheet.set_row(row, LINE_HEIGHT * (min(lines, _MAX_LINES) + 0.6))
    head: tuple[tuple[Value, tuple[str, ...]], ...] = (
        (risk, (hit.risk, "wrap")), (names[0], ("wrap",)), (names[1], ("wrap",)), (score, ("block-score",)), (back, ()),
    )  # fmt: skip
    for column, (value, styles) in enumerate(head):
        sheet.put(row, column, value, "block", *styles, "middle")


def _write(sheet: Sheet, row: int, cells: Row, styles: Sequence[str]) -> None:
    lines = max(line_count(value, width) for value, width in zip(cells, _WIDTHS, strict=True))
    sheet.worksheet.set_row(row, LINE_HEIGHT * (min(lines, _MAX_LINES) + 0.3), None, {"level": 1})
    for column, (value, style) in enumerate(zip(cells, styles, strict=True)):
        sheet.put(row, column, value, "cell", "wrap", style)


_PLAIN = ("muted", "plain", "plain", "none", "muted")


def _block(texts: Texts, report: Report, line: Line) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """The rows below a block's head: the fields, then what stands around them."""
    hit = line.hit
    for field in fields_of(line.result, hit, report.screening.columns):
        yield _field(texts, hit, field), ("strong", "plain", "plain", _AGREEMENT_STYLES[field.agreement], "muted")
    doubts = texts("comparison.doubts", text=hit.critical_view) if hit.critical_view else None
    sources = _joined(wording.source(texts, source) for source in hit.sources)
    around: tuple[tuple[str, Value, Value, Value], ...] = (
        ("comparison.around", _row_side(texts, line), _list_side(texts, hit), _joined(hit.risk_reasons)),
        ("html.confusable", None, _joined(wording.confusable(texts, o) for o in hit.not_to_be_confused_with), None),
        ("html.narrative", None, hit.narrative, doubts),
        ("html.sources", None, sources, _joined(web_links(hit))),
    )
    for key, row, listed, remark in around:
        if row or listed or remark:
            yield (texts(key), row, listed, None, remark), _PLAIN


def _field(texts: Texts, hit: Hit, field: Field) -> Row:
    sides = _side(texts, field, field.row), _side(texts, field, field.listed)
    why = None
    if field.evidence:
        effect = wording.effect(texts, field.evidence, hit.evidence)
        why = texts("comparison.effect", effect=effect, detail=field.evidence.detail).strip()
    return texts.word("feature", field.feature), *sides, wording.agreement(texts, field), why


def _side(texts: Texts, field: Field, values: Sequence[Marked]) -> Value:
    """The values of one side, each on a line; those beyond the most are counted."""
    pieces: list[Segment] = []
    for value in islice(values, _MOST_VALUES):
        pieces += [Segment("\n", "plain")] * bool(pieces) + [
            piece._replace(text=wording.value(texts, field.feature, piece.text)) for piece in value
        ]
    if len(values) > _MOST_VALUES:
        pieces.append(Segment("\n" + texts.count("html.more_values", len(values) - _MOST_VALUES), "ignored"))
    return Rich(tuple(pieces)) if pieces else None


def _row_side(texts: Texts, line: Line) -> str:
    """What else the row tells: signs of risk, links to other rows, what was odd."""
    flags = (wording.red_flag(texts, flag) for flag in line.result.red_flags)
    links = (wording.link(texts, link) for link in line.result.links)
    return _joined((*flags, *links, *line.result.problems))


def _list_side(texts: Texts, hit: Hit) -> str:
    """What else the list tells: why and how the entry stands there, its relations, the same party elsewhere."""
    return _joined(_told(texts, hit))


def _told(texts: Texts, hit: Hit) -> Iterator[str]:
    basis, status = texts.word("basis", hit.basis), texts.word("status", hit.status)
    yield basis if basis == status else texts("comparison.standing", basis=basis, status=status)
    yield from (wording.event(texts, event) for event in hit.events)
    for relation in hit.relations:
        kind = texts.word("relation", relation.kind)
        yield texts("comparison.relation", kind=kind, name=hit.related.get(relation.target, relation.target))
    yield from (wording.also_listed(texts, other) for other in hit.also_listed)


def _joined(sentences: Iterable[str]) -> str:
    return "\n".join(sentences)


def _which(texts: Texts, line: Line) -> str:
    return texts("xlsx.hit", place=line.rank, hits=len(line.result.hits))


def _position(texts: Texts, line: Line) -> str:
    """Where the row stands, and which of its hits this is."""
    return texts("comparison.place", position=wording.position(texts, line.result), hit=_which(texts, line))
