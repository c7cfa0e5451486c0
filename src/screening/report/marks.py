"""Which letters of two names agree: the evidence's parts as marked pieces of text, for any writer to colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from screening.report.model import Evidence, Hit, Part, PartKind, Span

Mark = Literal["equal", "similar", "different", "missing", "extra", "contradicted", "ignored", "plain"]
"""How a piece is shown. ``similar`` and ``different`` are the agreeing and the differing letters of a like part;
``missing`` stands on the listed side alone, ``extra`` on the counterparty's; ``plain`` was not compared."""

Side = Literal["query", "listed"]

_MARKS: Mapping[PartKind, Mark] = {
    "equal": "equal",
    "omitted": "missing",
    "extra": "extra",
    "contradicted": "contradicted",
    "ignored": "ignored",
}  # every other kind is a likeness: "similar"


class Segment(NamedTuple):
    """A piece of a name and its mark."""

    text: str
    mark: Mark


def basis(hit: Hit) -> Evidence | None:
    """The evidence that the hit rests on: what compares the matched value with the matched name or number."""
    matched = (e for e in hit.evidence if e.query == hit.matched_value and e.listed == hit.matched_name)
    return next(matched, None) or next((e for e in hit.evidence if e.weight == 1), None)


def matched(hit: Hit, side: Side) -> tuple[Segment, ...]:
    """What matched, on one side, in marked pieces."""
    evidence = basis(hit)
    if evidence and evidence.parts:
        return segments(evidence, side)
    return (Segment(hit.matched_value if side == "query" else hit.matched_name, "plain"),)


def segments(evidence: Evidence, side: Side) -> tuple[Segment, ...]:
    """One side of the evidence cut into marked pieces; together they are the whole text.

    Parts whose span does not fit the text, or overlaps an earlier one, are left unmarked rather than believed.
    """
    text = evidence.query if side == "query" else evidence.listed
    marks: list[Mark] = ["plain"] * len(text)
    for part in evidence.parts:
        span = part.query_span if side == "query" else part.listed_span
        if span is None or not 0 <= span[0] < span[1] <= len(text):
            continue
        if all(mark == "plain" for mark in marks[slice(*span)]):
            marks[slice(*span)] = _letters(evidence, part, side, span[1] - span[0])
    return tuple(_runs(text, marks))


def _letters(evidence: Evidence, part: Part, side: Side, length: int) -> list[Mark]:
    """A mark for each letter of one part."""
    mark = _MARKS.get(part.kind, "similar")
    marks: list[Mark] = [mark] * length
    if mark == "similar" and part.query_span and part.listed_span:
        query, listed = evidence.query[slice(*part.query_span)], evidence.listed[slice(*part.listed_span)]
        for start, end in _differences(query, listed, side):
            marks[start:end] = ["different"] * (end - start)
    return marks


def _differences(query: str, listed: str, side: Side) -> Iterator[Span]:
    """The spans of letters that differ, where both sides are near enough for that to say anything.

    Two words in different scripts, or an acronym and what it stands for, share no letters to point at.
    """
    folded_query, folded_listed = query.casefold(), listed.casefold()
    if len(folded_query) != len(query) or len(folded_listed) != len(listed):
        return  # casefolding changed the length (ß, İ): offsets no longer fit
    if Levenshtein.distance(folded_query, folded_listed) * 2 > max(len(query), len(listed)):
        return
    for edit in Levenshtein.opcodes(folded_query, folded_listed):
        if edit.tag != "equal":
            yield (edit.src_start, edit.src_end) if side == "query" else (edit.dest_start, edit.dest_end)


def _runs(text: str, marks: list[Mark]) -> Iterator[Segment]:
    at = 0
    for mark, run in groupby(marks):
        length = len(list(run))
        yield Segment(text[at : at + length], mark)
        at += length
