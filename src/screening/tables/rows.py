"""One row of a table, one counterparty: cells put to the use that the layout has found for their columns.

Counterparty, OtherName and Identifier are made with ``model_construct``, which does not validate: every value here is
text already and each type comes from the tables of the program. It is what makes 100,000 rows a matter of seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from screening.entities import Counterparty, EntityType, Identifier, OtherName
from screening.tables.cells import ERRORS
from screening.tables.headers import party_type
from screening.tables.identifiers import find_identifiers, read_identifiers
from screening.tables.layout import Column, Layout, unique
from screening.tables.model import Cells, column_letter

_CONTINUED = "name_continued"


@dataclass(frozen=True, slots=True)
class RowReader:
    """What to do with the columns of one table: those that are understood, by what they are used for."""

    file: str
    sheet: str
    layout: Layout
    header: tuple[str, ...]  # as in the file, for a header that is repeated further down
    names: tuple[Column, ...]
    parts: tuple[Column, ...]
    continued: tuple[Column, ...]
    others: tuple[Column, ...]
    identifiers: tuple[Column, ...]
    texts: tuple[Column, ...]
    context: dict[str, tuple[Column, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout, *, file: str, sheet: str) -> Self:
        """The reader for a table of the given layout."""
        return cls(
            file=file,
            sheet=sheet,
            layout=layout,
            header=_stripped(layout.header),
            names=_used(layout, "name"),
            parts=tuple(
                sorted((c for c in _used(layout, "name_part") if _field_name(c) != _CONTINUED), key=_part_order)
            ),
            continued=tuple(c for c in _used(layout, "name_part") if _field_name(c) == _CONTINUED),
            others=_used(layout, "other_name"),
            identifiers=_used(layout, "identifier"),
            texts=_used(layout, "free_text"),
            context={
                name: tuple(c for c in _used(layout, "context") if _field_name(c) == name)
                for name in dict.fromkeys(map(_field_name, _used(layout, "context")))
            },
        )

    def read(self, number: int, cells: Cells, problems: Sequence[str] = ()) -> Counterparty:
        """The counterparty of a row; ``problems`` are what was odd about the row before it came here."""
        if self.layout.header_row and _stripped(cells) == self.header:
            return self._counterparty(number, cells, problems=(*problems, "the row repeats the header of the table"))
        row = _Row(cells, list(problems), self.layout)
        others = self._other_names(row)
        name, type_, others = self._name(row, others)
        identifiers = self._identifiers(row, name, others)
        if not name and not identifiers:
            row.problems.append(self._nobody())
        declared = self._type(row)
        address = ", ".join(filter(None, map(row.text, self._of("address", "city"))))
        if address:
            others.append(_other("address", address, free_text=True))
        others.extend(_other(_field_name(c), text, free_text=True) for c in self.texts if (text := row.text(c)))
        country = self._first(row, "country")
        if not country and "Vessel" in (declared, type_):
            country = self._first(row, "flag")
        return self._counterparty(
            number, cells, name=name, type=declared or type_, other_names=tuple(others), identifiers=identifiers,
            country=country, nationality=self._first(row, "nationality"),
            date_of_birth=self._first(row, "date_of_birth"), address=address, id=self._first(row, "id"),
            problems=tuple(row.problems),
        )  # fmt: skip

    def blank(self, number: int) -> Counterparty:
        """What stands for a blank row between filled ones."""
        return self._counterparty(number, (), problems=("the row is empty",))

    def _other_names(self, row: _Row) -> list[OtherName]:
        return [
            _other(_field_name(column), text, type_=column.field.type if column.field else None)
            for column in self.others
            if (text := row.name(column))
        ]

    def _name(self, row: _Row, others: list[OtherName]) -> tuple[str, EntityType | None, list[OtherName]]:
        """The row's name, the type that follows from where it stood, and the other names without it.

        The name is that of the first filled name column, or else the joined parts of a name, or else the first
        other name. What is left of them are other names.
        """
        own = [text for column in self.names if (text := row.name(column))]
        if parts := " ".join(filter(None, map(row.name, self.parts))):
            own.append(parts)
        if not own:
            return (others[0].text, others[0].type, others[1:]) if others else ("", None, [])
        name, *further = dict.fromkeys(own)
        for text in filter(None, map(row.name, self.continued)):
            further += [f"{name} {text}", text]
        return name, None, [*(_other("name", text) for text in further), *others]

    def _identifiers(self, row: _Row, name: str, others: Iterable[OtherName]) -> tuple[Identifier, ...]:
        """The identifiers of identifier columns, then those inside of the row's texts."""
        found: dict[Identifier, None] = {}
        for column in self.identifiers:
            if column.field is not None and (text := row.text(column)):
                read, problems = read_identifiers(column.field.kind, column.field.shape, text)
                found.update(dict.fromkeys(read))
                row.problems.extend(problems)
        texts = (name, *(other.text for other in others), *map(row.text, (*self.texts, *self._of("id", "address"))))
        for text in texts:
            if text:
                found.update(dict.fromkeys(find_identifiers(text)))
        return tuple(found)

    def _type(self, row: _Row) -> EntityType | None:
        word = self._first(row, "type")
        try:
            return party_type(word)
        except ValueError as error:
            row.problems.append(str(error))
            return None

    def _first(self, row: _Row, name: str) -> str:
        return next(filter(None, map(row.text, self.context.get(name, ()))), "")

    def _of(self, *names: str) -> tuple[Column, ...]:
        columns = (column for name in names for column in self.context.get(name, ()))
        return tuple(sorted(columns, key=lambda column: column.place))

    def _nobody(self) -> str:
        subjects = (*self.names, *self.parts, *self.others, *self.identifiers)
        headers = ", ".join(repr(column.header) for column in sorted(subjects, key=lambda column: column.place))
        return f"there is nobody to screen: empty {'column' if len(subjects) == 1 else 'columns'} {headers}"

    def _counterparty(self, number: int, cells: Cells, **told: Any) -> Counterparty:
        return Counterparty.model_construct(
            file=self.file, sheet=self.sheet, row=number, input=self._input(cells), **told
        )

    def _input(self, cells: Cells) -> dict[str, str]:
        """Every cell under its header; of columns without a header only filled cells."""
        width = len(cells)
        filled = {
            column.header: cells[column.place] if column.place < width else ""
            for column in self.layout.columns
            if (column.place < width and cells[column.place]) or column.titled
        }
        if width > len(self.layout.columns):
            used = Counter(column.header for column in self.layout.columns)
            for place in range(len(self.layout.columns), width):
                if cells[place]:
                    filled[unique(f"column {column_letter(place)}", used)] = cells[place]
        return filled


@dataclass(slots=True)
class _Row:
    """The cells of one row as fields read them, and what was odd about them."""

    cells: Cells
    problems: list[str]
    layout: Layout

    def text(self, column: Column) -> str:
        """A cell without white space around it; empty where it holds no letter or digit, or the error of a formula."""
        raw = self.cells[column.place] if column.place < len(self.cells) else ""
        text = raw.strip()
        if text in ERRORS:
            problem = f"column {column.header!r} holds the error {text}"
            if problem not in self.problems:
                self.problems.append(problem)
            return ""
        return text if any(map(str.isalnum, text)) else ""

    def name(self, column: Column) -> str:
        """A cell that holds a name: with line breaks and runs of spaces as single spaces."""
        return " ".join(self.text(column).split())


def _other(field_name: str, text: str, *, type_: EntityType | None = None, free_text: bool = False) -> OtherName:
    return OtherName.model_construct(field=field_name, text=text, type=type_, free_text=free_text)


def _used(layout: Layout, use: str) -> tuple[Column, ...]:
    return tuple(column for column in layout.columns if column.field is not None and column.field.use == use)


def _field_name(column: Column) -> str:
    return column.field.name if column.field is not None else ""


def _part_order(column: Column) -> tuple[int, int]:
    return (column.field.order if column.field is not None else 0, column.place)


def _stripped(cells: Cells) -> Cells:
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)
