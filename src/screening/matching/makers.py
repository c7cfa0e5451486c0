"""Who makes the parts of an index: this process, or several, each of which keeps the names that it analysed.

What comes of it does not hang on how many they are, nor on who of them did what.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import numpy as np

from screening.matching.numbering import Ints, put_together
from screening.matching.policy import Policy
from screening.matching.share import Described, Share, Spelling
from screening.matching.word_keys import WordKeys, Words, word_keys

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_PORTION = 500  # names that are given to one at once: few, so that all end at about the same time

_AHEAD = 1  # tasks that one of the others has, beside that which it works on: it need not wait for the next one

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Pending = Callable[[], T_co]
"""What others have begun: calling it, once, helps them, waits for them and gives what came of it."""


class Other(Protocol):
    """Another process that does the same kinds of work."""

    def tell(self, work: str, told: tuple[Any, ...]) -> None:
        """Give it work, be it done with what it was given before or not."""

    def answer(self) -> Any:
        """What came of the first work that this was not asked of."""


def work_of_one() -> Mapping[str, Callable[..., Any]]:
    """The kinds of work that each of the makers does, with names of its own."""
    share = Share()
    return {"analyse": share.analyse, "describe": share.describe, "keys": word_keys}


class Task(NamedTuple):
    """A part of some work, and the place of what comes of it."""

    place: int
    told: tuple[Any, ...]


class Makers:
    """This process, and ``others`` that do the same, for one index: names are analysed once, all together.

    ``threads`` has a thread for each of the others, and is None where there are none.
    """

    def __init__(
        self, work: Mapping[str, Callable[..., Any]], others: Sequence[Other] = (), threads: Executor | None = None
    ) -> None:
        self._work = work
        self._others = others
        self._threads = threads
        self._analysed: list[int] = []  # the places of the names, share by share

    def analyse(self, spellings: Sequence[Spelling], times: Sequence[int]) -> Pending[Counter[str]]:
        """Analyse names, each of which stands in the lists so often: how many names each word stands in."""
        starts = range(0, len(spellings), _PORTION)
        tasks = [Task(n, (spellings[n : n + _PORTION], times[n : n + _PORTION])) for n in starts]
        pending = self.shared_out("analyse", tasks)

        def counted() -> Counter[str]:
            counts: Counter[str] = Counter()
            for of_one in pending():
                for start, found in of_one:
                    self._analysed += range(start, min(start + _PORTION, len(spellings)))
                    counts.update(found)
            return counts

        return counted

    def describe(self, rarity: Mapping[str, Any], policy: Policy) -> Pending[tuple[Described, Ints]]:
        """What an index holds of all names that were analysed, and the place there of each of them."""
        told = (rarity, policy)

        def done_by(other: Other) -> Described:
            other.tell("describe", told)
            described: Described = other.answer()
            return described

        others = self._begun(done_by)

        def described() -> tuple[Described, Ints]:
            parts = [self._do("describe", told), *(future.result() for future in others)]
            places = np.empty(len(self._analysed), dtype=np.int64)
            places[self._analysed] = np.arange(len(self._analysed))
            return put_together(parts), places

        return described

    def keys(self, portions: Sequence[Words]) -> Sequence[WordKeys]:
        """The keys of each portion of words."""
        done = self.shared_out("keys", [Task(n, (portion,)) for n, portion in enumerate(portions)])()
        found = {place: keys for of_one in done for place, keys in of_one}
        return [found[n] for n in range(len(portions))]

    def shared_out(self, work: str, tasks: Sequence[Task]) -> Pending[list[list[tuple[int, Any]]]]:
        """Tasks, which the others begin with at once: what each of all has done, this process first. The first task is
        left to this process, as others may be starting still."""
        waiting: SimpleQueue[Task] = SimpleQueue()
        for task in tasks[1:]:
            waiting.put(task)

        def taken() -> Iterator[Task]:
            with suppress(Empty):
                while True:
                    yield waiting.get_nowait()

        def done_by(other: Other) -> list[tuple[int, Any]]:
            done: list[tuple[int, Any]] = []
            begun: deque[int] = deque()
            for task in taken():
                other.tell(work, task.told)
                begun.append(task.place)
                if len(begun) > _AHEAD:
                    done.append((begun.popleft(), other.answer()))
            return done + [(place, other.answer()) for place in begun]

        others = self._begun(done_by)

        def all_done() -> list[list[tuple[int, Any]]]:
            own = [(task.place, self._do(work, task.told)) for task in chain(tasks[:1], taken())]
            return [own, *(future.result() for future in others)]

        return all_done

    def meanwhile(self, what: Callable[[], Any]) -> None:
        """Do what is needed later on, if there are others who are busy with what this process will wait for."""
        if self._others:
            what()

    def _do(self, work: str, told: tuple[Any, ...]) -> Any:
        return self._work[work](*told)

    def _begun(self, what: Callable[[Other], T]) -> list[Future[T]]:
        """What each of the others has begun, a thread of this process waiting for it."""
        if self._threads is None:
            return []
        return [self._threads.submit(what, other) for other in self._others]
