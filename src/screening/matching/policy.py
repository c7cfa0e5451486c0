"""The numbers of the matching method, from one table (``data/policy.toml``), which configuration can override."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class Policy(BaseModel):
    """All numbers of the method. Their reasons stand beside their values in ``data/policy.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: float
    likeness_floor: float
    known_words: float
    sound_edit: float
    sound_short: float
    sound_full: float
    spelt_base: float
    spelt_slope: float
    bare_ceiling: float
    bare_short: float
    bare_full: float
    synonym: float
    spelling: float
    romanised: float
    romanised_doubt: float
    homophone: float
    lookalike: float
    lookalike_short: float
    joined: float
    initial: float
    prefix: float
    same_kind_of_form: float
    rarity_ceiling: float
    rarity_floor: float
    generic_ceiling: float
    common_ceiling: float
    place_ceiling: float
    syllable_ceiling: float
    misspelt_bits: float
    light_bits: float
    legal_bits: float
    initial_bits: float
    number_bits: float
    contradiction: float
    contradiction_few: float
    unlikeness: float
    unlikeness_few: float
    omission: float
    omission_few: float
    few_bits: float
    many_bits: float
    person_contradiction: float
    person_contradiction_few: float
    person_unlikeness: float
    person_unlikeness_few: float
    person_omission: float
    person_omission_few: float
    person_few_bits: float
    person_many_bits: float
    extra: float
    doubt_bits: float
    doubt_slope: float
    curve: float
    person_curve: float
    extra_discount: float
    text_discount: float
    place_beside: float
    confused: float
    confused_from: float
    confused_margin: float
    order: float
    scattered: float
    kinship: float
    number_conflict: float
    number_missing: float
    vessel_synonym: float
    type_conflict: float
    weak_alias: float
    weak_alias_curve: float
    cut_off_floor: float
    cut_off_ceiling: float
    cut_off_bits: float
    acronym_letter_bits: float
    acronym_full_bits: float
    acronym_ceiling: float
    acronym_short: float
    country_equal: float
    country_conflict: float
    birth_equal: float
    birth_swapped: float
    birth_conflict: float
    gender_equal: float
    gender_conflict: float
    address_equal: float
    address_place_equal: float
    address_conflict: float
    address_agrees: float
    identifier_conflict: float
    identifier_score: float
    identifier_weaker_score: float


@cache
def _table() -> Mapping[str, Mapping[str, float | str]]:
    text = resources.files("screening.data").joinpath("policy.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_policy(overrides: Mapping[str, float] | None = None) -> Policy:
    """The shipped numbers, with ``overrides`` laid over them. Raises pydantic's ValidationError for unknown names."""
    values = {name: entry["value"] for name, entry in _table().items()}
    return Policy.model_validate(values | dict(overrides or {}))
