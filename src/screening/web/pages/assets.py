"""Style, script, icon and sample: a few files of the package, each at an address that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from screening.report.html_head import package_file

_KINDS: Mapping[str, str] = {
    "report.css": "text/css; charset=utf-8",  # the report's own look, which the pages share
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "sample.csv": "text/csv; charset=utf-8",
}
_YEAR = "public, max-age=31536000, immutable"

router = APIRouter(prefix="/static", include_in_schema=False)


@router.get("/{name}")
def asset(name: str, v: str = "") -> Response:
    """One of the files. It may be kept for as long as its address names its content."""
    if name not in _KINDS:
        raise HTTPException(404)
    keep = {"Cache-Control": _YEAR} if v == _mark(name) else {}
    return Response(_content(name), media_type=_KINDS[name], headers=keep)


def address_of(name: str) -> str:
    """The address of one of the files, for a page."""
    return f"/static/{name}?v={_mark(name)}"


@cache
def _content(name: str) -> bytes:
    if name == "report.css":
        return package_file(name).encode()
    return (files("screening.web") / "static" / name).read_bytes()


@cache
def _mark(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]
