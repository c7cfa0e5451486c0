"""One alert on paper: the counterparty beside the listed entities, field by field, and room for the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import get_args

from screening.config import RiskLevel
from screening.report import wording
from screening.report.field_by_field import Agreement, Field, Marked, fields_of
from screening.report.links import web_links
from screening.report.marks import Segment
from screening.report.model import Disposition, Hit, Report, Result
from screening.report.network import network_of
from screening.report.pdf_network import write_network
from screening.report.pdf_paper import HEAD, LINK, MUTED, NOTE, PALE, PLAIN, STRONG, Cell, Colour, Paper, Style
from screening.report.visible import shortened
from screening.texts import Texts

MOST_HITS = 3
"""Hits of one row that a card shows."""

_MOST_VALUES = 6  # of one side of a field
_FEW_VALUES = 4  # of a side that has nothing beside it
_LONGEST = 600  # characters of one text
_DECISION = 16.0  # mm that the room for the decision takes
_LINK = 5.0  # mm that most links take
_WIDTHS = (27.0, 46.0, 46.0, 23.0, 38.0)
RISK: Mapping[RiskLevel, tuple[Colour, Colour]] = {  # of the word, and behind it
    "high": ((140, 29, 24), (249, 222, 220)),
    "medium": ((122, 74, 0), (252, 235, 207)),
    "low": ((40, 80, 122), (225, 234, 244)),
    "none": (MUTED, PALE),
}
_AGREEMENT: Mapping[Agreement, RiskLevel | None] = {"contradicting": "high", "similar": "medium"}
_EQUAL = Style(size=8, colour=(27, 94, 58), bold=True, fill=(227, 241, 232))


def risk_style(risk: RiskLevel) -> Style:
    """How the word of a risk looks."""
    return Style(size=8, colour=RISK[risk][0], bold=True, align="C", fill=RISK[risk][1])


def write_card(paper: Paper, texts: Texts, report: Report, result: Result, number: int, total: int) -> None:
    """Write one card."""
    name = result.name or texts("html.unnamed")
    paper.need(70)
    place = texts("pdf.alert", number=number, total=texts.integer(total), position=wording.position(texts, result))
    paper.row((24.0, paper.width - 24), (Cell(texts("html.pill", risk=texts.word("risk", result.risk)),
                                              risk_style(result.risk)), Cell(place, NOTE)))  # fmt: skip
    paper.heading(shortened(name, _LONGEST), size=12, level=1)
    _list(paper, texts("html.red_flags"), (wording.red_flag_why(texts, flag) for flag in result.red_flags))
    _list(paper, texts("html.links"), (wording.link(texts, link) for link in result.links))
    _list(paper, texts("html.problems"), result.problems)
    shown = result.hits[:MOST_HITS]
    for rank, hit in enumerate(shown, 1):
        _hit(paper, texts, report, result, hit, rank)
        _references(paper, texts, hit, below=_DECISION if rank == len(shown) else 0)
    if len(result.hits) > MOST_HITS:
        paper.text(texts.count("html.more_hits", len(result.hits) - MOST_HITS), NOTE)
    _decision(paper, texts, number)
    paper.gap(7)


def _hit(paper: Paper, texts: Texts, report: Report, result: Result, hit: Hit, rank: int) -> None:
    paper.need(40)
    entity = texts("comparison.entity", name=hit.entity_name, list=hit.watchlist)
    which = texts("html.hit", place=rank, hits=len(result.hits), entity=entity) if len(result.hits) > 1 else entity
    score = texts("pdf.score", score=texts.decimal(hit.score), threshold=texts.decimal(report.screening.threshold))
    paper.row((paper.width - 62, 62.0), (Cell(which, Style(size=10, bold=True, fill=PALE)),
                                         Cell(score, Style(align="R", fill=PALE))))  # fmt: skip
    keys = ("field", "counterparty", "listed", "agreement", "effect")
    with paper.table(_WIDTHS, [texts(f"column.compared_{key}") for key in keys]):
        for field in fields_of(result, hit, report.screening.columns):
            paper.row(_WIDTHS, _field(texts, hit, field), rule=True)
    for key, sentences in _around(texts, hit):
        _list(paper, texts(key, risk=texts.within(texts.word("risk", hit.risk))), sentences)
    if network := network_of(result, hit):
        write_network(paper, texts, network)


def _references(paper: Paper, texts: Texts, hit: Hit, *, below: float) -> None:
    """The links of a hit, kept together with each other and with so many mm below them."""
    links = web_links(hit)
    paper.need(_LINK * len(links) + below)
    widths = (_WIDTHS[0], paper.width - _WIDTHS[0])
    for place, link in enumerate(links):
        title = "" if place else texts("html.references")
        paper.row(widths, (Cell(title, HEAD), Cell(link, NOTE._replace(colour=LINK), link=link)), padding=0.2)
    paper.gap(2)


def _field(texts: Texts, hit: Hit, field: Field) -> tuple[Cell, ...]:
    why = ""
    if field.evidence:
        effect = wording.effect(texts, field.evidence, hit.evidence)
        why = texts("comparison.effect", effect=effect, detail=shortened(field.evidence.detail, _LONGEST))
    return (
        Cell(texts.word("feature", field.feature), STRONG),
        _side(texts, field, field.row),
        _side(texts, field, field.listed),
        Cell(wording.agreement(texts, field), _agreement_style(field.agreement)),
        Cell(why, NOTE),
    )


def _agreement_style(agreement: Agreement) -> Style:
    if agreement == "equal":
        return _EQUAL
    level = _AGREEMENT.get(agreement)
    return risk_style(level)._replace(align="L") if level else NOTE


def _side(texts: Texts, field: Field, values: tuple[Marked, ...]) -> Cell:
    """The values of one side, each on a line; the letters of a single one are marked."""
    most = _FEW_VALUES if field.missing else _MOST_VALUES
    shown = [_readable(texts, field, value) for value in islice(values, most)]
    lines = ["".join(piece.text for piece in value) for value in shown]
    if len(values) > most:
        lines.append(texts.count("html.more_values", len(values) - most))
    return Cell(shortened("\n".join(lines), _LONGEST), PLAIN, shown[0] if len(lines) == 1 else ())


def _readable(texts: Texts, field: Field, value: Marked) -> Marked:
    return tuple(Segment(wording.value(texts, field.feature, piece.text), piece.mark) for piece in value)


def _around(texts: Texts, hit: Hit) -> Iterator[tuple[str, Iterable[str]]]:
    """What the decision needs besides the fields."""
    yield "html.why", hit.risk_reasons
    if hit.decision:
        yield "html.past_decision", [wording.past_decision(texts, hit.decision)]
    basis, status = texts.word("basis", hit.basis), texts.word("status", hit.status)
    standing = basis if basis == status else texts("comparison.standing", basis=basis, status=status)
    yield "html.entry", [standing, *(wording.event(texts, event) for event in hit.events)]
    yield "html.also_listed", [wording.also_listed(texts, other) for other in hit.also_listed]
    yield "html.narrative", [hit.narrative] if hit.narrative else []
    yield "html.critical_view", [hit.critical_view] if hit.critical_view else []
    yield "html.confusable", [wording.confusable(texts, other) for other in hit.not_to_be_confused_with]
    yield "html.sources", [wording.source(texts, source) for source in hit.sources]


def _list(paper: Paper, title: str, sentences: Iterable[str]) -> None:
    """A title and what stands under it, beside each other; nothing where there is nothing."""
    told = "\n".join(shortened(sentence, _LONGEST) for sentence in sentences)
    if told:
        paper.row((_WIDTHS[0], paper.width - _WIDTHS[0]), (Cell(title, HEAD), Cell(told)), padding=0.5)


def _decision(paper: Paper, texts: Texts, number: int) -> None:
    """Room for a person's decision, which says on which alert it is, should it stand at the top of a page."""
    paper.need(_DECISION)
    choices = "      ".join(f"[  ] {disposition}" for disposition in get_args(Disposition))
    title = texts("pdf.decision", number=texts.integer(number))
    paper.row((48.0, paper.width - 48), (Cell(title, STRONG), Cell(choices)))
    blanks = [
        f"{texts(f'html.{key}')}: {'_' * length}" for key, length in (("reviewer", 26), ("date", 14), ("reason", 40))
    ]
    paper.text("   ".join(blanks), NOTE)
