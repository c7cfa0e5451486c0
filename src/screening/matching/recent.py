"""What was worked out of late, bounded: what is asked for again and again stays, what was asked for once goes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The entries used last, at least ``least`` of them and at most twice as many.

    Two generations, of which the older one is dropped when the newer one is full: quicker than an order of use, where
    many entries are put in at once.
    """

    def __init__(self, least: int) -> None:
        self._least = least
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The entry, which lives on for having been asked for; None where there is none."""
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep an entry."""
        if len(self._new) >= self._least:
            self._new, self._old = {}, self._new
        self._new[key] = value
