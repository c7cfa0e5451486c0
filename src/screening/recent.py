"""What was worked out of late, bounded: what is asked for again and again stays, what was asked for once goes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import islice
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

    def missing(self, keys: Iterable[K]) -> set[K]:
        """Those keys that have no entry; the entries of the others live on."""
        new, old = self._new, self._old
        not_new = {key for key in keys if key not in new}
        again = {key: old[key] for key in not_new if key in old}
        self.update(again)
        return not_new - again.keys() if again else not_new

    def update(self, entries: Mapping[K, V]) -> None:
        """Keep some entries, of many the first ones."""
        if len(entries) > self._least:
            entries = dict(islice(entries.items(), self._least))
        if len(self._new) + len(entries) > self._least:
            self._new, self._old = {}, self._new
        self._new.update(entries)


class Answers(dict[K, V]):
    """``answers[key]`` is what a function answers. It is asked where it was not of late: the keys used last are
    remembered, at most twice ``least`` of them.

    Of two generations the older one is dropped when the newer one is full, as in an order of use what is put in at
    once would have to be put in one by one. Threads may share one: what one of them loses is worked out again.
    """

    def __init__(self, answer: Callable[[K], V], least: int) -> None:
        super().__init__()
        self._answer = answer
        self._least = least
        self._older: Mapping[K, V] = {}

    def __missing__(self, key: K) -> V:
        known = self._older.get(key)
        answer = self._answer(key) if known is None else known
        self.add({key: answer})
        return answer

    def add(self, answers: Mapping[K, V]) -> None:
        """Remember these, too, of many the first ones."""
        if len(answers) > self._least:
            answers = dict(islice(answers.items(), self._least))
        if len(self) + len(answers) > self._least:
            self._older = self.copy()
            self.clear()
        self.update(answers)

    def missing(self, keys: Iterable[K]) -> list[K]:
        """Those keys whose answers are not remembered."""
        return [key for key in keys if key not in self and key not in self._older]
