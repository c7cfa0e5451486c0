"""The entries of a screener by the ids that the web face gives them, and by the beginnings of their names' words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from screening.matching.parties import Party
from screening.screener import Screener
from screening.web.ftm.entity import (
    FtmEntity,
    first_seen,
    is_link,
    last_change,
    moment_of,
    properties_of,
    topics_of,
)

_KEPT = 4_000  # entries that are kept as entities of the model
_WORD = re.compile(r"\w+")


class Directory:
    """The entries in use. Not to be used by several threads at once."""

    def __init__(self, screener: Screener) -> None:
        self._entries = screener.entries
        self._days = {info.name: moment_of(info.as_of) for info in screener.lists}
        self._keys = list(self._entries.keys())
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_id: dict[str, int] = {}
        self._ids: dict[int, str] = {}  # where it is not the list's own
        for number, (watchlist, own) in enumerate(self._keys):
            self._numbers.setdefault((watchlist, own), number)
            if self._by_id.setdefault(own, number) != number:  # another list has an entry of that id
                self._ids[number] = f"{watchlist}:{own}"
                self._by_id.setdefault(self._ids[number], number)
        self.entity = lru_cache(maxsize=_KEPT)(self._entity)

    def __len__(self) -> int:
        return len(self._keys)

    def party(self, number: int) -> Party:
        """An entry as its list has it."""
        return self._entries[number]

    def number_of(self, watchlist: str, entry_id: str) -> int:
        """The number of a list's entry. Raises KeyError where there is none."""
        return self._numbers[watchlist, entry_id]

    def target(self, watchlist: str, entry_id: str) -> FtmEntity | str:
        """The entry that a relation of one on the same list leads to; its id where the list does not have it."""
        number = self._numbers.get((watchlist, entry_id))
        return entry_id if number is None else self.entity(number)

    def find(self, shown: str) -> int | None:
        """The number of the entry with an id of `FtmEntity`; None where there is none."""
        return self._by_id.get(shown)

    def first_of_party(self, number: int) -> int:
        """The number of the first entry of an entry's party: the same for all of them."""
        return self._entries.same_party(number)[0]

    def with_words(self, text: str) -> list[int]:
        """The numbers of the entries that have a name with a word for each word of a text, beginning with it.

        Those whose name begins with the text come first, shorter names before longer ones.
        """
        asked = [f" {word}" for word in _WORD.findall(_folded(text))]
        if not asked:
            return []
        found = self._names
        for word in sorted(asked, key=len, reverse=True):
            found = [one for one in found if word in one[1]]
        whole = "".join(asked)
        ordered = sorted((not name.startswith(whole), len(name), name, number) for number, name in found)
        return list(dict.fromkeys(number for *_, number in ordered))

    @cached_property
    def _names(self) -> list[tuple[int, str]]:
        """Each listed name after the number of its entry: its words in lower case, a space before each."""
        return [
            (number, "".join(f" {word}" for word in _WORD.findall(_folded(name))))
            for number, name in self._entries.names()
        ]

    def _entity(self, number: int) -> FtmEntity:
        """An entry as an entity of the model."""
        watchlist, entity = self._entries[number]
        others = [n for n in self._entries.same_party(number) if n != number]
        return FtmEntity(
            id=self._id(number),
            watchlist=watchlist,
            caption=entity.name,
            schema=entity.type,
            properties=properties_of(entity),
            datasets=_once([watchlist, *(self._keys[n][0] for n in others)]),
            referents=_once([*map(self._id, others), *(r for r in entity.references if not is_link(r))]),
            target=bool(topics_of(entity)),
            first_seen=first_seen(entity),
            last_seen=self._days[watchlist],
            last_change=last_change(entity),
        )

    def _id(self, number: int) -> str:
        return self._ids.get(number, self._keys[number][1])


def directory_of(screener: Screener) -> Directory:
    """The directory of a screener, made when it is first asked for."""
    found = _directories.get(screener)
    if found is None:
        found = _directories[screener] = Directory(screener)
    return found


_directories: WeakKeyDictionary[Screener, Directory] = WeakKeyDictionary()


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _folded(text: str) -> str:
    """The text without what letters are marked with, for comparing."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
