"""Facts for and against a hit, as data: what the matching found and the report shows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PartKind = Literal[
    "equal", "romanised", "typo", "sound", "lookalike", "abbreviation", "acronym", "initial", "joined", "synonym",
    "omitted", "extra", "contradicted", "ignored",
]  # fmt: skip

Score = Annotated[float, Field(ge=0, le=100)]
Span = tuple[int, int]


class Record(BaseModel):
    """Base of the report's models."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(Record):
    """One aligned part of the two names, and how it was judged.

    ``query_span`` and ``listed_span`` are character offsets (start, end) into the evidence's ``query`` and ``listed``;
    null where the part has nothing on that side. ``share`` is the part's share (0-1) of the name's evidence.
    """

    kind: PartKind
    query: str = ""
    listed: str = ""
    score: Annotated[float, Field(ge=0, le=1)] = 0.0
    share: float = 0.0
    query_span: Span | None = None
    listed_span: Span | None = None
    detail: str = ""


class Evidence(Record):
    """One fact for or against a hit: ``feature`` is name, imo, bic, country, date_of_birth, type ...

    ``score`` is 0-100: how well the two sides agree (100 equal, 0 contradicting). ``weight`` is the part that the fact
    played: 1 for what the hit's score rests on; for the rest, the points (of 100) that it added or took away.
    """

    feature: str
    score: Score
    weight: float
    query: str
    listed: str
    detail: str
    verdict: Literal["supports", "contradicts", "neutral"] = "supports"
    parts: tuple[Part, ...] = ()
