"""``/lists``: the lists in use and those that are stored, how old they are, their update and their changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.configuration import LoadedConfig
from screening.errors import ScreeningError
from screening.list_changes.difference_page import difference_page
from screening.lists.catalogue import catalogue
from screening.lists.difference import difference
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.store.versions import stored_state, version_file
from screening.update.jobs import jobs
from screening.update.overview import ListOverview, overview
from screening.web.pages.rendering import page
from screening.web.refusals import MissingError, Refusal, refusal_of
from screening.web.server import TheCaller, TheServer

router = APIRouter(prefix="/lists", include_in_schema=False)

CHANGES_POLICY = "sandbox allow-popups; frame-ancestors 'none'; base-uri 'none'"
"""For the page of changes, which brings its own style and says itself that nothing else may be in it."""


@router.get("")
def lists(request: Request, server: TheServer) -> HTMLResponse:
    """The lists."""
    now = datetime.now(UTC)
    infos = server.live.screener.lists
    stored: Mapping[str, ListOverview] = {}
    refusal: Refusal | None = None
    downloaded: tuple[str, ...] = ()
    try:
        loaded = server.updates.loaded()
        stored = {one.name: one for one in overview(loaded.store, now) if one.versions}
        downloaded = _downloaded(loaded)
    except ScreeningError as error:  # the lists in use are told all the same
        refusal = refusal_of(error)[1]
    used = [(info, stored.get(info.name), _age(info.as_of, now)) for info in infos]
    names = {info.name for info in infos}
    return page(
        request, "lists.html", used=used, others=[one for one in stored.values() if one.name not in names],
        catalogue=[entry for name, entry in catalogue().items() if name not in names and name not in stored],
        downloaded=downloaded, refusal=refusal, update=server.updates.last,
    )  # fmt: skip


@router.post("/update")
def update(server: TheServer, caller: TheCaller) -> Response:
    """Bring the lists of the configuration up to date, in the background."""
    server.log.write(caller.name, "update lists")
    server.updates.start(caller.name)
    return RedirectResponse("/lists#update", status_code=303)


@router.get("/{name}/changes")
def changes(server: TheServer, name: str) -> Response:
    """What has changed between the two newest versions of a list that are stored."""
    store = server.updates.loaded().store
    names = {one.name for one in overview(store, datetime.now(UTC)) if len(one.versions) > 1}
    if store is None or name not in names:  # a name that is none of these becomes no path
        raise MissingError("list of that name with two versions")
    new, old = (version_file(store, name, one) for one in stored_state(store, name).versions[:2])
    return HTMLResponse(_changes(name, old, new), headers={"Content-Security-Policy": CHANGES_POLICY})


@lru_cache(maxsize=4)  # both lists are read whole for it; the file of a version never changes
def _changes(name: str, old: Path, new: Path) -> bytes:
    return difference_page(difference(read_watchlist(old, name=name), read_watchlist(new, name=name)))


def _downloaded(loaded: LoadedConfig) -> tuple[str, ...]:
    """The lists of the configuration that are downloaded; none where it has none."""
    try:
        return tuple(job.name for job in jobs(loaded.config, loaded.source, (), shipped_lists()))
    except ScreeningError as error:
        if error.code == "nothing":
            return ()
        raise


def _age(as_of: str, now: datetime) -> int | None:
    """Days since the date of a list; None where it has no whole one."""
    try:
        return max(0, (now.date() - date.fromisoformat(as_of)).days)
    except ValueError:
        return None
