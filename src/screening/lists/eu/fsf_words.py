"""The words of the EU's financial sanctions files, as ``data/eu_fsf.toml`` tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from screening.lists.published_countries import country_of


def party_type(*words: str) -> str | None:
    """The type that the words or letters of a subject type stand for; None where none is known."""
    types: Mapping[str, str] = words_of_the_list()["types"]
    return next((types[word] for word in map(str.casefold, words) if word in types), None)


def number_kind(code: str, remark: str, entity_type: str | None) -> str:
    """The kind of a number with a type code and what the remark beside it says."""
    folded = remark.casefold()
    for rule in words_of_the_list()["remark"]:
        if code in rule["codes"] and any(phrase in folded for phrase in rule["phrases"]):
            return str(rule["kind"])
    kinds: Mapping[str, str] = words_of_the_list()["identifications"]
    return kinds.get(code) or ("registration_number" if entity_type == "Organization" else "national_id")


def said_of_name(remark: str) -> Literal["weak", "former", "nothing"] | None:
    """What a remark says of the quality of a name; ``nothing`` where it says that the name is a good one."""
    folded, phrases = remark.casefold(), words_of_the_list()["remarks_of_names"]
    if any(phrase in folded for phrase in phrases["weak"]):
        return "weak"
    if folded.startswith(tuple(phrases["former"])):
        return "former"
    return "nothing" if folded in phrases["nothing"] else None


def known_attributes(tag: str) -> frozenset[str]:
    """The attributes of an element that are read."""
    return _attributes().get(tag, frozenset())


def country_code_of(attributes: Mapping[str, str]) -> str | None:
    """The code of the country in the attributes of an element; ``00`` stands for none."""
    code = attributes.get("countryIso2Code", "").strip()
    is_code = len(code) == len("KP") and code.isascii() and code.isalpha()
    return code.upper() if is_code else country_of(attributes.get("countryDescription", ""))


@cache
def _attributes() -> Mapping[str, frozenset[str]]:
    return {tag: frozenset(names) for tag, names in words_of_the_list()["attributes"].items()}


@cache
def words_of_the_list() -> Mapping[str, Any]:
    """The whole table."""
    text = (files("screening") / "data" / "eu_fsf.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
