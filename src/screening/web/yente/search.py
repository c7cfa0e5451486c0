"""The search by text: entries whose names are like it, or have words that begin as its words do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query

from screening.screener import Screener
from screening.web.answers import CheckedRoute, Detail
from screening.web.ftm.directory import directory_of
from screening.web.ftm.entity import FtmEntity
from screening.web.ftm.find import MOST_FOUND, entries_like
from screening.web.ftm.query import LONGEST_VALUE
from screening.web.ftm.scope import Scope, lists_of, values_of
from screening.web.ftm.words import labels, web_words
from screening.web.live import Live
from screening.web.yente.facets import DEFAULT_FACETS, FacetName, facet_of
from screening.web.yente.models import EntityResponse, SearchResponse, TotalSpec
from screening.web.yente.parameters import (
    MOST_RESULTS,
    Countries,
    Dataset,
    Datasets,
    Filters,
    NotLists,
    NotSchemas,
    Only,
    Since,
    Sorts,
    Topics,
)

_AT_A_TIME = 200  # entries that are looked through before others get their turn; a few hundredths of a second

_ORDER = ("_score", "_doc")  # that in which entries were found
_OWN_FIELDS = ("caption", "datasets", "first_seen", "id", "last_change", "last_seen", "referents", "schema", "target")
_GROUPS = ("countries", "genders", "identifiers", "topics")


def routes(live: Live) -> APIRouter:
    """The route of the search by text."""
    router = APIRouter(route_class=CheckedRoute)

    @router.get(
        "/search/{dataset}",
        tags=["Matching"],
        summary="Search entries by text",
        responses={400: {"model": Detail}, 404: {"model": Detail}},
    )
    async def search(
        *,
        dataset: Dataset,
        q: Annotated[
            str, Query(description="A name or a part of one, a number, or nothing.", max_length=LONGEST_VALUE)
        ] = "",
        schema: Annotated[str, Query(description="The schema of entries to find.", max_length=100)] = "Thing",
        include_dataset: Only,
        exclude_dataset: NotLists,
        exclude_schema: NotSchemas,
        changed_since: Since = None,
        countries: Countries,
        topics: Topics,
        datasets: Datasets,
        filter: Filters,  # noqa: A002 - the peer's name for it
        limit: Annotated[int, Query(description="Results at most.", ge=0, le=MOST_RESULTS)] = 10,
        offset: Annotated[int, Query(description="How many results to skip.", ge=0, le=MOST_FOUND)] = 0,
        sort: Sorts,
        target: Annotated[bool | None, Query(description="Targets alone, or others alone.")] = None,
        facets: Annotated[list[FacetName], Query(max_length=100)] = DEFAULT_FACETS,
        filter_op: Literal["AND", "OR"] = "OR",
    ) -> SearchResponse:
        """Search by text: for people who look for an entry, and not for screening."""
        screener = live.screener
        known = web_words("schemas").get(schema)
        if known is None:
            raise HTTPException(400, "Invalid schema")
        asked = [*(("countries", c) for c in countries), *(("topics", t) for t in topics),
                 *(("datasets", d) for d in datasets), *map(_filter, filter)]  # fmt: skip
        if target is not None:
            asked.append(("target", str(target).lower()))
        scope = Scope(
            lists=lists_of(screener, dataset, include_dataset, exclude_dataset),
            without_schemas=frozenset(exclude_schema),
            schemas=frozenset(known["holds"]),
            changed_since=changed_since or "",
            filters={name: [value for other, value in asked if other == name] for name, _ in asked},
            every=filter_op == "AND",
        )
        orders = [_order(text) for text in sort]
        found = await live.run(_like, screener, q, scope) if q.strip() else await _every(live, screener, scope)
        return await live.run(_answer, screener, found, orders, facets, limit, offset)

    return router


def _like(screener: Screener, text: str, scope: Scope) -> list[FtmEntity]:
    """The entries that are like a text, likeliest first."""
    directory = directory_of(screener)
    numbers = entries_like(screener, directory, text, lambda number: scope.holds(directory.entity(number)))
    return [directory.entity(number) for number in numbers]


async def _every(live: Live, screener: Screener, scope: Scope) -> list[FtmEntity]:
    """All entries that count, list by list; looked through some at a time, so that others get their turn."""
    parties: dict[int, FtmEntity] = {}
    for start in range(0, len(screener.entries), _AT_A_TIME):
        for party, entity in await live.run(_some, screener, scope, start):
            parties.setdefault(party, entity)
    return list(parties.values())


def _some(screener: Screener, scope: Scope, start: int) -> list[tuple[int, FtmEntity]]:
    directory = directory_of(screener)
    numbers = range(start, min(start + _AT_A_TIME, len(directory)))
    entities = ((directory.first_of_party(number), directory.entity(number)) for number in numbers)
    return [(party, entity) for party, entity in entities if scope.holds(entity)]


def _answer(
    screener: Screener,
    found: list[FtmEntity],
    orders: Sequence[tuple[str, bool]],
    facets: Sequence[FacetName],
    limit: int,
    offset: int,
) -> SearchResponse:
    for field, backwards in reversed(orders):
        found = _sorted(found, field, backwards)
    return SearchResponse(
        limit=limit,
        offset=offset,
        total=TotalSpec(value=len(found)),
        results=[EntityResponse.of(entity) for entity in found[offset : offset + limit]],
        facets={name.value: facet_of(screener, name, found) for name in facets},
    )


def _filter(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise HTTPException(400, f"Invalid filter: {text[:100]!a}")
    return name, value


def _order(text: str) -> tuple[str, bool]:
    """The field to sort by, and whether backwards."""
    name, _, order = text.rpartition(":") if text.endswith((":asc", ":desc")) else (text, "", "asc")
    name = "id" if name == "entity_id" else name
    if name not in (*_ORDER, *_OWN_FIELDS, *_GROUPS) and name.removeprefix("properties.") not in labels():
        raise HTTPException(400, f"Invalid sort: {name[:100]!a}")
    return name, order == "desc"


def _sorted(found: Sequence[FtmEntity], field: str, backwards: bool) -> list[FtmEntity]:
    """Sorted by a field; what has no value comes last, and what is equal stays as it stands."""
    if field in _ORDER:
        return [*found]
    values = {id(entity): min(filter(None, values_of(entity, field)), default="") for entity in found}
    some = [entity for entity in found if values[id(entity)]]
    none = [entity for entity in found if not values[id(entity)]]
    return [*sorted(some, key=lambda entity: values[id(entity)], reverse=backwards), *none]
