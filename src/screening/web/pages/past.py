"""``/runs``: the runs that are kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from screening.web.pages.rendering import page
from screening.web.pages.steps import address_of_run
from screening.web.server import TheServer

router = APIRouter(include_in_schema=False)


@router.get("/runs")
def runs(request: Request, server: TheServer) -> HTMLResponse:
    """All of them, the latest first."""
    found = [(run, address_of_run(run)) for run in server.queue.all()]
    busy = any(run.state in ("waiting", "running") for run, _ in found)
    return page(request, "runs.html", runs=found, busy=busy, keep=server.settings.web.keep)
