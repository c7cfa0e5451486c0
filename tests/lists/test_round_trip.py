"""Whatever a watchlist holds: written as TOML, JSON or a table, it is read back the same."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from screening.entities import Entity, Identifier, Mentioned, Name, Watchlist
from screening.lists.document import NAME_KEYS
from screening.lists.registry import read_watchlist
from screening.tables.cells import ERRORS

# Cells hold no separator of several values, and no sign that makes a formula of them.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
filled = texts.map(str.strip).filter(bool)
cells = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters=";="), max_size=12)
parts = cells.map(str.strip).filter(bool)
dates = st.sampled_from(["1970", "1970-01", "1970-01-31"])
some = st.none() | filled


def lists_of(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


def names(text: st.SearchStrategy[str], extra: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    def name(quality: str) -> st.SearchStrategy[Name]:
        return st.builds(Name, text=text, quality=st.just(quality), **extra)

    kinds = [st.tuples(name("primary")), *(lists_of(name(quality)) for quality in ("alias", "weak", "former"))]
    return st.tuples(*kinds).map(lambda groups: tuple(name for group in groups for name in group))


entities = st.builds(
    Entity,
    id=filled,
    names=names(filled, {"language": some, "script": some, "origin": some}),
    identifiers=lists_of(st.builds(Identifier, kind=filled, value=filled, country=some, origin=some)),
    countries=lists_of(texts),
    programmes=lists_of(texts),
    references=lists_of(texts),
    narrative=some,
    group=some,
)
unique_entities = st.lists(entities, max_size=4, unique_by=lambda entity: entity.id).map(tuple)
watchlists = st.builds(
    Watchlist,
    name=filled,
    title=texts,
    issuer=texts,
    version=filled,
    as_of=st.just("") | dates,
    entities=unique_entities,
    mentioned=lists_of(st.builds(Mentioned, name=filled, kind=filled, reason=filled)),
)

table_entities = st.builds(
    Entity,
    id=parts,
    names=names(parts, {}),
    countries=lists_of(st.sampled_from(["KP", "DE", "North Korea"])),
    programmes=lists_of(parts),
    references=lists_of(parts),
    status=st.sampled_from(["designated", "delisted", "sunk"]),
)
tables = st.lists(table_entities, max_size=4, unique_by=lambda entity: entity.id).map(tuple)


def document(watchlist: Watchlist) -> dict[str, Any]:
    """The list as the document formats have it."""
    header = {key: getattr(watchlist, key) for key in ("name", "title", "issuer", "version", "as_of")}
    return {
        "watchlist": {key: value for key, value in header.items() if value or key != "as_of"},
        "entity": [entry(entity) for entity in watchlist.entities],
        "mentioned": [mention.model_dump(mode="json") for mention in watchlist.mentioned],
    }


def entry(entity: Entity) -> dict[str, Any]:
    data = entity.model_dump(mode="json", exclude_none=True, exclude={"names"})
    for key, quality in NAME_KEYS.items():
        found = [
            name.model_dump(mode="json", exclude_none=True, exclude={"quality"})
            for name in entity.names
            if name.quality == quality
        ]
        plain = [name["text"] if len(name) == 1 else name for name in found]
        data[key] = plain[0] if key == "name" else plain
    return data


def toml(value: Any) -> str:
    """A value as TOML writes it inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_toml(watchlist: Watchlist) -> bytes:
    data = document(watchlist)
    lines = ["[watchlist]", *(f"{key} = {toml(value)}" for key, value in data["watchlist"].items())]
    for table in ("entity", "mentioned"):
        for item in data[table]:
            lines += [f"[[{table}]]", *(f"{key} = {toml(value)}" for key, value in item.items())]
    return "\n".join(lines).encode()


def rows(items: tuple[Entity, ...]) -> list[list[str]]:
    def joined(entity: Entity, quality: str) -> str:
        return ";".join(name.text for name in entity.names if name.quality == quality)

    header = ["id", "name", "type", "aliases", "weak_aliases", "former_names", "country", "programme", "status"]
    body = [
        [
            entity.id, entity.name, entity.type, joined(entity, "alias"), joined(entity, "weak"),
            joined(entity, "former"), ";".join(entity.countries), ";".join(entity.programmes), entity.status,
            ";".join(entity.references),
        ]
        for entity in items
    ]  # fmt: skip
    return [[*header, "reference"], *body]


def same(one: Watchlist, other: Watchlist) -> bool:
    differing = {"sha256", "path", "warnings"}
    return one.model_dump(exclude=differing) == other.model_dump(exclude=differing)


@given(watchlists)
@settings(deadline=None)
def test_toml(watchlist: Watchlist) -> None:
    assert same(read_watchlist(as_toml(watchlist)), watchlist)


@given(watchlists, st.booleans())
@settings(deadline=None)
def test_json(watchlist: Watchlist, ascii_only: bool) -> None:
    assert same(read_watchlist(json.dumps(document(watchlist), ensure_ascii=ascii_only).encode()), watchlist)


@given(tables, st.sampled_from([",", ";", "\t", "|"]))
@settings(deadline=None)
def test_csv(items: tuple[Entity, ...], separator: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows(items))
    assert read_watchlist(stream.getvalue().encode()).entities == items


@given(tables)
@settings(deadline=None, max_examples=30)
def test_xlsx(items: tuple[Entity, ...]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    for row in rows(items):
        assume(not set(ERRORS) & set(row))  # openpyxl writes these texts as error values, which are refused
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert read_watchlist(stream.getvalue()).entities == items
