"""One alert as a card: the counterparty beside the listed entry, field by field, and room for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from screening.report import wording
from screening.report.field_by_field import Field, Marked, fields_of
from screening.report.html_charts import score_bar
from screening.report.html_markup import Markup, anchor, join, tag
from screening.report.html_network import picture
from screening.report.links import host, other_references, web_link
from screening.report.marks import Segment, basis
from screening.report.model import Disposition, Evidence, Hit, RedFlag, Report, Result
from screening.report.network import network_of
from screening.report.visible import shortened
from screening.texts import Texts

_MAX_HITS = 10  # hits of one row that a card shows
_MAX_CELLS = 40  # input cells that a card shows
_MAX_CELL = 400  # characters of one
_MAX_VALUES = 8  # values of one field: some entries have a hundred aliases


def cards(texts: Texts, report: Report, first: int = 1) -> Iterator[Markup]:
    """A card for every alert from number ``first`` on, best first."""
    alerts, screening = report.alerts, report.screening
    for number, result in enumerate(alerts[first - 1 :], first):
        label = texts("html.alert", number=number, total=texts.integer(len(alerts)))
        yield card(texts, result, alert_id(number), label, screening.threshold, screening.columns)


def alert_id(number: int) -> str:
    """The address of an alert's card on the page."""
    return f"alert-{number}"


def risk_pill(texts: Texts, risk: str) -> Markup:
    """The risk as a small coloured word."""
    return tag("span", texts("html.pill", risk=texts.word("risk", risk)), class_=f"pill {risk}")


def marked(pieces: Iterable[Segment]) -> Markup:
    """A text with its matched letters marked."""
    return tag(
        "bdi",
        (
            piece.text if piece.mark == "plain" else tag("mark", piece.text, class_=f"m-{piece.mark}")
            for piece in pieces
        ),
    )


def card(texts: Texts, result: Result, name: str, label: str, threshold: float, columns: Mapping[str, str]) -> Markup:
    """The card of one result. ``name`` is its address on the page, ``label`` what it is called there.

    ``threshold`` (0-100) and ``columns`` (header -> field) are those of the screening.
    """
    shown, more = min(len(result.hits), _MAX_HITS), len(result.hits) - _MAX_HITS
    return tag(
        "article",
        tag(
            "header",
            tag(
                "p",
                risk_pill(texts, result.risk),
                tag("span", label),
                tag("span", wording.position(texts, result)),
                class_="eyebrow",
            ),
            tag("h3", tag("bdi", result.name or texts("html.unnamed")), id=f"{name}-title"),
            _row_as_found(texts, result),
            _list(texts("html.red_flags"), (_flag(texts, flag) for flag in result.red_flags), "flags"),
            _list(texts("html.links"), (wording.link(texts, link) for link in result.links), "links"),
            _list(texts("html.problems"), result.problems, "problems"),
        ),
        [_hit(texts, result, place, threshold, columns) for place in range(1, shown + 1)],
        tag("p", texts.count("html.more_hits", more), class_="note") if more > 0 else None,
        _decision(texts),
        tabindex=-1,
        class_=f"card {result.risk}",
        id=name,
        aria_labelledby=f"{name}-title",
    )


def _row_as_found(texts: Texts, result: Result) -> Markup | None:
    cells = [(header, cell) for header, cell in result.input.items() if cell.strip() and cell != result.name]
    if not cells:
        return None
    pairs = (
        tag("div", tag("dt", shortened(header, _MAX_CELL)), tag("dd", tag("bdi", shortened(cell, _MAX_CELL))))
        for header, cell in cells[:_MAX_CELLS]
    )
    return tag("dl", pairs, class_="cells", aria_label=texts("html.row_as_found"))


def _flag(texts: Texts, flag: RedFlag) -> Markup:
    """A red flag with its reason, and links to what it goes by."""
    links = [tag("a", host(url), href=url, rel="noopener noreferrer")
             for reference in flag.references if (url := web_link(reference))]  # fmt: skip
    return join(wording.red_flag_why(texts, flag), *(join(" ", link) for link in links))


def _list(title: str, sentences: Iterable[str], class_: str) -> Markup | None:
    items = [tag("li", sentence) for sentence in sentences]
    return tag("div", tag("h4", title), tag("ul", items), class_=class_) if items else None


def _hit(texts: Texts, result: Result, place: int, threshold: float, columns: Mapping[str, str]) -> Markup:
    hit, hits = result.hits[place - 1], len(result.hits)
    title = texts("html.hit", place=place, hits=hits, entity=hit.entity_name) if hits > 1 else hit.entity_name
    network = network_of(result, hit)
    return tag(
        "section",
        tag("h4", tag("bdi", title), risk_pill(texts, hit.risk) if hits > 1 else None, class_="entity"),
        tag("p", " · ".join(_about(texts, hit)), class_="note"),
        tag(
            "div",
            tag("p", texts("html.score"), " ", tag("strong", texts.decimal(hit.score)), class_="score"),
            score_bar(texts, hit.score, threshold),
            tag("p", texts("html.threshold", threshold=texts.decimal(threshold)), class_="note"),
            class_="score-line",
        ),
        _past(texts, hit),
        _fields(texts, result, hit, columns),
        tag("div", _why(texts, hit), _entry(texts, hit), class_="columns"),
        picture(texts, network) if network else None,
        class_=f"hit {hit.risk}",
    )


def _about(texts: Texts, hit: Hit) -> Iterator[str]:
    """What the entry is, where it stands, and by which of its names or numbers it was found."""
    evidence = basis(hit)
    yield texts.word("entity_type", hit.entity_type)
    yield hit.watchlist
    yield from hit.programmes
    if evidence and evidence.feature != "name":
        yield texts("html.found_by", what=texts.word("feature", evidence.feature))
    else:
        yield texts("html.found_by", what=texts.word("name_quality", hit.name_quality))


def _past(texts: Texts, hit: Hit) -> Markup | None:
    """What was decided on the hit before."""
    if hit.decision is None:
        return None
    return _list(texts("html.past_decision"), [wording.past_decision(texts, hit.decision)], "past")


def _fields(texts: Texts, result: Result, hit: Hit, columns: Mapping[str, str]) -> Markup:
    heads = (tag("th", texts(f"html.{key}"), scope="col") for key in ("fact", "in_file", "on_list", "agreement"))
    fields = fields_of(result, hit, columns)
    return tag(
        "table",
        tag("caption", texts("html.evidence")),
        tag("thead", tag("tr", heads)),
        tag("tbody", (_field(texts, field, hit) for field in fields)),
        class_="fields",
    )


def _field(texts: Texts, field: Field, hit: Hit) -> Markup:
    return tag(
        "tr",
        tag("th", texts.word("feature", field.feature), scope="row"),
        tag("td", _values(texts, field.feature, field.row)),
        tag("td", _values(texts, field.feature, field.listed)),
        tag(
            "td",
            tag("span", wording.agreement(texts, field), class_=f"agree {field.agreement}"),
            tag("span", _weight(texts, field.evidence, hit), class_="detail") if field.evidence else None,
        ),
    )


def _values(texts: Texts, feature: str, values: Sequence[Marked]) -> Iterator[Markup]:
    """The values of one side, some of many."""
    for at, pieces in enumerate(values[:_MAX_VALUES]):
        words = [Segment(wording.value(texts, feature, piece.text), piece.mark) for piece in pieces]
        yield join("; " if at else None, marked(words))
    if len(values) > _MAX_VALUES:
        yield join(" ", tag("span", texts.count("html.more_values", len(values) - _MAX_VALUES), class_="note"))


def _weight(texts: Texts, evidence: Evidence, hit: Hit) -> str:
    effect = wording.effect(texts, evidence, hit.evidence)
    return texts("html.weight_and_detail", effect=effect, detail=evidence.detail) if evidence.detail else effect


def _why(texts: Texts, hit: Hit) -> Markup | None:
    return _list(texts("html.why", risk=texts.within(texts.word("risk", hit.risk))), hit.risk_reasons, "why")


def _entry(texts: Texts, hit: Hit) -> Markup:
    """What the list says: basis, status, events, narrative, doubts, namesakes, sources."""
    basis = texts("html.meaning", word=texts.word("basis", hit.basis), meaning=texts.word("basis_meaning", hit.basis))
    rows: list[tuple[str, Markup | None]] = [
        ("basis", join(basis)),
        ("status", join(texts.word("status", hit.status))),
        ("events", _lines(_event(texts, hit))),
        ("narrative", join(hit.narrative) if hit.narrative else None),
        ("remarks_of_list", join(hit.listed.remarks) if hit.listed and hit.listed.remarks else None),
        ("critical_view", join(hit.critical_view) if hit.critical_view else None),
        ("confusable", _lines(join(wording.confusable(texts, other)) for other in hit.not_to_be_confused_with)),
        ("also_listed", _lines(join(wording.also_listed(texts, other)) for other in hit.also_listed)),
        ("sources", _lines(_source(texts, hit))),
        ("references", _lines(_reference(hit))),
        ("fingerprint", tag("code", f"{hit.entity_id} {hit.entry}")),
    ]
    pairs = (tag("div", tag("dt", texts(f"html.{key}")), tag("dd", value)) for key, value in rows if value is not None)
    return tag("dl", pairs, class_="entry", aria_label=texts("html.entry"))


def _lines(items: Iterable[Markup]) -> Markup | None:
    lines = [tag("p", item) for item in items]
    return join(lines) if lines else None


def _event(texts: Texts, hit: Hit) -> Iterator[Markup]:
    for event in hit.events:
        words = wording.event(texts, event)
        yield anchor(event.reference, words) if event.reference else join(words)


def _source(texts: Texts, hit: Hit) -> Iterator[Markup]:
    for source in hit.sources:
        words = wording.source(texts, source)
        yield anchor(source.url, words) if source.url else join(words)


def _reference(hit: Hit) -> Iterator[Markup]:
    """List numbers in one line, then the links that no event or source has already."""
    shown = {event.reference for event in hit.events} | {source.url for source in hit.sources}
    numbers = [reference for reference in other_references(hit) if reference not in shown]
    if numbers:
        yield join(" · ".join(numbers))
    yield from (anchor(reference) for reference in hit.references if web_link(reference) and reference not in shown)


def _decision(texts: Texts) -> Markup:
    """Room for a person's decision on paper; the screen does not show it, for it could not be filled in there."""
    choices = (tag("span", tag("i"), disposition) for disposition in get_args(Disposition))
    fields = (tag("span", texts(f"html.{key}"), class_="blank") for key in ("reviewer", "date", "signature", "reason"))
    return tag("div", tag("strong", texts("html.decision")), choices, fields, class_="decision", aria_hidden="true")
