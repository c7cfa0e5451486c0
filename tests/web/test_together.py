"""Checks that are matched together: each has its own answer, and its own failure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from screening.entities import Counterparty
from screening.report.model import Result
from screening.screener import Screener
from screening.web.live import LiveScreener
from screening.web.together import Together

NAMES = ["Zemblan Harbour Bank", "Nobody at All", "Corsair Wyvern", "Orlando Quillon Vexley"] * 30


def asked(screener: Screener, thresholds: Callable[[int], float | None]) -> list[Result | BaseException]:
    live = LiveScreener(lambda: screener)

    async def all_at_once() -> list[Result | BaseException]:
        together = Together(live)
        checks = [together.check(Counterparty(name=name), thresholds(n)) for n, name in enumerate(NAMES)]
        return await asyncio.gather(*checks, return_exceptions=True)

    try:
        return asyncio.run(all_at_once())
    finally:
        live.close()


def test_each_has_the_answer_that_it_has_alone(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = Screener.check_all

    def counted(self: Screener, parties: Iterable[Counterparty], **more: Any) -> tuple[Result, ...]:
        some = list(parties)
        calls.append(len(some))
        return real(self, some, **more)

    monkeypatch.setattr(Screener, "check_all", counted)
    found = asked(screener, lambda n: 100.0 if n % 8 == 0 else None)
    assert len(calls) <= 8
    assert max(calls) > 20
    for n, (name, result) in enumerate(zip(NAMES, found, strict=True)):
        assert result == screener.check(Counterparty(name=name), threshold=100.0 if n % 8 == 0 else None)


def test_a_failure_is_of_one_alone(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Screener.check_all

    def fails(self: Screener, parties: Iterable[Counterparty], **more: Any) -> tuple[Result, ...]:
        some = list(parties)
        if any(party.name == "Corsair Wyvern" for party in some):
            raise ZeroDivisionError
        return real(self, some, **more)

    monkeypatch.setattr(Screener, "check_all", fails)
    found = asked(screener, lambda _: None)
    assert [isinstance(result, ZeroDivisionError) for result in found] == [name == "Corsair Wyvern" for name in NAMES]


def test_who_asked_may_go(screener: Screener) -> None:
    live = LiveScreener(lambda: screener)

    async def gone() -> Result:
        together = Together(live)
        first = asyncio.create_task(together.check(Counterparty(name="Nobody"), None))
        await asyncio.sleep(0)
        first.cancel()
        return await together.check(Counterparty(name="Corsair Wyvern"), None)

    assert asyncio.run(gone()).hits
    live.close()
