"""Processes of runs that end badly, take too long or fill the disk: the run says so, and the queue goes on."""

from __future__ import annotations

import errno

import pytest

from screening.errors import OutputError
from screening.web.runs.shelf import Shelf

from ..asking import waited
from .conftest import DONE, HOW, Make, Process


@pytest.mark.parametrize("status", [0, 1, -9, -6])
def test_a_process_that_ends_without_a_word(house: Make, status: int) -> None:
    h = house()
    number = h.add()
    h.process(number).end(status)
    error = h.wait(number, "failed").error
    assert error is not None
    assert (error.code, f"(status {status})" in error.message) == ("crashed", True)


def test_a_process_whose_disk_is_full(house: Make) -> None:
    h = house()
    number = h.add()
    h.process(number).end(OutputError.exit_status)
    error = h.wait(number, "failed").error
    assert error is not None
    assert error.code == "write_failed"


def test_a_process_that_cannot_be_started(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    h = house()
    monkeypatch.setattr(Process, "refuses", OSError(errno.EAGAIN, "Resource temporarily unavailable", "/srv/python"))
    number = h.add()
    error = h.wait(number, "failed").error
    assert error is not None
    assert (error.code, "/srv" in error.message) == ("no_process", False)
    monkeypatch.setattr(Process, "refuses", None)
    h.queue.release(number, HOW)
    h.process(number).finish()
    h.wait(number, "done")


def test_it_takes_too_long(house: Make) -> None:
    h = house()
    h.queue.close()
    h.open(max_minutes=0.002)
    number = h.add()
    process = h.process(number)
    error = h.wait(number, "failed").error
    assert error is not None
    assert error.code == "timed_out"
    waited(lambda: process.closed)


def test_what_is_known_stays_when_writing_the_rest_takes_too_long_or_fails(house: Make) -> None:
    h = house()
    h.queue.close()
    h.open(max_minutes=0.005)
    number = h.add()
    process = h.process(number)
    process.leave(DONE, "json")
    h.wait(number, "done")
    waited(lambda: process.closed)
    assert h.state(number) == "done"
    assert h.queue.report(number, "xlsx") is None
    assert h.queue.report(number, "json") is not None


def test_a_full_disk_stops_no_thread(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    h = house()
    number = h.add()
    process = h.process(number)

    def full(*_: object) -> None:
        raise OutputError("no space left on the disk", file="/srv/x", code="disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(Shelf, "put", full)
        process.finish()
        h.wait(number, "done")
        with pytest.raises(OutputError):
            h.add()
        with pytest.raises(OutputError):
            h.queue.release(number, HOW)
        assert h.state(number) == "done"
    number = h.add()
    h.process(number).finish()
    h.wait(number, "done")


def test_an_unforeseen_failure_stops_no_thread(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    h = house()

    def fail(self: Process) -> None:
        self.told = True
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(Process, "tell", fail)
        number = h.add()
        h.process(number)
        error = h.wait(number, "failed").error
        assert error is not None
        assert error.code == "crashed"
    number = h.add()
    h.process(number).finish()
    h.wait(number, "done")
