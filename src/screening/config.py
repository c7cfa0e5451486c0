"""The models of ``screening.toml``: what may be configured. No file is opened here.

The same keys stand at the top of ``screening.toml`` or under ``[tool.screening]`` of a ``pyproject.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from screening.entities import Basis, PartialDate, Slug, Status, Text

RiskLevel = Literal["none", "low", "medium", "high"]
HitRisk = Literal["low", "medium", "high"]


class Section(BaseModel):
    """Base of all configuration models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ListConfig(Section):
    """``[[list]]``: a watchlist to screen against, a shipped one by ``name`` or a file or folder by ``path``."""

    name: Slug | None = None
    path: Text | None = None  # relative to the configuration file
    exclude_groups: tuple[str, ...] = ()
    exclude_entities: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()  # if given, only entries of these programmes

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.name is None and self.path is None:
            raise ValueError("a [[list]] needs a name (of a shipped list) or a path")
        return self


class Exclusion(Section):
    """``[[exclusion]]``: a recorded false positive ("good-guy list"), bound to one counterparty and one entry.

    The counterparty is named by ``counterparty`` (its name as screened) or ``counterparty_id`` (the user's number),
    or both, which must then both agree. ``entry`` is the fingerprint that the report shows with the hit: when the
    listed entry changes, it no longer agrees and the hit comes back.
    """

    counterparty: Text | None = None
    counterparty_id: Text | None = None
    entity: Slug
    watchlist: Slug | None = None
    entry: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    reason: Text
    by: Text
    on: PartialDate
    expires: PartialDate | None = None

    @model_validator(mode="after")
    def _names_a_counterparty(self) -> Self:
        if self.counterparty is None and self.counterparty_id is None:
            raise ValueError("an [[exclusion]] needs counterparty (a name) or counterparty_id")
        return self


class Override(Section):
    """``[[override]]``: a change to one shipped entry, with its reason."""

    entity: Slug
    watchlist: Slug | None = None
    add_aliases: tuple[Text, ...] = ()
    add_weak_aliases: tuple[Text, ...] = ()
    remove_names: tuple[Text, ...] = ()
    add_identifiers: Mapping[str, str] = {}
    status: Status | None = None
    max_risk: HitRisk | None = None
    reason: Text
    by: str | None = None
    on: PartialDate | None = None


class RiskConfig(Section):
    """``[risk]``: how the risk of a hit follows from the listed entry and the evidence.

    A hit starts at the level of its entry's ``basis``. It is lowered by one step for each of: a score under
    ``strong_score``, evidence that contradicts. It never exceeds the caps of its entry's ``status``, of a weak
    alias standing alone, and of the entry itself (``max_risk``). A hit is never below ``low``.
    """

    basis: Mapping[Basis, HitRisk] = {
        "designated": "high", "seized": "high", "reported": "medium", "alleged": "medium",
    }  # fmt: skip
    status_cap: Mapping[Status, HitRisk] = {
        "delisted": "low", "rescinded": "low", "acquitted": "medium", "defected": "low", "deceased": "medium",
        "sunk": "medium", "scrapped": "medium", "dissolved": "medium",
    }  # fmt: skip
    weak_alias_cap: HitRisk = "low"
    strong_score: Annotated[float, Field(ge=0, le=100)] = 90.0

    @field_validator("basis", "status_cap")
    @classmethod
    def _over_the_defaults(cls, value: Mapping[str, HitRisk], info: ValidationInfo) -> Mapping[str, HitRisk]:
        """A table that names some words changes these and leaves the others as they are."""
        return {**cls.model_fields[str(info.field_name)].default, **value}


def _percentage(value: float) -> float:
    if not 0 < value <= 100:
        raise ValueError("must be above 0 and at most 100")
    return value


class Config(Section):
    """Everything that can be configured; an empty file is valid and means the shipped list and the defaults."""

    list: tuple[ListConfig, ...] = ()
    threshold: Annotated[float | None, AfterValidator(lambda v: v if v is None else _percentage(v))] = None
    max_hits: Annotated[int, Field(ge=1, le=1000)] = 10
    columns: Mapping[str, str | tuple[str, ...]] = {}  # field = header, or headers
    weights: Mapping[str, float] = {}  # names of the policy's numbers
    cache: str | None = None  # folder for indexed lists, relative to the configuration file; "off" keeps none
    workers: Annotated[int | None, Field(ge=1, le=256)] = None  # processes that match
    risk: RiskConfig = RiskConfig()
    exclusion: tuple[Exclusion, ...] = ()
    override: tuple[Override, ...] = ()
