"""Processes that match: each opens the index that the first one made, and gives back results in the order of the rows.

The index is mapped from its file and not copied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from screening.collector import collector_held
from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.index_cache import mapped
from screening.list_index import ListIndex
from screening.matching.facts import Facts, facts_of, parties_of
from screening.matching.policy import load_policy
from screening.processes import Process, answering
from screening.report.model import Hit
from screening.texts import speaking, spoken

_ALONE = "screen again with --workers 1"
_ANYBODY = Counterparty(name="Anybody Tradng Company Limited", country="KP")
_AHEAD = 3  # chunks under way for each process: enough that none waits, few enough that memory stays small


class _Worker:
    """A process, with what it was asked and has not answered."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.thread = ThreadPoolExecutor(1)  # which waits for the answers, in their order
        self._asked: list[Future[Any]] = []

    def under_way(self) -> int:
        """How many chunks it has still to answer."""
        self._asked = [answer for answer in self._asked if not answer.done()]
        return len(self._asked)

    def ask(self, message: Any) -> Future[Any]:
        """Ask for the answer to a message, be those before it answered or not: so it need not wait for the next."""
        self.process.tell(message)
        self._asked.append(self.thread.submit(self.process.answer))
        return self._asked[-1]


class Workers:
    """So many processes, with an index and a configuration, until the block ends."""

    def __init__(self, count: int, index: Path, config: Config) -> None:
        self._workers: list[_Worker] = []
        self._told = (str(index), config, spoken())
        self.have(count)

    def have(self, count: int) -> None:
        """Be so many: further ones are started, those that are too many are ended."""
        try:
            while len(self._workers) < count:
                self._workers.append(_Worker(Process("workers", self._told, _ALONE)))
        except BaseException:  # of whatever kind: those that stand already would be left behind
            self._end()
            raise
        self._end(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def _end(self, but: int = 0) -> None:
        ended, self._workers = self._workers[but:], self._workers[:but]
        for worker in ended:
            worker.process.kill()  # before the threads are waited for, which wait for its answers
        for worker in ended:
            worker.thread.shutdown(wait=True, cancel_futures=True)
            worker.process.end()

    def found(
        self, chunks: Iterable[Sequence[Counterparty]], terms: Terms
    ) -> Iterator[tuple[Sequence[Counterparty], Sequence[tuple[Hit, ...]]]]:
        """Chunks of rows, in their order, each with what `Engine.found` gives for it."""
        waiting: deque[tuple[Sequence[Counterparty], Sequence[int], Future[Mapping[int, tuple[Hit, ...]]]]] = deque()

        def first() -> tuple[Sequence[Counterparty], Sequence[tuple[Hit, ...]]]:
            chunk, places, answer = waiting.popleft()
            hits = answer.result()
            return chunk, [hits.get(place, ()) for place in places]

        ahead = _AHEAD * len(self._workers)
        for chunk in chunks:
            asked: dict[Facts, int] = {}  # rows that say the same are sent once
            places = [asked.setdefault(facts_of(party), len(asked)) for party in chunk]
            waiting.append((chunk, places, min(self._workers, key=_Worker.under_way).ask((list(asked), terms))))
            if len(waiting) >= ahead:
                yield first()
        while waiting:
            yield first()


def serve() -> None:
    """What a worker process does: answers chunks on standard input until that ends."""
    with answering() as (received, send):
        path, config, texts = received()
        index = ListIndex.stored(mapped(Path(path)), load_policy(config.weights), Path(path))
        engine = Engine(index.matcher, config, index.ranks)
        engine.matcher.match(_ANYBODY, threshold=100.0, max_hits=1)  # makes tables of words while the rows are read
        with speaking(texts), collector_held():  # nothing holds cycles: neither the index nor what is found
            while True:
                chunk, terms = received()
                found = engine.found_on_distinct(parties_of(chunk), terms)
                send({n: hits for n, hits in enumerate(found) if hits})
