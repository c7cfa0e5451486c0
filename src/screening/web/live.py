"""The screener that answers: one at a time, exchanged whole when the lists have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from screening.screener import Screener

T = TypeVar("T")


class Live(Protocol):
    """What the routes know of the screener."""

    @property
    def screener(self) -> Screener:
        """The one in force now; another one after the lists were updated."""
        ...

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Do some work in the thread that matches, so that the loop stays free for others."""
        ...


class LiveScreener:
    """A screener made by ``make``, and made again by ``reload``.

    All matching is done in one thread: it holds the interpreter, so that several would only take turns.
    """

    def __init__(self, make: Callable[[], Screener]) -> None:
        self._make = make
        self._screener = make()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="matching")

    @property
    def screener(self) -> Screener:
        """The one in force now."""
        return self._screener

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Do some work in the thread that matches."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    def reload(self) -> None:
        """Read configuration and lists again. Raises what making a screener raises; the one before then stays."""
        self._screener = self._make()

    def close(self) -> None:
        """End the thread, after what it does now."""
        self._thread.shutdown(wait=True, cancel_futures=True)
