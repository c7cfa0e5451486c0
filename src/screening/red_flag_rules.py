"""The models of a red flag's rule, as ``watchlists/red_flags.toml`` and a configuration write them. No file is opened.

A rule has signs (words, patterns, countries, numbers ...); any one of them in a row is enough. ``together_with`` asks
for another rule's signs in the same row as well, ``unless`` takes a sign back where such a word is in the same field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from screening.entities import EntityType, SourceRef, Text

RowField = Literal[
    "name", "trading_name", "alias", "former_name", "vessel", "bank", "beneficiary", "shipper", "consignee", "director",
    "owner", "contact", "other_party", "address", "port", "goods", "notes", "reference", "email", "phone", "country",
    "nationality", "flag",
]  # fmt: skip
"""The fields of a row that words and patterns can be looked for in, as reports name them."""

FieldGroup = Literal["names", "texts", "any"]
"""Short words for several fields at once."""

_TEXTS: tuple[RowField, ...] = ("port", "goods", "notes", "reference")
_NAMES: tuple[RowField, ...] = (
    "name", "trading_name", "alias", "former_name", "vessel", "bank", "beneficiary", "shipper", "consignee", "director",
    "owner", "contact", "other_party",
)  # fmt: skip
GROUPS: Mapping[str, tuple[str, ...]] = {"texts": _TEXTS, "names": _NAMES, "any": get_args(RowField)}

Check = Literal[
    "imo_check_digit", "imo_of_another_name", "imo_under_two_names", "imo_under_two_flags", "fifty_percent_rule"
]
"""What no word tells: a comparison that the program makes."""

FILE_CHECKS: frozenset[Check] = frozenset({"imo_under_two_names", "imo_under_two_flags"})
"""Checks that compare the rows of a file with each other."""

SHORTEST_STEM = 4
"""Letters before the asterisk of a word that may end anyhow: fewer begin too many words."""


def _flat(value: object) -> object:
    """Words by language, and words in one text, as one list."""
    if isinstance(value, str):
        return _words_in(value)
    if not isinstance(value, Mapping):
        return value
    parts = map(_flat, value.values())
    return [word for part in parts for word in (part if isinstance(part, list | tuple) else [part])]


def _words_in(text: str) -> list[str]:
    """Words with ``;`` or line ends between them: a text is read many times faster than an array. ``#`` begins a line
    of remarks."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [word for line in lines for part in line.split(";") if (word := part.strip())]


def _are_phrases(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        if not re.search(r"[^\W_]", text):
            raise ValueError(f"{text!r} holds no letters or digits")
        if re.search(rf"(?<!\w{{{SHORTEST_STEM}}})\*|\*(?=[\w*])", text):
            raise ValueError(f"{text!r}: * stands at the end of a word, after {SHORTEST_STEM} letters or more")
    return texts


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None
    return text


def _is_range(text: str) -> str:
    found = re.fullmatch(r"(\d{2,6})(?:-(\d{2,6}))?", text)
    if found is None or (found[2] and (len(found[1]) != len(found[2]) or found[1] > found[2])):
        raise ValueError(f"{text!r} is no range of tariff codes: write 2701 or 2701-2704")
    return text


Words = Annotated[tuple[Text, ...], BeforeValidator(_flat), AfterValidator(_are_phrases)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]


class Near(BaseModel):
    """Two lists of words, one of each of which stands near the other in a field: ``AIS`` and ``switched off``.

    ``within`` is the most words (0 to 20) from the beginning of the one to the beginning of the other, in any order; in
    scripts without spaces two letters are counted as a word. A sentence's end parts them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: Annotated[Words, Field(min_length=1)]  # the rarer words: they are looked for first
    other: Annotated[Words, Field(min_length=1)]
    within: Annotated[int, Field(ge=0, le=20)] = 6


class Rule(BaseModel):
    """``[[red_flag]]``: what in a row raises a flag, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RuleId
    title: Text
    reason: Text = "A rule of your own."
    fields: tuple[Literal[RowField, FieldGroup], ...] = ("texts",)  # where words and patterns are looked for
    words: Words = ()  # in any language, alone or by language; * at a word's end stands for any letters
    near: tuple[Near, ...] = ()  # pairs of words that stand together
    patterns: tuple[Annotated[Text, AfterValidator(_is_pattern)], ...] = ()  # regular expressions, whatever the case
    countries: tuple[CountryCode, ...] = ()  # ISO 3166 alpha-2, of the party
    flag_states: tuple[CountryCode, ...] = ()  # of a ship
    calling_codes: tuple[Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,5}$")], ...] = ()  # without + or 00
    domains: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")], ...] = ()
    bic_countries: tuple[CountryCode, ...] = ()
    identifier_kinds: tuple[Text, ...] = ()
    tariff_codes: tuple[
        Annotated[Text, AfterValidator(_is_range)], ...
    ] = ()  # of the Harmonised System: heads of codes
    types: tuple[EntityType, ...] = ()  # only rows of these types; any where empty
    together_with: tuple[RuleId, ...] = ()  # one of these must be in the row too
    unless: Words = ()
    raises_risk: bool = True
    sources: tuple[SourceRef, ...] = ()

    @model_validator(mode="after")
    def _has_a_sign(self) -> Self:
        if not self.signs():
            raise ValueError(f"has no sign: give one of {', '.join(SIGNS)}")
        return self

    def signs(self) -> tuple[str, ...]:
        """The kinds of signs that the rule has."""
        return tuple(key for key in SIGNS if getattr(self, key))

    def looks_in(self) -> frozenset[str]:
        """The fields that its words and patterns are looked for in."""
        named = (GROUPS.get(field, (field,)) for field in self.fields)
        return frozenset(field for fields in named for field in fields)


SIGNS = (
    "words", "near", "patterns", "countries", "flag_states", "calling_codes", "domains", "bic_countries",
    "identifier_kinds", "tariff_codes",
)  # fmt: skip


class ShippedRule(Rule):
    """A rule of the shipped file: it may name a check, and it gives its sources.

    A ``context`` is no flag by itself: others are raised together with it.
    """

    check: Check | None = None
    any_of: tuple[RuleId, ...] = ()  # a sign of one of these rules is one of this
    context: bool = False

    def signs(self) -> tuple[str, ...]:
        """The kinds of signs that the rule has, those of shipped rules alone among them."""
        return (*super().signs(), *(key for key in ("check", "any_of") if getattr(self, key)))


class RedFlagsConfig(BaseModel):
    """``[red_flags]``: which of the shipped flags are not wanted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    off: tuple[RuleId, ...] = ()
