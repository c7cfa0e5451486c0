"""Errors as answers: a sentence, a code and what to do; nothing of the inside of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from screening.errors import ConfigError, InputError, ListError, OutputError, ScreeningError, UsageError
from screening.web.pages.rendering import refused_page, wants_page
from screening.web.runs.shelf import NoRunError
from screening.web.runs.troubles import trouble_of

_STATUS: Mapping[type[ScreeningError], int] = {
    InputError: 422, UsageError: 400, ConfigError: 503, ListError: 503, OutputError: 507,
}  # fmt: skip
_BUSY = 503


class Refusal(BaseModel):
    """Why a request was not answered."""

    detail: str
    code: str
    hint: str | None = None


MAY_REFUSE: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The request is not one that can be answered"},
    404: {"model": Refusal, "description": "There is no such screening, or no longer"},
    503: {"model": Refusal, "description": "Too many screenings wait, or the lists cannot be read"},
}
"""What a route may answer beside what it is for, for the documentation."""


class MissingError(Exception):
    """There is no such thing, or no longer."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def refusal_of(error: ScreeningError) -> tuple[int, Refusal]:
    """The status and words of an error."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    told = trouble_of(error)
    return _BUSY if error.code == "busy" else status, Refusal(detail=told.message, code=told.code, hint=told.hint)


def add_refusals(app: FastAPI) -> None:
    """Make the application answer with them."""

    @app.exception_handler(ScreeningError)
    def refuse(request: Request, error: ScreeningError) -> Response:
        status, told = refusal_of(error)
        answer = _answer(request, status, told)
        if status == _BUSY:
            answer.headers["Retry-After"] = "30"
        return answer

    @app.exception_handler(MissingError)
    def missing(request: Request, error: MissingError) -> Response:
        return _answer(request, 404, Refusal(detail=f"There is no {error.what}, or no longer.", code="not_found"))

    @app.exception_handler(NoRunError)  # it has gone while it was asked for
    def gone(request: Request, _: NoRunError) -> Response:
        return missing(request, MissingError("screening of that number"))

    @app.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        if not wants_page(request.headers):
            return await http_exception_handler(request, error)
        words = "There is no such page." if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
        return refused_page(request, error.status_code, words, None)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        # what was sent is not sent back, as it is by default: it may hold a password, or what no JSON can carry
        problems = [{key: problem[key] for key in ("type", "loc", "msg")} for problem in error.errors()]
        if wants_page(request.headers):
            words = "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in problems)
            return refused_page(request, HTTPStatus.UNPROCESSABLE_ENTITY, "The form cannot be read.", words)
        return JSONResponse({"detail": _plain(problems)}, status_code=422)


def _answer(request: Request, status: int, told: Refusal) -> Response:
    """A refusal as a page for people and as data for programs."""
    if wants_page(request.headers):
        return refused_page(request, status, told.detail, told.hint)
    return JSONResponse(_plain(told.model_dump()), status_code=status)


def _plain(told: Any) -> Any:
    """The words as JSON data, without halves of characters that no answer could carry."""
    return json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
