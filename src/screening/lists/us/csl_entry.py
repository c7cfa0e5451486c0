"""One entry of the US Consolidated Screening List, from a row of its CSV or an object of its JSON form alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from screening.lists.ofac.dates import in_words
from screening.lists.ofac.party import code_of

SEPARATOR = "; "  # between the values in a cell
_CODE = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Place(NamedTuple):
    """An address: lines, town and country as the list has them."""

    parts: Sequence[str]
    city: str = ""
    country: str = ""


class Number(NamedTuple):
    """What the list calls an id: the word for it, its value, and what else is said of it."""

    word: str
    value: str
    country: str = ""
    notes: Sequence[str] = ()


class Entry(NamedTuple):
    """An entry: plain values and lists of values by field, empty ones left out. ``where`` says which it is."""

    where: str
    id: str
    values: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]
    places: Sequence[Place]
    numbers: Sequence[Number]


def entry_of_row(where: str, row: Mapping[str, str]) -> Entry:
    """The entry in a row of the CSV form, by its header."""
    cells = {
        field: text for field, cell in row.items() if cell and (text := " ".join(cell.split()))
    }  # some hold line ends
    known = fields()
    return Entry(
        where,
        _id(cells),
        {field: cell for field, cell in cells.items() if field not in known["lists"]},
        {field: _parts(cells[field]) for field in known["lists"] if field in cells},
        [_place(text) for text in _parts(cells.get("addresses", ""))],
        [number(text) for text in _parts(cells.get("ids", ""))],
    )


def entry_of_object(where: str, found: Mapping[str, Any]) -> Entry:
    """The entry in an object of the JSON form."""
    known = fields()
    addresses, ids = _objects(found.get("addresses")), _objects(found.get("ids"))
    plain = {field: " ".join(_texts(value)) for field, value in found.items() if field not in known["lists"]}
    return Entry(
        where,
        _id(plain),
        {field: text for field, text in plain.items() if text},
        {field: list(_texts(found.get(field))) for field in known["lists"]},
        [_place_of(told) for told in addresses],
        [_number_of(told) for told in ids],
    )


@cache
def fields() -> Mapping[str, Sequence[str]]:
    """The fields of the list, by what is done with them."""
    found: Mapping[str, Sequence[str]] = table()["fields"]
    return found


@cache
def table() -> Mapping[str, Any]:
    """``data/us_csl.toml``."""
    return tomllib.loads((files("screening") / "data" / "us_csl.toml").read_text(encoding="utf-8"))


def _id(values: Mapping[str, str]) -> str:
    return next((values[field] for field in fields()["id"] if values.get(field)), "")


# ------------------------------------------------------------------------------------------------------------
# Cells of the CSV form


def _parts(cell: str) -> list[str]:
    return [part for part in cell.removesuffix(SEPARATOR.strip()).split(SEPARATOR) if part]


def _place(text: str) -> Place:
    """An address in one line, which ends with the code of its country; which part is the town is not told."""
    rest, _, last = text.rpartition(", ")
    return Place([rest], country=last) if _CODE.fullmatch(last) and code_of(last) else Place([text])


def number(text: str) -> Number:
    """``COUNTRY, EXPIRES, ISSUED, NUMBER, WORD``: all before the number may be missing, and of two days one.

    Where there is one day alone, the list does not tell which of the two it is.
    """
    *before, word = text.split(", ")
    if not before:
        return Number("Identification", text)
    country = before.pop(0) if len(before) > 1 and _CODE.fullmatch(before[0]) and code_of(before[0]) else ""
    days: list[str] = []
    while len(before) > 1 and len(days) < 2 and _DAY.fullmatch(before[0]):
        days.append(in_words(before[0], before[0]) or before[0])
        del before[0]
    words = {0: [], 1: ["issued or expires"], 2: ["expires", "issued"]}[len(days)]
    notes = [f"{said} {day}" for said, day in zip(words, days, strict=True)]
    return Number(word, ", ".join(before), country, tuple(notes[::-1]))


# ------------------------------------------------------------------------------------------------------------
# Values of the JSON form


def _objects(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value of any kind, without those that are empty."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and (text := " ".join(str(value).split())):
        yield text


def _place_of(told: Any) -> Place:
    if not isinstance(told, Mapping):
        return _place(" ".join(_texts(told)))
    rest = {field: ", ".join(_texts(value)) for field, value in told.items()}
    city, country = rest.pop("city", ""), rest.pop("country", "")
    order = [rest.pop(field, "") for field in ("address", "state", "postal_code")]
    return Place([*order, *rest.values()], city, country)


def _number_of(told: Any) -> Number:
    if not isinstance(told, Mapping):
        return number(" ".join(_texts(told)))
    rest = {field: ", ".join(_texts(value)) for field, value in told.items()}
    word, value, country = (rest.pop(field, "") for field in ("type", "number", "country"))
    issued, expires = (_day(rest.pop(field, "")) for field in ("issue_date", "expiration_date"))
    notes = [f"issued {issued}" if issued else "", f"expires {expires}" if expires else "", *rest.values()]
    return Number(word or "Identification", value, country, tuple(note for note in notes if note))


def _day(text: str) -> str:
    return in_words(text, text) or text
