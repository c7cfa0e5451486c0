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
    sound_base: float
    sound_slope: float
    sound_short: float
    sound_full: float
    spelt_base: float
    spelt_slope: float
    synonym: float
    spelling: float
    romanised: float
    lookalike: float
    joined: float
    joined_floor: float
    whole_floor: float
    doubt: float
    initial: float
    prefix: float
    same_kind_of_form: float
    rarity_ceiling: float
    rarity_floor: float
    generic_ceiling: float
    common_ceiling: float
    place_ceiling: float
    light_bits: float
    legal_bits: float
    initial_bits: float
    number_bits: float
    subset_ceiling: float
    subset_floor_bits: float
    subset_full_bits: float
    extra_discount: float
    text_discount: float
    tail_discount: float
    contradiction: float
    person_contradiction: float
    confused: float
    confused_from: float
    confused_margin: float
    thin_bits: float
    thin_penalty: float
    thin_slope: float
    order: float
    number_conflict: float
    type_conflict: float
    weak_alias: float
    acronym_letter_bits: float
    acronym_full_bits: float
    acronym_ceiling: float
    country_equal: float
    country_conflict: float
    birth_equal: float
    birth_swapped: float
    birth_conflict: float
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
