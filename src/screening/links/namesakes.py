"""Whether two rows that name a person of one name may mean one person: what a common name says alone is nothing."""

from __future__ import annotations

from functools import lru_cache
from math import prod

from screening.entities import Counterparty
from screening.links.ties import ties_of
from screening.links.words import link_words
from screening.names.countries import country_code
from screening.names.reference import word_frequencies

_IN = 10_000  # names in which words are counted
_COMMON = 1e-6
"""Share of people with a name, beyond which two in one file may well be two: one in a million has a hundred namesakes
in a country, and a book names tens of thousands of people of the same few countries."""
_VERY_COMMON = 4e-6
"""Beyond this the same country says nothing either: John Smith, Wang Wei, Maria Garcia."""

_HANGUL_NAME = 3  # syllables of nearly all names of persons
_SYLLABLES = 2  # of a given name
_LONGEST = 6  # Latin letters of a syllable
_CHINESE_NAME = 3  # characters, at most
_JAPANESE_NAME = 4  # characters of most


def may_be_one_person(key: str, one: Counterparty, other: Counterparty) -> bool:
    """Whether two rows that have the name ``key`` (`ties.name_key`) may mean one party.

    They may where the name is rare, or not all of it is known as a person's; where it is common, if the rows have the
    same country; where it is very common, if they have a number, a telephone, an address ... in common.
    """
    share = share_of_people(key)
    if share < _COMMON:
        return True
    if share < _VERY_COMMON and (country := country_code(one.country)) and country == country_code(other.country):
        return True
    facts = ({(tie.kind, tie.key) for tie in ties_of(party) if tie.kind != "party"} for party in (one, other))
    return not next(facts).isdisjoint(next(facts))


@lru_cache(maxsize=4096)
def share_of_people(key: str) -> float:
    """About which share (0 to 1) of people has the words of a name; 0 where one of them is not known as a person's.

    Words count as if they were drawn each for itself, so that a name of many words is told to be rarer than it is; but
    names of Korea, China and Japan are made of few parts: there the family's name tells how common they are.
    """
    rates = word_frequencies()["person"]
    counted = prod(rates.get(word, 0.0) / _IN for word in key.split())
    return max(counted, _share_of_family(key))


def _share_of_family(key: str) -> float:
    words = link_words()
    if _of_korea(key, words.korean_most) or (len(key) <= _CHINESE_NAME and key[0] in words.han_most):
        return _VERY_COMMON
    if _of_korea(key, words.korean_many) or (len(key) <= _JAPANESE_NAME and key[:2] in words.han_many):
        return _COMMON
    return 0.0


def _of_korea(key: str, families: frozenset[str]) -> bool:
    """Whether the words are a family's name and one or two syllables of a given name, in whichever order."""
    if not key.isascii():
        return len(key) == _HANGUL_NAME and key[0] in families
    given = link_words().korean_given
    words = key.split()
    for place, family in enumerate(words):
        others = words[:place] + words[place + 1 :]
        if family in families and 1 <= len(others) <= _SYLLABLES:
            if all(word in given for word in others):
                return True
            if len(others) == 1 and any(
                others[0][:at] in given and others[0][at:] in given for at in range(1, _LONGEST + 1)
            ):
                return True
    return False
