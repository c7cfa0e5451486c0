"""What a function answers, remembered and bounded; the answers to many questions may be put in at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import islice
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


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
        self.older: Mapping[K, V] = {}

    def __missing__(self, key: K) -> V:
        known = self.older.get(key)
        answer = self._answer(key) if known is None else known
        self.add({key: answer})
        return answer

    def add(self, answers: Mapping[K, V]) -> None:
        """Remember these, too, of many the first ones."""
        if len(answers) > self._least:
            answers = dict(islice(answers.items(), self._least))
        if len(self) + len(answers) > self._least:
            self.older = self.copy()
            self.clear()
        self.update(answers)
