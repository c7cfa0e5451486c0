"""A watchlist as a document (TOML or JSON, once parsed): ``watchlist``, ``entity`` and ``mentioned``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from screening.entities import Entity, Mentioned, Model, NameQuality, PartialDate, Slug, Watchlist
from screening.errors import ScreeningError
from screening.problems import Loc, complaints, dotted, raise_all, suggestion
from screening.source_text import Source

NAME_KEYS: Mapping[str, NameQuality] = {
    "name": "primary",
    "aliases": "alias",
    "weak_aliases": "weak",
    "former_names": "former",
}
"""The keys of an entry that hold its names, in the order of ``Entity.names``, and what such a name says."""

ENTITY_KEYS = (*NAME_KEYS, *(key for key in Entity.model_fields if key != "names"))
DOCUMENT_KEYS = ("watchlist", "entity", "mentioned")

M = TypeVar("M", bound=Model)
Blame = Callable[..., ScreeningError]
"""``Source.problem`` with the entry filled in: key, message and hint to an error."""


class Header(Model):
    """``[watchlist]``: what the list is called, who issues it, and which version it is."""

    name: Slug | None = None
    title: str = ""
    issuer: str = ""
    version: str = ""
    as_of: PartialDate | None = None


def read_document(data: Mapping[str, Any], source: Source, name: str) -> Watchlist:
    """The watchlist that the parsed ``data`` describes; ``name`` is its name where it gives none.

    Raises ListError with every problem: unknown keys, wrong values, missing names, ids that stand twice.
    """
    header = _validated(Header, data.get("watchlist", {}), partial(_blame_header, source))
    entities = [_entity(raw, _blame(source, "entity", n, raw.get("id"))) for n, raw in _tables(data, "entity")]
    mentioned = [
        _validated(Mentioned, raw, _blame(source, "mentioned", n, raw.get("name")))
        for n, raw in _tables(data, "mentioned")
    ]
    problems = [problem for part in (header, *entities, *mentioned) if isinstance(part, list) for problem in part]
    problems += _unknown(data, DOCUMENT_KEYS, source.problem)
    problems += [*_no_tables(data, "entity", source), *_no_tables(data, "mentioned", source)]
    problems += _repeated_ids(data, source)
    if problems:
        raise_all(sorted(problems, key=lambda problem: problem.line or 0))
    assert isinstance(header, Header)  # as there are no problems
    return Watchlist(
        name=header.name or name,
        title=header.title,
        issuer=header.issuer,
        version=header.version,
        as_of=header.as_of or "",
        entities=tuple(entity for entity in entities if isinstance(entity, Entity)),
        mentioned=tuple(mention for mention in mentioned if isinstance(mention, Mentioned)),
    )


def _blame_header(source: Source, key: str, message: str, hint: str | None) -> ScreeningError:
    return source.problem(f"watchlist.{key}".removesuffix("."), message, hint=hint)


def _blame(source: Source, table: str, number: int, label: object) -> Blame:
    entry = label if isinstance(label, str) and label.strip() else f"number {number + 1}"
    return partial(source.problem, entry=entry, table=f"{table}[{number}]")


def _validated(model: type[M], raw: object, blame: Blame) -> M | list[ScreeningError]:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        return [blame(dotted(c.loc), c.message, hint=c.hint) for c in complaints(error, model, raw)]


def _entity(raw: Mapping[str, Any], blame: Blame) -> Entity | list[ScreeningError]:
    problems = list(_unknown(raw, ENTITY_KEYS, blame))
    names: list[dict[str, Any]] = []
    places: list[Loc] = []
    for loc, name in _names(raw):
        if isinstance(name, str):
            problems.append(blame(dotted(loc), name))
        else:
            names.append(name)
            places.append(loc)
    if "name" not in raw:
        problems.append(blame("name", "is missing"))
    rest = {key: value for key, value in raw.items() if key in Entity.model_fields and key != "names"}
    payload = {**rest, "names": names}
    try:
        entity = Entity.model_validate(payload)
    except ValidationError as error:
        for complaint in complaints(error, Entity, payload):
            if complaint.loc != ("names",):  # no name at all is said already
                key = dotted(_loc_in_file(complaint.loc, places, raw))
                problems.append(blame(key, complaint.message, hint=complaint.hint))
        return problems
    return problems or entity


def _names(raw: Mapping[str, Any]) -> Iterator[tuple[Loc, dict[str, Any] | str]]:
    """Where each name stands, with the data of the Name, or with the sentence that says why it is none."""
    for key, quality in NAME_KEYS.items():
        if key not in raw:
            continue
        value = raw[key]
        if key == "name":
            yield (key,), _name(value, quality)
        elif isinstance(value, list):
            yield from (((key, index), _name(item, quality)) for index, item in enumerate(value))
        else:
            yield (key,), "must be a list in square brackets"


def _name(value: object, quality: NameQuality) -> dict[str, Any] | str:
    if isinstance(value, list):
        return "must be a text or a table"
    if not isinstance(value, dict):
        return {"text": value, "quality": quality}
    if "quality" in value:
        return f"must not have a quality: {', '.join(NAME_KEYS)} say what a name is"
    return {**value, "quality": quality}


def _loc_in_file(loc: Loc, places: list[Loc], raw: Mapping[str, Any]) -> Loc:
    """Where the file has what is at ``loc`` in an Entity: names stand under four keys, some as mere texts."""
    if loc[:1] != ("names",) or not isinstance(loc[1], int):
        return loc
    key, *index = places[loc[1]]
    value = raw[str(key)][index[0]] if index else raw[str(key)]
    return (key, *index, *(loc[2:] if isinstance(value, dict) else ()))


def _tables(data: Mapping[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    """The tables of the array at ``key``, numbered."""
    items = data.get(key, [])
    numbered = enumerate(items if isinstance(items, list) else [])
    return [(number, item) for number, item in numbered if isinstance(item, dict)]


def _no_tables(data: Mapping[str, Any], key: str, source: Source) -> Iterator[ScreeningError]:
    """What should be an array of tables and is not."""
    items = data.get(key, [])
    if not isinstance(items, list):
        yield source.problem(key, "must be a list of tables", hint=f"in TOML, write [[{key}]]")
        return
    for number, item in enumerate(items):
        if not isinstance(item, dict):
            yield source.problem(f"{key}[{number}]", "must be a table")


def _unknown(raw: Mapping[str, Any], known: Collection[str], blame: Blame) -> Iterator[ScreeningError]:
    return (blame(key, "unknown key", hint=suggestion(key, known)) for key in raw if key not in known)


def _repeated_ids(data: Mapping[str, Any], source: Source) -> Iterator[ScreeningError]:
    first: dict[str, int] = {}
    for number, raw in _tables(data, "entity"):
        key = raw.get("id")
        if not isinstance(key, str):
            continue
        earlier = first.setdefault(key.strip(), number)
        if earlier != number:
            line = source.line(f"entity[{earlier}].id")
            where = f"on line {line}" if line else f"in entry number {earlier + 1}"
            yield _blame(source, "entity", number, key)("id", f"stands twice, first {where}")
