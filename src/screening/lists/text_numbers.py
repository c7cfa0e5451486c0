"""Numbers that name a party, in the free texts of published lists: found by the label that announces them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from screening.entities import Identifier
from screening.names.countries import country_code

_NUMBER_WORD = r"(?:\s*\b(?:numbers?|nos?|nr|num|codes?)\b\.?)"
_ANNOUNCED = rf"(?:{_NUMBER_WORD}{{1,2}}\s*[:#=]?|\s*[:#=])"
_LETTERED = re.compile(r"(?:^|(?<=[\s.;,:]))[a-z]\)\s?")
_END = re.compile(r"\.\s+(?=[A-Z])|\b[A-Z][A-Za-z ]{2,30}:")  # of a sentence, or where another label begins
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d[/-](?:19|20)\d\d")
_LEAD = (  # up to the word for a number, or a nationality
    r"(?:[^\d\n;:]{0,70}?\b(?i:number|no|card|passport|ID|document)\b[\s.:-]*"
    r"|[\s:.#-]*(?:(?:[A-Z][a-z]+|of|and)\s){0,9})"
)
_SHAPES: Mapping[str, str] = {
    "imo": r"\d{7}\b",
    "mmsi": r"\d{9}\b",
    "bic": r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b",
    "lei": r"[A-Z0-9]{18}\d\d\b",
    "call_sign": r"[A-Z0-9]{4,7}\b",
}
# Digits with at most a few letters before them, in groups or not; the Italian fiscal code; the Spanish, with points.
_NUMBER = (
    r"(?:[A-Z]{3} ?[A-Z]{3} ?\d\d[A-Z]\d\d ?[A-Z]\d{3}[A-Z]\b|\d{1,3}(?: \d{3}){2,}\b|"
    r"[A-Z]{0,6}[ /-]?\d[\dA-Z]*(?:[./-][\dA-Z]+)*\b)"
)
_SHORTEST = 5  # letters and digits: four digits are a year
_LONGEST_COUNTRY = 8  # words: United Kingdom of Great Britain and Northern Ireland
_FARTHEST = 400  # characters behind a label in which its numbers stand


def text_numbers(text: str, *, of_person: bool = False) -> tuple[Identifier, ...]:
    """The identifiers that a text announces, in the order of the text, each once; their label is the ``origin``.

    Several behind one label are read where they are lettered (``a) ... b) ...``) or follow one another directly. A
    nationality before the label, or a country behind it or in brackets behind the number, is the ``country``. A person
    has no number of banks and ships: such a one in a text about a person is that of somebody else.
    """
    found = list(_labels().finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    numbers: dict[tuple[str, str], Identifier] = {}
    for match, end in zip(found, ends, strict=False):  # one end too many where there is no label
        label = " ".join(match["label"].split())
        kind = _kinds()[label.casefold()]
        if of_person and kind in _data()["not_of_persons"]:
            continue
        before = _country(text[: match.start()].rstrip(" ").rpartition(".")[2].split()[-2:])
        for value, country in _values(kind, text[match.end() : min(end, match.end() + _FARTHEST)]):
            known = None if kind in _SHAPES else country or before
            numbers.setdefault((kind, value), Identifier(kind=kind, value=value, country=known, origin=label))
    return tuple(numbers.values())


def _values(kind: str, text: str) -> Iterator[tuple[str, str | None]]:
    """The values behind a label, with their countries where they are told."""
    shape = _SHAPES.get(kind, _NUMBER)
    lead = r"[\s:.#]*" if kind in _SHAPES else _LEAD
    first, *lettered = _LETTERED.split(text)
    stop = _END.search(first, 2)
    head = first[: stop.start()] if stop else first
    yield from _run(head, lead, shape)
    if stop and (stop[0].endswith(":") or head.strip(" .:").casefold() not in _data()["nothing"]):
        return  # what is lettered behind another label or sentence belongs to that one
    for piece in lettered:
        yield from _run(piece, lead, shape)


def _run(text: str, lead: str, shape: str) -> Iterator[tuple[str, str | None]]:
    """The value at the beginning of a text, and those of the same shape that follow it directly."""
    found = re.match(rf"(?P<lead>{lead})(?P<value>{shape})", text)
    while found is not None:
        value = found["value"].strip()
        text = text[found.end() :]
        behind = re.match(r"\s*\(([A-Z][A-Za-z ]+)[),;]", text)
        if sum(character.isalnum() for character in value) >= _SHORTEST and not _DATE.fullmatch(value):
            yield value, _country([behind[1]] if behind else found["lead"].split("(")[0].split())
        found = re.match(
            rf"\s*(?:\([^)]{{0,80}}\)\s*)?(?P<lead>,|;|/|\band\b)\s*(?P<value>{shape})(?!(?!\s+and\b)\s?[A-Za-z])", text
        )


def _country(words: Sequence[str]) -> str | None:
    """The country that some of the words name, the longest name first: South Sudan is not Sudan."""
    for length in range(min(len(words), _LONGEST_COUNTRY), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if len(name) > len("XX") and (code := _code(name)):  # codes of two letters are words here
                return code
    return None


@lru_cache(maxsize=4096)  # the same few words before thousands of numbers
def _code(name: str) -> str | None:
    return country_code(name)


@cache
def _labels() -> re.Pattern[str]:
    """The labels, the longest first, each with what announces its number."""
    need = {label.casefold() for label in _data()["need_number"]}
    parts = []
    for label in sorted(_kinds(), key=len, reverse=True):
        words = re.escape(label).replace(r"\ ", r"\s+")
        parts.append(rf"{words}(?={_ANNOUNCED}|\s*[A-Z]{{0,6}}\d|\s+[A-Z]{{6}})" if label in need else words)
    return re.compile(rf"(?<![A-Za-z])(?P<label>{'|'.join(parts)})(?![A-Za-z]){_ANNOUNCED}?", re.IGNORECASE)


@cache
def _kinds() -> Mapping[str, str]:
    labels: Mapping[str, list[str]] = _data()["labels"]
    return {label.casefold(): kind for kind, names in labels.items() for label in names}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "text_numbers.toml").read_text(encoding="utf-8"))
