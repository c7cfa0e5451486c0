"""The numbers of the matching method, from one table (``data/policy.toml``), which configuration can override."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""Costs and points are written without a sign: one that turned a cost into a gain would break the index's bound."""


class Policy(BaseModel):
    """All numbers of the method. Their reasons stand beside their values in ``data/policy.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: Number
    likeness_floor: Number
    slip_turned: Number
    slip_beside: Number
    slip_doubled: Number
    misspelt: Number
    known_words: Number
    sound_edit: Number
    sound_short: Number
    sound_full: Number
    spelt_base: Number
    spelt_slope: Number
    bare_ceiling: Number
    bare_short: Number
    bare_full: Number
    synonym: Number
    spelling: Number
    romanised: Number
    romanised_doubt: Number
    homophone: Number
    lookalike: Number
    lookalike_short: Number
    joined: Number
    initial: Number
    prefix: Number
    same_kind_of_form: Number
    rarity_ceiling: Number
    rarity_floor: Number
    rarity_step: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    generic_ceiling: Number
    common_ceiling: Number
    place_ceiling: Number
    syllable_ceiling: Number
    patronymic_ceiling: Number
    misspelt_bits: Number
    light_bits: Number
    legal_bits: Number
    initial_bits: Number
    number_bits: Number
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
    curve: Number
    person_curve: Number
    extra_discount: Number
    text_discount: Number
    text_most: Number
    place_beside: Number
    confused: Number
    confused_from: Number
    confused_margin: Number
    order: Number
    text_bits: Number
    text_short_bits: Number
    scattered: Number
    kinship: Number
    syllable_order: Number
    number_conflict: Number
    number_missing: Number
    vessel_synonym: Number
    type_conflict: Number
    weak_alias: Number
    weak_alias_curve: Number
    cut_off_floor: Number
    cut_off_ceiling: Number
    cut_off_bits: Number
    acronym_letter_bits: Number
    acronym_full_bits: Number
    acronym_ceiling: Number
    acronym_short: Number
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
    address_agrees: Number
    identifier_conflict: Number
    identifier_score: Number
    identifier_weaker_score: Number


@cache
def _table() -> Mapping[str, Mapping[str, float | str]]:
    text = resources.files("screening.data").joinpath("policy.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_policy(overrides: Mapping[str, float] | None = None) -> Policy:
    """The shipped numbers, with ``overrides`` laid over them. Raises pydantic's ValidationError for unknown names."""
    values = {name: entry["value"] for name, entry in _table().items()}
    return Policy.model_validate(values | dict(overrides or {}))
