"""The routes of the reconciliation API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from screening.screener import Screener
from screening.web.answers import CheckedRoute, Detail
from screening.web.ftm.find import MOST_FOUND
from screening.web.ftm.query import LONGEST_VALUE
from screening.web.ftm.scope import lists_of
from screening.web.ftm.words import web_words
from screening.web.live import Live
from screening.web.reconcile import beside, candidates
from screening.web.reconcile.manifest import manifest_of, properties, types
from screening.web.reconcile.models import (
    Candidates,
    Extension,
    ExtensionQuery,
    Manifest,
    Proposal,
    Queries,
    SuggestedEntities,
    SuggestedProperties,
    SuggestedTypes,
)

_Json = Annotated[str | None, Query(description="JSON of the specification.")]
_FormJson = Annotated[str | None, Form(description="JSON of the specification.")]
_Prefix = Annotated[str, Query(description="What was typed.", max_length=LONGEST_VALUE)]
_NO_PAGE: dict[int | str, dict[str, Any]] = {  # told apart, for a page is refused in JSON
    code: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Detail"}}}, "description": told}
    for code, told in ((400, "Bad Request"), (404, "Not Found"), (413, "Content Too Large"))
}
_PREVIEW_POLICY = "default-src 'none'; frame-ancestors http: https:"  # it is shown inside of the client's page


def router(live: Live) -> APIRouter:
    """All routes, which ask ``live`` for the screener and match in its thread."""
    refusals: dict[int | str, dict[str, Any]] = {code: {"model": Detail} for code in (400, 404, 413)}
    found = APIRouter(
        prefix="/reconcile/{dataset}", tags=["Reconciliation"], route_class=CheckedRoute, responses=refusals
    )

    @found.get("", summary="The manifest, or the answer to queries", response_model_exclude_none=True)
    async def ask(
        request: Request, dataset: str, queries: _Json = None, extend: _Json = None
    ) -> Manifest | dict[str, Candidates] | Extension:
        """Without parameters the manifest; with `queries` candidates; with `extend` values of entries."""
        if queries is None and extend is None:
            lists_of(live.screener, dataset)
            service = str(request.url.replace(query="", fragment=""))
            return manifest_of(live.screener, dataset, service, str(request.base_url))
        return await _answer(live, dataset, queries, extend)

    @found.post("", summary="The answer to queries", response_model_exclude_none=True)
    async def answer(
        dataset: str, queries: _FormJson = None, extend: _FormJson = None
    ) -> dict[str, Candidates] | Extension:
        """Candidates for the form field `queries`, or values of entries for `extend`."""
        return await _answer(live, dataset, queries, extend)

    @found.get("/suggest/entity", summary="Entries while somebody types")
    async def suggest_entity(
        dataset: str, prefix: _Prefix = "", cursor: Annotated[int, Query(ge=0, le=MOST_FOUND)] = 0
    ) -> SuggestedEntities:
        """Entries whose names have words that begin with the text, or that are like it."""
        screener = live.screener
        return await live.run(beside.suggested, screener, lists_of(screener, dataset), prefix, cursor)

    @found.get("/suggest/type", summary="Types while somebody types")
    async def suggest_type(dataset: str, prefix: _Prefix = "") -> SuggestedTypes:
        """Types that begin with the text."""
        lists_of(live.screener, dataset)
        return SuggestedTypes(result=beside.beginning(prefix, types()))

    @found.get("/suggest/property", summary="Properties while somebody types")
    async def suggest_property(dataset: str, prefix: _Prefix = "") -> SuggestedProperties:
        """Properties that begin with the text."""
        lists_of(live.screener, dataset)
        return SuggestedProperties(result=beside.beginning(prefix, properties()))

    @found.get("/properties", summary="Properties that can be fetched", response_model_exclude_none=True)
    async def propose(
        dataset: str,
        type: Annotated[str, Query(max_length=1_000)] = "Thing",  # noqa: A002 - the specification's name for it
        limit: Annotated[int | None, Query(ge=1)] = None,
    ) -> Proposal:
        """Properties that entries of a type may have."""
        lists_of(live.screener, dataset)
        if type not in web_words("schemas"):
            raise HTTPException(400, "Unknown type")
        return Proposal(type=type, limit=limit, properties=properties()[:limit])

    @found.get("/preview", summary="A small page about an entry", response_class=HTMLResponse, responses=_NO_PAGE)
    async def preview(dataset: str, id: Annotated[str, Query(max_length=1_000)]) -> HTMLResponse:  # noqa: A002
        """A page to be shown inside of the client's."""
        screener = live.screener
        page = await live.run(beside.page, screener, lists_of(screener, dataset), id)
        return HTMLResponse(page, headers={"Content-Security-Policy": _PREVIEW_POLICY})

    return found


async def _answer(
    live: Live, dataset: str, queries: str | None, extend: str | None
) -> dict[str, Candidates] | Extension:
    screener: Screener = live.screener
    lists = lists_of(screener, dataset)
    try:
        if queries is not None:
            batch = Queries.model_validate_json(queries)
            answers = [
                answer
                for turn in candidates.asked(batch)
                for answer in await live.run(candidates.found, screener, lists, turn)
            ]
            pairs = zip(batch.root.items(), answers, strict=True)
            return {key: candidates.limited(query, answer) for (key, query), answer in pairs}
        if extend is not None:
            wanted = ExtensionQuery.model_validate_json(extend)
            return await live.run(beside.extended, screener, lists, wanted)
    except ValidationError as error:
        raise HTTPException(400, _told(error)) from None
    raise HTTPException(400, "Neither queries nor extend was given.")


def _told(error: ValidationError) -> str:
    """The first thing that is wrong, and where, without what was sent."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part)[:50] for part in first["loc"])
    return ascii(f"Cannot read the JSON: {first['msg']}" + (f" ({place})" if place else ""))[1:-1]
