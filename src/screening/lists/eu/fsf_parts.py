"""The parts of an entity in the EU's financial sanctions files: addresses, births, numbers, citizenships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from screening.lists.document_numbers import number_of
from screening.lists.eu.fsf_words import country_code_of, known_attributes, number_kind
from screening.lists.filled_fields import filled
from screening.lists.published_dates import iso_date, years_between
from screening.lists.records import Remarks
from screening.lists.xml_records import text_of

_NO_COUNTRY = "UNKNOWN"
_GREGORIAN = "GREGORIAN"
_STREET = ("street", "number", "poBox", "zipCode", "region", "place")  # the number is of the CSV 1.0
_BIRTHPLACE = ("city", "zipCode", "region", "place")
_FLAGS = {
    "diplomatic": "diplomatic", "knownExpired": "known to be expired", "knownFalse": "known to be false",
    "reportedLost": "reported lost", "revokedByIssuer": "revoked by its issuer",
}  # fmt: skip
_DETAILS = {
    "issuedBy": "issued by", "issueDate": "issued", "validFrom": "valid from", "validTo": "valid to",
    "nameOnDocument": "name on the document", "latinNumber": "in Latin letters", "region": "region",
}  # fmt: skip
_TYPE_1_0 = re.compile(r"\((\w+)-([^()]*)\)")  # CSV 1.0: "A1234 (passport-National passport) ..."
_SMALL_PARTS = frozenset({"regulationSummary", "contactInfo"})  # with attributes alone
_PARTS = _SMALL_PARTS | {"remark"}
_LANGUAGE = "en"  # of the regulations that the published file is made from


def value_of(element: Element, name: str) -> str:
    """An attribute with single spaces; "" where it is missing."""
    text = element.get(name)
    return " ".join(text.split()) if text else ""  # most are empty


def remarks_of(element: Element) -> list[str]:
    """The remarks of an element that say anything, each once and with single spaces."""
    texts = dict.fromkeys(text_of(remark) for remark in element.findall("remark"))
    return [text for text in texts if text.strip(" ;") not in ("", "none")]


def add_unknown(element: Element, remarks: Remarks, parts: Iterable[str] = _PARTS) -> None:
    """Keep the attributes and parts that the format did not have when this was written."""
    known = known_attributes(element.tag)
    for name in element.attrib:
        if name not in known:
            remarks.add(f"{element.tag} {name}", value_of(element, name))
    for child in element:
        if child.tag not in parts:
            remarks.add(f"{element.tag} {child.tag}", " ".join([*filter(None, child.attrib.values()), text_of(child)]))
        elif child.tag in _SMALL_PARTS:
            add_unknown(child, remarks)
    language = value_of(element, "regulationLanguage")
    remarks.add(f"{element.tag} regulationLanguage", language if language != _LANGUAGE else "")


def origin_of(element: Element) -> str:
    """The regulation that has the part, as the EU calls it."""
    summary = element.find("regulationSummary")
    return value_of(summary, "numberTitle") if summary is not None else ""


def read_addresses(elements: Iterable[Element], remarks: Remarks) -> Iterator[dict[str, str]]:
    """The addresses; telephone numbers, websites and the like are remarks."""
    for element in elements:
        for contact in element.findall("contactInfo"):
            key = value_of(contact, "key")
            text = value_of(contact, "value") or text_of(contact)
            remarks.add(key.capitalize() or "Contact", text)
        listed = "as at the time of listing" if value_of(element, "asAtListingTime") == "true" else ""
        fields = {
            "text": _joined(element, _STREET),
            "city": value_of(element, "city"),
            "country": country_code_of(element.attrib) or _country_text(element),
        }
        said = "; ".join(text for text in (*remarks_of(element), listed) if text)
        if any(fields.values()):
            yield filled(fields | {"origin": "; ".join(text for text in (said, origin_of(element)) if text)})
        else:
            remarks.add("Address", said)
        add_unknown(element, remarks)


def read_births(elements: Iterable[Element], remarks: Remarks) -> Iterator[str]:
    """The dates of birth of the precision that is known; places of birth, and what dates do not say, are remarks."""
    for element in elements:
        dates = _birth_dates(element)
        said = remarks_of(element)
        place = ", ".join(text for text in (_joined(element, _BIRTHPLACE), _country_text(element)) if text)
        if place:
            remarks.add("Place of birth", "; ".join([place, *said]))
        about = _about(element)
        if about or (said and not place) or (not dates and _birth_words(element)):
            words = [about, _birth_words(element), *([] if place else said)]
            remarks.add("Date of birth", " ".join(text for text in words if text))
        yield from dates
        add_unknown(element, remarks)


def _birth_dates(element: Element) -> list[str]:
    """A day that is about right is not known to the day; a year of another calendar is no year here."""
    exact = iso_date(value_of(element, "birthdate"))
    year, month, day = (value_of(element, name) for name in ("year", "monthOfYear", "dayOfMonth"))
    if exact is None and value_of(element, "calendarType") in ("", _GREGORIAN):
        parts = [year, *(part.zfill(2) for part in (month, day) if part)]
        exact = iso_date("-".join(parts)) or iso_date(year)
    if exact:
        return [exact[: len("2017")] if value_of(element, "circa") == "true" else exact]
    return years_between(value_of(element, "yearRangeFrom"), value_of(element, "yearRangeTo"))


def _about(element: Element) -> str:
    """What of the date is more than the date: that it is about right, a range, or in another calendar."""
    calendar = value_of(element, "calendarType")
    about = ["circa"] if value_of(element, "circa") == "true" else []
    about += ["between"] if value_of(element, "yearRangeFrom") or value_of(element, "yearRangeTo") else []
    return " ".join(about + ([calendar.lower()] if calendar not in ("", _GREGORIAN) else []))


def _birth_words(element: Element) -> str:
    year, month, day = (value_of(element, name) for name in ("year", "monthOfYear", "dayOfMonth"))
    words = "-".join(part for part in (year, month, day) if part) or value_of(element, "birthdate")
    years = [value_of(element, name) for name in ("yearRangeFrom", "yearRangeTo")]
    return " ".join([*([words] if words else []), " and ".join(filter(None, years))]).strip()


def read_citizenships(elements: Iterable[Element], remarks: Remarks) -> Iterator[str]:
    """The countries; a remark keeps what is said of them, and what is no country."""
    for element in elements:
        code = country_code_of(element.attrib)
        country = _country_text(element)
        said = [text for text in (value_of(element, "region"), *remarks_of(element)) if text]
        if said or not code:
            remarks.add("Citizenship", "; ".join(text for text in (country, *said) if text))
        if code:
            yield code
        add_unknown(element, remarks)


def read_identifications(
    elements: Iterable[Element], entity_type: str | None, remarks: Remarks
) -> Iterator[dict[str, str]]:
    """The numbers, each with the publisher's word for it and all that is said of it as its origin."""
    for element in elements:
        code, label = value_of(element, "identificationTypeCode"), value_of(element, "identificationTypeDescription")
        published = value_of(element, "number")
        if not code and (told := _TYPE_1_0.search(published)):
            code, label = told[1], told[2]
        number, words = number_of(published)
        said = "; ".join(remarks_of(element))
        kind = number_kind(code, f"{words} {said}", entity_type)
        number = _plain(kind, number)
        country = country_code_of(element.attrib)
        unread = "" if country else _country_text(element)
        details = [f"{word} {text}" for name, word in _DETAILS.items() if (text := value_of(element, name))]
        details += [word for name, word in _FLAGS.items() if value_of(element, name) == "true"]
        origin = "; ".join(text for text in (label, words, said, unread, *details, origin_of(element)) if text)
        if number:
            yield filled({"kind": kind, "value": number, "country": country, "origin": origin})
        else:
            remarks.add("Identification", origin)
        add_unknown(element, remarks)


def _plain(kind: str, number: str) -> str:
    """An IMO number without its letters, a BIC without spaces; any other number as published."""
    if kind == "imo":
        return re.sub(r"\s*IMO\s*", "", number, flags=re.IGNORECASE)
    return "".join(number.split()).upper() if kind == "bic" else number


def _country_text(element: Element) -> str:
    text = value_of(element, "countryDescription")
    return "" if text == _NO_COUNTRY else text


def _joined(element: Element, names: tuple[str, ...]) -> str:
    labels = {"poBox": "PO Box "}
    found = ((labels.get(name, ""), value_of(element, name)) for name in names)
    return ", ".join(
        text if text.upper().startswith(("PO", "P.O")) else f"{label}{text}" for label, text in found if text
    )
