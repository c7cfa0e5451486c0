"""Whether two addresses are one: by the words and house numbers that tell one street from another."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from screening.names.countries import country_code
from screening.names.lexicon import weight_class
from screening.names.reference import common_address_words
from screening.names.tokens import normal_text, tokenise

Agreement = Literal["same", "same_place", "other", "other_place"]
"""One address; nothing but the city to compare, and that is the same; another address; one in another city."""

_SHORTEST = 3  # letters of a word that tells a street
_POSTCODE = 5  # digits from which a number is a postcode, which half of all addresses leave out


class AddressWords(NamedTuple):
    """The words of an address that tell it from others, its house numbers, and its cities and regions."""

    words: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=4096)
def address_words(text: str, city: str = "") -> AddressWords:
    """The telling words of an address; ``city`` stands apart in some sources."""
    if _is_country(text):
        text = ""  # no more than that
    folded = [t.text for t in tokenise(normal_text(text))[0]]
    towns = {t.text for t in tokenise(normal_text(city))[0]} - common_address_words()
    telling = [w for w in folded if w not in common_address_words() and w not in towns]
    places = towns | {w for w in telling if weight_class(w) == "place" or country_code(w)}  # a country tells no street
    return AddressWords(
        words=frozenset(w for w in telling if w not in places and not _has_digit(w) and len(w) >= _SHORTEST),
        numbers=frozenset(w for w in telling if _has_digit(w) and len(w) < _POSTCODE),
        places=frozenset(w for w in places if not _is_country(w)),
    )


def compare(own: AddressWords, listed: AddressWords, agrees: float) -> Agreement | None:
    """How two addresses stand to each other; None where there is nothing to compare.

    They are one where the shorter one's telling words are in the other to a share of ``agrees`` (0 to 1), and neither
    house number nor city contradicts.
    """
    apart = bool(own.places and listed.places) and own.places.isdisjoint(listed.places)
    if own.words and listed.words:
        shared = len(own.words & listed.words) / min(len(own.words), len(listed.words))
        houses = not own.numbers or not listed.numbers or bool(own.numbers & listed.numbers)
        if shared >= agrees and houses and not apart:
            return "same"
        return "other_place" if apart else "other"
    if own.places and listed.places:
        return "other_place" if apart else "same_place"
    return None


def _is_country(text: str) -> bool:
    """Whether a text is a country, and not a city as well."""
    code = country_code(text)
    return code is not None and code not in _CITY_STATES


_CITY_STATES = frozenset({"DJ", "GI", "HK", "KW", "LU", "MC", "MO", "PA", "SG"})


def _has_digit(word: str) -> bool:
    return any(map(str.isdecimal, word))
