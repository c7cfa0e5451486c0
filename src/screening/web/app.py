"""The application: the parts of the server put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager

from fastapi import Depends, FastAPI

from screening._version import __version__
from screening.screener import Screener
from screening.web import reconcile, yente
from screening.web.api import check, screenings
from screening.web.audit import AuditLog
from screening.web.callers import Door
from screening.web.guards import Guards
from screening.web.list_updates import ListUpdates
from screening.web.live import LiveScreener
from screening.web.noted import noted
from screening.web.pages.all import add_pages
from screening.web.refusals import add_refusals
from screening.web.runs.queue import Queue
from screening.web.runs.shelf import Shelf
from screening.web.server import Server
from screening.web.settings import Settings
from screening.web.together import Together

_ABOUT = """Screens tables and single names against sanctions watchlists. A potential match is a likeness, not a
finding: whether a party is the listed one is for a person to say."""


def create_app(settings: Settings, make: Callable[[], Screener]) -> FastAPI:
    """The application by its settings; ``make`` makes the screener, now and whenever lists have changed.

    Who runs it holds the folder meanwhile (`Shelf.held`): two servers in one would take up each other's runs.

    Raises what making the screener raises, and OutputError where the folder can't be used.
    """
    live = LiveScreener(make)
    shelf, log = Shelf(settings.folder), AuditLog(settings.folder)
    queue, updates = Queue(shelf, settings, log.write), ListUpdates(settings.config, live.reload)
    server = Server(settings, live, Together(live), queue, log, Door(settings), updates)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            stack.callback(live.close)
            server.queue.open()
            stack.callback(server.queue.close)
            yield

    app = FastAPI(
        title="screening", version=__version__, description=_ABOUT, lifespan=lifespan,
        docs_url=None, redoc_url=None,  # their pages load scripts from elsewhere
    )  # fmt: skip
    app.state.server = server
    add_refusals(app)
    app.include_router(screenings.router)
    app.include_router(check.router)
    for peers in (yente.router(live), reconcile.router(live)):
        app.include_router(peers, dependencies=[Depends(noted)])
    add_pages(app)
    app.add_middleware(Guards, settings=settings, door=server.door)
    return app
