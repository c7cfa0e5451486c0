"""The remarks of OFAC's legacy files read statement by statement.

They hold whatever has no column of its own, joined by "; " and closed with a full stop: "DOB 10 Dec 1948; POB Al-Karak,
Jordan; alt. Passport 123 (Iran) issued 1999; a.k.a. 'BNC'; Linked To: HAMAS."
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from screening.lists.ofac.links import LINKED_TO
from screening.lists.ofac.party import Party, code_of
from screening.lists.ofac.words import legacy_labels, meaning_of

SEPARATOR = "; "
_ALIAS = re.compile(r"([afn]\.k\.a\.) '(.*)'")
_DATE = r"(?:circa )?(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_DATES = rf"{_DATE}(?: to {_DATE})?"
_NUMBER = re.compile(
    rf"(?P<value>.+?)(?: \((?P<country>[^()]+)\))?(?: issued (?P<issued>{_DATES}))?(?: expires (?P<expires>{_DATES}))?",
    re.ASCII,
)
_ABBREVIATION = re.compile(r"\.\w\.$")  # "S.A.": the full stop at the end may be its own
_CURRENCY = re.compile(r"- (\w+) (.+)")


class Statement(NamedTuple):
    """What a part of the remarks says under OFAC's word for it; ``value`` holds country and notes no more."""

    word: str
    value: str
    country: str = ""
    notes: tuple[str, ...] = ()


def add_remarks(text: str, party: Party, *, title: str = "", is_cut: bool = False) -> Sequence[str]:
    """Put what the remarks say where it belongs; the names of those that the party is linked to.

    The remarks repeat the ``title`` of a person, which has a column. Of remarks that the file has cut off the last part
    says something else than it did, and stays text.
    """
    parts = _without(title, text.split(SEPARATOR))
    last = parts.pop() if parts else ""
    links = [link for part in parts if (link := _add(part, part, party))]
    if is_cut:
        party.remarks.add("Cut off", last)
    elif link := _add(last if _ABBREVIATION.search(last) else last.removesuffix("."), last, party):
        links.append(link)
    return links


def _without(title: str, parts: Sequence[str]) -> list[str]:
    said = title.split(SEPARATOR)
    return [part for part in parts if part not in said and part.removesuffix(".") not in said]


def _add(part: str, raw: str, party: Party) -> str:
    """Put one part of the remarks where it belongs; the name of whom the party is linked to, if it says that."""
    if part.startswith(LINKED_TO):
        party.remarks.add(LINKED_TO.rstrip(":"), part.removeprefix(LINKED_TO).strip())
        return raw.removeprefix(LINKED_TO).strip()
    said = part.removeprefix("alt. ")
    if alias := _ALIAS.fullmatch(said):
        party.add_alias(alias[2], alias[1], weak=True)  # quoted in the remarks: OFAC's weak names
    elif found := statement(said):
        party.add(found.word, found.value, country=found.country, notes=found.notes)
    else:
        party.remarks.add("", raw)
    return ""


def statement(text: str) -> Statement | None:
    """A part of the remarks that begins with a word known to OFAC's formats; None for free text."""
    label = next(
        (label for label in _labels().get(text.split(" ", 1)[0].rstrip(":"), ()) if _begins(text, label)), None
    )
    if label is None:
        return None
    rest = text[len(label) :].lstrip(": ")
    meaning = meaning_of(label)
    if meaning.use != "identifier":
        return Statement(label, rest.removeprefix("-").strip())
    if currency := _CURRENCY.fullmatch(rest):
        label, rest = f"{label} - {currency[1]}", currency[2]
    return _number(label, rest)


def _number(label: str, text: str) -> Statement | None:
    """A number with its country and dates; None for a sentence ("Passport issued in Sarajevo")."""
    found = _NUMBER.fullmatch(text)
    if found is None or any(len(w) > 1 and w.isalpha() and w.islower() for w in found["value"].split()):
        return None
    value, country = found["value"], found["country"] or ""
    if country and not _is_country(country):
        value, country = f"{value} ({country})", ""  # of the number: a place of registration
    notes = tuple(f"{word} {found[word]}" for word in ("issued", "expires") if found[word])
    return Statement(label, value, country, notes)


def _is_country(text: str) -> bool:
    return text.startswith("Region:") or text == "undetermined" or code_of(text) is not None


def _begins(text: str, label: str) -> bool:
    """Whether the text begins with the label as a whole word, and says something after it."""
    return text.startswith(label) and text[len(label) : len(label) + 1] in {" ", ":"}


@cache
def _labels() -> Mapping[str, Sequence[str]]:
    """The known words by the first part of each, longest first."""
    found: dict[str, list[str]] = {}
    for label in legacy_labels():
        found.setdefault(label.split(" ", 1)[0], []).append(label)
    return found
