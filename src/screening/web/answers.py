"""Answers to requests that are not as they must be: what is wrong and where, without what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field


class Detail(BaseModel):
    """Why a request was refused."""

    detail: str = Field(examples=["No such dataset."])


class CheckedRoute(APIRoute):
    """A route whose refusals do not repeat the request: it may hold half characters, which no answer can hold."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with its refusals made so."""
        handle = super().get_route_handler()

        async def checked(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                told = [{key: problem[key] for key in ("type", "loc", "msg")} for problem in error.errors()]
                body = json.dumps({"detail": told}, default=str)
                return Response(body, status_code=422, media_type="application/json")

        return checked
