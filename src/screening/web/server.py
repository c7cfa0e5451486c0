"""What the routes of the server share, and how they come by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from screening.web.audit import AuditLog
from screening.web.callers import LOCAL, Caller, Door
from screening.web.list_updates import ListUpdates
from screening.web.live import LiveScreener
from screening.web.runs.queue import Queue
from screening.web.settings import Settings
from screening.web.together import Together


@dataclass(frozen=True, slots=True)
class Server:
    """The parts of a server."""

    settings: Settings
    live: LiveScreener
    checks: Together
    queue: Queue
    log: AuditLog
    door: Door
    updates: ListUpdates


def _server(request: HTTPConnection) -> Server:
    return cast(Server, request.app.state.server)


def _caller(request: HTTPConnection) -> Caller:
    """Who asks, as the guards have noted it."""
    return cast(Caller, getattr(request.state, "caller", LOCAL))


TheServer = Annotated[Server, Depends(_server)]
TheCaller = Annotated[Caller, Depends(_caller)]
