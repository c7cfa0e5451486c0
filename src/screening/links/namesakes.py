"""Whether two rows that name a person of one name may mean one person: what a common name says alone is nothing."""

from __future__ import annotations

from functools import lru_cache
from math import prod

from screening.entities import Counterparty
from screening.links.ties import ties_of
from screening.names.countries import country_code
from screening.names.reference import word_frequencies

_IN = 10_000  # names in which words are counted
_COMMON = 1e-6
"""Share of people with a name, beyond which two in one file may well be two: one in a million has a hundred namesakes
in a country, and a book names tens of thousands of people of the same few countries."""
_VERY_COMMON = 4e-6
"""Beyond this the same country says nothing either: John Smith, Wang Wei, Maria Garcia."""


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

    Words count as if they were drawn each for itself, so that a name of many words is told to be rarer than it is.
    """
    rates = word_frequencies()["person"]
    return prod(rates.get(word, 0.0) / _IN for word in key.split())
