"""Names in the Swiss list: put together from their parts, in every spelling that the parts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.ch.seco_words import language, seco_words
from screening.lists.records import Remarks
from screening.lists.written_script import written_script
from screening.lists.xml_records import text_of


class _Part(NamedTuple):
    """A part of a name: its order, its value, and its other spellings by language and script."""

    order: int
    value: str
    variants: Mapping[tuple[str, str], Sequence[str]]


def identity_names(identity: Element, remarks: Remarks, *, is_main: bool) -> Iterator[dict[str, Any]]:
    """The names of an identity, each followed by its spellings; the primary one is primary in the main identity alone.

    A spelling that is told for some parts only is put together with the values of the others. Of several spellings of
    one part in one language and script the first goes with the first of the other parts, and so on.
    """
    for name in identity.findall("name"):
        parts = [part for element in name.findall("name-part") if (part := _part(element, remarks)).value]
        parts.sort(key=lambda part: part.order)
        quality = _quality(name, remarks, is_main=is_main)
        told = language(name.get("lang"))
        base = " ".join(part.value for part in parts)
        if not base:
            continue
        yield {"text": base, "quality": quality, "language": told, "script": written_script(base)}
        for spoken, text in _spellings(parts):
            other = "alias" if quality == "primary" else quality
            yield {"text": text, "quality": other, "language": language(spoken), "script": written_script(text)}


def _part(element: Element, remarks: Remarks) -> _Part:
    value = text_of(element, "value")
    kind = element.get("name-part-type", "")
    if kind in seco_words("name_parts")["apart"]:
        remarks.add(kind.capitalize(), value)
        value = ""
    variants: dict[tuple[str, str], list[str]] = {}
    for variant in element.findall("spelling-variant"):
        if text := text_of(variant):
            variants.setdefault((variant.get("lang", ""), variant.get("script", "")), []).append(text)
    for child in element:
        if child.tag not in {"value", "spelling-variant"}:
            remarks.add(child.tag, text_of(child))
    order = element.get("order", "")
    return _Part(int(order) if order.isdecimal() else 0, value, variants)


def _quality(name: Element, remarks: Remarks, *, is_main: bool) -> str:
    kind = name.get("name-type", "")
    quality: str | None = seco_words("name_types").get(kind)
    if quality is None:
        remarks.add("Name type", kind)
    if name.get("quality", "good") == "low":
        return "primary" if quality == "primary" and is_main else "weak"
    return "alias" if quality is None or (quality == "primary" and not is_main) else quality


def _spellings(parts: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """The name in each other spelling, with the language that is told for it."""
    keys = dict.fromkeys(key for part in parts for key in part.variants)
    for key in keys:
        for index in range(max(len(part.variants.get(key, ())) for part in parts)):
            yield key[0], " ".join(_spelt(part, key, index) for part in parts)


def _spelt(part: _Part, key: tuple[str, str], index: int) -> str:
    variants = part.variants.get(key)
    return variants[min(index, len(variants) - 1)] if variants else part.value
