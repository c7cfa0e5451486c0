"""What targets of the Swiss list refer to: sets of sanctions, and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.xml_records import text_of
from screening.names.countries import country_code


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
    """What targets refer to: sets of sanctions and places, by their numbers; and the day of the list, "" if untold."""

    sets: Mapping[str, Measures]
    places: Mapping[str, Place]
    day: str


def seco_country(country: Element | None) -> str:
    """The country's ISO code, as told or by its name; "" where it has none."""
    if country is None:
        return ""
    told = (country.get("iso-code") or country.get("code") or "").upper()
    return (_known(told) if told else None) or _known(text_of(country)) or ""


def read_place(element: Element) -> Place:
    """The place that an element tells by its own children."""
    country = element.find("country")
    variants = [text_of(e) for e in element if e.tag in {"location-variant", "area-variant"}]
    name = text_of(country)
    return Place(text_of(element, "location"), text_of(element, "area"), seco_country(country) or name, name, variants)


@lru_cache(maxsize=1024)  # some two hundred countries, named in ten thousand places
def _known(text: str) -> str | None:
    return country_code(text)
