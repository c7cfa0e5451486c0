"""Countries as published lists write them: by name, nationality or code, and with a note in brackets behind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from screening.names.countries import country_code

_LONGEST = 200  # letters of a text that may name a country: three times the longest official form
_NOTED = re.compile(r"([^(]*[^(\s])\s*\((.+)\)\.?")


class Place(NamedTuple):
    """A country's alpha-2 code, or the text where it names none; ``note`` is what the list says beside it."""

    country: str
    note: str = ""


@lru_cache(maxsize=4096)  # some two hundred countries, named in a hundred thousand places
def country_of(text: str) -> str | None:
    """The ISO 3166 alpha-2 code of the country that a text names; None where it names none, or may name several."""
    return country_code(text.strip(" .,")) if len(text) <= _LONGEST else None


def place_of(text: str) -> Place:
    """The country in an address: of "Iraq (previous address)" the code, and the words in brackets as the note."""
    if code := country_of(text):
        return Place(code)
    found = _NOTED.fullmatch(text)
    code = country_of(found[1]) if found else None
    return Place(code, found[2]) if found and code else Place(text)
