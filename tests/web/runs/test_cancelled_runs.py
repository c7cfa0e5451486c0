"""Runs that are cancelled, deleted or screened again, at whatever moment."""

from __future__ import annotations

import pytest

from screening.web.runs.model import HowToScreen
from screening.web.runs.shelf import NoRunError

from ..asking import waited
from .conftest import DONE, HOW, Make, Process


@pytest.mark.parametrize("state", ["held", "waiting", "running"])
def test_cancelled(house: Make, state: str) -> None:
    h = house()
    blocker = h.add() if state == "waiting" else None
    number = h.add("held" if state == "held" else "waiting", "secret")
    process = h.process(number) if state == "running" else None
    assert h.state(number) == state
    assert h.queue.cancel(number).state == "cancelled"
    assert h.queue.cancel(number).state == "cancelled"
    if process is not None:
        waited(lambda: process.closed)
    if blocker is not None:
        h.process(blocker).finish()
    after = h.add()
    h.process(after).finish()
    h.wait(after, "done")
    assert h.state(number) == "cancelled"
    assert len(h.started) == 1 + (blocker is not None) + (process is not None)
    assert not h.queue._passwords


@pytest.mark.parametrize("state", ["held", "waiting", "running", "done"])
def test_deleted(house: Make, state: str) -> None:
    h = house()
    blocker = h.add() if state == "waiting" else None
    number = h.add("held" if state == "held" else "waiting", "secret")
    place = h.shelf.place(number)
    if state in ("running", "done"):
        process = h.process(number)
        if state == "done":
            process.finish()
            h.wait(number, "done")
    h.queue.remove(number)
    for ask in (h.queue.get, h.queue.remove, h.queue.cancel, lambda n: h.queue.release(n, HOW)):
        with pytest.raises(NoRunError):
            ask(number)
    waited(lambda: not place.exists())
    assert number not in [run.id for run in h.queue.all()]
    if blocker is not None:
        h.process(blocker).finish()
    h.process(h.add()).finish()
    assert not h.queue._passwords


def test_screened_again_while_formats_are_still_written(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process before must not write into the folder of the next, nor be taken for it."""
    monkeypatch.setattr(Process, "slow", 0.1)
    h = house(screenings=2)
    number = h.add()
    first = h.process(number)
    first.leave(DONE, "json", "html")
    h.wait(number, "done")
    assert h.queue.is_writing(number)
    assert h.queue.report(number, "html") is not None
    assert h.queue.release(number, HowToScreen(threshold=90)).state == "waiting"
    assert h.queue.report(number, "json") is None
    second = h.process(number, 2)
    assert first.closed
    assert second.task.how.threshold == 90
    assert not list(h.shelf.place(number).glob("report.*"))
    assert h.state(number) == "running"
    second.finish()
    h.wait(number, "done")
    waited(lambda: not h.queue.is_writing(number))
    for _ in range(3):  # both threads are alive
        third = h.add()
        h.process(third).finish()
        h.wait(third, "done")


def test_cancelled_or_deleted_between_two_processes(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Process, "slow", 0.1)
    h = house()
    for leave in (h.queue.cancel, h.queue.remove):
        number = h.add()
        h.process(number).leave(DONE, "json")
        h.wait(number, "done")
        h.queue.release(number, HOW)
        leave(number)
        after = h.add()
        h.process(after).finish()
        h.wait(after, "done")
        assert len([p for p in h.started if p.task.place.name == number]) == 1
