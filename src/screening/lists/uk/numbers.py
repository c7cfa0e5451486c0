"""Passports, identity and registration numbers in the United Kingdom's lists, with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from screening.lists.document_numbers import number_of
from screening.lists.filled_fields import filled
from screening.lists.numbered_text import ALONE, numbered
from screening.lists.published_countries import country_of
from screening.lists.uk.words import number_kind

_YEAR = r"(?:19|20)\d\d\b"
_CODE = re.compile(rf"(?<![\w./-])(?=[A-Z0-9./-]*\d)(?!{_YEAR})[A-Z0-9][A-Z0-9./-]{{3,}}(?:\s\d{{4}})?(?!\w)")
_PLAIN_CODE = re.compile(r"(?=.*\d)[A-Z0-9/-]{5,}")
_HAS_LABEL = re.compile(r"[^\W\d_A-Z]{2}|\b[^\W\d_]{3,}+[\s:]|:|\s[-–]\s")
_BETWEEN = re.compile(r"[.;,·]\s+|\s/\s|\s·\s")
_ENDS_COUNTRY = re.compile(
    r"\s*(?:[,.;(]|\bnumber\b|\bnational\b|\bpassport\b|\bdiplomatic\b|\bissued\b|\bcivil\b|\bidentity\b|\s-\s)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


class Column(NamedTuple):
    """A column of numbers: the kind that they are where no word says otherwise, and what the publisher calls it."""

    kind: str
    label: str


PASSPORT = Column("passport", "Passport Number")
NATIONAL_ID = Column("national_id", "National Identification Number")
REGISTRATION = Column("registration_number", "Business registration number")


def read_numbers(cell: str, details: str, column: Column) -> Iterator[dict[str, str]]:
    """The identifiers in a cell and in the one with details beside it, paired by their numbers in brackets.

    Before 2022 there is one cell for both. A cell in which no number can be told apart is one identifier as it is.
    """
    values, said = numbered(cell), numbered(details)
    for number, value in values.items():
        detail = said.get(number, said.get(ALONE, ""))
        yield from (_identifier(code, words, detail, column) for code, words in _codes(value))
    for detail in _alone(values, said):
        yield from (_identifier(code, words, "", column) for code, words in _in_details(detail))


def unread_details(cell: str, details: str) -> str:
    """Details that have no number beside them and hold none themselves."""
    return "; ".join(detail for detail in _alone(numbered(cell), numbered(details)) if not _in_details(detail))


def _alone(values: Mapping[int, str], said: Mapping[int, str]) -> Iterator[str]:
    """The details that belong to no number of the cell beside them."""
    if ALONE not in values:
        yield from (
            detail for number, detail in said.items() if number not in values and not (number == ALONE and values)
        )


def _identifier(code: str, words: str, detail: str, column: Column) -> dict[str, str]:
    origin = "; ".join(dict.fromkeys(text for text in (column.label, words, detail) if text))
    kind = column.kind if column is PASSPORT else number_kind(words, number_kind(f"{detail} {code}", column.kind))
    return filled({"kind": kind, "value": code, "country": _country(words) or _country(detail), "origin": origin})


def _in_details(text: str) -> list[tuple[str, str]]:
    """The numbers in details, none where these only describe."""
    number = number_of(text)
    is_number = number.value != text or (not _HAS_LABEL.search(text) and re.search(r"\d", text))
    return [(number.value, number.words)] if is_number else _labelled(text)


def _codes(text: str) -> list[tuple[str, str]]:
    """Each number in a value with the words beside it."""
    plain = [part.strip(" .") for part in _BETWEEN.split(text)]
    if len(plain) > 1 and all(_PLAIN_CODE.fullmatch(part) for part in plain):
        return [(part, "") for part in plain]
    number = number_of(text)
    if number.value != text or not _HAS_LABEL.search(text):
        return [(number.value, number.words)]
    return _labelled(text) or [(text, "")]


def _labelled(text: str) -> list[tuple[str, str]]:
    """The numbers in a text such as ``OGRN: 1027807560186 INN: 7814027653``, each with the words before it.

    Of ``9731001285 - TIN`` the words behind it. None where one has no words of its own: it may be a part of another.
    """
    found = list(_CODE.finditer(text))
    ends = [0, *(match.end() for match in found)]
    between = [text[end : match.start()] for end, match in zip(ends, found, strict=False)]
    labels = [_plain(label) for label in (*between, text[ends[-1] :])]
    if not found or not all(labels[1:-1]):
        return []
    pairs = [(match[0].strip(" ./-"), label) for match, label in zip(found, labels, strict=False)]
    code, label = pairs[-1]
    return [*pairs[:-1], (code, f"{label} {labels[-1]}".strip())]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[()\"]", " ", text).split()).strip(" -–:;,.")


def _country(text: str) -> str | None:
    """The country that details begin with (``Libyan. Issued in Tripoli``), or have in brackets (``(Tunisian)``)."""
    if not text:
        return None
    begin = _ENDS_COUNTRY.split(text, maxsplit=1)[0]
    candidates = [text, begin, *_IN_BRACKETS.findall(text)]
    # "no" stands before a number and is not Norway.
    names = [name for name in map(str.strip, candidates) if name.isupper() or len(name) > len("USA")]
    return next((code for name in names if (code := country_of(name))), None)
