"""The numbers of the matching method, from one table (``data/policy.toml``), which configuration can override."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

_MOST = 1000
"""More than any of the numbers can mean; beyond it sums would no longer be numbers."""

Number = Annotated[float, Field(ge=0, le=_MOST, allow_inf_nan=False)]
"""Costs and points are written without a sign: one that turned a cost into a gain would break the index's bound."""

Positive = Annotated[float, Field(gt=0, le=_MOST, allow_inf_nan=False)]
"""What a word says, and what is divided by: names whose words said nothing could not be compared."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""Likenesses, and factors on them and on scores: more than 1 would be more than equal."""

Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class Policy(BaseModel):
    """All numbers of the method. Their reasons stand beside their values in ``data/policy.toml``, as those do that
    are not given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    likeness_floor: Share
    slip_turned: Share
    slip_beside: Share
    slip_doubled: Share
    misspelt: Share
    known_words: Share
    orthography: Share
    sound_edit: Number
    sound_short: Share
    sound_full: Number
    spelt_base: Share
    spelt_slope: Share
    bare_ceiling: Share
    bare_short: Share
    bare_full: Number
    unwritten_ceiling: Share
    unwritten_short: Share
    unwritten_full: Number
    synonym: Share
    spelling: Share
    romanised: Share
    romanised_doubt: Share
    homophone: Share
    lookalike: Share
    lookalike_short: Share
    joined: Share
    initial: Share
    prefix: Share
    same_kind_of_form: Share
    rarity_ceiling: Positive
    rarity_floor: Positive
    rarity_step: Annotated[float, Field(ge=0.001, le=_MOST, allow_inf_nan=False)]
    generic_ceiling: Positive
    common_ceiling: Positive
    place_ceiling: Positive
    syllable_ceiling: Positive
    patronymic_ceiling: Positive
    misspelt_bits: Number
    light_bits: Positive
    legal_bits: Positive
    initial_bits: Positive
    number_bits: Positive
    contradiction: Number
    contradiction_few: Number
    unlikeness: Number
    unlikeness_few: Number
    omission: Number
    omission_few: Number
    few_bits: Number
    many_bits: Number
    person_contradiction: Number
    person_contradiction_few: Number
    person_unlikeness: Number
    person_unlikeness_few: Number
    person_omission: Number
    person_omission_few: Number
    person_few_bits: Number
    person_many_bits: Number
    extra: Number
    doubt_bits: Number
    doubt_slope: Number
    curve: Positive
    person_curve: Positive
    extra_discount: Share
    text_discount: Share
    text_most: Number
    place_beside: Share
    confused: Number
    confused_from: Score
    confused_margin: Number
    order: Share
    text_bits: Number
    text_short_bits: Number
    scattered: Share
    kinship: Share
    syllable_order: Share
    number_conflict: Share
    number_missing: Share
    vessel_synonym: Share
    type_conflict: Share
    weak_alias: Share
    weak_alias_curve: Number
    cut_off_floor: Share
    cut_off_ceiling: Share
    cut_off_bits: Positive
    acronym_letter_bits: Number
    acronym_full_bits: Positive
    acronym_ceiling: Share
    acronym_short: Share
    country_equal: Number
    country_conflict: Number
    birth_equal: Number
    birth_day_equal: Number
    birth_swapped: Number
    birth_conflict: Number
    gender_equal: Number
    gender_conflict: Number
    address_equal: Number
    address_place_equal: Number
    address_conflict: Number
    address_agrees: Share
    identifier_conflict: Number
    identifier_score: Score
    identifier_weaker_score: Score

    @model_validator(mode="before")
    @classmethod
    def _over_the_shipped(cls, given: Any) -> Any:
        return {**_shipped(), **given} if isinstance(given, Mapping) else given

    @field_validator("many_bits", "person_many_bits")
    @classmethod
    def _more_than_few(cls, many: float, info: ValidationInfo) -> float:
        name = (info.field_name or "").replace("many", "few")
        few = info.data.get(name)
        if few is not None and many <= few:
            raise ValueError(f"must be more than {name} ({few:g})")
        return many


@cache
def _shipped() -> Mapping[str, float]:
    text = resources.files("screening.data").joinpath("policy.toml").read_text(encoding="utf-8")
    return {name: entry["value"] for name, entry in tomllib.loads(text).items()}


def load_policy(overrides: Mapping[str, float] | None = None) -> Policy:
    """The shipped numbers, with ``overrides`` laid over them. Raises pydantic's ValidationError for unknown names and
    for numbers out of bounds.
    """
    return Policy.model_validate(dict(overrides or {}))
