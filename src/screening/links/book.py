"""What the rows of a file may have in common, gathered while they are screened: 16 bytes a tie, ships by
number, and owners with their shares."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Self

import numpy as np

from screening.entities import Counterparty
from screening.links.ties import Tie, keys_of_all, ties_of
from screening.matching.identifiers import comparable
from screening.red_flags.ownership import Stake, stakes_of


class Sighting(NamedTuple):
    """A ship in a row: the row's place, and what it is called and flies there."""

    place: int
    field: str
    name: str
    flag: str


class SharedTie(NamedTuple):
    """What some rows seem to share, by its hash."""

    hash: int

    def of(self, party: Counterparty) -> list[Tie]:
        """The ties of a row that it is."""
        return [tie for tie in ties_of(party) if _hash(tie) == self.hash]


class Book:
    """The ties of rows, by their places in the file.

    Only a hash of each tie is kept, so that a large file costs little: who shares one is looked at again.
    """

    def __init__(self) -> None:
        self._count = 0
        self._hashes = array("q")
        self._places = array("q")
        self._ships: dict[str, list[Sighting]] = {}
        self._owned: dict[int, tuple[Stake, ...]] = {}

    @classmethod
    def of(cls, parties: Iterable[Counterparty]) -> Self:
        """A book of these rows."""
        book = cls()
        book.add(parties)
        return book

    def add(self, parties: Iterable[Counterparty]) -> None:
        """Gather the ties of the next rows."""
        told = tuple(parties)
        first, self._count = self._count, self._count + len(told)
        for kind, keys, places in keys_of_all(told):
            self._hashes.extend([hash((kind, key)) for key in keys if key])
            self._places.extend([first + place for key, place in zip(keys, places, strict=True) if key])
        for place, party in enumerate(told, first):
            if party.identifiers:
                self._see_ship(party, place)
            if party.other_names and (stakes := stakes_of(party)):
                self._owned[place] = stakes

    @property
    def ships(self) -> Mapping[str, list[Sighting]]:
        """The ships by IMO number."""
        return self._ships

    @property
    def owned(self) -> Mapping[int, tuple[Stake, ...]]:
        """The owners whose shares are told, by the places of the rows."""
        return self._owned

    def runs(self) -> Iterator[tuple[SharedTie, list[int]]]:
        """What two or more rows seem to share, with their places in order: equal hashes, not yet equal ties."""
        hashes = np.array(self._hashes, dtype=np.int64)
        places = np.array(self._places, dtype=np.int64)
        order = np.lexsort((places, hashes))
        hashes, places = hashes[order], places[order]
        starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.array([], np.int64)
        ends = np.r_[starts[1:], len(hashes)]
        for start, end in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
            run = list(dict.fromkeys(places[start:end].tolist()))
            if len(run) > 1:
                yield SharedTie(int(hashes[start])), run

    def holding(self, ties: Collection[tuple[str, str]]) -> list[int]:
        """The places of the rows that seem to have one of the ties (kind and key), in order."""
        wanted = np.array([hash(tie) for tie in ties], dtype=np.int64)
        held = np.isin(np.array(self._hashes, dtype=np.int64), wanted)
        places: list[int] = np.unique(np.array(self._places, dtype=np.int64)[held]).tolist()
        return places

    def _see_ship(self, party: Counterparty, place: int) -> None:
        numbers = [found[1] for i in party.identifiers if (found := comparable(i)) and found[0] == "imo"]
        if len(numbers) != 1:  # several ships in one row: whose name is whose?
            return
        field, name = next((("vessel", o.text) for o in party.other_names if o.field == "vessel"), ("", ""))
        if not name and party.type in (None, "Vessel"):
            field, name = "name", party.name
        flag = party.flag or (party.country if party.type == "Vessel" else "")
        self._ships.setdefault(numbers[0], []).append(Sighting(place, field, name, flag))


def _hash(tie: Tie) -> int:
    return hash(tie[:2])  # kind and key
