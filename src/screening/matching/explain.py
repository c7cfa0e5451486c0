"""Say what was compared with what: the aligned parts of two names as data and as a sentence."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from screening.evidence import Evidence, Part, PartKind
from screening.matching.align import Alignment
from screening.matching.cut_off import plain
from screening.matching.edges import Pair
from screening.matching.profile import Profile, has_unit
from screening.texts import spoken


def name_evidence(
    query: Profile, listed: Profile, alignment: Alignment, score: float, notes: tuple[str, ...]
) -> Evidence:
    """The evidence of two aligned names; ``notes`` add what else bore on the score."""
    parts = tuple(_parts(query, listed, alignment))
    texts = spoken()
    told = [p.detail for p in parts if p.kind not in ("equal", "ignored", "extra") and p.detail]
    if extra := [p.query for p in parts if p.kind == "extra"]:  # a note has many: told in one
        told.append(texts("compared.extra", words=", ".join(extra)))
    told += [texts(f"compared.{note}") for note in alignment.notes]
    told += [*notes, *(texts("compared.tampering", what=texts.word("tampering", how)) for how in query.name.tampering)]
    return Evidence(
        feature="name",
        score=round(score, 1),
        weight=1.0,
        query=query.name.text,
        listed=listed.name.text,
        detail="; ".join(told) if told else texts("compared.same_name"),
        parts=parts,
    )


def acronym_evidence(query: Profile, listed: Profile, score: float) -> Evidence:
    """The evidence of a query that is the listed name's acronym."""
    text = query.name.text
    part = Part(
        kind="acronym", query=text, listed=listed.name.text, score=min(1.0, score / 100.0), share=1.0,
        query_span=(0, len(text)), listed_span=(0, len(listed.name.text)),
        detail=spoken()("compared.acronym", query=text, listed=listed.name.text),
    )  # fmt: skip
    return Evidence(
        feature="name",
        score=round(score, 1),
        weight=1.0,
        query=text,
        listed=listed.name.text,
        detail=part.detail,
        parts=(part,),
    )


def cut_off_evidence(query: Profile, listed: Profile, score: float) -> Evidence:
    """The evidence of a query that is the beginning of the listed name."""
    text, whole = query.name.text, listed.name.text
    kept = next((i for i in range(len(whole), 0, -1) if plain(whole[:i]) == plain(text)), len(whole))
    parts = (
        Part(
            kind="equal", query=text, listed=whole[:kept], score=1.0, share=round(min(1.0, kept / len(whole)), 3),
            query_span=(0, len(text)), listed_span=(0, kept),
        ),
        Part(
            kind="omitted", listed=whole[kept:].strip(), share=round(1.0 - min(1.0, kept / len(whole)), 3),
            listed_span=(kept, len(whole)), detail=spoken()("compared.omitted", listed=whole[kept:].strip()),
        ),
    )  # fmt: skip
    return Evidence(
        feature="name",
        score=round(score, 1),
        weight=1.0,
        query=text,
        listed=whole,
        detail=spoken()("compared.cut_off", listed=whole),
        parts=parts,
    )


def _parts(query: Profile, listed: Profile, alignment: Alignment) -> list[Part]:
    total = query.total + listed.total
    parts = [_aligned(query, listed, pair, total) for pair in alignment.pairs]
    seen_query = {i for p in alignment.pairs for i in range(p.query[0], p.query[1] + 1)}
    seen_listed = {j for p in alignment.pairs for j in range(p.listed[0], p.listed[1] + 1)}
    for i, word in enumerate(query.words):
        if i not in seen_query:
            parts.append(_alone(query, i, "extra" if has_unit(word) else "ignored", total, of_query=True))
    for j, word in enumerate(listed.words):
        if j not in seen_listed:
            parts.append(_alone(listed, j, "omitted" if has_unit(word) else "ignored", total, of_query=False))
    return sorted(parts, key=lambda p: (p.query_span is None, p.query_span or p.listed_span or (0, 0)))


def _aligned(query: Profile, listed: Profile, pair: Pair, total: float) -> Part:
    query_span = query.words[pair.query[0]].start, query.words[pair.query[1]].end
    listed_span = listed.words[pair.listed[0]].start, listed.words[pair.listed[1]].end
    own, other = query.name.text[slice(*query_span)], listed.name.text[slice(*listed_span)]
    weights = (*query.weights[pair.query[0] : pair.query[1] + 1], *listed.weights[pair.listed[0] : pair.listed[1] + 1])
    kind: PartKind = pair.kind
    letters = max(len(own), len(other))
    edits = OSA.distance(own.casefold(), other.casefold())
    sentence = spoken()(f"compared.{kind}", query=own, listed=other, letters=letters, edits=edits)
    return Part(
        kind=kind, query=own, listed=other, score=round(pair.value, 3), share=round(sum(weights) / total, 3),
        query_span=query_span, listed_span=listed_span, detail=sentence,
    )  # fmt: skip


def _alone(name: Profile, place: int, kind: PartKind, total: float, *, of_query: bool) -> Part:
    """A word that the other name lacks."""
    word = name.words[place]
    text = name.name.text[word.start : word.end]
    told = "" if kind == "ignored" else spoken()(f"compared.{kind}", words=text, listed=text)
    share = round(name.weights[place] / total, 3) if total else 0.0
    if of_query:
        return Part(kind=kind, query=text, share=share, query_span=(word.start, word.end), detail=told)
    return Part(kind=kind, listed=text, share=share, listed_span=(word.start, word.end), detail=told)
