"""The report's facts as sentences, the same in every format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from screening.entities import Confusable, Event, SourceRef
from screening.names.countries import country_code, country_name
from screening.report.field_by_field import Field
from screening.report.model import (
    AlsoListed,
    Difference,
    Evidence,
    Exclusion,
    Link,
    PastDecision,
    RedFlag,
    Report,
    Result,
    ScreeningInfo,
    WatchlistInfo,
)
from screening.report.visible import shortened
from screening.texts import Texts

NO_CONFIGURATION = hashlib.sha256().hexdigest()
"""What a report has as the SHA-256 of its configuration where all was left at its default."""

_FULL_SCORE = 100.0
_DATES = frozenset({"date_of_birth", "founded", "born_or_founded", "death", "dissolved", "built"})
_COUNTRIES = frozenset({"country", "nationality", "flag"})
_MAX_VALUE = 120  # characters of a value that has changed


def position(texts: Texts, result: Result | Link) -> str:
    """Where the row stands, as a person finds it: ``Q3, row 1271``, the number as a spreadsheet shows it."""
    row = texts("position.row", row=result.row) if result.row else texts("position.given")
    return texts("position.sheet", sheet=result.sheet, row=row) if result.sheet else row


def date(texts: Texts, iso: str) -> str:
    """An ISO date of any precision in words (``18 November 2010``, ``April 2017``, ``2017``); other text as it is."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    year, *rest = parts
    if not rest:
        return year
    if not 1 <= int(rest[0]) <= 12:
        return iso
    month = texts(f"month.{int(rest[0])}")
    if len(rest) == 1:
        return texts("date.month", month=month, year=year)
    return texts("date.day", day=int(rest[1]), month=month, year=year)


def moment(texts: Texts, iso: str) -> str:
    """An ISO date and time in words: ``21 November 2026, 14:03 UTC``; other text as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    offset = when.utcoffset()
    zone = "" if offset is None else " UTC" if offset == timedelta(0) else f" UTC{when.isoformat()[-6:]}"
    return texts("date.moment", date=date(texts, when.date().isoformat()), time=f"{when:%H:%M}", zone=zone)


def configuration(texts: Texts, screening: ScreeningInfo, *, digits: int = 64) -> str:
    """The first ``digits`` of the SHA-256 of the configuration; in words that there was none."""
    none = screening.config_sha256 == NO_CONFIGURATION
    return texts("summary.no_configuration") if none else screening.config_sha256[:digits]


def list_version(texts: Texts, info: WatchlistInfo) -> str:
    """Which version of a list it is, and how much is in it."""
    return texts(
        "pdf.list",
        version=info.version,
        as_of=date(texts, info.as_of) or texts("text.undated"),
        entities=texts.integer(info.entities),
        names=texts.integer(info.names),
    )


def effect(texts: Texts, evidence: Evidence, all_evidence: Sequence[Evidence]) -> str:
    """What a fact did to the score: it is the score's basis, added or took away points, or did nothing.

    ``all_evidence`` is the hit's: points do nothing beside an identifier that settles the score.
    """
    if _is_basis(evidence):
        return texts("effect.basis")
    points = -abs(evidence.weight) if evidence.verdict == "contradicts" else evidence.weight
    if not points:
        return texts("effect.none")
    if _settled(all_evidence):
        return texts("effect.settled")
    return texts("effect.points", points=texts.decimal(points, signed=True))


def facts(texts: Texts, all_evidence: Sequence[Evidence]) -> Iterator[str]:
    """Each piece of a hit's evidence in one sentence: what it is, how it weighs, and the detail."""
    for evidence in all_evidence:
        yield texts(
            "evidence.line",
            feature=texts.word("feature", evidence.feature),
            verdict=texts.word("verdict", evidence.verdict),
            effect=effect(texts, evidence, all_evidence),
            detail=evidence.detail or texts("evidence.sides", query=evidence.query, listed=evidence.listed),
        )


_IN_POINTS = frozenset({"date_of_birth", "country", "gender", "address"})
"""Facts that add points to the score of a name: one point is no basis."""


def _is_basis(evidence: Evidence) -> bool:
    return evidence.weight == 1 and evidence.verdict == "supports" and evidence.feature not in _IN_POINTS


def _settled(all_evidence: Sequence[Evidence]) -> bool:
    """Whether an equal identifier carries the score whatever else is known: points count for the name's score only.

    It does when it scores the most there is, or when no name is a basis beside it.
    """
    bases = [fact for fact in all_evidence if _is_basis(fact)]
    scores = [fact.score for fact in bases if fact.feature != "name"]
    return bool(scores) and (max(scores) == _FULL_SCORE or len(scores) == len(bases))


def agreement(texts: Texts, field: Field) -> str:
    """How the two sides of a field agree; for an absent one, which side is silent."""
    return texts.word("agreement", f"absent_{field.missing}" if field.missing else field.agreement)


def value(texts: Texts, feature: str, text: str) -> str:
    """A value of a field as people read it: the word for a type, an ISO date in words; other text as it is."""
    if feature in _COUNTRIES:
        told = ((part, country_code(part)) for part in text.split(", "))
        return ", ".join(country(texts, code) if code else part for part, code in told)
    if feature == "type":
        return texts.word("entity_type", text)
    if feature == "gender":
        return texts.word("gender", text)
    return date(texts, text) if feature in _DATES and not text.isdecimal() else text


def country(texts: Texts, code: str) -> str:
    """The name of a country by its alpha-2 code; an unknown code as it is."""
    return texts.known(f"country.{code}", country_name(code))


def event(texts: Texts, event: Event) -> str:
    """Something that befell the listed party: ``Designated by US Treasury (OFAC), 18 November 2010 (DPRK)``."""
    what = texts.known(f"event_what.{event.what}", event.what)
    words = what[:1].upper() + what[1:]
    words += texts("event.by", by=event.by) if event.by else ""
    words += f", {date(texts, event.date)}" if event.date else ""
    words += f" ({event.programme})" if event.programme else ""
    return texts("event.noted", event=words, note=event.note) if event.note else words


def source(texts: Texts, source: SourceRef) -> str:
    """Where a statement stands: the document, its section, and what that cites."""
    words = texts("source.section", title=source.title, section=source.section) if source.section else source.title
    cited = ", ".join(part for part in (source.reference, source.date and date(texts, source.date)) if part)
    return texts("source.citing", source=words, cited=cited) if cited else words


def confusable(texts: Texts, other: Confusable) -> str:
    """A party with a like name that is somebody else, and why."""
    return texts("confusable.line", name=other.name, reason=other.reason)


def also_listed(texts: Texts, other: AlsoListed) -> str:
    """The same party's entry on another list, how well it matches, and what links the two."""
    score = texts("also_listed.score", score=texts.decimal(other.score)) if other.score is not None else ""
    by = texts("also_listed.by", by=", ".join(other.linked_by)) if other.linked_by else ""
    return texts(
        "also_listed.line", list=other.watchlist, name=other.entity_name, id=other.entity_id, score=score, by=by
    )


def exclusion(texts: Texts, exclusion: Exclusion) -> str:
    """The recorded decision that excludes a hit: who, when, why, until when."""
    expires = date(texts, exclusion.expires) if exclusion.expires else texts("exclusion.never")
    return texts(
        "exclusion.line",
        by=exclusion.by,
        on=date(texts, exclusion.on),
        reason=exclusion.reason,
        expires=expires,
        second=texts("exclusion.second", second=exclusion.second) if exclusion.second else "",
        record=texts("exclusion.record", record=exclusion.record) if exclusion.record is not None else "",
    )


def past_decision(texts: Texts, decision: PastDecision) -> str:
    """An earlier decision on a hit that stands: who, when, and why the hit stands all the same."""
    return texts(
        f"past_decision.{decision.state}",
        disposition=decision.disposition,
        by=decision.by,
        on=date(texts, decision.on),
        record=decision.record,
        why="; ".join(_difference(texts, difference) for difference in decision.differences),
        comment=texts("past_decision.comment", comment=decision.comment) if decision.comment else "",
    )


def _difference(texts: Texts, difference: Difference) -> str:
    before, now = (shortened(text, _MAX_VALUE) or texts("lapsed.empty") for text in (difference.before, difference.now))
    if difference.what == "expires":
        return texts("lapsed.expires", before=date(texts, before))
    key = f"lapsed.{difference.what}"
    field = texts.within(texts.word("feature", difference.what))
    return texts(key if key in texts else "lapsed.field", before=before, now=now, field=field)


def red_flag(texts: Texts, flag: RedFlag) -> str:
    """A risk indicator and what in the row raised it."""
    return texts("red_flag.line", title=flag.title, field=texts.word("feature", flag.field), value=flag.value)


def red_flag_why(texts: Texts, flag: RedFlag) -> str:
    """A risk indicator with the reason why it is one."""
    return (
        texts("red_flag.why", line=red_flag(texts, flag), reason=flag.reason) if flag.reason else red_flag(texts, flag)
    )


def link(texts: Texts, link: Link) -> str:
    """What a row has in common with another that has a hit, and where that is."""
    told = {
        "kind": texts.word("link_kind", link.kind),
        "field": texts.word("feature", link.field),
        "value": link.value,
        "other_field": texts.word("feature", link.other_field),
        "position": position(texts, link),
        "name": link.name or texts("html.unnamed"),
        "entity": link.entity_name or "",
        "list": link.watchlist or "",
        "relation": texts.word("relation", link.relation),
        "rows": texts.integer(link.rows),
    }
    if link.entity_id is None:
        form = "crowd"
    elif link.rows == 1:
        form = "entry"
    else:
        form = link.kind if link.kind in {"party", "relation"} else "shared"
    return texts(f"link.{form}", **told)


def links_in_short(texts: Texts, result: Result) -> tuple[str, ...]:
    """The links of a row where there is little room: of an alert their number alone, for its card tells them."""
    if result.hits and result.links:
        return (texts.count("link.several", len(result.links)),)
    return tuple(link(texts, one) for one in result.links)


def flag_counts(texts: Texts, report: Report) -> list[tuple[str, int]]:
    """How many rows have each red flag, by its title, most first."""
    titles = {flag.id: flag.title for result in report.counterparties for flag in result.red_flags}
    counts = ((titles.get(id_, id_), number) for id_, number in report.summary.red_flags.items())
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def counted(number: int, one: str, more: str) -> str:
    """The number with the word that goes with it."""
    return f"{number} {one if number == 1 else more}"
