"""A counterparty beside a listed entity, field by field: what each side says, and how the two agree. Pure.

The verdicts are those of the evidence. Where both sides say something that the matching did not weigh, the verdict is
``different`` at most: two parties may have two passports, and only evidence contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from screening.entities import OWN_NAMES, EntityType
from screening.names.countries import country_code, country_name, names_no_country
from screening.report.marks import Segment, Side, segments
from screening.report.model import Evidence, Hit, Identity, ListedParty, Result

Agreement = Literal["equal", "similar", "different", "contradicting", "absent"]
"""How the two sides of a field agree. ``different`` speaks neither for nor against; ``absent``: one side is silent."""

Marked = tuple[Segment, ...]
"""One value in marked pieces; together they are the whole text."""

_FACTS = frozenset({"name", "type", "country", "date_of_birth", "gender", "address", "confusable"})
"""Features of evidence that are no identifiers."""

_FULL = 100.0
_WORDS = re.compile(r"([\s,;]+)")
_BODIES = frozenset({"Organization", "Company", "LegalEntity"})


class Field(NamedTuple):
    """One field of the comparison; each side has any number of values.

    ``feature`` is a code of the texts' table ``feature``: name, imo, country ... ``missing`` is the silent side of an
    absent field, ``evidence`` the fact that the verdict stands on, where there is one.
    """

    feature: str
    row: tuple[Marked, ...]
    listed: tuple[Marked, ...]
    agreement: Agreement
    missing: Side | None = None
    evidence: Evidence | None = None


def fields_of(result: Result, hit: Hit, columns: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of which at least one side says something, the telling ones first.

    ``columns`` are the screening's: header -> the field that it was read as.
    """
    identity = result.identity or Identity(name=result.name, type=result.type)
    listed = hit.listed or ListedParty()
    own = hit.matched_field in OWN_NAMES or hit.matched_field in {i.partition(" ")[0] for i in identity.identifiers}
    told = identity if own else Identity()  # the row's facts say nothing of a bank or a ship that it names
    flags = _cells(result, columns, "flag")
    found = [
        *_names(hit, listed, told),
        *_identifiers(hit, listed, identity, own=own),
        *_kinds(hit, told),
        _compared("country", hit, _countries(told.country, told.nationality), _listed_countries(listed)),
        *_dates(hit, listed, told),
        _compared("gender", hit, (told.gender,), (listed.gender or "",)),
        _compared("address", hit, (told.address,), _addresses(listed)),
        _flag(hit, listed, flags) if hit.entity_type == "Vessel" else None,
        *(_fact(evidence) for evidence in hit.evidence if evidence.feature == "confusable"),
    ]
    return tuple(field for field in found if field is not None)


def _names(hit: Hit, listed: ListedParty, told: Identity) -> Iterator[Field]:
    """The names that were compared, then the other names of both sides."""
    compared = [
        _fact(evidence, hit.matched_field if evidence.query == hit.matched_value else "name")
        for evidence in hit.evidence
        if evidence.feature == "name"
    ]
    yield from compared
    if not compared:
        yield _field("name", _plain((told.name,)), _plain((hit.entity_name,)))
    facts = [evidence for evidence in hit.evidence if evidence.feature == "name"]
    ours = {fact.query for fact in facts} or {told.name}
    theirs = {fact.listed for fact in facts} or {hit.entity_name}
    own = tuple(dict.fromkeys(name for name in (told.name, *told.other_names) if name not in ours))
    more = tuple(dict.fromkeys(name.text for name in listed.names if name.text not in theirs))
    if more or any(own):
        yield _field("other_names", _plain(own), _plain(more))


def _identifiers(hit: Hit, listed: ListedParty, identity: Identity, *, own: bool) -> Iterator[Field]:
    """The numbers that were compared, then by their kinds those that only one side has, or both have otherwise.

    Numbers that only the row has are left out where the hit is not on the row's ``own`` party.
    """
    ours: dict[str, list[str]] = {}
    for identifier in identity.identifiers:
        kind, _, value = identifier.partition(" ")
        ours.setdefault(_family(kind), []).append(value)
    theirs: dict[str, list[str]] = {}
    for listed_identifier in listed.identifiers:
        theirs.setdefault(_family(listed_identifier.kind), []).append(listed_identifier.value)
    for evidence in hit.evidence:
        if evidence.feature not in _FACTS:
            yield _fact(evidence)
            for kinds, text in ((ours, evidence.query), (theirs, evidence.listed)):
                for kind, values in kinds.items():
                    kinds[kind] = [value for value in values if value != text and value not in text.split(", ")]
    for kind in dict.fromkeys((*ours, *theirs)):
        sides = ours.get(kind, ()), theirs.get(kind, ())
        if sides[1] or (sides[0] and own):
            yield _field(kind, *map(_plain, sides))


def _family(kind: str) -> str:
    """The kind that a number is shown under: a wallet is one whatever its currency is."""
    return "crypto_address" if kind in {"crypto", "wallet"} or kind.endswith("_address") else kind


def _kinds(hit: Hit, told: Identity) -> Iterator[Field]:
    """The types of the two; a row that does not tell its type is no news and no field."""
    if told.type is not None:
        sides = tuple(((Segment(kind, "plain"),),) for kind in (told.type, hit.entity_type))
        yield Field("type", sides[0], sides[1], _kinds_agree(told.type, hit.entity_type))


def _kinds_agree(one: EntityType, other: EntityType) -> Agreement:
    if one == other:
        return "equal"
    return "similar" if {one, other} <= _BODIES or {one, other} == {"LegalEntity", "Person"} else "contradicting"


def _dates(hit: Hit, listed: ListedParty, told: Identity) -> Iterator[Field | None]:
    """The date of birth of a person or of foundation of a body, then those that only lists have."""
    dates = listed.dates
    birth = _compared("date_of_birth", hit, (told.date_of_birth,), dates.birth or dates.founded)
    if birth and dates.founded and not dates.birth:
        birth = birth._replace(feature="born_or_founded" if told.type == "Person" else "founded")
    yield birth
    for feature in ("death", "dissolved", "built"):
        yield _compared(feature, hit, (), getattr(dates, feature))


def _flag(hit: Hit, listed: ListedParty, flags: Sequence[str]) -> Field | None:
    """A ship's flag: another one than the listed countries is no contradiction, for ships change theirs."""
    field = _compared("flag", hit, _countries(*flags), _listed_countries(listed))
    codes = {code for flag in flags if (code := country_code(flag))}
    if field and field.agreement == "different" and not codes.isdisjoint(listed.countries):
        return field._replace(agreement="equal")
    return field if flags else None


def _compared(feature: str, hit: Hit, row: Iterable[str], listed: Iterable[str]) -> Field | None:
    """A field as the evidence has it, else as the two sides are; None where both are silent."""
    evidence = next((evidence for evidence in hit.evidence if evidence.feature == feature), None)
    if evidence is not None:
        return _fact(evidence)
    sides = _plain(row), _plain(listed)
    return _field(feature, *sides) if any(sides) else None


def _fact(evidence: Evidence, feature: str | None = None) -> Field:
    """A piece of evidence as a field, under its own name or that of the row's field that holds it."""
    row, listed = segments(evidence, "query"), segments(evidence, "listed")
    sides = (row,) if row else (), (listed,) if listed else ()
    field = Field(feature or evidence.feature, *sides, _agreement(evidence), None, evidence)
    if not row or not listed:
        return field._replace(agreement="absent", missing="listed" if row else "query")
    if field.agreement in {"equal", "similar"} and not evidence.parts:
        return field._replace(
            row=(_common(evidence.query, evidence.listed),), listed=(_common(evidence.listed, evidence.query),)
        )
    return field


def _agreement(evidence: Evidence) -> Agreement:
    if evidence.verdict == "contradicts":
        return "contradicting"
    if evidence.score == 0:
        return "different"
    if evidence.parts:
        return "equal" if all(part.kind in {"equal", "ignored"} for part in evidence.parts) else "similar"
    if _letters(evidence.query) == _letters(evidence.listed):
        return "equal"
    # addresses agree as far as both are known; a country, a date or a BIC that agrees is the same, whatever stands by
    return "equal" if evidence.score == _FULL and evidence.feature != "address" else "similar"


def _common(text: str, other: str) -> Marked:
    """A text without aligned parts: all equal where the two are, else those of its words that the other one has."""
    if _letters(text) == _letters(other):
        return (Segment(text, "equal"),)
    words = {_letters(word) for word in _WORDS.split(other)}
    pieces = (Segment(piece, "equal" if _letters(piece) in words - {""} else "plain") for piece in _WORDS.split(text))
    return tuple(piece for piece in pieces if piece.text)


def _field(feature: str, row: tuple[Marked, ...], listed: tuple[Marked, ...]) -> Field:
    """A field that the matching did not weigh: equal where the sides have a value in common."""
    if not row or not listed:
        return Field(feature, row, listed, "absent", "query" if not row else "listed")
    common = {_letters(_text(value)) for value in row} & {_letters(_text(value)) for value in listed}
    return Field(feature, row, listed, "equal" if common else "different")


def _text(value: Marked) -> str:
    return "".join(piece.text for piece in value)


def _letters(text: str) -> str:
    """What two values are compared by: their letters and digits."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _plain(values: Iterable[str]) -> tuple[Marked, ...]:
    return tuple((Segment(value, "plain"),) for value in values if value)


def _countries(*texts: str) -> tuple[str, ...]:
    """Countries as people read them, each once; text that is no country as it is, but for words for none."""
    told = (text for text in texts if not names_no_country(text))
    return tuple(dict.fromkeys(country_name(code) if (code := country_code(text)) else text for text in told))


def _listed_countries(listed: ListedParty) -> tuple[str, ...]:
    return _countries(*listed.countries, *(a.country for a in listed.addresses if a.country))


def _addresses(listed: ListedParty) -> tuple[str, ...]:
    addresses = (", ".join(part for part in (a.text, a.city) if part) for a in listed.addresses)
    return tuple(dict.fromkeys(filter(None, addresses)))


def _cells(result: Result, columns: Mapping[str, str], field: str) -> tuple[str, ...]:
    """What the row has under the headers that were read as that field."""
    return tuple(cell for header, cell in result.input.items() if cell.strip() and columns.get(header) == field)
