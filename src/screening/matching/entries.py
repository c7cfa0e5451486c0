"""The entries of all lists in use, for those who look one up or look through them all."""

from __future__ import annotations

from collections.abc import Iterator

from screening.matching.listed import ListedNames
from screening.matching.parties import Parties, Party, entry_keys
from screening.matching.same_party import SameParties


class Entries:
    """The entries of all lists, numbered list by list; each is read when it is asked for."""

    def __init__(self, parties: Parties, same: SameParties, names: ListedNames) -> None:
        self._parties = parties
        self._same = same
        self._names = names

    def __len__(self) -> int:
        return len(self._parties)

    def __getitem__(self, number: int, /) -> Party:
        return self._parties[number]

    def keys(self) -> Iterator[tuple[str, str]]:
        """The name of each entry's list and its id there, in the order of their numbers."""
        return entry_keys(self._parties)

    def names(self) -> Iterator[tuple[int, str]]:
        """Every listed name, after the number of its entry; an entry's names need not stand together."""
        return ((self._names[n].owner, text) for n, text in enumerate(self._names.texts))

    def same_party(self, number: int) -> tuple[int, ...]:
        """The numbers of all entries that are one party with this one, in order; itself among them."""
        return self._same.of(number)
