"""What entries of lists have that a row may have, too: addresses, telephone numbers, mail and web addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from screening.entities import Counterparty, Entity
from screening.links.keys import address_key
from screening.links.telephone import dialled, from_abroad, same
from screening.links.ties import Tie, mail_ties, phone_ties, ties_of
from screening.links.words import link_words
from screening.matching.packing import Columns
from screening.matching.parties import Parties
from screening.names.countries import country_code
from screening.report.model import Link, Result

_NUMBER = re.compile(r"\(?\+?\d[\d ().-]{6,}\d")
"""A telephone number. One without a plus is anybody's, but for a valid one of a country that the entry names."""

_ITEM = re.compile(r"(?:^|\s)\(\d{1,2}\)(?=\s)")
"""How remarks number what they have several of: (1) +963 ... (2) +963 ..."""

Contact = tuple[str, str]
"""A kind of tie and its key."""

Fact = tuple[str, str, tuple[tuple[str, str, str], ...]]
"""A contact, and whose it is: list, id and name of each entry, in the order of the lists; links name the first."""


class Contacts:
    """The contacts of all entries, by which rows are linked to entries that they have no hit on."""

    def __init__(self, parties: Parties, columns: Columns | None = None) -> None:
        """``columns`` are those that another one gave for the same parties; without them the parties are read."""
        self._parties = parties
        self._given = columns

    @cached_property
    def columns(self) -> Columns:
        """The contacts, each with the number of an entry that has it."""
        if self._given is not None:
            return self._given
        found = sorted({(tie.kind, tie.key, n) for n in range(len(self._parties)) for tie in self._ties(n)})
        return {
            "contacts": [f"{kind} {key}" for kind, key, _ in found],
            "entries": np.array([number for _, _, number in found], dtype=np.int64),
        }

    @cached_property
    def _entries(self) -> Mapping[Contact, Sequence[int]]:
        entries: dict[Contact, list[int]] = defaultdict(list)
        numbers = np.asarray(self.columns["entries"]).tolist()
        for contact, number in zip(self.columns["contacts"], numbers, strict=True):
            kind, _, key = contact.partition(" ")
            entries[kind, key].append(number)
        return entries

    def known(self) -> frozenset[Contact]:
        """All contacts."""
        return frozenset(self._entries)

    def facts(self) -> frozenset[Fact]:
        """All contacts, each with the entries that have it: what links to entries are made of."""
        return frozenset((*contact, tuple(map(self._owner, numbers))) for contact, numbers in self._entries.items())

    def _owner(self, number: int) -> tuple[str, str, str]:
        party = self._parties[number]
        return party.watchlist, party.entity.id, party.entity.name

    def links(self, party: Counterparty, result: Result) -> Iterator[tuple[int, Link]]:
        """What a row has in common with entries that it has no hit on, each with the number of the entry.

        Of several entries with one contact, the first is told.
        """
        hits = (*result.hits, *result.excluded_hits)
        own = {(hit.watchlist, hit.entity_id) for hit in hits}
        own |= {(other.watchlist, other.entity_id) for hit in hits for other in hit.also_listed}
        for tie in ties_of(party):
            numbers = self._entries.get((tie.kind, tie.key), ())
            number = next((n for n in numbers if self._has(n, tie, party.country)), None)
            if number is None:
                continue
            listed = self._parties[number]
            if own.isdisjoint((p.watchlist, p.entity.id) for p in map(self._parties.__getitem__, numbers)):
                yield number, Link(
                    kind=tie.kind, field=tie.field, value=tie.value, rows=1, watchlist=listed.watchlist,
                    entity_id=listed.entity.id, entity_name=listed.entity.name,
                )  # fmt: skip

    def _has(self, number: int, tie: Tie, country: str) -> bool:
        """Whether the entry has what the row has: of telephone numbers the keys are but the last digits."""
        if tie.kind != "phone":
            return True
        theirs = (dialled(other.value, "") for other in self._ties(number) if other.key == tie.key)
        return any(same(dialled(tie.value, country), one) for one in theirs)

    def _ties(self, number: int) -> Iterator[Tie]:
        return contact_ties(self._parties[number].entity)


def contact_ties(entity: Entity) -> Iterator[Tie]:
    """The contacts of an entry: its addresses, and what its remarks tell as ``Phone: ...; Website: ...``."""
    for address in entity.addresses:
        text = ", ".join(part for part in (address.text, address.city) if part)
        if key := address_key(text):
            yield Tie("address", key, "address", text)
    words = link_words()
    for remark in (entity.remarks or "").split(";"):
        what, _, told = remark.partition(":")
        label = what.strip().casefold()
        if label in words.phone_remarks:
            for number in _numbers(_ITEM.sub(";", told), entity):
                yield from phone_ties(number)
        elif label in words.mail_remarks:
            yield from mail_ties(told)


def _numbers(text: str, entity: Entity) -> Iterator[str]:
    """The telephone numbers of a remark in international form; without a plus, those of the entry's own countries."""
    places = (country_code(address.country) for address in entity.addresses if address.country)
    countries = tuple(dict.fromkeys((*entity.countries, *filter(None, places))))
    for number in _NUMBER.findall(text):
        if "+" in number:
            yield number
        elif told := from_abroad(number, countries):
            yield told
