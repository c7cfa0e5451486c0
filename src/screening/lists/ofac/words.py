"""What the words of OFAC's formats mean, as ``data/ofac_words.toml`` and ``data/ofac_sdn.toml`` tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from screening.lists.ofac.id_types import IdType, id_type, id_words

ISSUER = "US Department of the Treasury, Office of Foreign Assets Control (OFAC)"
AUTHORITY = "OFAC"  # of a designation
DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="

TYPES: Mapping[str, str] = {
    "Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane",
}  # fmt: skip
"""OFAC's types of parties, and ours."""


def entity_id(uid: str) -> str:
    """The id of the entity with OFAC's number ``uid``, the same in all of OFAC's formats."""
    return f"ofac-{uid}"


@lru_cache(maxsize=1024)  # far more than there are
def meaning_of(word: str) -> IdType:
    """What a word says of a party: a kind of number, a date, a country, or something that stays as text."""
    label = word.strip().rstrip(" :-")
    return _table().get(label) or id_type(label)


@cache
def script_code(name: str) -> str | None:
    """The ISO 15924 code of a script as OFAC calls it; None for Latin, and for one that is not known."""
    return _data()["scripts"].get(name) or None


def is_known_script(name: str) -> bool:
    """Whether OFAC's word for a script is one that was known when this was written."""
    return name in _data()["scripts"]


@cache
def legacy_labels() -> Sequence[str]:
    """The words that remarks of the legacy files may begin with, longest first."""
    data = _data()
    words = {*id_words(), *data["legacy"]["remarks"], *data["countries"], *data["remarks"], *data["dates"]["birth"]}
    return tuple(sorted(words, key=len, reverse=True))


def written_name(parts: Iterable[tuple[str, str]]) -> str:
    """A name as OFAC writes it, ``LAST NAME, First Name``, from its parts: (kind, text) in any order.

    A part of a kind that is not known stands at the end.
    """
    order = _data()["name_parts"]
    told = [(kind, text) for kind, text in parts if text]
    before = [text.upper() for wanted in order["before_comma"] for kind, text in told if kind == wanted]
    after = [text for wanted in order["after_comma"] for kind, text in told if kind == wanted]
    known = {*order["before_comma"], *order["after_comma"]}
    rest = [text for kind, text in told if kind not in known]
    groups = (" ".join(before), " ".join([*after, *rest]))
    return ", ".join(group for group in groups if group)


def kind_of_relation(text: str) -> str:
    """A relation as a kind of ours: ``Owned or Controlled By`` is ``owned_or_controlled_by``."""
    return "_".join(re.findall(r"[a-z0-9]+", text.casefold())) or "linked_to"


@cache
def _table() -> Mapping[str, IdType]:
    data = _data()
    table = {word: IdType("country", "", label) for word, label in data["countries"].items()}
    table |= {word: IdType("remark", "", label) for word, label in data["remarks"].items()}
    table |= {word: IdType("date", "birth", "Date of birth") for word in data["dates"]["birth"]}
    table |= {word: IdType("identifier", kind, word) for kind, words in data["identifiers"].items() for word in words}
    return table


@cache
def _data() -> Mapping[str, Any]:
    text = (files("screening") / "data" / "ofac_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
