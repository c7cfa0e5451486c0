"""Errors as answers: a sentence, a code and what to do; nothing of the inside of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from screening.errors import ConfigError, InputError, ListError, OutputError, ScreeningError, UsageError

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
    """The status and words of an error. Where a file of the server's is meant, its path is left out."""
    ours = isinstance(error, OutputError | ListError | ConfigError)
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    message = error.message if ours else str(error)
    return _BUSY if error.code == "busy" else status, Refusal(detail=message, code=error.code, hint=error.hint)


def add_refusals(app: FastAPI) -> None:
    """Make the application answer with them."""

    @app.exception_handler(ScreeningError)
    def refuse(_: Request, error: ScreeningError) -> JSONResponse:
        status, told = refusal_of(error)
        headers = {"Retry-After": "30"} if status == _BUSY else None
        return JSONResponse(_plain(told), status_code=status, headers=headers)

    @app.exception_handler(MissingError)
    def missing(_: Request, error: MissingError) -> JSONResponse:
        told = Refusal(detail=f"There is no {error.what}, or no longer.", code="not_found")
        return JSONResponse(_plain(told), status_code=404)


def _plain(told: BaseModel) -> Any:
    """The words as JSON data, without halves of characters that no answer could carry."""
    return json.loads(json.dumps(told.model_dump(), ensure_ascii=False).encode("utf-8", "replace"))
