"""Passports and identity numbers in the UN's list."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from screening.lists.document_numbers import number_in, number_of
from screening.lists.filled_fields import filled
from screening.lists.published_countries import country_of
from screening.lists.records import Remarks
from screening.lists.un.words import document_kind
from screening.lists.xml_records import text_of

_TYPES = ("TYPE_OF_DOCUMENT2", "TYPE_OF_DOCUMENT")
_ISSUE = ("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE")
_KNOWN = frozenset({*_TYPES, *_ISSUE, "ISSUING_COUNTRY", "NUMBER", "NOTE"})


def read_documents(elements: Iterable[Element], remarks: Remarks) -> list[dict[str, str]]:
    """The identifiers, each with all that the list says of it as its origin; a document without a number is a remark.

    Where a document has no number of its own, it is looked for in its type and note ("Tunisian passport number ...").
    """
    return [found for element in elements for found in _document(element, remarks)]


def _document(element: Element, remarks: Remarks) -> list[dict[str, str]]:
    types = list(dict.fromkeys(text for tag in _TYPES if (text := text_of(element, tag))))
    number, note = text_of(element, "NUMBER"), text_of(element, "NOTE")
    value, words = number_of(number)
    if not value:
        value, words = next((found for text in (note, *types) if (found := number_in(text))), ""), ""
    country = country_of(text_of(element, "ISSUING_COUNTRY")) or country_of(text_of(element, "COUNTRY_OF_ISSUE"))
    origin = _origin(element, types, words, with_country=country is None)
    if not value:
        remarks.add("Document", origin)
        return []
    kind = document_kind(*(types if number else [note, *types]))
    return [filled({"kind": kind, "value": value, "origin": origin, "country": country})]


def _origin(element: Element, types: list[str], words: str, *, with_country: bool) -> str:
    """The type as published, with all that number and country do not say."""
    issue = [text for tag in _ISSUE if (text := text_of(element, tag))]
    said = [
        ", ".join(types),
        words,
        text_of(element, "ISSUING_COUNTRY") if with_country else "",
        f"issued {', '.join(issue)}" if issue else "",
        text_of(element, "NOTE"),
        *(f"{child.tag}: {text}" for child in element if child.tag not in _KNOWN and (text := text_of(child))),
    ]
    return "; ".join(text for text in said if text)
