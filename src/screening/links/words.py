"""``link_words.toml`` as read: what is shared without meaning anything."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LinkWords:
    """See the comments in the file."""

    shared_mail: frozenset[str]
    second_labels: frozenset[str]
    ship_prefixes: frozenset[str]
    phone_remarks: frozenset[str]
    mail_remarks: frozenset[str]
    korean_most: frozenset[str]
    korean_many: frozenset[str]
    korean_given: frozenset[str]
    han_most: frozenset[str]
    han_many: frozenset[str]


@cache
def link_words() -> LinkWords:
    """The words of the file."""
    data = tomllib.loads((files("screening") / "data" / "link_words.toml").read_text(encoding="utf-8"))
    return LinkWords(**{key: frozenset(words) for key, words in data.items()})
