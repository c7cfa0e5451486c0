"""``/screenings``: an upload becomes a run, a run becomes a report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, Field

from screening.errors import UsageError
from screening.web.alerts import AlertPage, alerts_of
from screening.web.api.told import RunTold, told
from screening.web.refusals import MAY_REFUSE, MissingError, Refusal
from screening.web.runs.model import ENDED, FORMATS, MOST_COLUMNS, MOST_SHEETS, HowToScreen, Run, Word
from screening.web.runs.shelf import UPLOAD, new_id
from screening.web.server import Server, TheCaller, TheServer
from screening.web.uploads import harmless, stored

MEDIA = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

REPORT_POLICY = (
    "sandbox allow-scripts allow-popups allow-downloads allow-modals; frame-ancestors 'self'; base-uri 'none'"
)
"""For the report's page: it says itself which of its scripts may run; the sandbox keeps it from acting as this site."""

router = APIRouter(tags=["screenings"], responses=MAY_REFUSE)


Pair = Annotated[str, Field(max_length=500)]


class Waiting(BaseModel):
    """The report is not written yet."""

    state: str
    detail: str


@router.post("/screenings", status_code=202, summary="Screen a table")
def screen_upload(
    server: TheServer,
    caller: TheCaller,
    response: Response,
    file: Annotated[UploadFile, File(description="the table: .xlsx, .xls, .xlsb, .ods, .csv, .zip …")],
    threshold: Annotated[float | None, Form(gt=0, le=100)] = None,
    max_hits: Annotated[int | None, Form(ge=1, le=1000)] = None,
    column: Annotated[list[Pair] | None, Form(description="FIELD=HEADER", max_length=MOST_COLUMNS)] = None,
    sheet: Annotated[list[Word] | None, Form(max_length=MOST_SHEETS)] = None,
    encoding: Annotated[str | None, Form(max_length=50)] = None,
    password: Annotated[str | None, Form(max_length=1000)] = None,
    hold: Annotated[bool, Form(description="wait until the columns have been looked at")] = False,
) -> RunTold:
    """Screen a table. The answer comes at once; ask for the run until it is done."""
    how = HowToScreen(
        threshold=threshold, max_hits=max_hits, columns=columns_of(column or []), sheets=tuple(sheet or ()),
        encoding=encoding or None,
    )  # fmt: skip
    run = taken(server, caller.name, file, how, password or None, hold=hold)
    response.headers["Location"] = f"/screenings/{run.id}"
    return told(run)


def taken(server: Server, who: str, file: UploadFile, how: HowToScreen, password: str | None, *, hold: bool) -> Run:
    """Store an upload and let it wait for its screening. Raises InputError, UsageError or OutputError."""
    number, name = new_id(), harmless(file.filename)
    place = server.queue.shelf.make(number)
    try:
        size, sha256 = stored(file.file, place / UPLOAD, name, server.settings.web.max_upload << 20)
        run = Run(
            id=number, state="held" if hold else "waiting", file=name, size=size, sha256=sha256, by=who,
            created=datetime.now(UTC).isoformat(timespec="milliseconds"), how=how,
        )  # fmt: skip
        server.log.write(who, "upload", run=number, file=name, size=size, sha256=sha256)
        server.queue.add(run, password)
    except BaseException:
        server.queue.shelf.remove(number)
        raise
    return server.queue.get(number)


def columns_of(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    """The headers of each field, from ``FIELD=HEADER``. Raises UsageError where one is something else."""
    columns: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        field, sign, header = (part.strip() for part in pair.partition("="))
        if not (field and sign and header):
            raise UsageError(f"{pair!r} is not of the form FIELD=HEADER", key="column", code="bad_column")
        columns[field] = (*columns.get(field, ()), header)
    return columns


@router.get("/screenings", summary="All screenings")
def list_runs(server: TheServer) -> list[RunTold]:
    """All runs that are still kept, the latest first."""
    return [told(run) for run in server.queue.all()]


@router.get("/screenings/{number}", summary="One screening")
def one_run(server: TheServer, number: str) -> RunTold:
    """How far a run is, and what has come of it."""
    return told(run_of(server, number))


@router.delete("/screenings/{number}", status_code=204, summary="Delete a screening")
def delete_run(server: TheServer, caller: TheCaller, number: str) -> Response:
    """Delete a run, its upload and its reports; one that runs is stopped."""
    run = run_of(server, number)
    server.log.write(caller.name, "delete", run=number, file=run.file)
    server.queue.remove(number)
    return Response(status_code=204)


@router.post("/screenings/{number}/cancel", summary="Stop a screening")
def cancel_run(server: TheServer, caller: TheCaller, number: str) -> RunTold:
    """Stop a run. The upload stays until it is deleted."""
    run = run_of(server, number)
    server.log.write(caller.name, "cancel", run=number, file=run.file)
    return told(server.queue.cancel(number))


class HowAndPassword(HowToScreen):
    """How to screen an upload that is there, and its password if it has one."""

    password: Annotated[str | None, Field(max_length=1000)] = None


@router.post("/screenings/{number}/start", status_code=202, summary="Screen an upload that is there")
def start_run(server: TheServer, caller: TheCaller, number: str, how: HowAndPassword) -> RunTold:
    """Screen an upload that was held, or once more one that has ended."""
    run = run_of(server, number)
    plain = HowToScreen.model_validate(how.model_dump(exclude={"password"}))
    server.log.write(caller.name, "start", run=number, file=run.file, how=plain.model_dump(mode="json"))
    return told(server.queue.release(number, plain, how.password))


@router.get("/screenings/{number}/alerts", summary="The alerts of a screening")
def alerts(
    server: TheServer,
    number: str,
    threshold: Annotated[float, Query(ge=0, le=100)] = 0.0,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> AlertPage:
    """The alerts of a run that is done, highest risk first: those of which a hit scores ``threshold`` or more."""
    run = run_of(server, number)
    found = alerts_of(server.queue.shelf.place(run.id), threshold, offset, limit)
    if found is None:
        raise MissingError("report of this screening")
    return found


@router.get(
    "/screenings/{number}/report.{suffix}",
    summary="The report of a screening",
    response_class=FileResponse,
    responses={
        200: {"content": {kind: {} for kind in MEDIA.values()}},
        202: {"model": Waiting},
        409: {"model": Refusal},
    },
)
def report(
    server: TheServer, caller: TheCaller, number: str, suffix: Literal["json", "html", "csv", "xlsx"],
    download: bool = False,
) -> Response:  # fmt: skip
    """The report in a format. Large ones are written one format after the other: 202 says that this one is to come."""
    run = run_of(server, number)
    path = server.queue.report(number, suffix)
    if path is None:
        return _not_there(server, run, suffix)
    server.log.write(caller.name, "report", run=number, file=run.file, format=suffix)
    shown = "inline" if suffix == "html" and not download else "attachment"
    headers = {"Content-Disposition": f"{shown}; filename*=utf-8''{quote(f'{run.file} risk report.{suffix}', safe='')}"}
    if suffix == "html":
        headers["Content-Security-Policy"] = REPORT_POLICY
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return FileResponse(path, media_type=MEDIA[suffix], headers=headers)


def _not_there(server: Server, run: Run, suffix: str) -> Response:
    if run.state not in ENDED or (run.state == "done" and server.queue.is_writing(run.id)):
        waiting = Waiting(state=run.state, detail=f"The report is not written yet as {suffix}.")
        return JSONResponse(waiting.model_dump(), status_code=202, headers={"Retry-After": "2"})
    if run.state == "done":
        refusal = Refusal(
            detail=f"The report could not be written as {suffix}, or not in time.", code="no_report",
            hint="take another format, or screen it again",
        )  # fmt: skip
    else:
        why = run.error.message if run.error else f"the screening was {run.state}"
        refusal = Refusal(detail=f"There is no report: {why}.", code=run.error.code if run.error else "no_report")
    return JSONResponse(refusal.model_dump(), status_code=409)


def run_of(server: Server, number: str) -> Run:
    """The run of that number. Raises MissingError where there is none."""
    try:
        return server.queue.get(number)
    except KeyError:
        raise MissingError("screening of that number") from None


assert set(MEDIA) == set(FORMATS)
