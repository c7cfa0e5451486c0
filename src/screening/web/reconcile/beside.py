"""What clients ask beside candidates: suggestions while somebody types, values of entries, a page about one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

from fastapi import HTTPException
from jinja2 import Environment, StrictUndefined, Template

from screening.names.countries import country_name
from screening.screener import Screener
from screening.web.ftm.directory import directory_of
from screening.web.ftm.find import entries_like
from screening.web.ftm.scope import Scope
from screening.web.ftm.words import labels
from screening.web.reconcile.candidates import description_of
from screening.web.reconcile.manifest import type_of
from screening.web.reconcile.models import (
    Extension,
    ExtensionQuery,
    Property,
    SuggestedEntities,
    SuggestedEntity,
    Type,
    Value,
    Wanted,
)

SUGGESTED = 20
"""Suggestions at a time."""

T = TypeVar("T", Type, Property)

_SHOWN = ("alias", "previousName", "birthDate", "address", "program", "summary", "sourceUrl")


def suggested(screener: Screener, lists: frozenset[str], prefix: str, cursor: int) -> SuggestedEntities:
    """Entries that somebody may be typing the name or the id of, from the one at ``cursor`` on."""
    if not prefix.strip():
        return SuggestedEntities(result=[])
    directory = directory_of(screener)
    scope = Scope(lists)
    numbers = entries_like(screener, directory, prefix, lambda number: scope.holds(directory.entity(number)))
    entities = map(directory.entity, numbers[cursor : cursor + SUGGESTED])
    return SuggestedEntities(
        result=[
            SuggestedEntity(id=e.id, name=e.caption, description=description_of(e), notable=[type_of(e.schema)])
            for e in entities
        ]
    )


def beginning(prefix: str, things: list[T]) -> list[T]:
    """The types or properties whose id or name begins with a text."""
    asked = prefix.strip().casefold()
    return [
        thing for thing in things if thing.id.casefold().startswith(asked) or thing.name.casefold().startswith(asked)
    ]


def extended(screener: Screener, lists: frozenset[str], query: ExtensionQuery) -> Extension:
    """The values that are asked for; none for entries and properties that there are not."""
    directory = directory_of(screener)
    scope = Scope(lists)
    rows: dict[str, dict[str, list[Value]]] = {}
    for shown in query.ids:
        number = directory.find(shown)
        entity = directory.entity(number) if number is not None else None
        known = entity.properties if entity is not None and scope.holds(entity) else {}
        rows[shown] = {wanted.id: _values(known.get(wanted.id, []), wanted) for wanted in query.properties}
    meta = [Property(id=wanted.id, name=labels().get(wanted.id, wanted.id)) for wanted in query.properties]
    return Extension(meta=meta, rows=rows)


def page(screener: Screener, lists: frozenset[str], shown: str) -> str:
    """A small page about an entry. Raises HTTPException (404) where there is none."""
    directory = directory_of(screener)
    number = directory.find(shown)
    if number is None or not Scope(lists).holds(entity := directory.entity(number)):
        raise HTTPException(404, "No such entity!")
    rows = [(labels()[name], entity.properties[name]) for name in _SHOWN if name in entity.properties]
    countries = [country_name(code.upper()) for code in entity.properties.get("country", ())]
    return _template().render(
        entity=entity, description=description_of(entity), rows=[("Country", countries), *rows] if countries else rows
    )


def _values(values: list[str], wanted: Wanted) -> list[Value]:
    return [Value(str=value) for value in values[: wanted.settings.limit or None]]


@cache
def _template() -> Template:
    text = (files("screening.web.reconcile") / "preview.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
