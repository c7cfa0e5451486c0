"""From a party of the United Kingdom's lists to an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from screening.entities import Entity
from screening.lists.filled_fields import filled
from screening.lists.numbered_text import numbered
from screening.lists.numbers_in_text import numbers_in
from screening.lists.published_countries import country_of, place_of
from screening.lists.published_dates import british_date, iso_date
from screening.lists.records import Remarks, entity_of
from screening.lists.uk.names import read_names, shown_name
from screening.lists.uk.numbers import NATIONAL_ID, PASSPORT, REGISTRATION, Column, read_numbers, unread_details
from screening.lists.uk.party import ADDRESS_PARTS, Party
from screening.lists.uk.words import entity_type, remark_labels

AUTHORITY = "United Kingdom"

_GENDERS = {"male": "male", "female": "female"}
_IMO = re.compile(r"(?:IMO\s*)?(\d{7})", re.IGNORECASE)
_CITIZEN = re.compile(r"\s+(?:citizenship|citizen|national)\.?$", re.IGNORECASE)  # "Iranian citizenship"
_COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("passport", "passport_details", PASSPORT),
    ("national_id", "national_id_details", NATIONAL_ID),
)
_EVENTS = (("designated_on", "designated"), ("listed_on", "listed"), ("updated_on", "amended"))


def read_party(party: Party, entity_id: str, label: str, remarks: Remarks) -> Entity | str:
    """The entity, or what is wrong with the party, for the warnings."""
    return entity_of(_payload(party, entity_id, remarks), label, shown_name(party))


def _payload(party: Party, entity_id: str, remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of, validated with the model."""
    birth = list(_birth_dates(party, remarks))
    _add_places_of_birth(party, remarks)
    countries = [*_nationalities(party, remarks), *_flags(party)]
    identifiers = [*_identifiers(party, remarks), *_ship_numbers(party)]
    addresses = list(_addresses(party))
    kind, gender = _type(party, remarks), _gender(party, remarks)
    built = list(_built(party, remarks))
    events = list(_events(party, remarks))
    for key, told in remark_labels().items():
        for text in party.texts(key):
            remarks.add(told, " ".join((text.replace("|", ", ") if key == "sanctions" else text).split()))
    for header, text in party.unknown:
        remarks.add(header, text)
    return {
        "id": entity_id,
        "type": kind,
        "names": read_names(party),
        "identifiers": identifiers,
        "countries": list(dict.fromkeys(countries)),
        "addresses": addresses,
        "dates": {"birth": list(dict.fromkeys(birth)), "built": built},
        "gender": gender,
        "events": events,
        "programmes": party.texts("regime"),
        "narrative": "\n\n".join(text.strip() for text in party.texts("reasons")) or None,
        "remarks": remarks.text,
        "references": _references(party),
    }


def _type(party: Party, remarks: Remarks) -> str | None:
    word = party.first("type")
    found = entity_type(word)
    if found is None:
        remarks.add("Type", word)
    return found


def _gender(party: Party, remarks: Remarks) -> str | None:
    """The gender; a remark keeps other words, and two that do not agree."""
    told = party.texts("gender")
    genders = {_GENDERS.get(text.strip(" .").casefold()) for text in told}
    if len(genders) == 1 and (gender := genders.pop()):
        return gender
    for text in told:
        remarks.add("Gender", text)
    return None


def _birth_dates(party: Party, remarks: Remarks) -> Iterator[str]:
    for cell in party.texts("birth_date"):
        for text in numbered(cell).values():
            date = british_date(text) or iso_date(text)
            if date:
                yield date
            else:
                remarks.add("Date of birth", text)


def _add_places_of_birth(party: Party, remarks: Remarks) -> None:
    """Towns and countries, paired by their numbers in brackets."""
    for fact in party.facts("birth_town"):
        towns, countries = numbered(fact.get("birth_town", "")), numbered(fact.get("birth_country", ""))
        alone = countries.get(0, "")
        for number in sorted(towns.keys() | (countries.keys() if not (alone and towns) else ())):
            place = (towns.get(number, ""), countries.get(number, alone))
            remarks.add("Place of birth", ", ".join(text for text in place if text))


def _nationalities(party: Party, remarks: Remarks) -> Iterator[str]:
    """The countries; a remark keeps what names none or says more."""
    for cell in party.texts("nationality"):
        for text in numbered(cell).values():
            found = place_of(_CITIZEN.sub("", text))
            parts = [text] if found.country != text else re.split(r"[.;,/]\s+|\s+and\s+", text)
            codes = [
                code for part in parts if (code := country_of(_CITIZEN.sub("", part)) or (found.note and found.country))
            ]
            yield from codes
            if found.note or len(codes) < len(parts):
                remarks.add("Nationality", text)


def _flags(party: Party) -> Iterator[str]:
    """The flag that a ship is believed to fly today; which country is one, its remark tells."""
    for cell in party.texts("flag"):
        yield from (code for text in numbered(cell).values() if (code := country_of(text)))


def _identifiers(party: Party, remarks: Remarks) -> Iterator[dict[str, str]]:
    for key, details, column in _COLUMNS:
        for fact in party.facts(key):
            yield from read_numbers(fact.get(key, ""), fact.get(details, ""), column)
            remarks.add(column.label, unread_details(fact.get(key, ""), fact.get(details, "")))
    for text in party.texts("registration"):
        yield from read_numbers(text, "", REGISTRATION)
    for text in party.texts("information"):
        yield from numbers_in(text, "other information")


def _ship_numbers(party: Party) -> Iterator[dict[str, str]]:
    """IMO numbers; what has not their form is a number of some other register."""
    for cell in party.texts("imo"):
        for text in numbered(cell).values():
            found = _IMO.findall(text)
            yield from ({"kind": "imo", "value": number, "origin": "IMO number"} for number in found)
            if not found:
                yield {"kind": "registration_number", "value": text, "origin": "IMO number"}


def _addresses(party: Party) -> Iterator[dict[str, str]]:
    """The addresses; the sixth line is the town, or the last that is told before the country."""
    lines, town = ADDRESS_PARTS[:5], ADDRESS_PARTS[5]
    for fact in party.facts("country"):
        place = place_of(fact.get("country", ""))
        text = ", ".join(fact[key].strip(" ,") for key in (*lines, "postcode") if key in fact)
        yield filled({"text": text, "city": fact.get(town), "country": place.country, "origin": place.note})


def _built(party: Party, remarks: Remarks) -> Iterator[str]:
    for text in party.texts("built"):
        if date := british_date(text.strip(" .")):
            yield date
        else:
            remarks.add("Year built", text)


def _events(party: Party, remarks: Remarks) -> Iterator[dict[str, str]]:
    """The days of designation, listing and the last change, each with its regime."""
    reference = party.first("uk_id")
    seen: set[tuple[str, ...]] = set()
    for fact in party.facts("regime"):
        regime = fact.get("regime") or party.first("regime")
        for key, what in _EVENTS:
            text = fact.get(key, "")
            date = british_date(text) or iso_date(text)
            if text and date is None:
                remarks.add(what.capitalize(), text)
            if date and (what, date, regime) not in seen:
                seen.add((what, date, regime))
                yield filled({"what": what, "date": date, "by": AUTHORITY, "programme": regime, "reference": reference})


def _references(party: Party) -> list[str]:
    """The numbers that the FCDO, OFSI and the United Nations give the party, as published."""
    prefixes = (("uk_id", "UK"), ("ofsi_id", "OFSI"), ("un_reference", "UN"))
    return [f"{prefix} {text}" for key, prefix in prefixes for text in party.texts(key)]
