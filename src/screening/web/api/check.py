"""``/check``: one counterparty, judged at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screening.entities import Counterparty
from screening.report.model import Result
from screening.web.server import TheCaller, TheServer

router = APIRouter(tags=["check"])

Short = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """A counterparty by what is known of it, as on the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(max_length=2000)] = ""
    type: Annotated[str | None, Field(max_length=100, description="Person, Organization, Company, Vessel …")] = None
    country: Annotated[str, Field(max_length=200)] = ""
    date_of_birth: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=2000)] = ""
    identifiers: Annotated[dict[Short, Short], Field(max_length=20, description="kind -> number")] = {}
    threshold: Annotated[float | None, Field(gt=0, le=100)] = None


@router.post("/check", summary="Check one counterparty")
async def check(server: TheServer, caller: TheCaller, asked: Asked) -> Result:
    """Check one counterparty: the same as it would stand in a report."""
    party = _party(asked)
    server.log.write(caller.name, "check", **asked.model_dump(mode="json", exclude_defaults=True))
    return await server.checks.check(party, asked.threshold)


def _party(asked: Asked) -> Counterparty:
    try:
        return Counterparty.model_validate(asked.model_dump(exclude={"threshold"}))
    except ValidationError as error:
        raise RequestValidationError([{**p, "loc": ("body", *p["loc"])} for p in error.errors()]) from None
