"""``/check``: one name and what is known of it, checked as it is typed."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from pydantic import ValidationError
from starlette.responses import HTMLResponse

from screening.entity_types import EntityType
from screening.report.html_card import card
from screening.report.model import Result
from screening.web.api.check import Asked, check
from screening.web.pages.rendering import page
from screening.web.pages.steps import number_field
from screening.web.server import Server, TheCaller, TheServer

router = APIRouter(include_in_schema=False)

_NUMBERS = 2
"""Identifiers that the form has room for."""


@router.get("/check")
def form(request: Request, server: TheServer) -> HTMLResponse:
    """The empty form."""
    return _page(request, server, Asked(), None)


@router.post("/check/answer")
async def answer(
    request: Request,
    server: TheServer,
    caller: TheCaller,
    name: Annotated[str, Form()] = "",
    kind_of_party: Annotated[str, Form(alias="type")] = "",
    country: Annotated[str, Form()] = "",
    date_of_birth: Annotated[str, Form()] = "",
    kind: Annotated[list[str] | None, Form()] = None,
    value: Annotated[list[str] | None, Form()] = None,
    threshold: Annotated[str, Form(max_length=20)] = "",
) -> HTMLResponse:
    """The form with its answer. The script takes the answer alone out of it."""
    pairs = zip(kind or (), value or (), strict=False)
    try:
        asked = Asked(
            name=name.strip(), type=kind_of_party or None, country=country.strip(), date_of_birth=date_of_birth.strip(),
            identifiers={kind: value.strip() for kind, value in pairs if value.strip()},
            threshold=number_field(threshold, "threshold"),
        )  # fmt: skip
    except ValidationError as error:
        words = "; ".join(f"{one['loc'][0]}: {one['msg'].lower()}" for one in error.errors())
        return _page(request, server, Asked(), None, words)
    result = await check(server, caller, asked) if asked.name or asked.identifiers else None
    return _page(request, server, asked, result)


def _page(
    request: Request, server: Server, asked: Asked, result: Result | None, wrong: str | None = None
) -> HTMLResponse:
    screener = server.live.screener
    threshold = asked.threshold or screener.threshold
    label = screener.texts.word("outcome", result.outcome) if result else ""
    numbers = [*asked.identifiers.items(), *[("", "")] * _NUMBERS][: max(_NUMBERS, len(asked.identifiers))]
    return page(
        request, "check.html", status=422 if wrong else 200, asked=asked, result=result, wrong=wrong,
        types=get_args(EntityType),
        kinds=sorted(screener.identifier_kinds()), numbers=numbers, threshold=threshold, lists=screener.lists,
        card=Markup(card(screener.texts, result, "card", label, threshold, {})) if result and result.hits else None,
    )  # fmt: skip
