"""``/runs/{number}/alerts/{place}``: one alert whole, and the form for a person's decision on each of its hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.decisions.record import DecisionRecord
from screening.decisions.rules import Filled
from screening.errors import ScreeningError, UsageError
from screening.report.html_card import card
from screening.report.model import Hit, Report, Result
from screening.web.alerts import report_of_alert
from screening.web.api.screenings import run_of
from screening.web.callers import Caller
from screening.web.pages.decided import history
from screening.web.pages.rendering import page
from screening.web.refusals import MissingError, refusal_of
from screening.web.runs.model import Run
from screening.web.server import Server, TheCaller, TheServer

router = APIRouter(prefix="/runs/{number}/alerts/{place}", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """A hit with its earlier decisions and its form: what was filled in, and what is wrong with it by field."""

    hit: Hit
    records: tuple[DecisionRecord, ...]
    filled: Filled
    wrong: Mapping[str, str]


@router.get("")
def show(request: Request, server: TheServer, caller: TheCaller, number: str, place: int) -> HTMLResponse:
    """The alert."""
    run, report, result = _alert(server, number, place)
    return _page(request, server, caller, run, place, report, result)


@router.post("/hits/{hit}")
def decide(
    request: Request,
    server: TheServer,
    caller: TheCaller,
    number: str,
    place: int,
    hit: int,
    disposition: Annotated[str, Form(max_length=100)] = "",
    reviewer: Annotated[str, Form(max_length=200)] = "",
    comment: Annotated[str, Form(max_length=5000)] = "",
    expires: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Store a decision on a hit. Where people are known by key or proxy, the reviewer is who asks."""
    run, report, result = _alert(server, number, place)
    desk = server.live.screener.decisions
    if desk is None:
        raise UsageError("no store of decisions is configured", hint="name one in [decisions]", code="no_store")
    if not 0 <= hit < len(result.hits):
        raise MissingError("hit of that number")
    one = result.hits[hit]
    by = reviewer if server.settings.is_open else caller.name
    filled = Filled(disposition=disposition, reviewer=by, comment=comment, expires=expires)
    try:
        stored = desk.decide_on(report, result, one, filled)
    except ScreeningError as error:
        return _page(request, server, caller, run, place, report, result, (hit, filled, error))
    server.log.write(
        caller.name, "decide", run=number, row=result.row, sheet=result.sheet, entity=one.entity_id,
        watchlist=one.watchlist, disposition=filled.disposition, reviewer=by, record=stored.record.number,
    )  # fmt: skip
    return RedirectResponse(f"/runs/{number}/alerts/{place}#decision-{hit}", status_code=303)


def _alert(server: Server, number: str, place: int) -> tuple[Run, Report, Result]:
    run = run_of(server, number)
    found = report_of_alert(server.queue.shelf.place(run.id), place)
    if found is None:
        raise MissingError("alert of that number")
    return run, *found


def _page(
    request: Request, server: Server, caller: Caller, run: Run, place: int, report: Report, result: Result,
    refused: tuple[int, Filled, ScreeningError] | None = None,
) -> HTMLResponse:  # fmt: skip
    store = server.live.screener.decisions
    past = store.past() if store else None
    total = report.summary.outcome["potential_match"]
    texts = report.texts
    label = texts("html.alert", number=place + 1, total=texts.integer(total))
    desks = [_desk(n, hit, history(past, result, hit), refused) for n, hit in enumerate(result.hits)] if store else []
    return page(
        request, "alert.html", status=422 if refused else 200, run=run, place=place, total=total, result=result,
        card=Markup(card(texts, result, "alert", label, report.screening.threshold, report.screening.columns)),
        desks=desks, rules=store.rules if store else None, by=None if server.settings.is_open else caller.name,
        summary=refusal_of(refused[2])[1] if refused and not _by_field(refused[2]) else None,
    )  # fmt: skip


def _desk(
    number: int, hit: Hit, records: tuple[DecisionRecord, ...], refused: tuple[int, Filled, ScreeningError] | None
) -> Desk:
    if refused is None or refused[0] != number:
        return Desk(hit, records, Filled(), {})
    return Desk(hit, records, refused[1], _by_field(refused[2]))


def _by_field(error: ScreeningError) -> Mapping[str, str]:
    """What is wrong with each field of the form; empty for an error that is about none."""
    if error.code != "bad_decision":
        return {}
    flaws = {one.key or "": f"{one.message} ({one.hint})" if one.hint else one.message for one in error.problems}
    return {field: f"{field.capitalize()} {text}" for field, text in flaws.items()}
