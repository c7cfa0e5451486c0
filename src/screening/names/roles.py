"""What a word does in a name, and what it does where it stands by itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from screening.names import lexicon
from screening.names.initials import LETTERED
from screening.names.numerals import number_of
from screening.names.scripts import script_of

Role = Literal[
    "name", "syllable", "generic", "common", "place", "stop", "legal", "title", "initial", "number", "payment",
    "patronymic",
]  # fmt: skip
"""What a word does in a name.

``syllable`` are small words that are also names (Un, Il), ``patronymic`` the father's name behind a person's own (of
Slavic names, which leave it out as a rule), ``stop`` are articles and prepositions, ``payment`` the words
around a name."""

LIGHT: frozenset[Role] = frozenset({"stop", "legal", "title", "payment"})
"""Roles that say next to nothing about whose name it is."""

SMALL: frozenset[Role] = LIGHT | {"initial"}
OF_TRADE: frozenset[Role] = frozenset({"generic", "common", "place"})


@lru_cache(maxsize=8192)
def plain_role(text: str) -> Role:
    """The role of a folded word that stands by itself."""
    if text.isdecimal() or number_of(text) is not None:
        return "number"
    weight = lexicon.weight_class(text)
    if len(text) == 1 and text.isalpha():
        is_word = not text.isascii() and (weight == "stop" or script_of(text) not in LETTERED)
        return ("stop" if weight == "stop" else "name") if is_word else "initial"
    if text in lexicon.particles():
        return "stop"
    if weight is None and text in lexicon.legal_words():
        return "generic"
    match weight:
        case "stop":
            return "syllable" if lexicon.name_groups_of(text) else "stop"
        case "generic":
            return "generic"
        case "common":
            return "common"
        case "place":
            return "place"
    return "name"
