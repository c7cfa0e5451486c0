"""Requests and answers in the form of the best-known peer: the names of fields are its, and stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from screening.web.ftm.entity import FtmEntity
from screening.web.ftm.words import web_words

_SCHEMAS: list[JsonValue] = [
    *web_words("schemas")
]  # told in the document; another one is refused as the peer refuses it

Moment = Annotated[str | None, Field(examples=["2026-01-01T00:00:00"])]


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(populate_by_name=True)


class EntityResponse(Answer):
    """A listed entry. In ``properties`` stand texts, and, where they were asked for, the entities beside it."""

    id: str
    caption: str
    schema_: str = Field(alias="schema", examples=["Company"])
    properties: dict[str, list[str | EntityResponse]] = Field(examples=[{"name": ["Korea Daesong Bank"]}])
    datasets: list[str] = []
    referents: list[str] = []
    target: bool = False
    first_seen: Moment = None
    last_seen: Moment = None
    last_change: Moment = None

    @classmethod
    def of(cls, entity: FtmEntity, **more: Any) -> Self:
        """The answer for an entry, with what ``more`` the class holds."""
        told = {f.name: getattr(entity, f.name) for f in fields(entity) if f.name not in {"watchlist", "schema"}}
        return cls(schema=entity.schema, **told, **more)


class FeatureResult(Answer):
    """One fact for or against a result: ``score`` (0-1) is how well the two sides agree."""

    detail: str
    score: float
    query: str
    candidate: str


class ScoredEntityResponse(EntityResponse):
    """A result: ``score`` is 0-1, ``match`` whether it is at or above the threshold (not that they are one party)."""

    score: float
    match: bool
    features: dict[str, float] = Field(description="The scores of the explanations, as older clients read them.")
    explanations: dict[str, FeatureResult]


class StatusResponse(Answer):
    """That the service is there."""

    status: str = "ok"


class TotalSpec(Answer):
    """How many there are in all."""

    value: int
    relation: str = "eq"


class FacetItem(Answer):
    """A value of a facet, and in how many results it is."""

    name: str
    label: str
    count: int


class Facet(Answer):
    """The values of a field in all results, the most frequent first."""

    label: str
    values: list[FacetItem]


class SearchResponse(Answer):
    """Entries found by a search."""

    limit: int
    offset: int
    total: TotalSpec
    results: list[EntityResponse]
    facets: dict[str, Facet]


class AdjacentResponse(Answer):
    """The entities of one property that stand beside an entry."""

    limit: int
    offset: int
    total: TotalSpec
    results: list[str | EntityResponse]


class EntityAdjacentResponse(Answer):
    """An entry, and what stands beside it by property."""

    entity: EntityResponse
    adjacent: dict[str, AdjacentResponse]


class EntityExample(BaseModel):
    """A party to look for, described as entries are."""

    model_config = ConfigDict(populate_by_name=True)

    id: str | None = Field(None, max_length=1_000)
    schema_: str = Field(alias="schema", max_length=100, examples=["Company"], json_schema_extra={"enum": _SCHEMAS})
    properties: dict[str, Any] = Field(max_length=200, examples=[{"name": ["Korea Daesong Bank"], "country": ["kp"]}])


class EntityMatchQuery(BaseModel):
    """Several parties to look for, each under a key of the client's."""

    queries: dict[Annotated[str, Field(max_length=1_000)], EntityExample]
    weights: dict[str, float] = {}
    config: dict[str, str | int | float | bool | None] = {}


class EntityMatches(Answer):
    """The results of one query; ``query`` is what was understood of it. ``total`` counts matches.

    ``status`` is 400 for a query with neither a name nor a number to look for, which was not screened.
    """

    status: int = 200
    results: list[ScoredEntityResponse]
    total: TotalSpec
    query: EntityExample


class EntityMatchResponse(Answer):
    """The results of all queries, by their keys."""

    responses: dict[str, EntityMatches]
    limit: int


class Publisher(Answer):
    """Who publishes a dataset."""

    name: str


class Dataset(Answer):
    """A list in use, or all of them together (which has children)."""

    name: str
    title: str
    summary: str | None = None
    url: str | None = None
    publisher: Publisher | None = None
    version: str | None = None
    updated_at: Moment = None
    last_export: Moment = None
    entity_count: int
    load: bool
    index_version: str | None = None
    index_current: bool = True
    children: list[str] = []


class Catalog(Answer):
    """The datasets that can be asked for."""

    datasets: list[Dataset]
    current: list[str]
    outdated: list[str] = []
    index_stale: bool = False


class FeatureDoc(Answer):
    """What a feature is; ``coefficient`` is how much its agreement counts, as a part of the highest score."""

    description: str
    coefficient: float
    url: str = ""


class AlgorithmDocs(Answer):
    """What the method takes into account; it has nothing to configure by request."""

    name: str
    description: str
    config: Mapping[str, Any] = {}
    features: dict[str, FeatureDoc]


class Algorithm(Answer):
    """A method of matching."""

    name: str
    description: str
    features: dict[str, FeatureDoc]
    docs: AlgorithmDocs


class AlgorithmResponse(Answer):
    """The methods of matching: there is one."""

    algorithms: Sequence[Algorithm]
    default: str
    best: str
