"""One row of a table, one counterparty: cells put to the use that the layout has found for their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, Self

from screening.entities import Counterparty, EntityType, Identifier, OtherName
from screening.names.countries import country_code, names_no_country
from screening.names.placeholders import is_placeholder
from screening.tables.cells import ERRORS
from screening.tables.columns import Column, Layout, stripped, unique
from screening.tables.content import is_number, looks_like_name
from screening.tables.dates import Order, birth_date
from screening.tables.headers import Use, party_type
from screening.tables.identifiers import find_identifiers, read_identifiers
from screening.tables.model import Cells, column_letter
from screening.tables.mojibake import repaired
from screening.texts import spoken
from screening.unchecked import unchecked

_CONTINUED = "name_continued"
_ADDRESS = ("address", "city")
# Only whoever an address is in care of is a party: rooms, blocks and streets have names like those of listed ones.
CARE_OF = re.compile(
    r"(?:\bc/o\b|\bcare of\b|\battn\b|\battention\b|\bp\.?\s?a\.?\b|\bz\.?\s?hd\.?\b)[\s:.,]*(.+)", re.IGNORECASE
)
_DATES: Mapping[str, Order] = {
    "date_of_birth": "", "date_of_birth_day_first": "day_first", "date_of_birth_month_first": "month_first",
}  # fmt: skip
COUNTRIES = ("country", "nationality", "flag")
_SINGLE = ("country", "nationality", "gender", "flag", "id")  # of several columns the first that is filled
_SEVERAL = ("phone", "email", "account")  # of several columns all
_MAY_HEAD = frozenset({"id", "ignored"})  # where the first columns hold numbers and dates of the rows below
_HEADING_CELLS = 3  # filled ones that a heading has at most: a label, a number and a name
# An amount, a date, a time: a note that holds nothing else names nobody. Digits after 00 or 011 may be for a telephone.
_AMOUNT = re.compile(r"(?!00|011)-?[0-9]{1,15}(?:[.,/:\-][0-9]{1,15}){0,4}")
_SHOWN = 60  # letters that a problem shows of a cell
_APART = " | "  # keeps a label in one text from a number in the next

_REMEMBERED = 1_024
"""Rows whose parties are remembered: lists of payments and of contracts name the same ones again and again."""

LEAST_LINE = 4
"""Letters that a line of a cell has at least to be taken for a name of its own."""

Texts = Mapping[int, str]
"""The cells of the understood columns by their place, cleaned; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """What to do with the columns of one table: those that are understood, by what they are used for."""

    file: str
    sheet: str
    columns: tuple[Column, ...]
    told: tuple[tuple[str, bool], ...]  # of each column its header, and whether it is told of where it is empty
    all_told: tuple[str, ...]  # the headers, where all columns are told of where they are empty; else none
    titles: frozenset[Cells]  # the header rows as they would look if they came again further down
    first_titles: frozenset[str]  # their first cells, which spare most rows the comparison of the rest
    understood: tuple[Column, ...]
    places: tuple[tuple[int, bool], ...]  # of these columns, and whether amounts in them are left out
    names: tuple[Column, ...]
    parts: tuple[Column, ...]
    continued: tuple[Column, ...]
    others: tuple[Column, ...]
    shares: Mapping[int, Column]  # by the place of an owner: the column with its share
    identifiers: tuple[Column, ...]
    address: tuple[Column, ...]
    free_texts: tuple[Column, ...]
    dates: tuple[tuple[Column, Order], ...]  # of birth
    beside: frozenset[int]  # places of known columns that cannot hold the name of a group of rows
    types: tuple[Column, ...]
    single: Mapping[str, tuple[Column, ...]]
    several: Mapping[str, tuple[Column, ...]]
    remembered: dict[Cells, Mapping[str, Any]] = field(default_factory=dict, compare=False)  # by understood cells

    @classmethod
    def of(cls, layout: Layout, *, file: str, sheet: str) -> Self:
        """The reader for a table of the given layout."""
        by_use: dict[Use, list[Column]] = {}
        by_field: dict[str, list[Column]] = {}
        for column in layout.columns:
            if column.field is not None:
                by_use.setdefault(column.field.use, []).append(column)
                by_field.setdefault(column.field.name, []).append(column)
        parts = sorted(by_use.get("name_part", ()), key=lambda c: (c.field.order if c.field else 0, c.place))
        continued = by_field.get(_CONTINUED, ())
        understood = tuple(c for c in layout.columns if c.field is not None and c.field.use != "ignored")
        return cls(
            file=file,
            sheet=sheet,
            columns=layout.columns,
            told=tuple((column.header, column.titled) for column in layout.columns),
            all_told=tuple(c.header for c in layout.columns) if all(c.titled for c in layout.columns) else (),
            titles=frozenset(layout.titles),
            first_titles=frozenset(title[0] for title in layout.titles),
            understood=understood,
            places=tuple((c.place, _field(c) == "notes") for c in understood),
            names=tuple(by_use.get("name", ())),
            parts=tuple(column for column in parts if column not in continued),
            continued=tuple(continued),
            others=tuple(by_use.get("other_name", ())),
            shares=_owners_shares(by_field.get("owner", ()), by_field.get("ownership_share", ())),
            identifiers=tuple(by_use.get("identifier", ())),
            address=tuple(c for c in layout.columns if c.field is not None and c.field.name in _ADDRESS),
            free_texts=tuple(by_use.get("free_text", ())),
            dates=tuple((c, order) for name, order in _DATES.items() for c in by_field.get(name, ())),
            beside=frozenset(c.place for c in layout.columns if c.field is not None and c.field.name not in _MAY_HEAD),
            types=tuple(by_field.get("type", ())),
            single={name: tuple(by_field[name]) for name in _SINGLE if name in by_field},
            several={name: tuple(by_field[name]) for name in _SEVERAL if name in by_field},
        )

    def read(self, number: int, cells: Cells, problems: Sequence[str] = ()) -> Counterparty:
        """The counterparty of a row; ``problems`` are what was odd about the row before it came here."""
        if self._repeats_header(cells):
            return self._counterparty(number, cells, {"problems": (*problems, spoken()("row.repeats_header"))})
        width = len(cells)
        own = tuple(
            [
                "" if place >= width or (notes and _AMOUNT.fullmatch(cells[place])) else cells[place]
                for place, notes in self.places
            ]
        )
        told = self.remembered.get(own) or self._told(own, cells)
        if problems:
            told = {**told, "problems": (*problems, *told["problems"])}
        return self._counterparty(number, cells, told)

    def _told(self, own: Cells, cells: Cells) -> Mapping[str, Any]:
        """What a row with these understood cells tells of its party: the fields of the counterparty."""
        odd: list[str] = []
        texts = self._texts(own, odd)
        name, type_, others = self._name(texts, self._other_names(texts) if self.others else [])
        named = bool(name) and not is_number(name)
        if not named and (heading := self.heading(cells)):
            odd.append(spoken()("row.heading", cells=", ".join(map(repr, heading))))
            others = [*(_other_name("name", text) for text in (*heading[1:], name) if text), *others]
            name = heading[0]
        address = ", ".join(_filled(texts, self.address)) if self.address else ""
        if address and (party := CARE_OF.search(address)):
            others.append(OtherName(field="address", text=party[1], free_text=True))
        others += [_other_name(_field(c), texts[c.place], free_text=True) for c in self.free_texts if c.place in texts]
        context = {name: _first(texts, columns) for name, columns in self.single.items()}
        odd += [
            self._no_country(name, texts) for name in COUNTRIES if (text := context.get(name)) and not is_country(text)
        ]
        identifiers = self._identifiers(texts, (name, *[other.text for other in others], context.get("id", "")), odd)
        if not name and not identifiers:
            odd.append(self._nobody(own))
        declared = self._type(texts, odd) if self.types else None
        if not context.get("country") and "Vessel" in (declared, type_):
            context["country"] = context.get("flag", "")
        if self.several:
            context |= {name: "; ".join(_filled(texts, columns)) for name, columns in self.several.items()}
        if self.dates:
            context["date_of_birth"] = self._date_of_birth(texts, odd)
        told = {
            "name": name, "type": declared or type_, "other_names": tuple(others), "identifiers": identifiers,
            "address": address, "problems": tuple(odd), **context,
        }  # fmt: skip
        if named:  # what a row without a name tells depends on its other cells as well
            if len(self.remembered) >= _REMEMBERED:
                self.remembered.clear()
            self.remembered[own] = told
        return told

    def _repeats_header(self, cells: Cells) -> bool:
        first = cells[0].strip() if cells else ""
        return first in self.first_titles and stripped(cells) in self.titles

    def heading(self, cells: Cells) -> list[str]:
        """The names in a row that may be the heading of those below it, and names nobody where names belong.

        Reports group their rows: "Acme Ltd", and below it what was paid to Acme.
        """
        if any(c.place < len(cells) and cells[c.place].strip() for c in self.identifiers):
            return []
        filled = [(place, one_line(cell)) for place, cell in enumerate(cells) if cell and not cell.isspace()]
        if len(filled) > _HEADING_CELLS:
            return []
        names = (text for place, text in filled if place not in self.beside and looks_like_name(text))
        return list(dict.fromkeys(names))

    def blank(self, number: int) -> Counterparty:
        """What stands for a blank row between filled ones."""
        return self._counterparty(number, (), {"problems": (spoken()("row.empty"),)})

    def _texts(self, own: Cells, odd: list[str]) -> Texts:
        """Cells without white space around them. One without a letter or digit is empty, as is a formula's error."""
        texts: dict[int, str] = {}
        for column, cell in zip(self.understood, own, strict=True):
            text = cell.strip()
            if not text or not (text[0].isalnum() or any(map(str.isalnum, text))):
                continue
            if not text.isascii() and (right := repaired(text)) is not None:
                odd.append(spoken()("row.repaired", column=repr(column.header), text=repr(text), right=repr(right)))
                text = right
            if text[0] == "#" and text in ERRORS:
                odd.append(spoken()("row.error", column=repr(column.header), text=text))
            else:
                texts[column.place] = text
        return texts

    def _other_names(self, texts: Texts) -> list[OtherName]:
        found = []
        for column in self.others:
            if (text := texts.get(column.place)) and column.field is not None:
                share = texts.get(self.shares[column.place].place, "") if column.place in self.shares else ""
                for line, own in _with_shares(text, share):
                    found.append(_other_name(column.field.name, line, type=column.field.type, share=own))
        return found

    def _name(self, texts: Texts, others: list[OtherName]) -> tuple[str, EntityType | None, list[OtherName]]:
        """The row's name, the type that follows from where it stood, and the other names without it.

        The name is that of the first filled name column, or else the joined parts of a name, or else the first
        other name. What is left of them are other names.
        """
        filled = _filled(texts, self.names)
        if len(filled) == 1 and not (self.parts or self.continued or _lines(filled[0])):  # as in most tables
            return one_line(filled[0]), None, others
        own = list(map(one_line, filled))
        lines = [line for text in filled for line in _lines(text)]
        if self.parts and (parts := " ".join(map(one_line, _filled(texts, self.parts)))):
            own.append(parts)
        if len(own) > 1 and is_number(own[0]):  # "Vendor" may hold the vendor's number, "Name 1" the name
            own.sort(key=is_number)
        if not own:
            return (others[0].text, others[0].type, others[1:]) if others else ("", None, [])
        name, *further = dict.fromkeys((*own, *lines))
        for text in map(one_line, _filled(texts, self.continued)):
            further += [f"{name} {text}", text]
        return name, None, [*(_other_name("name", text) for text in further), *others]

    def _identifiers(self, texts: Texts, everything: Iterable[str], odd: list[str]) -> tuple[Identifier, ...]:
        """The identifiers of identifier columns, then those inside of the row's texts: ``everything``."""
        inside = find_identifiers(_APART.join(everything))
        if not self.identifiers:
            return inside
        found: dict[tuple[str, str], Identifier] = {}  # the rest of an identifier is not told here
        for column in self.identifiers:
            if column.field is not None and (text := texts.get(column.place)):
                read, problems = read_identifiers(column.field.kind, column.field.shape, text)
                found.update(((i.kind, i.value), i) for i in read)
                odd.extend(problems)
        found.update(((i.kind, i.value), i) for i in inside)
        return tuple(found.values())

    def _type(self, texts: Texts, odd: list[str]) -> EntityType | None:
        word = _first(texts, self.types)
        try:
            return party_type(word)
        except ValueError:
            odd.append(spoken()("row.no_type", value=repr(word)))
            return None

    def _date_of_birth(self, texts: Texts, odd: list[str]) -> str:
        for column, order in self.dates:
            if text := texts.get(column.place):
                if read := birth_date(text, order):
                    return read
                if not is_placeholder(text):
                    odd.append(spoken()("row.no_date", column=repr(column.header), text=repr(text)))
        return ""

    def _no_country(self, name: str, texts: Texts) -> str:
        """The problem of a country that is none, in the first filled column of that field."""
        column = next(column for column in self.single[name] if column.place in texts)
        return spoken()("row.no_country", column=repr(column.header), text=repr(texts[column.place]))

    def _nobody(self, own: Cells) -> str:
        """Why a row names nobody: what could is empty, or holds something that is no name and no number."""
        texts = spoken()
        held = {
            column.place: one_line(cell) for column, cell in zip(self.understood, own, strict=True) if one_line(cell)
        }
        subjects = sorted((*self.names, *self.parts, *self.others, *self.identifiers), key=lambda c: c.place)
        empty = [repr(column.header) for column in subjects if column.place not in held]
        why = [texts.count("row.empty_column", len(empty), columns=", ".join(empty))] if empty else []
        why += [
            texts("row.no_subject", column=repr(column.header), text=repr(held[column.place][:_SHOWN]))
            for column in subjects
            if column.place in held
        ]
        return texts("row.nobody", why="; ".join(why))

    def _counterparty(self, number: int, cells: Cells, told: Mapping[str, Any]) -> Counterparty:
        place = {"file": self.file, "sheet": self.sheet, "row": number}
        return unchecked(Counterparty, {**told, **place, "input": self._input(cells)})

    def inputs(self, rows: Sequence[Cells]) -> list[dict[str, str]]:
        """What rows with a cell in every column say under each header."""
        if self.all_told:
            return list(map(dict, map(zip, repeat(self.all_told), rows)))
        return list(map(self._input, rows))

    def _input(self, cells: Cells) -> dict[str, str]:
        """Every cell under its header; of columns without a header only filled cells."""
        width = len(cells)
        if self.all_told and width == len(self.all_told):
            return dict(zip(self.all_told, cells, strict=True))
        every = chain(cells, repeat(""))
        told = (
            dict(zip(self.all_told, every, strict=False))
            if self.all_told
            else {header: cell for (header, always), cell in zip(self.told, every, strict=False) if cell or always}
        )
        if width > len(self.columns):
            used = Counter(column.header for column in self.columns)
            for place in range(len(self.columns), width):
                if cells[place]:
                    told[unique(f"column {column_letter(place)}", used)] = cells[place]
        return told


@lru_cache(maxsize=_REMEMBERED)
def is_country(text: str) -> bool:
    """Whether a text names a country, several of them between semicolons, or says that none is known."""
    return any(map(country_code, text.split(";"))) or names_no_country(text)


def _other_name(field: str, text: str, **more: Any) -> OtherName:
    """A further name in a text of the row, which is not empty and has no white space around it."""
    return unchecked(OtherName, {"field": field, "text": text, **more})


def _with_shares(text: str, share: str) -> Sequence[tuple[str, str]]:
    """A cell's names, whole and by line, each with its share: of several lines each has its own, or none."""
    lines = _lines(text)
    if not lines:
        return ((one_line(text), one_line(share)),)
    shares = _lines(share, 1)
    each = dict(zip(lines, shares, strict=True)) if len(lines) == len(shares) else {}
    return ((one_line(text), ""), *((line, each.get(line, "")) for line in lines))


def _owners_shares(owners: Sequence[Column], shares: Sequence[Column]) -> Mapping[int, Column]:
    """The share column of each owner: as many of both belong together in their order, else to the owner before it."""
    places = [owner.place for owner in owners]
    if len(places) == len(shares):
        return dict(zip(places, shares, strict=True))
    found: dict[int, Column] = {}
    for share in shares:
        if before := [place for place in places if place < share.place]:
            found.setdefault(before[-1], share)
    return found


def _field(column: Column) -> str:
    return column.field.name if column.field is not None else ""


def _first(texts: Texts, columns: Iterable[Column]) -> str:
    for column in columns:
        if column.place in texts:
            return texts[column.place]
    return ""


def _filled(texts: Texts, columns: Iterable[Column]) -> list[str]:
    return [texts[column.place] for column in columns if column.place in texts]


def _lines(text: str, least: int = LEAST_LINE) -> list[str]:
    """The lines of a cell that has several: each may be a party. What has less than ``least`` letters is left out."""
    if "\n" not in text and "\r" not in text:
        return []
    return [line for part in text.splitlines() if len(line := one_line(part)) >= least]


def one_line(text: str) -> str:
    """A name on one line: line breaks and runs of spaces as single spaces."""
    return " ".join(text.split())
