"""The rows of a table screened: in chunks, by this process or by several, with the links between rows at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from screening import workload
from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.links.book import Book
from screening.links.link import linked
from screening.list_index import ListIndex
from screening.report.model import Result
from screening.workers import Workers

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

Watch = Callable[[Sequence[Result]], None]
"""Called with results as they come, in order; links between rows are not yet in them."""


def run(
    parties: Sequence[Counterparty],
    engine: Engine,
    index: ListIndex,
    config: Config,
    terms: Terms,
    *,
    workers: int | None = None,
    pool: Workers | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> tuple[Result, ...]:
    """The results of the rows of a table, in order.

    ``parties`` makes a row, with the numbers in its texts (`with_numbers`), when it is asked for. ``workers`` is the
    number of processes that match: 0 for as many as it pays to use, None for what the configuration says, else this one
    alone. The results do not depend on it. ``pool`` are those that were `started_ahead`.
    """
    results: list[Result] = []
    book = Book()
    size = workload.CHUNK
    chunks = (parties[start : start + size] for start in range(0, len(parties), size))
    for chunk, done in _screened(engine, chunks, terms, _count(len(parties), workers, config), index, config, pool):
        results += done
        book.add(chunk)
        if watch is not None:
            watch(done)
        if progress is not None:
            progress(len(results), len(parties))
    told = linked(results, parties.__getitem__, book, engine.flags, index.contacts)
    return engine.with_related(told)


@contextmanager
def started_ahead(
    source: object, index: ListIndex, config: Config, workers: int | None = None
) -> Iterator[Workers | None]:
    """The processes for a table that is still to be read, where it is so large that it will need them: they open the
    index meanwhile. ``source`` is the table's file, its path or its bytes; ``workers`` is that of `run`.
    """
    count = _count(workload.rows_of(source), workers, config)
    if count > 1 and index.path is not None and index.path.exists():
        with Workers(count, index.path, config) as pool:
            yield pool
    else:
        yield None


def _count(rows: int, workers: int | None, config: Config) -> int:
    """How many processes match so many rows."""
    return workload.processes_for(rows, workers if workers is not None else config.workers or 1)


def _screened(
    engine: Engine,
    chunks: Iterable[Sequence[Counterparty]],
    terms: Terms,
    workers: int,
    index: ListIndex,
    config: Config,
    pool: Workers | None,
) -> Iterator[tuple[Sequence[Counterparty], Sequence[Result]]]:
    """Chunks of counterparties and their results."""
    if pool is not None:
        pool.have(workers if workers > 1 else 0)
    if workers <= 1:
        for rows in chunks:
            yield rows, engine.decided(rows, engine.found(rows, terms), terms)
        return
    with ExitStack() as stack:
        if pool is None:
            pool = stack.enter_context(Workers(workers, stack.enter_context(index.file()), config))
        for chunk, found in pool.found(chunks, terms):
            yield chunk, engine.decided(chunk, found, terms)
