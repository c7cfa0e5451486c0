"""One target of the Swiss list: a person, an entity or an object, with its identities and its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.ch_seco_names import identity_names
from screening.lists.ch_seco_words import document_kind, seco_words
from screening.lists.records import Remarks
from screening.lists.text_numbers import text_numbers
from screening.lists.xml_records import text_of
from screening.names.countries import country_code
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


class Measures(NamedTuple):
    """What a set of sanctions is: the programme's short name, its ordinance, the measures, and whence they come."""

    programme: str
    ordinance: str
    measures: str
    origin: str


class Place(NamedTuple):
    """A place by its parts; ``country`` is a code, or the name where there is none."""

    city: str
    area: str
    country: str
    country_name: str
    variants: Sequence[str]

    @property
    def text(self) -> str:
        """The place in one line."""
        return ", ".join(part for part in (self.city, self.area, self.country_name) if part)


class Header(NamedTuple):
    """What targets refer to: sets of sanctions and places, by their numbers."""

    sets: Mapping[str, Measures]
    places: Mapping[str, Place]


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
    changes = sorted(target.findall("modification"), key=_day, reverse=True)  # the latest first; they stand so mostly
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
        "status": "delisted" if changes and changes[0].get("modification-type") == "de-listed" else "designated",
        "events": [*_events(changes, sets, {name["text"] for name in names})],
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
    """The names without repetition: one may stand in several languages and identities."""
    first: dict[str, dict[str, Any]] = {}
    for name in names:
        first.setdefault(name["text"], name)
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
        code = _code(element)
        if code:
            yield code
        else:
            remarks.add("Nationality", text_of(element))


def _code(country: Element | None) -> str:
    """The country's ISO code, as told or by its name; "" where it has none."""
    if country is None:
        return ""
    told = (country.get("iso-code") or country.get("code") or "").upper()
    return (country_code(told) if told else None) or country_code(text_of(country)) or ""


def _add_births(identities: Sequence[Element], header: Header, remarks: Remarks) -> None:
    """Places of birth have no field and are remarks."""
    for element in (e for identity in identities for e in identity.findall("place-of-birth")):
        place = _place(element, header)
        remarks.add("Place of birth", " / ".join([place.text, *place.variants]))


def read_place(element: Element) -> Place:
    """The place that an element tells by its own children."""
    country = element.find("country")
    variants = [text_of(e) for e in element if e.tag in {"location-variant", "area-variant"}]
    name = text_of(country)
    return Place(text_of(element, "location"), text_of(element, "area"), _code(country) or name, name, variants)


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
            yield {"kind": document_kind(kind), "value": number, "country": _code(issuer) or None, "origin": origin}
        else:
            remarks.add("Document", origin)


def _numbers(information: Sequence[str], kind: str) -> list[dict[str, Any]]:
    found = (number for text in information for number in text_numbers(text, of_person=kind == "Person"))
    return [number.model_dump() for number in dict.fromkeys(found)]


# ------------------------------------------------------------------------------------------------------------
# History and links


def _day(change: Element) -> str:
    """The day from which a change holds."""
    days = (change.get(key) for key in ("effective-date", "enactment-date", "publication-date"))
    return next((day for day in days if day), "")


def _events(changes: Sequence[Element], sets: Sequence[Measures], current: set[str]) -> Iterator[dict[str, Any]]:
    """Every change, the latest first, with the names that it took away; the listing has the ordinance and measures."""
    told = changes or [Element("modification", {"modification-type": "listed"})]
    listing = next((change for change in told if change.get("modification-type") == "listed"), told[-1])
    for change in told:
        what = change.get("modification-type", "")
        notes = list(_change_notes(change, current))
        event = {"what": seco_words("modifications").get(what, what or "changed"), "date": _day(change), "by": "SECO"}
        if change is listing:
            event["programme"] = "; ".join(dict.fromkeys(s.programme for s in sets if s.programme))
            event["reference"] = "; ".join(dict.fromkeys(s.ordinance for s in sets if s.ordinance))
            notes = [*dict.fromkeys(s.measures for s in sets if s.measures), *notes]
        event["note"] = "; ".join(notes)
        yield {key: value for key, value in event.items() if value}


def _change_notes(change: Element, current: set[str]) -> Iterator[str]:
    for key in ("enactment-date", "publication-date"):
        if (day := change.get(key)) and day != _day(change):
            yield f"{key.split('-', maxsplit=1)[0]} {day}"
    names = [
        " ".join(text_of(part, "value") for part in name.findall("name-part"))
        for name in change.findall("removed//name")
    ]
    removed = [name for name in dict.fromkeys(names) if name.strip() and name not in current]
    if removed:
        yield f"names removed: {', '.join(removed)}"


def _relation(element: Element) -> dict[str, Any]:
    kind = (element.get("relation-type") or "related-to").replace("-", "_")
    note = "; ".join(text_of(child) for child in element if text_of(child))
    return {"kind": kind, "target": entity_id(element.get("target-id", "")) or "unknown", "note": note or None}


def _reference(text: str, sets: Sequence[Measures]) -> str:
    """The number that the list has from elsewhere, with who gave it: ``UN KPe.048``."""
    origin = next((s.origin for s in sets if s.origin), "")
    return text if not origin or text.startswith(origin) else f"{origin} {text}"
