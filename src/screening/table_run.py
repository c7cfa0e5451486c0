"""The rows of a table screened: in chunks, by this process or by several, with the links between rows at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.links.book import Book
from screening.links.link import linked
from screening.list_index import ListIndex
from screening.report.model import Result
from screening.workers import Workers, worthwhile

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

Watch = Callable[[Sequence[Result]], None]
"""Called with results as they come, in order; links between rows are not yet in them."""

_CHUNK = 500
"""Rows whose words are looked up together, between two calls of the progress callback."""


def run(
    parties: Sequence[Counterparty],
    engine: Engine,
    index: ListIndex,
    config: Config,
    terms: Terms,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> tuple[Result, ...]:
    """The results of the rows of a table, in order.

    ``parties`` makes a row, with the numbers in its texts (`with_numbers`), when it is asked for. ``workers`` is the
    number of processes that match: 0 for as many as it pays to use, None for what the configuration says, else this one
    alone. The results do not depend on it.
    """
    results: list[Result] = []
    book = Book()
    chunks = (parties[start : start + _CHUNK] for start in range(0, len(parties), _CHUNK))
    count = worthwhile(len(parties)) if workers == 0 else workers or config.workers or 1
    for chunk, done in _screened(engine, chunks, terms, min(count, -(-len(parties) // _CHUNK)), index, config):
        results += done
        book.add(chunk)
        if watch is not None:
            watch(done)
        if progress is not None:
            progress(len(results), len(parties))
    told = linked(results, parties.__getitem__, book, engine.flags, index.contacts)
    return engine.with_related(told)


def _screened(
    engine: Engine,
    chunks: Iterable[Sequence[Counterparty]],
    terms: Terms,
    workers: int,
    index: ListIndex,
    config: Config,
) -> Iterator[tuple[Sequence[Counterparty], Sequence[Result]]]:
    """Chunks of counterparties and their results."""
    if workers <= 1:
        for rows in chunks:
            yield rows, engine.decided(rows, engine.found(rows, terms), terms)
        return
    with index.file() as kept, Workers(workers, kept, config) as pool:
        for chunk, found in pool.found(chunks, terms):
            yield chunk, engine.decided(chunk, found, terms)
