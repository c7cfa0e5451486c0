"""The report's facts as sentences, the same in every format."""

from __future__ import annotations

from datetime import datetime, timedelta

from screening.entities import Confusable, Event, SourceRef
from screening.report.model import Evidence, Exclusion, RedFlag, Result
from screening.report.texts import Texts


def position(texts: Texts, result: Result) -> str:
    """Where the row stands, as a person finds it: ``Q3, row 14``."""
    row = texts("position.row", row=texts.integer(result.row)) if result.row else texts("position.given")
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


def effect(texts: Texts, evidence: Evidence) -> str:
    """What a fact did to the score: it is the score's basis, added or took away points, or did nothing."""
    if evidence.weight == 1 and evidence.verdict == "supports":
        return texts("effect.basis")
    points = -abs(evidence.weight) if evidence.verdict == "contradicts" else evidence.weight
    return texts("effect.points", points=texts.decimal(points, signed=True)) if points else texts("effect.none")


def fact(texts: Texts, evidence: Evidence) -> str:
    """A piece of evidence in one sentence: what it is, how it weighs, and the detail."""
    return texts(
        "evidence.line",
        feature=texts.word("feature", evidence.feature),
        verdict=texts.word("verdict", evidence.verdict),
        effect=effect(texts, evidence),
        detail=evidence.detail or texts("evidence.sides", query=evidence.query, listed=evidence.listed),
    )


def event(texts: Texts, event: Event) -> str:
    """Something that befell the listed party: ``Designated by US Treasury (OFAC), 18 November 2010 (DPRK)``."""
    words = event.what[:1].upper() + event.what[1:]
    words += texts("event.by", by=event.by) if event.by else ""
    words += f", {date(texts, event.date)}" if event.date else ""
    words += f" ({event.programme})" if event.programme else ""
    return f"{words}. {event.note}" if event.note else words


def source(texts: Texts, source: SourceRef) -> str:
    """Where a statement stands: the document, its section, and what that cites."""
    words = texts("source.section", title=source.title, section=source.section) if source.section else source.title
    cited = ", ".join(part for part in (source.reference, source.date and date(texts, source.date)) if part)
    return texts("source.citing", source=words, cited=cited) if cited else words


def confusable(texts: Texts, other: Confusable) -> str:
    """A party with a like name that is somebody else, and why."""
    return texts("confusable.line", name=other.name, reason=other.reason)


def exclusion(texts: Texts, exclusion: Exclusion) -> str:
    """The recorded decision that excludes a hit: who, when, why, until when."""
    expires = date(texts, exclusion.expires) if exclusion.expires else texts("exclusion.never")
    return texts(
        "exclusion.line",
        by=exclusion.by,
        on=date(texts, exclusion.on),
        reason=exclusion.reason,
        expires=expires,
    )


def red_flag(texts: Texts, flag: RedFlag) -> str:
    """A risk indicator and what in the row raised it."""
    return texts("red_flag.line", title=flag.title, field=texts.word("field", flag.field), value=flag.value)
