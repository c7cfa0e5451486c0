"""``/login``: a key for a cookie, so that a browser is let in."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from screening.web.callers import COOKIE, SESSION_SECONDS
from screening.web.pages.rendering import page
from screening.web.server import TheCaller, TheServer

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(
    request: Request, server: TheServer, target: Annotated[str, Query(alias="next", max_length=2000)] = "/"
) -> Response:
    """The form, where a key is needed at all."""
    if server.door.caller(request) is not None:
        return RedirectResponse(own_path(target), status_code=303)
    return _form(request, target, wrong=False, has_keys=bool(server.settings.keys))


@router.post("/login")
def login(
    request: Request,
    server: TheServer,
    key: Annotated[str, Form(max_length=1000)] = "",
    target: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Let the bearer of a key in for a day's work."""
    name = server.door.bearer(key.strip())
    if name is None:
        server.log.write("unknown", "login refused", address=request.client.host if request.client else "")
        return _form(request, target, wrong=True, has_keys=bool(server.settings.keys))
    server.log.write(name, "login")
    answer = RedirectResponse(own_path(target), status_code=303)
    answer.set_cookie(
        COOKIE, server.door.session(name), max_age=SESSION_SECONDS, path="/", httponly=True, samesite="strict",
        secure=_is_https(request),
    )  # fmt: skip
    return answer


@router.post("/logout")
def logout(request: Request, server: TheServer, caller: TheCaller) -> Response:
    """Take the cookie back."""
    server.log.write(caller.name, "logout")
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=_is_https(request))
    return answer


def own_path(text: str) -> str:
    """The path and query on this server that ``text`` leads to; ``/`` where it would lead elsewhere, or back here.

    Browsers take a backslash for a slash and leave out white space: what has either leads nowhere.
    """
    if not text.startswith("/") or text.startswith(("//", "/login")) or "\\" in text or not text.isprintable():
        return "/"
    parts = urlsplit(text)
    if parts.scheme or parts.netloc:
        return "/"
    return quote(parts.path, safe="/%") + (f"?{quote(parts.query, safe='=&%+,')}" if parts.query else "")


def _form(request: Request, target: str, *, wrong: bool, has_keys: bool) -> HTMLResponse:
    status = 401 if wrong else 200
    return page(request, "login.html", status=status, next=own_path(target), wrong=wrong, has_keys=has_keys)


def _is_https(request: Request) -> bool:
    """Whether the browser came by https: to this server, or to a proxy in front, as the page's own origin tells."""
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
