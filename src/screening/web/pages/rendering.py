"""From a template and its values to an answer. Everything that is filled in is escaped, whoever wrote it."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from screening._version import __version__
from screening.report import wording
from screening.report.visible import visible
from screening.texts import load_texts
from screening.web.callers import Caller
from screening.web.pages.assets import address_of

_KIB = 1024.0


def _shown(value: Any) -> Any:
    """Text as it may stand in a page: what cannot be seen, or would turn its line around, is shown as a mark."""
    return visible(value) if type(value) is str else value


def _size(count: float) -> str:
    """A number of bytes in the unit that people would use."""
    for unit in ("bytes", "KiB", "MiB"):
        if count < _KIB:
            return f"{count:.0f} {unit}" if unit == "bytes" or count >= 10 else f"{count:.1f} {unit}"
        count /= _KIB
    return f"{count:.1f} GiB"


TEXTS = load_texts()

_ENVIRONMENT = Environment(
    loader=PackageLoader("screening.web", "templates"), autoescape=True, undefined=StrictUndefined, finalize=_shown,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
_ENVIRONMENT.filters |= {
    "size": _size,
    "begun": lambda text: text[:1].upper() + text[1:],
    "integer": TEXTS.integer,
    "decimal": TEXTS.decimal,
    "day": lambda iso: wording.date(TEXTS, iso),
    "moment": lambda iso: wording.moment(TEXTS, iso),
    "position": lambda result: wording.position(TEXTS, result),
}
_ENVIRONMENT.globals |= {"asset": address_of, "version": __version__, "word": TEXTS.word}


def page(request: HTTPConnection, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template with its values. Halves of characters, which no answer can carry, become marks."""
    caller: Caller | None = getattr(request.state, "caller", None)
    server = getattr(request.app.state, "server", None) if "app" in request.scope else None
    common = {"caller": caller, "is_open": server is None or server.settings.is_open, "path": request.scope["path"]}
    text = _ENVIRONMENT.get_template(template).render(common | values)
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)


def refused_page(request: HTTPConnection, status: int, detail: str, hint: str | None) -> HTMLResponse:
    """The page that says why a request was not answered, and what to do."""
    return page(request, "refused.html", status=status, code=status, detail=detail, hint=hint)


def wants_page(headers: Headers) -> bool:
    """Whether whoever asks is a browser that shows what comes back: programs name JSON, or anything."""
    return "text/html" in headers.get("accept", "")
