"""One alert as a card: the counterparty beside the listed entry, the evidence, and room for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from screening.report import wording
from screening.report.html_charts import score_bar
from screening.report.html_markup import Markup, anchor, join, tag
from screening.report.links import other_references, web_link
from screening.report.marks import Segment, Side, basis, matched, segments
from screening.report.model import Disposition, Evidence, Hit, Report, Result
from screening.report.texts import Texts
from screening.report.visible import shortened

_MAX_HITS = 10  # hits of one row that a card shows
_MAX_CELLS = 40  # input cells that a card shows
_MAX_CELL = 400  # characters of one


def cards(texts: Texts, report: Report) -> Iterator[Markup]:
    """A card for every alert, best first."""
    alerts = report.alerts
    for number, result in enumerate(alerts, 1):
        yield _card(texts, report, result, number, len(alerts))


def alert_id(number: int) -> str:
    """The address of an alert's card on the page."""
    return f"alert-{number}"


def risk_pill(texts: Texts, risk: str) -> Markup:
    """The risk as a small coloured word."""
    return tag("span", texts("html.pill", risk=texts.word("risk", risk)), class_=f"pill {risk}")


def marked(pieces: Iterable[Segment]) -> Markup:
    """A name with its matched letters marked."""
    return tag(
        "bdi",
        (
            piece.text if piece.mark == "plain" else tag("span", piece.text, class_=f"m-{piece.mark}")
            for piece in pieces
        ),
    )


def _card(texts: Texts, report: Report, result: Result, number: int, total: int) -> Markup:
    name = alert_id(number)
    shown, more = result.hits[:_MAX_HITS], len(result.hits) - _MAX_HITS
    return tag(
        "article",
        tag(
            "header",
            tag(
                "p",
                risk_pill(texts, result.risk),
                tag("span", texts("html.alert", number=number, total=texts.integer(total))),
                tag("span", wording.position(texts, result)),
                class_="eyebrow",
            ),
            tag("h3", tag("bdi", result.name or texts("html.unnamed")), id=f"{name}-title"),
            _row_as_found(texts, result),
            _list(texts("html.red_flags"), (wording.red_flag_why(texts, flag) for flag in result.red_flags), "flags"),
            _list(texts("html.links"), (wording.link(texts, link) for link in result.links), "links"),
            _list(texts("html.problems"), result.problems, "problems"),
        ),
        [_hit(texts, report, hit, place, len(result.hits)) for place, hit in enumerate(shown, 1)],
        tag("p", texts.count("html.more_hits", more), class_="note") if more > 0 else None,
        _decision(texts),
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


def _list(title: str, sentences: Iterable[str], class_: str) -> Markup | None:
    items = [tag("li", sentence) for sentence in sentences]
    return tag("div", tag("h4", title), tag("ul", items), class_=class_) if items else None


def _hit(texts: Texts, report: Report, hit: Hit, place: int, hits: int) -> Markup:
    title = texts("html.hit", place=place, hits=hits, entity=hit.entity_name) if hits > 1 else hit.entity_name
    return tag(
        "section",
        tag("h4", tag("bdi", title), risk_pill(texts, hit.risk) if hits > 1 else None, class_="entity"),
        tag("div", _in_file(texts, hit), _on_list(texts, hit), class_="compare"),
        tag(
            "div",
            tag("p", texts("html.score"), " ", tag("strong", texts.decimal(hit.score)), class_="score"),
            score_bar(texts, hit.score, report.screening.threshold),
            tag("p", texts("html.threshold", threshold=texts.decimal(report.screening.threshold)), class_="note"),
            class_="score-line",
        ),
        _past(texts, hit),
        _evidence(texts, hit),
        tag("div", _why(texts, hit), _entry(texts, hit), class_="columns"),
        class_=f"hit {hit.risk}",
    )


def _past(texts: Texts, hit: Hit) -> Markup | None:
    """What was decided on the hit before."""
    if hit.decision is None:
        return None
    return _list(texts("html.past_decision"), [wording.past_decision(texts, hit.decision)], "past")


def _in_file(texts: Texts, hit: Hit) -> Markup:
    return tag(
        "div",
        tag("p", tag("strong", texts("html.in_file")), " ", texts.word("feature", hit.matched_field), class_="label"),
        tag("p", marked(matched(hit, "query")), class_="name"),
    )


def _on_list(texts: Texts, hit: Hit) -> Markup:
    facts = [texts.word("entity_type", hit.entity_type), hit.watchlist, *hit.programmes]
    evidence = basis(hit)
    what = texts.word("name_quality", hit.name_quality)
    if evidence and evidence.feature != "name":
        what = texts.word("feature", evidence.feature)
    return tag(
        "div",
        tag("p", tag("strong", texts("html.on_list")), " ", what, class_="label"),
        tag("p", marked(matched(hit, "listed")), class_="name"),
        tag("p", " · ".join(facts), class_="note"),
    )


def _evidence(texts: Texts, hit: Hit) -> Markup | None:
    if not hit.evidence:
        return None
    keys = ("fact", "counterparty", "listed", "agreement", "effect")
    heads = (tag("th", texts(f"html.{key}"), scope="col") for key in keys)
    return tag(
        "table",
        tag("caption", texts("html.evidence")),
        tag("thead", tag("tr", heads)),
        tag("tbody", (_fact(texts, evidence, hit) for evidence in hit.evidence)),
        class_="evidence",
    )


def _fact(texts: Texts, evidence: Evidence, hit: Hit) -> Markup:
    def side(which: Side) -> Markup:
        return marked(segments(evidence, which)) if evidence.parts else tag("bdi", getattr(evidence, which))

    return tag(
        "tr",
        tag(
            "th",
            texts.word("feature", evidence.feature),
            tag("span", texts.word("verdict", evidence.verdict), class_=f"verdict {evidence.verdict}"),
            scope="row",
        ),
        tag("td", side("query"), data_label=texts("html.counterparty")),
        tag("td", side("listed"), data_label=texts("html.listed")),
        tag("td", texts.decimal(evidence.score), class_="number", data_label=texts("html.agreement")),
        tag(
            "td",
            wording.effect(texts, evidence, hit.evidence),
            tag("span", evidence.detail, class_="detail") if evidence.detail else None,
            data_label=texts("html.effect"),
        ),
    )


def _why(texts: Texts, hit: Hit) -> Markup | None:
    return _list(texts("html.why", risk=texts.word("risk", hit.risk).lower()), hit.risk_reasons, "why")


def _entry(texts: Texts, hit: Hit) -> Markup:
    """What the list says: basis, status, events, narrative, doubts, namesakes, sources."""
    basis = texts("html.meaning", word=texts.word("basis", hit.basis), meaning=texts.word("basis_meaning", hit.basis))
    rows: list[tuple[str, Markup | None]] = [
        ("basis", join(basis)),
        ("status", join(texts.word("status", hit.status))),
        ("events", _lines(_event(texts, hit))),
        ("narrative", join(hit.narrative) if hit.narrative else None),
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
