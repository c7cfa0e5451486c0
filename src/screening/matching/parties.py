"""The listed parties as the index keeps them: as text, read again when one of them is a hit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np

from screening.entities import Entity, Watchlist
from screening.matching.packing import Columns

_ID = b'{"id":"'  # how the JSON of an entry begins
_KEPT = 4_000  # parties that are kept ready


class Party(NamedTuple):
    """A listed party and the name of the watchlist that it stands on."""

    watchlist: str
    entity: Entity


Keep = Callable[[Party], bool]
"""Says of an entry whether it counts."""


class Parties(Protocol):
    """The parties of all watchlists in use, numbered."""

    def __getitem__(self, number: int, /) -> Party:
        """One of them."""

    def __len__(self) -> int:
        """How many there are."""


def parties_of(watchlists: Sequence[Watchlist]) -> list[Party]:
    """All parties, list by list."""
    return [Party(w.name, e) for w in watchlists for e in w.entities]


def stored(watchlists: Sequence[Watchlist]) -> Columns:
    """The watchlists and their parties as columns."""
    texts = [e.model_dump_json(exclude_defaults=True).encode() for w in watchlists for e in w.entities]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return {
        "heads": [w.model_dump_json(exclude={"entities"}) for w in watchlists],
        "counts": np.array([len(w.entities) for w in watchlists], dtype=np.int64),
        "name_counts": np.array([sum(len(e.names) for e in w.entities) for w in watchlists], dtype=np.int64),
        "kinds": sorted({i.kind for w in watchlists for e in w.entities for i in e.identifiers}),
        "ends": ends,
        "entities": np.frombuffer(b"".join(texts), dtype=np.uint8),
    }


class StoredParties:
    """The parties in columns made by `stored`, read one by one."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self.heads = tuple(Watchlist.model_validate_json(head) for head in columns["heads"])
        self.counts: Sequence[int] = columns["counts"].tolist()
        self._lists = np.repeat(np.arange(len(self.heads)), columns["counts"])
        self.name_counts: Sequence[int] = columns["name_counts"].tolist()
        self.kinds: frozenset[str] = frozenset(columns["kinds"])
        self._ends = columns["ends"]
        self._entities = columns["entities"]
        self._party = lru_cache(maxsize=_KEPT)(self._read)

    def __getitem__(self, number: int, /) -> Party:
        return self._party(number)

    def __len__(self) -> int:
        return len(self._lists)

    def watchlists(self) -> tuple[Watchlist, ...]:
        """The watchlists, every party read."""
        found, start = [], 0
        for head, count in zip(self.heads, self.counts, strict=True):
            entities = tuple(self[number].entity for number in range(start, start + count))
            found.append(head.model_copy(update={"entities": entities}))
            start += count
        return tuple(found)

    def text(self, number: int) -> bytes:
        """A party's entry as JSON: two entries are the same where their texts are."""
        text: bytes = self._entities[self._ends[number] : self._ends[number + 1]].tobytes()
        return text

    def texts(self) -> list[bytes]:
        """`text` of each party, in order."""
        data = self._entities.tobytes()
        return [data[start:end] for start, end in pairwise(self._ends.tolist())]

    def keys(self) -> Iterator[tuple[str, str]]:
        """The name of each party's list and the id of its entry, in order."""
        names = [head.name for head in self.heads]
        for of_list, text in zip(self._lists.tolist(), self.texts(), strict=True):
            yield names[of_list], _id_of(text)

    def _read(self, number: int) -> Party:
        return Party(self.heads[int(self._lists[number])].name, Entity.model_validate_json(self.text(number)))


def _id_of(text: bytes) -> str:
    """The id in an entry's JSON, which begins with it."""
    if text.startswith(_ID):
        written = text[len(_ID) : text.find(b'"', len(_ID))]
        if b"\\" not in written:
            return written.decode()
    entity_id: str = json.loads(text)["id"]
    return entity_id


def entry_names(parties: Parties, wanted: Set[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """The primary names of entries by the name of their list and their id; unknown ones are left out."""
    return {key: parties[n].entity.name for n, key in enumerate(entry_keys(parties)) if key in wanted}


def entry_keys(parties: Parties) -> Iterator[tuple[str, str]]:
    """The name of each party's list and the id of its entry, in order; of stored ones, without reading the rest."""
    if isinstance(parties, StoredParties):
        yield from parties.keys()
    else:
        yield from ((party.watchlist, party.entity.id) for party in map(parties.__getitem__, range(len(parties))))
