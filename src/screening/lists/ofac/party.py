"""One party as OFAC describes it, in whatever of its formats: gathered statement by statement, then an entity.

What OFAC calls ids, features or remarks are statements: a word ("Passport", "Gender", "Website") with a value. The word
decides whether it is a number of the party, a date, a country or text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from stdnum import imo

from screening.entities import NameQuality
from screening.lists.ofac.dates import read_dates
from screening.lists.ofac.id_types import IdType
from screening.lists.ofac.words import AUTHORITY, DETAILS, TYPES, entity_id, kind_of_relation, meaning_of
from screening.lists.records import Remarks
from screening.names.countries import country_code

_IMO = re.compile(r"(IMO\s*)?(\d{7})", re.IGNORECASE | re.ASCII)
_LEI = re.compile(r"[A-Z0-9]{20}")
_GENDERS = frozenset({"male", "female"})
_QUIET = "Nationality"  # the country says it all; of a flag or citizenship a remark keeps which it is


class Party:
    """What OFAC says of one party; ``counts`` counts what stays text, by label, for the whole list."""

    def __init__(self, counts: Counter[str]) -> None:
        self.remarks = Remarks(counts)
        self._names: list[dict[str, str]] = []
        self._identifiers: list[dict[str, str]] = []
        self._countries: list[str] = []
        self._addresses: list[dict[str, str]] = []
        self._dates: dict[str, list[str]] = defaultdict(list)
        self._programmes: list[str] = []
        self._events: list[dict[str, str]] = []
        self._relations: list[dict[str, str]] = []
        self._references: list[str] = []
        self._gender: str | None = None
        self._type: str | None = None

    @property
    def name(self) -> str:
        """The first name, "" where there is none yet."""
        return self._names[0]["text"] if self._names else ""

    def set_type(self, word: str) -> None:
        """OFAC's type of the party; a new one is a remark, so that it does not cost the entry."""
        self._type = TYPES.get(word.strip().capitalize())
        if self._type is None:
            self.remarks.add("Type", word.strip())

    def add_primary(self, text: str) -> None:
        """The primary name."""
        self._names.append({"text": text, "quality": "primary"})

    def add_alias(
        self, text: str, kind: str, *, weak: bool = False, script: str | None = None, origin: str = ""
    ) -> None:
        """Another name: ``kind`` is a.k.a., f.k.a. or n.k.a.

        What the quality does not say of the kind (n.k.a., a weak f.k.a.) is its origin. A weak name is weak whatever
        its kind: OFAC says that it does not identify the party by itself.
        """
        kind = kind.casefold()
        quality: NameQuality = "weak" if weak else "former" if kind == "f.k.a." else "alias"
        name = {"text": text, "quality": quality}
        said = kind if kind != ("f.k.a." if quality == "former" else "a.k.a.") else ""
        if told := ", ".join(filter(None, (said, origin))):
            name["origin"] = told
        if script:
            name["script"] = script
        self._names.append(name)

    def add_programmes(self, programmes: Iterable[str]) -> None:
        """Sanctions programmes, each once."""
        self._programmes += [programme for programme in programmes if programme]

    def add_reference(self, text: str) -> None:
        """A link or list number to look the party up, once."""
        if text not in self._references:
            self._references.append(text)

    def add_event(self, what: str, **told: str | None) -> None:
        """Something that befell the party; the fields are those of the model, and empty ones are left out."""
        event = {"what": what, **{key: value for key, value in told.items() if value}}
        if event not in self._events:
            self._events.append(event)

    def add_designation(self, date: str | None, **told: str | None) -> None:
        """That OFAC listed the party on a day (ISO)."""
        self.add_event("designated", date=date, by=AUTHORITY, **told)

    def add_relation(self, text: str, target: str, *, note: str = "") -> None:
        """That the party is to another entry (its id) what OFAC's words say."""
        relation = {"kind": kind_of_relation(text), "target": target, **({"note": note} if note else {})}
        if relation not in self._relations:
            self._relations.append(relation)

    def add_address(self, parts: Sequence[str], city: str = "", country: str = "", origin: str = "") -> None:
        """An address that says something; its country becomes a code, or stays as published (``Region: Gaza``)."""
        told = {
            "text": ", ".join(part for part in parts if part),
            "city": city,
            "country": (code_of(country) or country) if country else "",
            "origin": origin,
        }
        if told["text"] or city or country:
            self._addresses.append({key: value for key, value in told.items() if value or key == "text"})

    def add_country(self, label: str, text: str, *, said: str = "") -> None:
        """A country of the party; a remark (``said``, else the text) keeps which it is, and what is no country."""
        code = code_of(text)
        if code:
            self._countries.append(code)
        if code is None or label != _QUIET or said:
            self.remarks.add(label, said or text)

    def add_dates(self, key: str, label: str, text: str) -> None:
        """The dates that a text names; a remark keeps the text where they say less than it, or nothing."""
        found = read_dates(text)
        self._dates[key] += found.dates
        if not found.is_exact:
            self.remarks.add(label, text)

    def add(self, word: str, value: str, *, country: str = "", notes: Sequence[str] = ()) -> None:
        """A statement under OFAC's word for it; ``notes`` say more about it (``issued 12 Aug 2010``)."""
        meaning = meaning_of(word)
        if meaning.use == "identifier" and value:
            self._add_identifier(meaning, value, country, notes)
            return
        rest = [text for text in (country, *notes) if text]
        said = f"{value} ({', '.join(rest)})" if rest else value
        if meaning.use == "date" and value:
            self.add_dates(meaning.key, meaning.label, value)
        elif meaning.use == "country" and value:
            self.add_country(meaning.label, value, said=said if rest else "")
            return
        elif meaning.label == "Gender" and self._gender is None and value.casefold() in _GENDERS:
            self._gender = value.casefold()
        else:
            rest = [said]
        if rest:
            self.remarks.add(meaning.label, said)

    def _add_identifier(self, meaning: IdType, value: str, country: str, notes: Sequence[str]) -> None:
        kind, number = checked_number(meaning.key, value)
        code = code_of(country) if country else None
        told = [meaning.label, country if country and code is None else "", *notes]
        found = {"kind": kind, "value": number, "origin": ", ".join(filter(None, told))}
        if code:
            found["country"] = code
        self._identifiers.append(found)

    def payload(self, uid: str) -> dict[str, Any]:
        """What the entity is made of, validated with the model; ``uid`` is OFAC's number of the party."""
        own = [f"{DETAILS}{uid}"] if uid else []
        return {**self.payload_with(entity_id(uid) if uid else ""), "references": [*own, *self._references]}

    def payload_with(self, entity: str) -> dict[str, Any]:
        """The same, of a party whose id is not OFAC's number."""
        return {
            "id": entity,
            "type": self._type,
            "names": self._names,
            "identifiers": self._identifiers,
            "countries": list(dict.fromkeys(self._countries)),
            "addresses": self._addresses,
            "dates": {key: list(dict.fromkeys(found)) for key, found in self._dates.items()},
            "gender": self._gender,
            "events": self._events,
            "programmes": list(dict.fromkeys(self._programmes)),
            "relations": self._relations,
            "remarks": self.remarks.text,
            "references": self._references,
        }


@lru_cache(maxsize=1024)  # some two hundred countries, named in forty thousand places
def code_of(text: str) -> str | None:
    """The alpha-2 code of a country as OFAC calls it; None for what is none."""
    return country_code(text)


def checked_number(kind: str, value: str) -> tuple[str, str]:
    """Kind and number; what has not the form of an IMO number or LEI is a number of some other register.

    A number without its "IMO" is one only with the right check digit, which a typing error would not have.
    """
    if kind == "imo":
        found = _IMO.fullmatch(value)
        is_imo = found is not None and (found[1] is not None or imo.is_valid(found[2]))
        return (kind, found[2]) if found and is_imo else ("registration_number", value)
    if kind == "lei" and _LEI.fullmatch(value) is None:
        return "registration_number", value
    return kind, value
