"""What an entry of the US Consolidated Screening List says of a party.

A party that several of the lists in it name under one number is one party: what its entries repeat is told once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from functools import cache

from screening.lists.ofac.dates import in_words
from screening.lists.ofac.links import linked_names
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import meaning_of
from screening.lists.us.csl_entry import Entry, fields, table
from screening.lists.us.csl_names import read_name

_TREASURY = "Treasury"
_NEW_YEAR = re.compile(r"\d{4}-01-01", re.ASCII)


class Listed:
    """A party with the entries that are about it."""

    def __init__(self, first: Entry, counts: Counter[str]) -> None:
        self.where = first.where
        self.number = first.values.get("entity_number", "")
        self.is_ofac = bool(self.number) and _TREASURY in first.values.get("source", "")
        self.id = first.id
        self.party = Party(counts)
        self.links: list[str] = []
        self._seen: set[Hashable] = set()

    @property
    def key(self) -> str:
        """What tells the party from others: OFAC's number, or the list's own of an entry."""
        return f"ofac-{self.number}" if self.is_ofac else f"csl-{self.id}" if self.id else f"csl-{self.where}"

    def take(self, entry: Entry) -> None:
        """Take in what an entry says."""
        self._add_names(entry)
        party, values = self.party, entry.values
        if self._is_new("type", values.get("type")) and "type" in values:
            party.set_type(values["type"])
        for field, label in table()["remarks"].items():
            party.remarks.add(label, values.get(field, ""))
        for text in entry.lists.get("dates_of_birth", ()):
            if self._is_new("birth", text):
                self._add_date("Birthdate", text)
        for field, word in table()["statements"].items():
            for text in (*entry.lists.get(field, ()), values.get(field, "")):
                if text and self._is_new(word, text):
                    party.add(word, text)
        for found in entry.numbers:
            if not self._is_new("number", found.word, found.value, found.country, tuple(found.notes)):
                continue
            if meaning_of(found.word).use == "date":
                self._add_date(found.word, found.value)
            else:
                party.add(found.word, found.value, country=found.country, notes=found.notes)
        for place in entry.places:
            if self._is_new("place", tuple(place.parts), place.city, place.country):
                party.add_address(place.parts, place.city, place.country)
        self._add_listing(entry)
        for field, text in values.items():
            if field not in _known():
                party.remarks.add(field, text)
        if text := values.get("remarks", ""):
            party.remarks.add("", text)
            self.links += linked_names(text)

    def _is_new(self, *told: Hashable) -> bool:
        """Whether no entry has said this yet."""
        is_new = told not in self._seen
        self._seen.add(told)
        return is_new

    def _add_names(self, entry: Entry) -> None:
        names = [entry.values.get("name", ""), *entry.lists.get("alt_names", ())]
        for number, text in enumerate(names, 1):
            found = read_name(text.removeprefix("and ") if 2 < number == len(names) else text)
            for name, kind in found.names:
                self._add_name(name, kind)
            for said in found.said:
                self.party.remarks.add("Of the names", said)
            for country in found.countries:
                self.party.add_country("Nationality", country)
            if found.is_person and self._is_new("type", "Individual"):
                self.party.set_type("Individual")

    def _add_name(self, text: str, kind: str) -> None:
        if not self._is_new("name", text):
            return
        if self.party.name:
            self.party.add_alias(text, kind)
        else:
            self.party.add_primary(text)

    def _add_date(self, word: str, text: str) -> None:
        """A date under OFAC's word. The list writes the first day of a period: of "1984 to 1985" 1984-01-01."""
        if _NEW_YEAR.fullmatch(text):
            self.party.add(word, text[:4])
            self.party.remarks.add(meaning_of(word).label, text)
        else:
            self.party.add(word, in_words(text, text) or text)

    def _add_listing(self, entry: Entry) -> None:
        """That an agency put the party on one of its lists, which counts as a programme."""
        values = entry.values
        which, _, agency = values.get("source", "").rpartition(" - ")
        until = f"until {values['end_date']}" if "end_date" in values else ""
        start = values.get("start_date", "")
        if start and not in_words(start, start):
            self.party.remarks.add("Start date", start)
            start = ""
        self.party.add_event(
            "designated",
            date=start or None,
            by=agency,
            programme=which or agency,
            note=until,
            reference=values.get("federal_register_notice"),
        )
        self.party.add_programmes([*entry.lists.get("programs", ()), which or agency])
        for field in ("source_list_url", "source_information_url"):
            if values.get(field):
                self.party.add_reference(values[field])


@cache
def _known() -> frozenset[str]:
    told = fields()
    return frozenset({*told["read"], *told["id"], *told["lists"], *table()["statements"], *table()["remarks"]})
