"""The routes of the peer's API, together."""

from __future__ import annotations

from fastapi import APIRouter

from screening.web.live import Live
from screening.web.yente import entities, match, search, system


def router(live: Live) -> APIRouter:
    """All routes, which ask ``live`` for the screener and match in its thread."""
    every = APIRouter()
    for part in (match, search, entities, system):
        every.include_router(part.routes(live))
    return every
