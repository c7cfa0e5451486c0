"""Entries of several lists that are one party: by publishers' references and by identifiers, never by name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from screening.entities import Entity
from screening.matching.features import types_conflict
from screening.matching.identifiers import comparable
from screening.matching.packing import Columns
from screening.matching.parties import Party

# How publishers number an entry, in the ids of the lists read here and in the references that others give to them. No
# text is a number of two of them.
_REFERENCE = re.compile(
    r"""
    (?: UN[ -] )? (?P<UN> [A-Z]{2,3}[ie]\.\d{3} )  # permanent reference number
    | (?: EU[ ] )? (?P<EU> EU\.\d+\.\d+ )
    | OFAC[ -] (?P<OFAC> \d+ )
    | OFSI[ -] (?P<OFSI> \d+ )
    | UK[ -] (?P<UK> [A-Z]{3}\d{4} )  # of the UK Sanctions List
    | (?: AU | DFAT )[ -] (?P<AU> \d+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ISSUERS = tuple(f"{issuer} " for issuer in _REFERENCE.groupindex)
_OF_A_COUNTRY = frozenset({"number", "passport"})
"""Kinds of numbers that every country gives out anew: equal ones are one only where the country is known, and one."""


class LinkKey(NamedTuple):
    """What links two entries: ``text`` for comparing, ``shown`` for people."""

    text: str
    shown: str


def link_keys(entity: Entity) -> tuple[LinkKey, ...]:
    """What links an entry to those of other lists: references first, then identifiers."""
    found = {key.text: key for key in (*_references(entity), *_identifiers(entity))}
    return tuple(found.values())


def _references(entity: Entity) -> Iterator[LinkKey]:
    for text in (entity.id, *entity.references):
        if (found := _REFERENCE.fullmatch(text)) and (issuer := found.lastgroup):
            yield LinkKey(f"{issuer} {found[issuer].upper()}", f"{issuer} {found[issuer]}")


def _identifiers(entity: Entity) -> Iterator[LinkKey]:
    for identifier in entity.identifiers:
        if (key := comparable(identifier)) is None:
            continue
        kind, value = key
        country = identifier.country or ""
        if kind in _OF_A_COUNTRY and not country:
            continue
        shown = f"{identifier.kind.replace('_', ' ')} {identifier.value}"
        yield LinkKey(f"{kind} {country if kind in _OF_A_COUNTRY else ''} {value}", shown)


def why_same(entity: Entity, other: Entity) -> tuple[str, ...]:
    """The references and identifiers that two entries share, as people read them."""
    theirs = {key.text for key in link_keys(other)}
    return tuple(key.shown for key in link_keys(entity) if key.text in theirs)


def linked(parties: Sequence[Party]) -> list[list[int]]:
    """Groups of two and more parties (their numbers, in order) that are one.

    A key that stands twice in one list tells nobody apart and links none; a group has one entry of each list at most,
    and no two whose types cannot be one party's.
    """
    by_key: dict[str, list[int]] = {}
    for number, party in enumerate(parties):
        for key in link_keys(party.entity):
            by_key.setdefault(key.text, []).append(number)
    group: dict[int, list[int]] = {}
    for _, numbers in sorted(by_key.items(), key=lambda item: (_is_identifier(item[0]), item[0])):
        lists = [parties[n].watchlist for n in numbers]
        if len(numbers) < 2 or len(set(lists)) < len(lists):
            continue
        for other in numbers[1:]:
            _join(group, numbers[0], other, parties)
    return sorted({id(members): sorted(members) for members in group.values() if len(members) > 1}.values())


def _is_identifier(key: str) -> bool:
    return not key.startswith(_ISSUERS)


def _join(group: dict[int, list[int]], a: int, b: int, parties: Sequence[Party]) -> None:
    own, others = group.setdefault(a, [a]), group.setdefault(b, [b])
    if own is others:
        return
    lists = {parties[n].watchlist for n in own}
    if not lists.isdisjoint(parties[n].watchlist for n in others):
        return
    if any(types_conflict(parties[n].entity.type, parties[m].entity.type) for n in own for m in others):
        return
    own += others
    for number in others:
        group[number] = own


class SameParties:
    """The groups as columns, looked up by a party's number."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        starts: Sequence[int] = columns["starts"].tolist()
        members: Sequence[int] = columns["members"].tolist()
        groups = [tuple(members[a:b]) for a, b in pairwise(starts)]
        self._group = {number: group for group in groups for number in group}

    @staticmethod
    def columns(groups: Sequence[Sequence[int]]) -> Columns:
        """What the constructor takes, of groups as `linked` gives them."""
        return {
            "starts": np.cumsum([0, *map(len, groups)], dtype=np.int64),
            "members": np.array([number for group in groups for number in group], dtype=np.int64),
        }

    def of(self, number: int) -> tuple[int, ...]:
        """The numbers of all entries that are the party of that number, in order; itself alone for most."""
        return self._group.get(number, (number,))
