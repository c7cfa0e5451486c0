"""What OFAC's id types mean, as ``data/ofac_sdn.toml`` tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, NamedTuple


class IdType(NamedTuple):
    """What is done with an id of a type, under which kind of number or of date, and what the type is called."""

    use: Literal["identifier", "date", "country", "remark"]
    key: str
    label: str


@lru_cache(maxsize=1024)  # far more than there are
def id_type(text: str) -> IdType:
    """The meaning of an id type as published; one that is not known is a remark."""
    label = text.rstrip(" :-")
    table = _table()
    if label in table:
        return table[label]
    prefixes: Mapping[str, str] = _data()["identifier_prefixes"]
    kind = next((kind for prefix, kind in prefixes.items() if label.startswith(prefix)), None)
    return IdType("identifier", kind, label) if kind else IdType("remark", "", label)


@cache
def vessel_labels() -> Mapping[str, str]:
    """The elements of a vessel that are no numbers, and what remarks call them."""
    return MappingProxyType(_data()["vessel"])


@cache
def id_words() -> frozenset[str]:
    """The types that are known, and the beginnings of those that are known by their beginning."""
    return frozenset({*_table(), *_data()["identifier_prefixes"]})


@cache
def _table() -> Mapping[str, IdType]:
    data = _data()
    table = {name: IdType("country", "", name) for name in data["countries"]["types"]}
    table |= {name: IdType("date", key, name) for key, names in data["dates"].items() for name in names}
    table |= {name: IdType("identifier", kind, name) for kind, names in data["identifiers"].items() for name in names}
    return table


@cache
def _data() -> Mapping[str, Any]:
    text = (files("screening") / "data" / "ofac_sdn.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
