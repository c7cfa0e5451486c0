"""What is known of one screening of an upload."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from screening.report.model import Summary

State = Literal["held", "waiting", "running", "done", "failed", "cancelled"]
"""``held`` is an upload whose columns are still looked at; ``waiting`` stands in the queue."""

ENDED: frozenset[State] = frozenset({"done", "failed", "cancelled"})

FORMATS: tuple[str, ...] = ("json", "html", "csv", "xlsx")
"""The formats of a report, in the order in which they are written."""


MOST_COLUMNS = 200
MOST_SHEETS = 500

Word = Annotated[str, Field(max_length=500)]
"""A header, or the name of a sheet."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HowToScreen(_Frozen):
    """What may be said about an upload: as the options of `screening screen`."""

    threshold: Annotated[float | None, Field(gt=0, le=100)] = None
    max_hits: Annotated[int | None, Field(ge=1, le=1000)] = None
    columns: Annotated[dict[Word, tuple[Word, ...]], Field(max_length=MOST_COLUMNS)] = {}  # field -> headers
    sheets: Annotated[tuple[Word, ...], Field(max_length=MOST_SHEETS)] = ()
    encoding: Annotated[str | None, Field(max_length=50)] = None


class Trouble(_Frozen):
    """Why a screening has failed: one sentence, a stable code, and what to do."""

    message: str
    code: str
    hint: str | None = None


class Progress(_Frozen):
    """How far a screening is. ``rows`` is 0 while the file is read."""

    rows_done: int = 0
    rows: int = 0
    alerts: int = 0


class Run(_Frozen):
    """One screening of an upload. Times are ISO 8601 in UTC."""

    id: str
    state: State
    file: str  # as the user calls it
    size: int  # bytes
    sha256: str
    by: str
    created: str
    started: str | None = None
    ended: str | None = None
    how: HowToScreen = HowToScreen()
    has_password: bool = False  # which is not stored
    progress: Progress = Progress()
    summary: Summary | None = None
    error: Trouble | None = None
    attempts: int = 0
