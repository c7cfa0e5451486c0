"""Requests and answers of the reconciliation API 0.2."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, RootModel

_Text = Annotated[str, Field(max_length=1_000)]


class Type(BaseModel):
    """A kind of entries."""

    id: str
    name: str


class Property(BaseModel):
    """Something that entries have."""

    id: str
    name: str


class Link(BaseModel):
    """A template with ``{{id}}`` in the place of an entry's id."""

    url: str


class Preview(Link):
    """Where a small page about an entry is, and its size in pixels."""

    width: int = 480
    height: int = 320


class Place(BaseModel):
    """The two parts of a URL."""

    service_url: str
    service_path: str


class Suggest(BaseModel):
    """Where suggestions are."""

    entity: Place
    property: Place
    type: Place


class Setting(BaseModel):
    """What can be set for a property that is fetched."""

    name: str
    label: str
    type: Literal["number"]
    default: int
    help_text: str


class Extend(BaseModel):
    """What can be fetched of entries, and how."""

    propose_properties: Place
    property_settings: list[Setting]


class Manifest(BaseModel):
    """What the service is and can do."""

    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815 - the specification's name
    schemaSpace: str  # noqa: N815
    serviceVersion: str  # noqa: N815
    defaultTypes: list[Type]  # noqa: N815
    view: Link
    preview: Preview
    suggest: Suggest
    extend: Extend
    batchSize: int  # noqa: N815


class Reference(BaseModel):
    """An entity in the place of a value."""

    id: _Text
    name: _Text | None = None


PropertyValue = _Text | bool | int | float | Reference


class Given(BaseModel):
    """What is known of a property."""

    pid: _Text
    v: PropertyValue | Annotated[list[PropertyValue], Field(max_length=100)]


class ReconciliationQuery(BaseModel):
    """A name to find entries for, and what else is known."""

    query: _Text | None = None
    type: _Text | Annotated[list[_Text], Field(max_length=100)] | None = None
    limit: Annotated[float, Field(ge=1)] = 10
    properties: Annotated[list[Given], Field(max_length=100)] = []
    type_strict: Literal["any", "all", "should"] | None = None


class Queries(RootModel[dict[_Text, ReconciliationQuery]]):
    """Queries by the keys of the client."""


class Feature(BaseModel):
    """How well one thing agrees (0-100)."""

    id: str
    value: float


class Candidate(BaseModel):
    """An entry that may be meant; ``score`` is 0-100. ``match`` is never true: that a person decides."""

    id: str
    name: str
    description: str
    type: list[Type]
    score: float
    features: list[Feature]
    match: bool = False


class Candidates(BaseModel):
    """The entries that one query may mean, best first."""

    result: list[Candidate]


class SuggestedEntity(BaseModel):
    """An entry that begins as the text does."""

    id: str
    name: str
    description: str
    notable: list[Type]


class SuggestedEntities(BaseModel):
    """Entries to choose from."""

    result: list[SuggestedEntity]


class SuggestedTypes(BaseModel):
    """Types to choose from."""

    result: list[Type]


class SuggestedProperties(BaseModel):
    """Properties to choose from."""

    result: list[Property]


class Proposal(BaseModel):
    """Properties that can be fetched of entries of a type."""

    type: str
    limit: int | None = None
    properties: list[Property]


class WantedSettings(BaseModel):
    """How a property is to be fetched: ``limit`` values at most; 0 for all."""

    limit: Annotated[int, Field(ge=0)] = 0


class Wanted(BaseModel):
    """A property that is to be fetched."""

    id: _Text
    settings: WantedSettings = WantedSettings()


class ExtensionQuery(BaseModel):
    """The entries and properties that are to be fetched."""

    ids: Annotated[list[_Text], Field(max_length=1_000)]
    properties: Annotated[list[Wanted], Field(max_length=100)]


class Value(BaseModel):
    """One value, as text."""

    str: str


class Extension(BaseModel):
    """The values that entries have, by entry and property."""

    meta: list[Property]
    rows: dict[str, dict[str, list[Value]]]
