"""Processes that match: each opens the index that the first one made, and gives back results in the order of the rows.

The index is mapped from its file and not copied.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.errors import ScreeningError
from screening.index_cache import mapped
from screening.list_index import ListIndex
from screening.matching.facts import Facts, facts_of, party_of
from screening.matching.policy import load_policy
from screening.processes import Process, answering, cores
from screening.report.model import Hit
from screening.texts import speaking, spoken

_ALONE = "screen again with --workers 1"
_AHEAD = 3  # chunks under way for each process: enough that none waits, few enough that memory stays small

_ROWS_A_WORKER = 2000
"""Rows from which another process saves more time than it takes to start."""


def worthwhile(rows: int) -> int:
    """As many processes as it pays to use for so many rows: no more than there are cores that this one may use."""
    return min(cores(), rows // _ROWS_A_WORKER)


class Workers:
    """So many processes, with an index and a configuration, until the block ends."""

    def __init__(self, count: int, index: Path, config: Config) -> None:
        self._processes: list[Process] = []
        self._free: SimpleQueue[Process] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)
        try:
            for _ in range(count):
                process = Process("workers", (str(index), config, spoken()), _ALONE)
                self._processes.append(process)
                self._free.put(process)
        except ScreeningError:
            self._end(at_once=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(at_once=kind is not None)

    def _end(self, *, at_once: bool) -> None:
        if at_once:
            for process in self._processes:
                process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._processes:
            process.end()

    def found(
        self, chunks: Iterable[Sequence[Counterparty]], terms: Terms
    ) -> Iterator[tuple[Sequence[Counterparty], Sequence[tuple[Hit, ...]]]]:
        """Chunks of rows, in their order, each with what `Engine.found` gives for it."""
        waiting: deque[tuple[Sequence[Counterparty], Future[Sequence[tuple[Hit, ...]]]]] = deque()
        ahead = _AHEAD * len(self._processes)
        for chunk in chunks:
            waiting.append((chunk, self._threads.submit(self._one, chunk, terms)))
            if len(waiting) >= ahead:
                first, done = waiting.popleft()
                yield first, done.result()
        for rest, done in waiting:
            yield rest, done.result()

    def _one(self, chunk: Sequence[Counterparty], terms: Terms) -> Sequence[tuple[Hit, ...]]:
        places: dict[Facts, int] = {}  # rows that say the same are sent once
        asked = [places.setdefault(facts_of(party), len(places)) for party in chunk]
        process = self._free.get()
        try:
            hits: Mapping[int, tuple[Hit, ...]] = process.ask((list(places), terms))
        finally:
            self._free.put(process)  # one that has ended, too: who waits for it must hear of it
        return [hits.get(place, ()) for place in asked]


def serve() -> None:
    """What a worker process does: answers chunks on standard input until that ends."""
    with answering() as (received, send):
        path, config, texts = received()
        index = ListIndex.stored(mapped(Path(path)), load_policy(config.weights), Path(path))
        engine = Engine(index.matcher, config, index.ranks)
        gc.freeze()  # the index stays to the end: it need not be looked through for what can go
        with speaking(texts):
            while True:
                chunk, terms = received()
                found = engine.found(list(map(party_of, chunk)), terms)
                send({n: hits for n, hits in enumerate(found) if hits})
