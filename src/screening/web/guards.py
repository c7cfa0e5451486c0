"""What every request passes before a route sees it, and the headers that every answer carries."""

from __future__ import annotations

import logging
import math
import secrets
from collections.abc import Mapping
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screening.web.callers import Door
from screening.web.pages.rendering import refused_page, wants_page
from screening.web.rates import Rates
from screening.web.settings import Settings

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers say "null" for the origin of a form of our own
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""The headers of every answer; a route may set another Content-Security-Policy or Cache-Control of its own."""

OPEN_PATHS = frozenset({"/healthz", "/readyz", "/login"})
OPEN_FOLDER = "/static/"
"""What is answered without a key: whether the server lives, and what the page that asks for a key is made of."""

BODY = 8 << 20  # bytes of a request that is no upload
UPLOADS = ("/screenings", "/upload")  # the paths that take files

_LOG = logging.getLogger("screening.web")

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")  # what proxies add
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guards:
    """The middleware: host name, size, who asks, how often, and from which page; then the headers."""

    def __init__(self, app: ASGIApp, settings: Settings, door: Door) -> None:
        self._app = app
        self._settings = settings
        self._door = door
        self._rates = Rates(settings.web.requests)
        self._strangers = Rates(min(30, settings.web.requests))  # who gave a wrong key, by address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refusal = self._refusal(Request(scope))
            if refusal is not None:
                await refusal(scope, receive, with_headers)
                return
            await self._app(scope, _counted(receive, self._most(scope["path"])), with_headers)
        except Exception:
            if begun:
                raise
            number = secrets.token_hex(4)
            _LOG.exception("request %s, %s %r", number, scope["method"], scope["path"])
            hint = f"tell who keeps it: number {number}"
            told = _told(Request(scope), 500, "The server has failed on this request.", hint)
            await told(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that may not pass; None where it may. Notes in its state who asks."""
        names = self._settings.names
        host = request.headers.get("host", "")
        if names is not None and _name(host) not in names:
            return _told(request, 421, "This server does not answer to that name.", "name it in hosts of [web]")
        if self._settings.is_open and any(header in request.headers for header in _FORWARDED):
            hint = "make keys with screening serve --new-key NAME, or set user_header in [web]"
            return _told(request, 403, "This server lets everyone in, and so must not stand behind a proxy.", hint)
        path: str = request.scope["path"]  # not request.url, of which the header Host is a part
        if path not in OPEN_PATHS and not path.startswith(OPEN_FOLDER):
            caller = self._door.caller(request)
            if caller is None:
                return self._unknown(request)
            request.state.caller = caller
            if wait := self._rates.wait(caller.name):
                return _later(request, wait)
        elif request.method not in _SAFE and (wait := self._strangers.wait(_peer(request))):
            return _later(request, wait)  # keys are not guessed here
        if request.method not in _SAFE and not _same_origin(request.headers, host):
            hint = "send it from a page of this server"
            return _told(request, 403, "This request comes from a page of another site.", hint)
        length = request.headers.get("content-length", "")
        most = self._most(path)
        if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > most):
            hint = "send less at once, or raise max_upload in [web]"
            return _told(request, 413, f"A request may hold {_size(most)}.", hint)
        return None

    def _unknown(self, request: Request) -> Response:
        if request.headers.get("authorization") and (wait := self._strangers.wait(_peer(request))):
            return _later(request, wait)
        if request.method in _SAFE and "text/html" in request.headers.get("accept", ""):
            query = request.scope["query_string"].decode("latin-1")
            path = request.scope["path"] + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(path, safe='')}", status_code=303)
        answer = _told(request, 401, "A key is needed.", "send it as the header Authorization: Bearer KEY")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def _most(self, path: str) -> int:
        return (self._settings.web.max_upload << 20) + BODY if path.rstrip("/") in UPLOADS else BODY


def _counted(receive: Receive, most: int) -> Receive:
    """``receive``, which stops where a request without a length, or with a wrong one, holds more than it may."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, f"A request may hold {_size(most)}.")
        return message

    return counted


def _same_origin(headers: Headers, host: str) -> bool:
    """Whether a request that changes something comes from a page of this server, or from no page at all.

    Browsers say where a request comes from, and no script can make them say otherwise; programs say nothing.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or (host != "" and origin in {f"http://{host}", f"https://{host}"})


def _name(host: str) -> str:
    """The name in the header Host, without its port."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _peer(request: Request) -> str:
    return request.client.host if request.client else ""


def _later(request: Request, wait: float) -> Response:
    answer = _told(request, 429, "Too many requests.", "wait and send it again")
    answer.headers["Retry-After"] = str(math.ceil(wait))
    return answer


def _told(request: Request, status: int, message: str, hint: str) -> Response:
    if wants_page(request.headers):
        return refused_page(request, status, message, hint)
    return JSONResponse({"detail": message, "hint": hint}, status_code=status)


def _size(count: int) -> str:
    return f"{count >> 20} MiB"
