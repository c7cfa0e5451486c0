"""One row of a table, one counterparty: cells put to the use that the layout has found for their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, overload

from screening.entities import Counterparty, EntityType, Identifier, OtherName
from screening.tables.cells import ERRORS
from screening.tables.headers import Use, party_type
from screening.tables.identifiers import find_identifiers, read_identifiers
from screening.tables.layout import Column, Layout, unique
from screening.tables.model import Cells, column_letter

_CONTINUED = "name_continued"
_ADDRESS = ("address", "city")
# Only whoever an address is in care of is a party: rooms, blocks and streets have names like those of listed ones.
CARE_OF = re.compile(
    r"(?:\bc/o\b|\bcare of\b|\battn\b|\battention\b|\bp\.?\s?a\.?\b|\bz\.?\s?hd\.?\b)[\s:.,]*(.+)", re.IGNORECASE
)
_APART = " | "  # keeps a label in one text from a number in the next

REPEATED_HEADER = "the row repeats the header of the table"
EMPTY_ROW = "the row is empty"

Texts = Mapping[int, str]
"""The cells of the understood columns by their place, cleaned; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """What to do with the columns of one table: those that are understood, by what they are used for."""

    file: str
    sheet: str
    columns: tuple[Column, ...]
    header: Cells  # the header row as it would look if it came again further down; empty without one
    understood: tuple[Column, ...]
    names: tuple[Column, ...]
    parts: tuple[Column, ...]
    continued: tuple[Column, ...]
    others: tuple[Column, ...]
    identifiers: tuple[Column, ...]
    address: tuple[Column, ...]
    free_texts: tuple[Column, ...]
    context: Mapping[str, tuple[Column, ...]]

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
        return cls(
            file=file,
            sheet=sheet,
            columns=layout.columns,
            header=_stripped(layout.header),
            understood=tuple(c for c in layout.columns if c.field is not None and c.field.use != "ignored"),
            names=tuple(by_use.get("name", ())),
            parts=tuple(column for column in parts if column not in continued),
            continued=tuple(continued),
            others=tuple(by_use.get("other_name", ())),
            identifiers=tuple(by_use.get("identifier", ())),
            address=tuple(c for c in layout.columns if c.field is not None and c.field.name in _ADDRESS),
            free_texts=tuple(by_use.get("free_text", ())),
            context={name: tuple(columns) for name, columns in by_field.items()},
        )

    def read(self, number: int, cells: Cells, problems: Sequence[str] = ()) -> Counterparty:
        """The counterparty of a row; ``problems`` are what was odd about the row before it came here."""
        if self.header and _stripped(cells) == self.header:
            return self._counterparty(number, cells, problems=(*problems, REPEATED_HEADER))
        odd = list(problems)
        texts = self._texts(cells, odd)
        name, type_, others = self._name(texts, self._other_names(texts))
        address = ", ".join(_filled(texts, self.address))
        if party := CARE_OF.search(address):
            others.append(OtherName(field="address", text=party[1], free_text=True))
        others += [
            OtherName(field=_field(c), text=texts[c.place], free_text=True) for c in self.free_texts if c.place in texts
        ]
        identifiers = self._identifiers(texts, name, others, odd)
        if not name and not identifiers:
            odd.append(self._nobody())
        declared = self._type(texts, odd)
        country = self._first(texts, "country")
        if not country and "Vessel" in (declared, type_):
            country = self._first(texts, "flag")
        return self._counterparty(
            number, cells, name=name, type=declared or type_, other_names=tuple(others), identifiers=identifiers,
            country=country, nationality=self._first(texts, "nationality"),
            date_of_birth=self._first(texts, "date_of_birth"), gender=self._first(texts, "gender"),
            address=address, id=self._first(texts, "id"),
            problems=tuple(odd),
        )  # fmt: skip

    def blank(self, number: int) -> Counterparty:
        """What stands for a blank row between filled ones."""
        return self._counterparty(number, (), problems=(EMPTY_ROW,))

    def _texts(self, cells: Cells, odd: list[str]) -> Texts:
        """Cells without white space around them. One without a letter or digit is empty, as is a formula's error."""
        texts: dict[int, str] = {}
        for column in self.understood:
            text = cells[column.place].strip() if column.place < len(cells) else ""
            if not text or not (text[0].isalnum() or any(map(str.isalnum, text))):
                continue
            if text[0] == "#" and text in ERRORS:
                odd.append(f"column {column.header!r} holds the error {text}")
            else:
                texts[column.place] = text
        return texts

    def _other_names(self, texts: Texts) -> list[OtherName]:
        return [
            OtherName(field=_field(column), text=_line(text), type=column.field.type if column.field else None)
            for column in self.others
            if (text := texts.get(column.place))
        ]

    def _name(self, texts: Texts, others: list[OtherName]) -> tuple[str, EntityType | None, list[OtherName]]:
        """The row's name, the type that follows from where it stood, and the other names without it.

        The name is that of the first filled name column, or else the joined parts of a name, or else the first
        other name. What is left of them are other names.
        """
        own = [_line(text) for text in _filled(texts, self.names)]
        if parts := " ".join(map(_line, _filled(texts, self.parts))):
            own.append(parts)
        if not own:
            return (others[0].text, others[0].type, others[1:]) if others else ("", None, [])
        name, *further = dict.fromkeys(own)
        for text in map(_line, _filled(texts, self.continued)):
            further += [f"{name} {text}", text]
        return name, None, [*(OtherName(field="name", text=text) for text in further), *others]

    def _identifiers(
        self, texts: Texts, name: str, others: Iterable[OtherName], odd: list[str]
    ) -> tuple[Identifier, ...]:
        """The identifiers of identifier columns, then those inside of the row's texts."""
        found: dict[Identifier, None] = {}
        for column in self.identifiers:
            if column.field is not None and (text := texts.get(column.place)):
                read, problems = read_identifiers(column.field.kind, column.field.shape, text)
                found.update(dict.fromkeys(read))
                odd.extend(problems)
        everything = _APART.join((name, *(other.text for other in others), self._first(texts, "id")))
        found.update(dict.fromkeys(find_identifiers(everything)))
        return tuple(found)

    def _type(self, texts: Texts, odd: list[str]) -> EntityType | None:
        try:
            return party_type(self._first(texts, "type"))
        except ValueError as error:
            odd.append(str(error))
            return None

    def _first(self, texts: Texts, name: str) -> str:
        for column in self.context.get(name, ()):
            if text := texts.get(column.place):
                return text
        return ""

    def _nobody(self) -> str:
        subjects = sorted((*self.names, *self.parts, *self.others, *self.identifiers), key=lambda c: c.place)
        headers = ", ".join(repr(column.header) for column in subjects)
        return f"there is nobody to screen: empty {'column' if len(subjects) == 1 else 'columns'} {headers}"

    def _counterparty(self, number: int, cells: Cells, **told: Any) -> Counterparty:
        return Counterparty(file=self.file, sheet=self.sheet, row=number, input=self._input(cells), **told)

    def _input(self, cells: Cells) -> dict[str, str]:
        """Every cell under its header; of columns without a header only filled cells."""
        width = len(cells)
        told = {
            column.header: cells[column.place] if column.place < width else ""
            for column in self.columns
            if column.titled or (column.place < width and cells[column.place])
        }
        if width > len(self.columns):
            used = Counter(column.header for column in self.columns)
            for place in range(len(self.columns), width):
                if cells[place]:
                    told[unique(f"column {column_letter(place)}", used)] = cells[place]
        return told


class Unread(NamedTuple):
    """A row that has not been made a counterparty yet; without cells where it is blank."""

    reader: RowReader
    number: int
    cells: Cells | None
    problems: Sequence[str] = ()

    def read(self) -> Counterparty:
        """The counterparty of the row."""
        if self.cells is None:
            return self.reader.blank(self.number)
        return self.reader.read(self.number, self.cells, self.problems)


class Counterparties(Sequence[Counterparty]):
    """The counterparties of rows, each made when it is asked for: those of a large file are never there all at once."""

    def __init__(self, rows: Sequence[Unread]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Counterparty: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Counterparty]: ...

    def __getitem__(self, place: int | slice) -> Counterparty | Sequence[Counterparty]:
        if isinstance(place, slice):
            return tuple([row.read() for row in self._rows[place]])
        return self._rows[place].read()


def _field(column: Column) -> str:
    return column.field.name if column.field is not None else ""


def _filled(texts: Texts, columns: Iterable[Column]) -> list[str]:
    return [texts[column.place] for column in columns if column.place in texts]


def _line(text: str) -> str:
    """A name on one line: line breaks and runs of spaces as single spaces."""
    return " ".join(text.split())


def _stripped(cells: Cells) -> Cells:
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)
