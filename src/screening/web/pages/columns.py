"""``/runs/{number}/columns``: what is read from where, before it is screened, and what it should be read as instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.errors import InputError, ScreeningError
from screening.tables.description import GROUNDS, ColumnTold, FileTold, TableTold, describe
from screening.tables.headers import Field, fields, header_key
from screening.web.api.screenings import run_of
from screening.web.pages.rendering import page
from screening.web.pages.steps import address_of_run, how_to_screen, next_step, number_field, still_held
from screening.web.refusals import Refusal, refusal_of
from screening.web.runs.model import HowToScreen, Run
from screening.web.runs.shelf import UPLOAD
from screening.web.server import Server, TheCaller, TheServer

router = APIRouter(prefix="/runs/{number}/columns", include_in_schema=False)

UNREAD = "ignored"
"""The field of columns that say nothing about the party; those that were not understood are shown as such, too."""

_AT_ONCE = BoundedSemaphore(2)  # files that are read to be looked at: each is held in memory whole


@dataclass(frozen=True, slots=True)
class Line:
    """A column to correct. ``key`` names it to the reader; empty where another line of that header speaks for it.

    ``seen`` is the field that it was found to be, "given" where the user has said so.
    """

    column: ColumnTold
    key: str
    seen: str

    @property
    def field(self) -> str:
        """The field as the form offers it: empty for a column that is not read."""
        return "" if self.column.field == UNREAD else self.column.field


@router.get("")
def look(request: Request, server: TheServer, number: str, later: Annotated[str, Query()] = "") -> HTMLResponse:
    """The file as it is understood, with what was said of it before."""
    run = run_of(server, number)
    return _page(request, server, run, run.how, later)


@router.post("")
def settle(
    request: Request,
    server: TheServer,
    caller: TheCaller,
    number: str,
    key: Annotated[list[str] | None, Form()] = None,
    seen: Annotated[list[str] | None, Form()] = None,
    field: Annotated[list[str] | None, Form()] = None,
    place: Annotated[list[str] | None, Form()] = None,
    sheet: Annotated[list[str] | None, Form()] = None,
    sheets: Annotated[list[str] | None, Form()] = None,
    name: Annotated[str, Form(max_length=1000)] = "",
    encoding: Annotated[str, Form(max_length=50)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    threshold: Annotated[str, Form(max_length=20)] = "",
    later: Annotated[str, Form()] = "",
    do: Annotated[str, Form()] = "screen",
) -> Response:
    """Look again with what was corrected, or screen.

    Of each line, ``key`` names the column, ``seen`` is its field as found, ``field`` as chosen, ``place`` its sheet.
    ``sheets`` are all that were shown, ``sheet`` those to keep; ``name`` is the column of names, where none was found.
    """
    run = run_of(server, number)
    left_out = {*(sheets or ())} - {*(sheet or ())}
    columns = corrected(key or [], seen or [], field or [], [one in left_out for one in place or []])
    if name.strip():
        columns["name"] = (*columns.get("name", ()), name.strip())
    kept = tuple(sheet or ())
    how = how_to_screen(
        threshold=number_field(threshold, "threshold"), max_hits=run.how.max_hits, columns=columns,
        sheets=kept if left_out else (), encoding=encoding.strip() or None,
    )  # fmt: skip
    if sheets and not kept:
        error = InputError("every sheet was left out", file=run.file, hint="keep one", code="no_sheet")
        return _page(request, server, run, how, later, refusal_of(error)[1])
    if password:
        server.queue.know(number, password)
    if do == "look":
        return _page(request, server, run, how, later)
    server.log.write(caller.name, "start", run=number, file=run.file, how=how.model_dump(mode="json"))
    run = server.queue.release(number, how)
    waiting = still_held(server, later)
    if waiting:
        return RedirectResponse(next_step(server.queue.get(waiting[0]), waiting[1:]), status_code=303)
    return RedirectResponse("/runs" if later else address_of_run(run), status_code=303)


def corrected(
    keys: Sequence[str], seen: Sequence[str], chosen: Sequence[str], left_out: Sequence[bool]
) -> dict[str, tuple[str, ...]]:
    """The headers of each field that the user has chosen, out of the form's lines: what was found is not said again."""
    columns: dict[str, tuple[str, ...]] = {}
    for key, found, field, is_out in zip(keys, seen, chosen, left_out, strict=False):
        if key and field != found and not is_out:
            columns[field or UNREAD] = (*columns.get(field or UNREAD, ()), key)
    return columns


def lines(told: FileTold, sheets: Sequence[str]) -> list[tuple[TableTold, list[Line]]]:
    """The tables with their columns to correct; those of other sheets than ``sheets``, if any are named, without.

    What is said of a header holds for all tables, and is asked once.
    """
    asked: set[str] = set()
    kept = [table for table in told.tables if not sheets or table.sheet in sheets]
    return [(table, _lines(table, asked) if table in kept else []) for table in told.tables]


def _lines(table: TableTold, asked: set[str]) -> list[Line]:
    found = []
    headers = Counter(header_key(column.header) for column in table.columns)
    for column in table.columns:
        known = header_key(column.header)
        alone = known and headers[known] == 1
        key = column.header if alone else column.letter  # a header that stands twice means neither
        if header_key(key) in asked:
            key = ""
        asked.add(header_key(key))
        line = Line(column, key, "")
        found.append(replace(line, seen="given" if column.ground == "given" else line.field))
    return found


def _page(
    request: Request, server: Server, run: Run, how: HowToScreen, later: str, refusal: Refusal | None = None
) -> HTMLResponse:
    told: FileTold | None = None
    try:
        told = _described(server, run, how)
    except ScreeningError as error:
        refusal = refusal or refusal_of(error)[1]
    sheets = list(dict.fromkeys(table.sheet for table in told.tables if table.sheet)) if told else list(how.sheets)
    return page(
        request, "columns.html", status=200 if refusal is None else 422, run=run, how=how, told=told,
        tables=lines(told, how.sheets) if told else [], sheets=sheets, groups=_groups(), grounds=GROUNDS,
        refusal=refusal, later=later, waiting=len(still_held(server, later)), threshold=server.live.screener.threshold,
    )  # fmt: skip


def _described(server: Server, run: Run, how: HowToScreen) -> FileTold:
    """All sheets, those that are left out among them: they can be taken in again. Raises what reading raises."""
    config = server.live.screener.config
    with _AT_ONCE:
        return describe(
            server.queue.shelf.place(run.id) / UPLOAD, file_name=run.file, columns=how.columns,
            configured=config.columns, encoding=how.encoding or config.encoding,
            password=server.queue.password(run.id), limits=config.input.limits, isolated=config.input.isolated,
        )  # fmt: skip


def _groups() -> Mapping[str, list[Field]]:
    """The fields to choose from, by what they are used for, in the order of their file."""
    known = (field for field in fields().values() if field.name != UNREAD)

    def group(field: Field) -> str:
        return "name" if field.use == "name_part" else field.use

    return {use: list(some) for use, some in groupby(known, group)}
