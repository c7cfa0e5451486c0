"""Processes that read lists and make one index of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, NamedTuple

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ScreeningError
from screening.list_reading import read_source
from screening.list_sources import ListSource, source_files
from screening.matching.makers import Makers, Task, work_of_one
from screening.source_text import Source
from screening.texts import speaking, spoken

_HINT = 'load the lists with one process: "workers = 1" in the configuration'
_NAMES_A_PROCESS = 5_000  # from which another process saves more time than it takes to start
_BYTES_A_PROCESS = 250_000  # the same of files, which are packed as a rule
_MOST = 8  # that are started without being asked for: what one process does alone takes longer then than the rest


def worthwhile(sources: Sequence[ListSource], most: int | None) -> int:
    """As many processes as it pays to use for these lists, but no more than ``most``: None is as many as there are
    cores that this process may use, up to eight."""
    return _at_most(most, _size(*sources) // _BYTES_A_PROCESS)


def worthwhile_for(watchlists: Sequence[Watchlist], most: int | None) -> int:
    """The same for lists that are read already."""
    names = sum(len(entity.names) for watchlist in watchlists for entity in watchlist.entities)
    return _at_most(most, names // _NAMES_A_PROCESS)


def _at_most(most: int | None, count: int) -> int:
    if count <= 1:
        return 1
    from screening.processes import cores  # noqa: PLC0415 - as in `crew_of`

    return min(most or min(cores(), _MOST), count)


@contextmanager
def crew_of(count: int) -> Iterator[Crew]:
    """So many processes, this one among them, until the block ends.

    Raises ScreeningError where one can't be started; using them does where one ends before its time.
    """
    if count <= 1:
        yield Crew(_work())
        return
    # loaded where there are processes to start: most runs find their index kept
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    from screening.processes import Process  # noqa: PLC0415

    with ExitStack() as stack:
        processes = []
        for _ in range(count - 1):
            processes.append(Process("crew", spoken(), _HINT))
            stack.callback(processes[-1].end)
        with ThreadPoolExecutor(len(processes)) as threads:
            try:
                yield Crew(_work(), [_Mate(process.tell, process.answer) for process in processes], threads)
            except BaseException:
                for process in processes:
                    process.kill()  # before the threads are waited for, which wait for its answers
                raise


class _Mate(NamedTuple):
    """Another process as `makers.Other`, by what sends it a message and what waits for an answer."""

    send: Callable[[Any], None]
    answer: Callable[[], Any]

    def tell(self, work: str, told: tuple[Any, ...]) -> None:
        self.send((work, told))


class Crew(Makers):
    """Makers of an index who read its lists, too."""

    def read(self, sources: Sequence[ListSource], text: Source, allow_partial: bool) -> Iterator[tuple[Watchlist, ...]]:
        """As `list_reading.read_sources`; a list that has an error is read again where it can be raised: here."""
        largest_first = sorted(range(len(sources)), key=lambda n: -_size(sources[n]))
        done = self.shared_out("read", [Task(n, (sources[n], text, allow_partial)) for n in largest_first])()
        found = {place: watchlists for of_one in done for place, watchlists in of_one}
        for n, source in enumerate(sources):
            yield found[n] or read_source(source, text=text, allow_partial=allow_partial)


def _size(*sources: ListSource) -> int:
    return sum(file.stat().st_size for file in source_files(sources) or ())


def _work() -> Mapping[str, Callable[..., Any]]:
    return {**work_of_one(), "read": _read}


def _read(source: ListSource, text: Source, allow_partial: bool) -> tuple[Watchlist, ...]:
    """The lists of a source; none where it has an error."""
    with suppress(ScreeningError):
        return read_source(source, text=text, allow_partial=allow_partial)
    return ()


def serve() -> None:
    """What another process does: works on what it is told on standard input, until that ends."""
    from screening.processes import answering  # noqa: PLC0415 - as in `crew_of`

    with answering() as (received, send), collector_held():
        do = _work()
        with speaking(received()):
            while True:
                work, told = received()
                send(do[work](*told))
