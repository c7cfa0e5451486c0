"""Aliases in the UN's list: their quality, and what the list says of when and where their bearer was born."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.filled_fields import filled
from screening.lists.records import Remarks
from screening.lists.un.dates import read_alias_birth
from screening.lists.un.words import quality_of
from screening.lists.written_script import written_script
from screening.lists.xml_records import text_of

_PLACEHOLDERS = frozenset({"", "na", "n/a", "n.a.", "-", "none", "null"})
_BORN = ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
_KNOWN = frozenset({"QUALITY", "ALIAS_NAME", "NOTE", *_BORN})


class Alias(NamedTuple):
    """The name, unless the element has none, and the dates of birth that go with it."""

    names: list[dict[str, str]]
    birth: list[str]


def read_alias(element: Element, remarks: Remarks) -> Alias:
    """The alias in an element. Its note, date and place of birth are the name's origin.

    The date counts for the entry too: a passport in the alias would show it. An element without a name (``na`` stands
    for none) may still hold another date of birth; what else it holds is a remark.
    """
    name = text_of(element, "ALIAS_NAME")
    told = text_of(element, "DATE_OF_BIRTH")
    birth = read_alias_birth(told)
    origin = _origin(element)
    if name.casefold() in _PLACEHOLDERS:
        if origin and not (birth and origin == f"born {told}"):
            remarks.add("Alias", origin)
        return Alias([], birth)
    quality = quality_of(text_of(element, "QUALITY")) or "alias"
    return Alias([filled({"text": name, "quality": quality, "origin": origin, "script": written_script(name)})], birth)


def _origin(element: Element) -> str:
    """What the list says of the name, with a quality that is not known."""
    quality = text_of(element, "QUALITY")
    born = [text for tag in _BORN if (text := text_of(element, tag)) and text not in _PLACEHOLDERS]
    said = [
        quality if quality_of(quality) is None else "",
        text_of(element, "NOTE"),
        f"born {', '.join(born)}" if born else "",
        *(f"{child.tag}: {text}" for child in element if child.tag not in _KNOWN and (text := text_of(child))),
    ]
    return "; ".join(text for text in said if text)
