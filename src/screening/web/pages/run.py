"""``/runs/{number}``: one run from waiting to its result, with its alerts by a threshold that can be moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.report.model import Report, Result
from screening.web.alerts import alerts_of, head_of
from screening.web.api.screenings import cancel_run, delete_run, run_of
from screening.web.pages.decided import Standing, standing_of
from screening.web.pages.rendering import page
from screening.web.pages.steps import number_field
from screening.web.runs.model import FORMATS, Run
from screening.web.server import Server, TheCaller, TheServer

router = APIRouter(prefix="/runs/{number}", include_in_schema=False)

A_PAGE = 50
"""Alerts that are listed on one page."""


_WANTED = ("xlsx", "html", "csv", "json")  # what people ask for most, first


@dataclass(frozen=True, slots=True)
class Line:
    """An alert in the list: its number among all of the run, the row, and what people have decided on its best hit."""

    number: int
    result: Result
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts at a threshold, a page of them. ``first`` counts from 1; ``before`` and ``after`` are queries."""

    total: int
    threshold: float
    first: int
    lines: tuple[Line, ...]
    before: str | None
    after: str | None


@router.get("")
def show(
    request: Request,
    server: TheServer,
    number: str,
    threshold: Annotated[float, Query(ge=0, le=100)] = 0.0,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """How far the run is, or what has come of it."""
    run = run_of(server, number)
    place = server.queue.shelf.place(run.id)
    report = head_of(place) if run.state == "done" else None
    return page(
        request, "run.html", run=run, report=report, waiting=_before(server, run),
        alerts=_alerts(server, run, report, threshold, offset) if report else None,
        formats=list(_formats(server, run)), keep=timedelta(days=server.settings.web.keep).days,
    )  # fmt: skip


@router.post("/cancel")
def cancel(server: TheServer, caller: TheCaller, number: str) -> Response:
    """Stop it."""
    cancel_run(server, caller, number)
    return RedirectResponse(f"/runs/{number}", status_code=303)


@router.post("/delete")
def delete(server: TheServer, caller: TheCaller, number: str) -> Response:
    """Delete it with its upload and reports."""
    delete_run(server, caller, number)
    return RedirectResponse("/runs", status_code=303)


@router.post("/again")
def again(
    server: TheServer, caller: TheCaller, number: str, threshold: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Screen the upload once more, with another threshold, and with the lists and decisions of now."""
    run = run_of(server, number)
    how = run.how.model_copy(update={"threshold": number_field(threshold, "threshold")})
    server.log.write(caller.name, "start", run=number, file=run.file, how=how.model_dump(mode="json"))
    server.queue.release(number, how)
    return RedirectResponse(f"/runs/{number}", status_code=303)


def _before(server: Server, run: Run) -> int:
    """How many runs are screened before this one: those that run, and those that have waited for longer."""
    if run.state != "waiting":
        return 0
    runs = server.queue.all()
    return sum(r.state == "running" or (r.state == "waiting" and r.created < run.created) for r in runs)


def _alerts(server: Server, run: Run, report: Report, threshold: float, offset: int) -> Alerts:
    lowest = max(threshold, report.screening.threshold)
    found = alerts_of(server.queue.shelf.place(run.id), lowest, offset, A_PAGE)
    assert found is not None  # the head of the same file was read
    desk = server.live.screener.decisions
    past = desk.past() if desk else None
    lines = tuple(Line(one.number, one.result, standing_of(past, one.result)) for one in found.alerts)

    def query(start: int) -> str:
        return urlencode({"threshold": f"{lowest:g}", "offset": start})

    return Alerts(
        total=found.total, threshold=lowest, first=offset + 1, lines=lines,
        before=query(max(0, offset - A_PAGE)) if offset else None,
        after=query(offset + A_PAGE) if offset + A_PAGE < found.total else None,
    )  # fmt: skip


def _formats(server: Server, run: Run) -> Iterator[tuple[str, str]]:
    """Each format of the report, and whether it is there: ``ready``, ``writing`` or ``missing``."""
    for suffix in sorted(FORMATS, key=_WANTED.index):
        if server.queue.report(run.id, suffix) is not None:
            yield suffix, "ready"
        else:
            yield suffix, "writing" if server.queue.is_writing(run.id) else "missing"
