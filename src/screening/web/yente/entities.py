"""Single entries, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query

from screening.screener import Screener
from screening.web.answers import CheckedRoute, Detail
from screening.web.ftm.directory import directory_of
from screening.web.ftm.nested import Adjacent, adjacent
from screening.web.live import Live
from screening.web.yente.models import AdjacentResponse, EntityAdjacentResponse, EntityResponse, TotalSpec
from screening.web.yente.parameters import MOST_RESULTS

_Id = Annotated[str, Path(description="The id of an entry, as results have it.")]
_Limit = Annotated[int, Query(description="Results a property at most.", ge=0, le=MOST_RESULTS)]
_Offset = Annotated[int, Query(description="How many results to skip.", ge=0, le=10_000)]


def routes(live: Live) -> APIRouter:
    """The routes of single entries. An id may hold slashes, so the routes with an ending come first."""
    router = APIRouter(route_class=CheckedRoute, tags=["Data access"], responses={404: {"model": Detail}})

    @router.get("/entities/{entity_id:path}/adjacent/{property_name}", summary="What stands beside an entry in a way")
    async def fetch_adjacent_property(
        entity_id: _Id, property_name: str, limit: _Limit = 10, offset: _Offset = 0
    ) -> AdjacentResponse:
        """The entities under one property of an entry: its sanctions, its owners ..."""
        _, beside = await live.run(_found, live.screener, entity_id)
        own = [one for one in beside if one.property == property_name]
        if not own:
            raise HTTPException(404, "No such property!")
        return _page(own, limit, offset)

    @router.get("/entities/{entity_id:path}/adjacent", summary="What stands beside an entry")
    async def fetch_adjacent(entity_id: _Id, limit: _Limit = 10, offset: _Offset = 0) -> EntityAdjacentResponse:
        """The entities beside an entry, by property, some of each at a time."""
        entity, beside = await live.run(_found, live.screener, entity_id)
        names = dict.fromkeys(one.property for one in beside)
        return EntityAdjacentResponse(
            entity=entity,
            adjacent={name: _page([a for a in beside if a.property == name], limit, offset) for name in names},
        )

    @router.get("/entities/{entity_id:path}", summary="One entry")
    async def fetch_entity(
        entity_id: _Id,
        nested: Annotated[bool, Query(description="Whether the entities beside it come along.")] = True,
    ) -> EntityResponse:
        """One entry of a list, with its designations and its links to other entries."""
        entity, beside = await live.run(_found, live.screener, entity_id)
        for one in beside if nested else ():
            entity.properties.setdefault(one.property, []).append(_nested(one))
        return entity

    return router


def _found(screener: Screener, entity_id: str) -> tuple[EntityResponse, list[Adjacent]]:
    directory = directory_of(screener)
    number = directory.find(entity_id)
    if number is None:
        raise HTTPException(404, "No such entity!")
    return EntityResponse.of(directory.entity(number)), adjacent(directory, number)


def _nested(one: Adjacent) -> EntityResponse:
    properties: dict[str, list[str | EntityResponse]] = {name: [*values] for name, values in one.properties.items()}
    if one.other:
        properties[one.other_end] = [one.other if isinstance(one.other, str) else EntityResponse.of(one.other)]
    return EntityResponse(id=one.id, caption=one.caption, schema=one.schema, properties=properties)


def _page(beside: Sequence[Adjacent], limit: int, offset: int) -> AdjacentResponse:
    return AdjacentResponse(
        limit=limit,
        offset=offset,
        total=TotalSpec(value=len(beside)),
        results=[_nested(one) for one in beside[offset : offset + limit]],
    )
