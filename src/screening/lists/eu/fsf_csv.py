"""The EU's consolidated financial sanctions list (FSF) in CSV 1.1 and 1.0: semicolons, and several rows an entity.

A row names its entity and has one name, address, birth, number or citizenship, or one of each. The rows of an entity
are made into the elements of the XML, so that both are read alike; a part that stands in several rows counts once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.csv_rows import check_width, read_rows, unfinished
from screening.lists.eu.fsf_words import words_of_the_list
from screening.lists.eu.fsf_xml import Found
from screening.lists.published_dates import british_date, iso_day
from screening.lists.table_columns import Row
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

_SEPARATOR = ";"
_ENTITY, _FILE = "sanctionEntity", "export"
_ID, _NAME = (_ENTITY, "logicalId"), ("nameAlias", "wholeName")
_TYPE, _PROGRAMME = ("subjectType", "code"), ("regulation", "programme")
_TEXTS = frozenset({"remark", "contactInfo", "publicationUrl"})  # elements in the XML, not attributes
_SUMMARY = "Regulation_"
_HEADER_WITHIN = 5  # rows; some exports have the day of generation in a row of its own

Target = tuple[str, str]
"""Element and attribute that a column is."""

Part = dict[str, str]
"""The attributes of one element in a row."""


Key = tuple[str, str]
"""The id of an entity and its programme: one party may be listed under several."""


class _Rows(NamedTuple):
    """The element that the rows of an entity are made into, and what of them it has."""

    element: Element
    seen: set[tuple[object, ...]]


class _Table(NamedTuple):
    """The header, what its columns are and which of them are the key, and the day before it, if there is one."""

    headers: Sequence[str]
    targets: Sequence[Target]
    ids: Sequence[int]
    programmes: Sequence[int]
    day: str


def recognise(head: bytes) -> bool:
    """Whether a header names the id of an entity and its whole name as one of the two versions does."""
    lines = head_text(head).splitlines()[:_HEADER_WITHIN]
    return any(_is_header(next(csv.reader([line], delimiter=_SEPARATOR), [])) for line in lines)


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which the file was generated.

    An entity that cannot be read is told in the warnings with its id, a row without one with its number. The file does
    not say how many rows it has. Raises ListError where a column that names or types the entity is missing, or a row
    has not the cells of the header.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Found()
    text = found.text(data, file)
    table, rows = _open(text, file)
    last = {_key(table, row): row.number for row in found.readable(rows)}
    day = table.day
    table, rows = _open(text, file)
    entities: dict[Key, _Rows] = {}
    for row in found.readable(rows):
        parts = _parts(row, table.targets)
        day = day or parts.get(_FILE, {}).get("generationDate", "")
        parts.pop(_FILE, None)
        key = _key(table, row)
        if not key[0]:
            found.warnings.append(f"row {row.number} does not say which entity it is of, and was left out")
            continue
        _add_parts(entities.setdefault(key, _Rows(Element(_ENTITY), set())), parts)
        if last[key] == row.number:  # whatever the order of the rows, no entity is held longer than it takes
            found.add(entities.pop(key).element)
    found.warnings += unfinished(text)
    return found.eu_list(name, iso_day(day) or british_date(day) or "", "")


def _open(text: str, file: str) -> tuple[_Table, Iterator[Row]]:
    """The table's header, and the rows below it that are not blank."""
    rows = read_rows(text, file, _SEPARATOR)
    table = _header(rows, file)
    return table, _body(rows, table, file)


def _body(rows: Iterator[Row], table: _Table, file: str) -> Iterator[Row]:
    for row in rows:
        if any(row.cells) and any(cell.strip() for cell in row.cells):
            check_width(row, table.headers, file)
            yield row


def _key(table: _Table, row: Row) -> Key:
    return _first(row, table.ids), _first(row, table.programmes)


def _first(row: Row, places: Sequence[int]) -> str:
    return next((text for place in places if (text := row.cells[place].strip())), "")


def _add_parts(rows: _Rows, parts: Mapping[str, Part]) -> None:
    for tag, part in parts.items():
        stamp = (tag, *part.items())
        if stamp not in rows.seen:
            rows.seen.add(stamp)
            _add(rows.element, tag, part)


def _header(rows: Iterator[Row], file: str) -> _Table:
    day = ""
    for row in rows:
        targets = [_target(cell) for cell in row.cells]
        if _is_header(row.cells):
            if _TYPE not in targets:
                message = "has no column for the type of the subject"
                raise ListError(message, file=file, row=row.number, hint=DOWNLOAD_AGAIN, code="corrupt")
            ids, programmes = (
                [place for place, target in enumerate(targets) if target == wanted] for wanted in (_ID, _PROGRAMME)
            )
            return _Table(row.cells, targets, ids, programmes, day)
        day = next((cell for cell in row.cells[1:] if british_date(cell) or iso_day(cell)), day)
    raise ListError("has no header", file=file, hint=DOWNLOAD_AGAIN, code="corrupt")


def _is_header(cells: Sequence[str]) -> bool:
    return {_ID, _NAME} <= {_target(cell) for cell in cells}


@cache
def _columns() -> Mapping[str, Target]:
    """The columns that are not called after the XML."""
    table = words_of_the_list()["csv"]
    columns = {**table["columns"], **table["columns_1_0"]}
    return {column: _split(target) for column, target in columns.items()}


def _split(target: str) -> Target:
    element, _, attribute = target.partition("/")
    return element, attribute


@lru_cache(maxsize=1024)  # ten times the columns that there are
def _target(column: str) -> Target:
    """What a column is; one that is not known is an attribute of the entity that the XML does not have."""
    column = column.strip().strip('"')
    if known := _columns().get(column):
        return known
    table = words_of_the_list()["csv"]
    prefix, _, rest = column.partition("_")
    element = {**table["elements"], **table["prefixes_1_0"]}.get(prefix)
    if element is None or not rest:
        return _ENTITY, column
    if rest.startswith(_SUMMARY):
        tag = "regulation" if element == _ENTITY else f"{element}/regulationSummary"
        return tag, _regulation(rest.removeprefix(_SUMMARY))
    if rest.startswith("leba_") or rest == "programme":  # version 1.0, the legal basis of a part
        _, attribute = _columns().get(rest.capitalize(), ("", rest))
        return f"{element}/regulationSummary", attribute
    return element, "logicalId" if rest == "logical_id" else rest[:1].lower() + rest[1:]


def _regulation(rest: str) -> str:
    """The attribute of a regulation: all but the type are called as in the XML."""
    return "regulationType" if rest == "Type" else rest[:1].lower() + rest[1:]


def _parts(row: Row, targets: Sequence[Target]) -> dict[str, Part]:
    """What the row has of each element. Where two columns are the same, the first that holds something counts."""
    parts: dict[str, Part] = {}
    for (tag, attribute), cell in zip(targets, row.cells, strict=False):
        if cell and (text := cell.strip()):
            parts.setdefault(tag, {}).setdefault(attribute, text)
    for tag in [tag for tag in parts if "/" in tag]:  # the regulation of a part belongs to the part
        owner, _, _ = tag.partition("/")
        if owner in parts:
            parts[owner] |= {f"{_SUMMARY}{key}": text for key, text in parts.pop(tag).items()}
    return parts


def _add(entity: Element, tag: str, part: Part) -> None:
    """Add a part to the entity; of one that is there already, by its id, what is new in it."""
    owner, _, _ = tag.partition("/")
    attributes = {key: text for key, text in part.items() if key not in _TEXTS and not key.startswith(_SUMMARY)}
    known = entity if tag == _ENTITY else _with_id(entity, owner, attributes.get("logicalId"))
    element = SubElement(entity, owner) if known is None else known
    element.attrib.update({key: text for key, text in attributes.items() if key not in element.attrib})
    summary = {key.removeprefix(_SUMMARY): text for key, text in part.items() if key.startswith(_SUMMARY)}
    if summary and element.find("regulationSummary") is None:
        SubElement(element, "regulationSummary", summary)
    for key in _TEXTS & part.keys():
        if all(child.text != part[key] for child in element.findall(key)):
            SubElement(element, key).text = part[key]


def _with_id(entity: Element, tag: str, published: str | None) -> Element | None:
    if not published:
        return None
    return next((child for child in entity.findall(tag) if child.get("logicalId") == published), None)
