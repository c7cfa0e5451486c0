"""``/``: files are dropped or chosen, and each becomes a run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.errors import ScreeningError
from screening.template import template_bytes
from screening.web.api.screenings import MEDIA, taken
from screening.web.pages.rendering import page
from screening.web.pages.steps import how_to_screen, next_step, number_field
from screening.web.refusals import refusal_of
from screening.web.runs.model import Run
from screening.web.server import Server, TheCaller, TheServer

router = APIRouter(include_in_schema=False)


@router.get("/")
def form(request: Request, server: TheServer) -> HTMLResponse:
    """The form that takes files."""
    return _form(request, server)


@router.post("/upload")
def upload(
    request: Request,
    server: TheServer,
    caller: TheCaller,
    file: Annotated[list[UploadFile], File()],
    threshold: Annotated[str, Form(max_length=20)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    then: Annotated[str, Form()] = "look",
) -> Response:
    """Take the files; their columns are looked at first, or they are screened as they are understood.

    A file that cannot be taken does not keep back the others: the page then names it, and links to what was taken.
    """
    given = [one for one in file if one.filename]
    how = how_to_screen(threshold=number_field(threshold, "threshold"))
    runs: list[Run] = []
    errors: list[str] = []
    for one in given:
        try:
            runs.append(taken(server, caller.name, one, how, password or None, hold=then == "look"))
        except ScreeningError as error:
            errors.append(str(error))
            status, _ = refusal_of(error)
    if errors:
        return _form(request, server, status=status, errors=errors, taken=runs)
    if not runs:
        return _form(request, server, status=400, errors=["No file was chosen."])
    return RedirectResponse(next_step(runs[0], [run.id for run in runs[1:]]), status_code=303)


@router.get("/template.xlsx")
def template() -> Response:
    """An empty table to fill in."""
    headers = {"Content-Disposition": 'attachment; filename="counterparties.xlsx"'}
    return Response(template_bytes(".xlsx"), media_type=MEDIA["xlsx"], headers=headers)


def _form(
    request: Request, server: Server, *, status: int = 200, errors: list[str] | None = None,
    taken: list[Run] | None = None,
) -> HTMLResponse:  # fmt: skip
    screener = server.live.screener
    return page(
        request, "upload.html", status=status, errors=errors or [], taken=taken or [], lists=screener.lists,
        threshold=screener.threshold, web=server.settings.web,
    )  # fmt: skip
