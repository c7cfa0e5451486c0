"""One target of the Swiss list: a person, an entity or an object, with its identities and its history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from screening.lists.ch.seco_header import Header, Measures, Place, read_place, seco_country
from screening.lists.ch.seco_history import change_events, changes_of, status_of
from screening.lists.ch.seco_names import identity_names
from screening.lists.ch.seco_words import document_kind, seco_words
from screening.lists.records import Remarks
from screening.lists.text_numbers import text_numbers
from screening.lists.xml_records import text_of
from screening.partial_dates import is_impossible

_KINDS: Mapping[str, str] = {"individual": "Person", "entity": "Organization", "object": "LegalEntity"}
_DATE_KEYS: Mapping[str, str] = {"Person": "birth", "Vessel": "built", "Airplane": "built"}
_ADDRESS_TEXT = ("c-o", "address-details", "p-o-box", "zip-code")
_KNOWN_IN_TARGET = frozenset({"sanctions-set-id", "foreign-identifier", "modification", "generic-attribute", *_KINDS})
_KNOWN_IN_PARTY = frozenset({"identity", "justification", "other-information", "relation", "generic-attribute"})
_KNOWN_IN_IDENTITY = frozenset(
    {
        "name",
        "day-month-year",
        "place-of-birth",
        "nationality",
        "address",
        "identification-document",
        "generic-attribute",
    }
)
_KNOWN_IN_DOCUMENT = frozenset({"number", "issuer", "date-of-issue", "place-of-issue", "expiry-date"})
_UN_NUMBER = re.compile(r"[A-Z]{2}[ie]\.\d{1,4}")  # a permanent reference number of the Security Council


def entity_id(ssid: str) -> str:
    """The id of the target with a number (SECO's ``ssid``)."""
    return f"seco-{ssid}" if ssid else ""


def target_payload(target: Element, header: Header, remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of; the remarks are filled. Relations may lead to targets that are not on the list."""
    party = next((child for child in target if child.tag in _KINDS), target)
    kind = _kind(party, remarks)
    identities = sorted(party.findall("identity"), key=lambda identity: identity.get("main") != "true")
    names = [
        name
        for index, identity in enumerate(identities)
        for name in identity_names(identity, remarks, is_main=index == 0)
    ]
    names.sort(key=lambda name: name["quality"] != "primary")
    sets = [header.sets.get(number) or Measures("", "", f"set {number}", "") for number in _set_ids(target)]
    information = [text_of(element) for element in party.findall("other-information")]
    changes = changes_of(target)
    _add_births(identities, header, remarks)
    for text in (text_of(element) for element in party.findall("justification")):
        remarks.add("Justification", text)
    for text in information:
        remarks.add("Other information", text)
    for element in _unknown(target, party):
        remarks.add(element.get("name") or element.tag, text_of(element))
    return {
        "id": entity_id(target.get("ssid", "")),
        "type": kind,
        "names": _distinct(names),
        "identifiers": [*_documents(identities, header, remarks), *_numbers(information, kind)],
        "countries": list(dict.fromkeys(_nationalities(identities, remarks))),
        "addresses": [_address(e, header, remarks) for identity in identities for e in identity.findall("address")],
        "dates": {_DATE_KEYS.get(kind, "founded"): list(_dates(identities, remarks))},
        "gender": party.get("sex") if party.get("sex") in {"male", "female"} else None,
        "status": status_of(changes, header.day),
        "events": [*change_events(changes, sets, {name["text"] for name in names})],
        "programmes": list(dict.fromkeys(s.programme for s in sets if s.programme)),
        "relations": [_relation(element) for element in party.findall("relation")],
        "references": [_reference(text_of(e), sets) for e in target.findall("foreign-identifier") if text_of(e)],
    }


def _kind(party: Element, remarks: Remarks) -> str:
    told = party.get("object-type", "")
    kind: str = seco_words("objects").get(told) or _KINDS.get(party.tag, "LegalEntity")
    if party.tag == "object" and kind == "LegalEntity":
        remarks.add("Type", told)
    return kind


def _set_ids(target: Element) -> list[str]:
    """The sets of sanctions that hold for the target: an attribute until 2021, elements since."""
    told = [target.get("sanctions-set-id", ""), *(text_of(e) for e in target.findall("sanctions-set-id"))]
    return list(dict.fromkeys(number for number in told if number))


def _distinct(names: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The names without repetition: one may stand in several languages and identities. One alone is the primary one."""
    first: dict[str, dict[str, Any]] = {}
    for name in names:
        is_second = bool(first) and name["quality"] == "primary"
        first.setdefault(name["text"], {**name, "quality": "alias"} if is_second else name)
    return list(first.values())


def _unknown(target: Element, party: Element) -> Iterator[Element]:
    """Attributes with a name of their own, and elements that the format did not have when this was written."""
    for parent, known in ((target, _KNOWN_IN_TARGET), (party, _KNOWN_IN_PARTY)):
        yield from (child for child in parent if child.tag not in known or child.tag == "generic-attribute")
    for identity in party.findall("identity"):
        yield from (child for child in identity if child.tag not in _KNOWN_IN_IDENTITY)
        yield from identity.findall("generic-attribute")


# ------------------------------------------------------------------------------------------------------------
# Identities


def _dates(identities: Sequence[Element], remarks: Remarks) -> Iterator[str]:
    """The dates, of the precision that is known; a remark says where one is doubted or of another calendar."""
    for element in (e for identity in identities for e in identity.findall("day-month-year")):
        parts = [element.get(key, "") for key in ("year", "month", "day")]
        known = [part for index, part in enumerate(parts) if all(parts[: index + 1])]
        date = "-".join(part.zfill(4 if index == 0 else 2) for index, part in enumerate(known))
        calendar, quality = element.get("calendar", "Gregorian"), element.get("quality", "good")
        is_read = calendar == "Gregorian" and bool(date) and _is_date(date)
        if is_read:
            yield date
        if not is_read or quality != "good":
            remarks.add("Date", f"{'-'.join(filter(None, parts))} ({calendar}, quality {quality})")


def _is_date(date: str) -> bool:
    return date.replace("-", "").isdecimal() and not is_impossible(date)


def _nationalities(identities: Sequence[Element], remarks: Remarks) -> Iterator[str]:
    for element in (e for identity in identities for e in identity.findall("nationality/country")):
        code = seco_country(element)
        if code:
            yield code
        else:
            remarks.add("Nationality", text_of(element))


def _add_births(identities: Sequence[Element], header: Header, remarks: Remarks) -> None:
    """Places of birth have no field and are remarks."""
    for element in (e for identity in identities for e in identity.findall("place-of-birth")):
        place = _place(element, header)
        remarks.add("Place of birth", " / ".join([place.text, *place.variants]))


def _place(element: Element, header: Header) -> Place:
    """The place that an element refers to, or tells itself."""
    return header.places.get(element.get("place-id", "")) or read_place(element)


def _address(element: Element, header: Header, remarks: Remarks) -> dict[str, str]:
    place = _place(element, header)
    told = {tag: text_of(element, tag) for tag in _ADDRESS_TEXT}
    told["p-o-box"] = f"P.O. Box {told['p-o-box']}" if told["p-o-box"] else ""
    parts = [*told.values(), place.area]
    address = {"text": ", ".join(part for part in parts if part), "city": place.city, "country": place.country}
    notes = ["not current"] if element.get("current") == "false" else []
    notes += [f"quality {quality}"] if (quality := element.get("quality", "good")) != "good" else []
    known = {*_ADDRESS_TEXT, "location", "area", "country", "location-variant", "area-variant"}
    notes += [text_of(child) for child in element if child.tag not in known]
    remarks.add("Address", "; ".join([f"{place.text}: {note}" for note in notes if note]))
    remarks.add("Place", " / ".join([place.text, *place.variants]) if place.variants else "")
    return {key: value for key, value in address.items() if value or key == "text"}


def _documents(identities: Sequence[Element], header: Header, remarks: Remarks) -> Iterator[dict[str, Any]]:
    for element in (e for identity in identities for e in identity.findall("identification-document")):
        kind, number = element.get("document-type", ""), text_of(element, "number")
        issued_at = element.find("place-of-issue")
        notes = [
            kind.replace("-", " "),
            f"issued {text_of(element, 'date-of-issue')}" if text_of(element, "date-of-issue") else "",
            f"at {_place(issued_at, header).text}" if issued_at is not None else "",
            f"expires {text_of(element, 'expiry-date')}" if text_of(element, "expiry-date") else "",
            *(text_of(child) for child in element if child.tag not in _KNOWN_IN_DOCUMENT),
        ]
        origin = ", ".join(note for note in notes if note)
        if number:
            issuer = element.find("issuer")
            yield {
                "kind": document_kind(kind),
                "value": number,
                "country": seco_country(issuer) or None,
                "origin": origin,
            }
        else:
            remarks.add("Document", origin)


def _numbers(information: Sequence[str], kind: str) -> list[dict[str, Any]]:
    found = (number for text in information for number in text_numbers(text, of_person=kind == "Person"))
    return [number.model_dump() for number in dict.fromkeys(found)]


# ------------------------------------------------------------------------------------------------------------
# Links


def _relation(element: Element) -> dict[str, Any]:
    kind = (element.get("relation-type") or "related-to").replace("-", "_")
    note = "; ".join(text_of(child) for child in element if text_of(child))
    return {"kind": kind, "target": entity_id(element.get("target-id", "")) or "unknown", "note": note or None}


def _reference(text: str, sets: Sequence[Measures]) -> str:
    """The number that the list has from elsewhere, with who gave it, where that is certain: ``UN KPe.048``."""
    origins = {s.origin for s in sets if s.origin}
    origin = "UN" if _UN_NUMBER.fullmatch(text) else origins.pop() if len(origins) == 1 else ""
    return f"{origin} {text}" if origin.isalpha() else text  # "EU/ UN" is either
