"""Checks that come while others are matched are matched together: ten names at once take a third of the time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from screening.entities import Counterparty
from screening.report.model import Result
from screening.screener import Screener
from screening.web.live import Live

_MOST = 50  # at once: more gain nothing, and who came first would wait for the last


@dataclass(frozen=True, slots=True)
class _Check:
    party: Counterparty
    threshold: float | None
    answer: asyncio.Future[Result]


class Together:
    """Checks counterparties in the thread that matches, those together that wait for it."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._waiting: list[_Check] = []
        self._work: asyncio.Task[None] | None = None

    async def check(self, party: Counterparty, threshold: float | None) -> Result:
        """What `Screener.check` answers; raises what it raises."""
        check = _Check(party, threshold, asyncio.get_running_loop().create_future())
        self._waiting.append(check)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._all())
        return await check.answer

    async def _all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            try:
                answers = await self._live.run(_checked, self._live.screener, some)
            except RuntimeError as error:  # the thread has ended, as the server does
                answers = [error] * len(some)
            for check, answer in zip(some, answers, strict=True):
                if check.answer.cancelled():  # who asked has gone
                    continue
                if isinstance(answer, Exception):
                    check.answer.set_exception(answer)
                else:
                    check.answer.set_result(answer)


def _checked(screener: Screener, checks: Sequence[_Check]) -> list[Result | Exception]:
    """The answers in order: a failure is the answer to the check that fails, and to no other."""
    answers: dict[int, Result | Exception] = {}
    for threshold in dict.fromkeys(check.threshold for check in checks):
        some = [n for n, check in enumerate(checks) if check.threshold == threshold]
        try:
            found = screener.check_all([checks[n].party for n in some], threshold=threshold)
            answers.update(zip(some, found, strict=True))
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            answers.update(_alone(screener, checks, some, error))
    return [answers[n] for n in range(len(checks))]


def _alone(
    screener: Screener, checks: Sequence[_Check], some: Sequence[int], error: Exception
) -> dict[int, Result | Exception]:
    if len(some) == 1:
        return {some[0]: error}
    return {n: _checked(screener, [checks[n]])[0] for n in some}
