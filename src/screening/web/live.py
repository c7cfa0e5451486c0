"""What routers need of the application that they are part of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from screening.screener import Screener

T = TypeVar("T")


class Live(Protocol):
    """The screener in force, and the thread in which it works."""

    @property
    def screener(self) -> Screener:
        """The one in force now; another one after lists were updated."""

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """The result of the work, done in the thread that matches, so that the loop is free."""
