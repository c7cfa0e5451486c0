"""Rows of a table read a column at a time: those that hold nothing which has to be looked at closely, as most do.

What such a row tells is what `RowReader.read` tells of it; rows of which a cell is odd in any way are left to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from screening.entities import Counterparty, EntityType
from screening.tables.cells import ERRORS
from screening.tables.columns import Column
from screening.tables.content import is_number
from screening.tables.dates import Order, birth_date
from screening.tables.headers import party_type
from screening.tables.identifiers import lines_with, lines_with_identifiers
from screening.tables.model import Cells, Row
from screening.tables.mojibake import repaired
from screening.tables.rows import CARE_OF, COUNTRIES, RowReader, is_country, one_line
from screening.unchecked import unchecked_all

_MAY_BE_IN_CARE = re.compile(r"(?:c/o|care of|att(?:n|ention)|p\.?\s?a|z\.?\s?hd)\b")
"""What `CARE_OF` finds, and more, in small letters of ASCII: without a look at what stands before it."""


def plain_parties(reader: RowReader, rows: Sequence[Row]) -> list[Counterparty | None]:
    """The counterparties of rows with nothing odd about them; None for each that has to be read by itself."""
    found: list[Counterparty | None] = [None] * len(rows)
    if not reader.names:
        return found
    plain = _plain_columns(reader)
    rich = [column.place for column in reader.understood if column not in plain]
    width = len(reader.columns)
    told = [(*cells, *[""] * (width - len(cells))) if len(cells) < width else cells for _, cells in rows]
    places = [place for place, cells in enumerate(told) if len(cells) == width and not _any_filled(cells, rich)]
    if places:
        together = _Together(reader, [told[place] for place in places])
        for place, party in zip(places, together.parties([rows[place][0] for place in places]), strict=True):
            found[place] = party
    return found


def _any_filled(cells: Cells, places: Sequence[int]) -> bool:
    return bool(places) and any(cells[place] for place in places)


def _plain_columns(reader: RowReader) -> list[Column]:
    """The columns that are read as a whole: addresses, and of each other kind one where it tells the same of all."""
    dates = [column for column, _ in reader.dates]
    first = (reader.names, reader.types, dates, *reader.single.values(), *reader.several.values())
    return [*reader.address, *[columns[0] for columns in first if columns]]


class _Together:
    """Rows of one table, with a cell in every column."""

    def __init__(self, reader: RowReader, rows: Sequence[Cells]) -> None:
        self._reader = reader
        self._rows = rows
        self._columns = list(zip(*rows, strict=True))
        self._odd: set[int] = set()  # the places of the rows that have to be read by themselves

    def parties(self, numbers: Sequence[int]) -> list[Counterparty | None]:
        """The counterparties of the rows of these numbers; None for those that have to be read by themselves."""
        reader = self._reader
        titles = reader.first_titles
        self._leave(cell.strip() in titles for cell in self._columns[0])
        each: dict[str, Sequence[object]] = {"row": numbers, "input": reader.inputs(self._rows)}
        each["name"] = self._names(reader.names[0])
        for field, (column, *_) in reader.single.items():
            each[field] = self._countries(column) if field in COUNTRIES else self._texts(column)
        if "id" in reader.single:
            self._leave_numbered(self._texts(reader.single["id"][0]))
        for field, (column, *_) in reader.several.items():
            each[field] = self._texts(column)
        if reader.address:
            each["address"] = self._addresses(reader.address)
        if reader.dates:
            each["date_of_birth"] = self._dates(*reader.dates[0])
        if reader.types:
            each["type"] = self._types(reader.types[0])
        made = unchecked_all(Counterparty, {"file": reader.file, "sheet": reader.sheet}, each)
        return [None if place in self._odd else party for place, party in enumerate(made)]

    def _leave(self, odd: Iterable[object]) -> None:
        """Leave the rows for which something odd is told to who reads them by themselves."""
        self._odd.update([place for place, told in enumerate(odd) if told])

    def _texts(self, column: Column) -> list[str]:
        """The cells of a column as `RowReader` cleans them."""
        texts = list(map(str.strip, self._columns[column.place]))
        for place, text in enumerate(texts):
            if not text[:1].isalnum() and text:
                if not any(map(str.isalnum, text)):
                    texts[place] = ""
                elif text in ERRORS:
                    self._odd.add(place)
        if not "".join(texts).isascii():
            self._leave(not text.isascii() and repaired(text) is not None for text in texts)
        return texts

    def _names(self, column: Column) -> list[str]:
        texts = self._texts(column)
        names = list(map(one_line, texts))
        self._leave(not name[:1].isalpha() and (not name or is_number(name)) for name in names)
        everything = "".join(texts)
        if "\n" in everything or "\r" in everything:  # several names, perhaps
            self._leave("\n" in text or "\r" in text for text in texts)
        self._leave_numbered(names)
        return names

    def _leave_numbered(self, texts: Sequence[str]) -> None:
        """Leave rows with identifiers inside of their texts."""
        self._odd |= lines_with_identifiers(_on_lines(texts))

    def _countries(self, column: Column) -> list[str]:
        texts = self._texts(column)
        if not_one := {text for text in set(texts) if text and not is_country(text)}:
            self._leave(text in not_one for text in texts)
        return texts

    def _addresses(self, columns: Sequence[Column]) -> list[str]:
        parts = list(map(self._texts, columns))
        addresses = (
            parts[0] if len(parts) == 1 else [", ".join(filter(None, each)) for each in zip(*parts, strict=True)]
        )
        lines = _on_lines(addresses).lower()
        if lines.isascii():
            self._odd.update(lines_with(_MAY_BE_IN_CARE, lines))
        else:
            self._leave(map(CARE_OF.search, addresses))
        return addresses

    def _dates(self, column: Column, order: Order) -> list[str]:
        texts = self._texts(column)
        dates = [text and birth_date(text, order) for text in texts]
        self._leave(text and not date for text, date in zip(texts, dates, strict=True))
        return dates

    def _types(self, column: Column) -> list[EntityType | None]:
        texts = self._texts(column)
        types: dict[str, EntityType | None] = {}
        for text in set(texts):
            with suppress(ValueError):
                types[text] = party_type(text)
        has_flags = "flag" in self._reader.single  # that of a ship may stand for its country
        plain = {text for text, type_ in types.items() if not (has_flags and type_ == "Vessel")}
        self._leave(text not in plain for text in texts)
        return list(map(types.get, texts))


def _on_lines(texts: Iterable[str]) -> str:
    """Texts, each on a line of its own."""
    return "\n".join([text.replace("\n", " ") for text in texts])
