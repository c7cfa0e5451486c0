"""The routers without the application around them, and a client that needs no network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import httpx2 as httpx
from fastapi import FastAPI

from screening.entities import (
    Address,
    Confusable,
    Dates,
    Entity,
    Event,
    Identifier,
    Name,
    Relation,
    Watchlist,
)
from screening.screener import Screener
from screening.web import reconcile, yente

T = TypeVar("T")

WYVERN = Identifier(kind="imo", value="9187332")

NORTH = Watchlist(
    name="north",
    title="The northern list",
    issuer="Northern ministry",
    version="7",
    as_of="2026-01-31",
    entities=(
        Entity(
            id="harbour",
            type="Company",
            names=(
                Name(text="Zemblan Harbour Bank", quality="primary"),
                Name(text="Onhava Gavan Kontora"),
                Name(text="Crimson Kettle", quality="weak"),
                Name(text="Old Quay Bank", quality="former"),
            ),
            identifiers=(Identifier(kind="bic", value="KDBKKPPY"), Identifier(kind="eth_address", value="0xAb12cD34")),
            countries=("KP",),
            addresses=(Address(text="1 Quay Street", city="Onhava", country="KP"),),
            dates=Dates(founded=("1978",)),
            events=(
                Event(
                    what="designated",
                    date="2017-04-23",
                    by="Ministry",
                    programme="ZEM",
                    reference="https://z.example/1",
                ),
                Event(what="amended", date="2025-06-01"),
            ),
            programmes=("ZEM", "ZEM-2"),
            relations=(
                Relation(kind="owned_by", target="vexley", note="wholly", since="2001"),
                Relation(kind="acts_for", target="gone"),
            ),
            narrative="A bank.",
            critical_view="Doubted.",
            remarks="Telex 1.",
            references=("https://z.example/harbour", "ZEM 17"),
            not_to_be_confused_with=(Confusable(name="Zemblan Harbour Museum", reason="A museum."),),
        ),
        Entity(
            id="vexley",
            type="Person",
            names=(Name(text="Orlando Quillon Vexley", quality="primary"),),
            identifiers=(Identifier(kind="passport", value="X1234567", country="CY"),),
            countries=("CY", "GB"),
            dates=Dates(birth=("1969-04-23",)),
            gender="male",
            basis="reported",
            status="reported",
        ),
        Entity(
            id="corsair",
            type="Vessel",
            names=(Name(text="Corsair Wyvern", quality="primary"),),
            identifiers=(WYVERN,),
            basis="seized",
            status="seized",
        ),
        Entity(
            id="gryphon",
            type="Organization",
            names=(Name(text="Gryphon Thimble Society", quality="primary"),),
            status="delisted",
            events=(Event(what="first seen", date="2020-02-02"), Event(what="delisted", date="2024-01-01")),
        ),
    ),
)
SOUTH = Watchlist(
    name="south",
    as_of="2026",
    entities=(
        Entity(
            id="s-ship",
            type="Vessel",
            names=(Name(text="Corsair Wyvern II", quality="primary"),),
            identifiers=(WYVERN,),
            references=("S 1",),
        ),
        Entity(id="vexley", type="Company", names=(Name(text="Vexley Umbrella Works", quality="primary"),)),
    ),
)


class Here:
    """Does the work where it is asked for."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener

    async def run(self, work: Callable[..., T], *args: object) -> T:
        return work(*args)


def app_of(screener: Screener) -> FastAPI:
    app = FastAPI()
    app.include_router(yente.router(Here(screener)))
    app.include_router(reconcile.router(Here(screener)))
    return app


class Client:
    """Asks an application, and gives back the answer."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("POST", path, **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://lists.example") as client:
                return await client.request(method, path, **more)

        return asyncio.run(answer())
