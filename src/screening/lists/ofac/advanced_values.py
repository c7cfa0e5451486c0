"""The value sets, places and documents at the head of OFAC's advanced XML, by number, for the parties that use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.ofac.dates import in_words, iso_date
from screening.lists.ofac.party import Party, code_of
from screening.lists.ofac.words import is_known_script, script_code
from screening.lists.ofac.xml import flat_text
from screening.lists.xml_records import text_of

UNKNOWN = frozenset({"", "Unknown", "undetermined"})  # what the value sets have where nothing is known
_TEXT_PARTS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "STATE/PROVINCE", "POSTAL CODE")


class Values:
    """What numbers stand for: ``values("Country", "11029")`` is ``Afghanistan``."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._parents: dict[tuple[str, str], str] = {}

    def add(self, sets: Element) -> None:
        """Take in the value sets of a file."""
        for value in (value for one_set in sets for value in one_set):
            key = (value.tag, value.get("ID", ""))
            self._texts[key] = text_of(value)
            if value.tag == "Country" and value.get("ISO2"):
                self._texts["ISO2", value.get("ID", "")] = value.get("ISO2", "")
            if value.tag == "AreaCode":
                self._texts[key] = value.get("Description") or text_of(value)
            self._parents[key] = value.get("PartyTypeID", "")

    def __call__(self, kind: str, number: str | None) -> str:
        """The text of a value, "" where there is no number; a number that the file does not explain as ``#number``."""
        return self._texts.get((kind, number), f"#{number}") if number else ""

    def known(self, kind: str, number: str | None) -> str:
        """The text of a value; "" where it says that nothing is known."""
        text = self(kind, number)
        return "" if text in UNKNOWN else text

    def country(self, number: str | None) -> str:
        """A country by its name, or by the code that the file has where the name says none."""
        name = self.known("Country", number)
        return name if code_of(name) else self._texts.get(("ISO2", number or ""), name)

    def party_type(self, number: str | None) -> str:
        """The type of a party by its subtype: the subtype itself for transport, else the type above it."""
        subtype = self.known("PartySubType", number)
        return subtype or self("PartyType", self._parents.get(("PartySubType", number or "")))


class Place(NamedTuple):
    """A place in one script: ``region`` only where it has no country; ``text`` is the whole of it, for notes."""

    parts: Sequence[str]
    city: str
    country: str
    origin: str

    @property
    def text(self) -> str:
        """The place in one line."""
        return ", ".join(filter(None, (*self.parts, self.city, self.country)))


class Document(NamedTuple):
    """A document: its type, number and country, and what else is said of it; ``names`` are numbers of names."""

    word: str
    number: str
    country: str
    notes: Sequence[str]
    names: Sequence[str]


class Head:
    """What the file says before its parties: documents are kept by the identity that they are of."""

    def __init__(self) -> None:
        self.values = Values()
        self.places: dict[str, Sequence[Place]] = {}
        self.documents: dict[str, list[Document]] = defaultdict(list)

    def add_place(self, location: Element) -> None:
        """Take in a ``Location``."""
        self.places[location.get("ID", "")] = _places(location, self.values)

    def add_document(self, document: Element) -> None:
        """Take in an ``IDRegDocument``."""
        values = self.values
        place = ", ".join(place.text for place in self.places.get(document.get("IssuedIn-LocationID", ""), ()))
        validity = values.known("Validity", document.get("ValidityID"))
        country = values.country(document.get("IssuedBy-CountryID"))
        notes = [
            *(self._date(date) for date in document.iterfind("DocumentDate")),
            text_of(document, "IssuingAuthority"),
            f"in {place}" if place and place != country else "",
            validity.casefold() if validity != "Valid" else "",
            text_of(document, "Comment"),
            *(flat_text(child) for child in document if child.tag not in _DOCUMENT),
        ]
        self.documents[document.get("IdentityID", "")].append(
            Document(
                values("IDRegDocType", document.get("IDRegDocTypeID")),
                text_of(document, "IDRegistrationNo"),
                country,
                [note for note in notes if note],
                [name.get("DocumentedNameID", "") for name in document.iterfind("DocumentedNameReference")],
            )
        )

    def _date(self, date: Element) -> str:
        word = self.values("IDRegDocDateType", date.get("IDRegDocDateTypeID"))
        return f"{_DATE_WORDS.get(word, word)} {period(date)}"


_DATE_WORDS = {"Issue Date": "issued", "Expiration Date": "expires"}
_DOCUMENT = frozenset({"Comment", "IDRegistrationNo", "IssuingAuthority", "DocumentDate", "DocumentedNameReference"})


def _places(location: Element, values: Values) -> Sequence[Place]:
    """The place in each script; a region without a country is told as the classic XML does (``Region: Gaza``)."""
    countries = [values.country(found.get("CountryID")) for found in location.iterfind("LocationCountry")]
    areas = [values.known("AreaCode", found.get("AreaCodeID")) for found in location.iterfind("LocationAreaCode")]
    country = next((found for found in (*countries, *areas) if found), "")
    more = [text for text in (*countries[1:], text_of(location, "Comment")) if text]
    writings: dict[str, dict[str, list[str]]] = {}
    for part in location.iterfind("LocationPart"):
        kind = values("LocPartType", part.get("LocPartTypeID"))
        for value in part.iterfind("LocationPartValue"):
            script = "" if value.get("Primary") == "true" else text_of(value, "Comment")
            writings.setdefault(script, {}).setdefault(kind, []).append(text_of(value, "Value"))
    return [_place(parts, script, country, more) for script, parts in (writings or {"": {}}).items()]


def _place(parts: dict[str, list[str]], script: str, country: str, more: Sequence[str]) -> Place:
    region = ", ".join(parts.pop("REGION", ()))
    told = [text for kind in _TEXT_PARTS for text in parts.pop(kind, ())]
    city = ", ".join(parts.pop("CITY", ()))
    told += [text for texts in parts.values() for text in texts]  # of kinds that are new
    where = country or (f"Region: {region}" if region else "")
    origin = script if script_code(script) or not is_known_script(script) else ""
    return Place([*told, region if country else "", *more], city, where, origin)


def period(element: Element) -> str:
    """The time of the ``DatePeriod`` in an element, in OFAC's words; what cannot be read as it stands."""
    dates = [_period(found) for found in element.iter("DatePeriod")]
    return ", ".join(filter(None, dates))


def _period(found: Element) -> str:
    boundaries = [*found.iterfind("Start"), *found.iterfind("End")]
    days = [day(point) for boundary in boundaries for point in (*boundary.iterfind("From"), *boundary.iterfind("To"))]
    is_about = any(boundary.get("Approximate") == "true" for boundary in boundaries)
    return (in_words(days[0], days[-1], is_about=is_about) if days else "") or flat_text(found)


def day(point: Element | None) -> str:
    """The day that ``Year``, ``Month`` and ``Day`` of an element name, in ISO form; "" where they name none."""
    numbers = [text_of(point, part) for part in ("Year", "Month", "Day")]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return ""
    year, month, number = map(int, numbers)
    return iso_date(year, month, number) or ""


def add_places(party: Party, places: Sequence[Place]) -> None:
    """The addresses of a party."""
    for place in places:
        party.add_address(place.parts, place.city, place.country, place.origin)
