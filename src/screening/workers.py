"""Processes that match: each opens the index that the first one made, and gives back results in the order of the rows.

They are started as programs of their own, and not as copies of this process, so that a script which calls the library
needs no guard, threads do no harm, and the index is mapped from its file and not copied.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Self

from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.errors import ScreeningError
from screening.index_cache import mapped
from screening.list_index import ListIndex
from screening.matching.facts import Facts, facts_of, party_of
from screening.matching.policy import load_policy
from screening.report.model import Hit
from screening.texts import speaking, spoken

_ALONE = "screen again with --workers 1"
_LENGTH = 8  # bytes of the number that stands before each message
_AHEAD = 3  # chunks under way for each process: enough that none waits, few enough that memory stays small

_ROWS_A_WORKER = 2000
"""Rows from which another process saves more time than it takes to start."""


def worthwhile(rows: int) -> int:
    """As many processes as it pays to use for so many rows: no more than there are cores that this one may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, rows // _ROWS_A_WORKER)


class Workers:
    """So many processes, with an index and a configuration, until the block ends."""

    def __init__(self, count: int, index: Path, config: Config) -> None:
        command = [
            sys.executable,
            "-P",
            "-c",
            "from screening.workers import serve; serve()",
        ]  # -P: not from this folder
        paths = os.pathsep.join(p for p in sys.path if p)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)
        try:
            for _ in range(count):
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
                )
                self._processes.append(process)
                _send(process.stdin, (str(index), config, spoken()))
                self._free.put(process)
        except OSError as error:
            self._end(at_once=True)
            reason = error.strerror or type(error).__name__
            raise ScreeningError(
                f"a worker process could not be started: {reason}", hint=_ALONE, code="worker"
            ) from None

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
            with suppress(OSError):
                if process.stdin is not None:
                    process.stdin.close()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

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
            _send(process.stdin, (list(places), terms))
            hits: Mapping[int, tuple[Hit, ...]] = _received(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            process.kill()
            code = process.wait()
            raise ScreeningError(f"a worker process ended with status {code}", hint=_ALONE, code="worker") from None
        finally:
            self._free.put(process)  # one that has ended, too: who waits for it must hear of it
        return [hits.get(place, ()) for place in asked]


def serve() -> None:
    """What a worker process does: answers chunks on standard input until that ends."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that prints may get between the answers
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        path, config, texts = _received(source)
        index = ListIndex.stored(mapped(Path(path)), load_policy(config.weights), Path(path))
        engine = Engine(index.matcher, config, index.ranks)
        gc.freeze()  # the index stays to the end: it need not be looked through for what can go
        with speaking(texts):
            while True:
                chunk, terms = _received(source)
                found = engine.found(list(map(party_of, chunk)), terms)
                _send(answers, {n: hits for n, hits in enumerate(found) if hits})


def _send(stream: IO[bytes] | None, message: Any) -> None:
    assert stream is not None
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def _received(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    size = int.from_bytes(length, "little")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
