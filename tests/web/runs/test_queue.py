"""The queue of runs: how many at a time, in which order, and from beginning to end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest

from screening.errors import UsageError
from screening.web.runs.model import ENDED
from screening.web.runs.shelf import NoRunError, Shelf

from ..asking import waited
from .conftest import DONE, FAILED, HOW, Make, Process


def test_a_run_from_beginning_to_end(house: Make) -> None:
    h = house()
    number = h.add()
    process = h.process(number)
    run = h.wait(number, "running")
    assert (run.attempts, run.started, run.progress.rows) == (1, "2026-05-01T00:00:00+00:00", 0)
    process.progress(3, 10)
    assert h.queue.get(number).progress.rows_done == 3
    process.finish()
    run = h.wait(number, "done")
    assert run.summary == DONE.summary
    assert run.progress.rows_done == 3
    waited(lambda: not h.queue.is_writing(number))
    assert process.closed
    assert h.notes[-1] == (
        "server", "ended", {"run": number, "file": "a.csv", "sha256": "0", "state": "done", "code": None}
    )  # fmt: skip


def test_every_run_is_screened_however_many_come_one_after_the_other(house: Make) -> None:
    """Each wakes a thread that screens, and not the one that only tidies up."""
    h = house()
    for _ in range(5):
        number = h.add()
        h.process(number).finish()
        h.wait(number, "done")


def test_so_many_at_a_time_in_their_order(house: Make) -> None:
    h = house(screenings=2)
    numbers = [h.add() for _ in range(4)]
    first, second = h.process(numbers[0]), h.process(numbers[1])
    assert [h.state(n) for n in numbers] == ["running", "running", "waiting", "waiting"]
    second.finish()
    h.process(numbers[2])
    assert h.state(numbers[3]) == "waiting"
    first.finish(FAILED)
    h.process(numbers[3])
    assert (h.state(numbers[0]), h.queue.get(numbers[0]).error) == ("failed", FAILED.error)
    assert [run.id for run in h.queue.all()] == numbers[::-1]


def test_too_many_wait(house: Make) -> None:
    h = house(waiting=1)
    h.process(h.add())
    held = h.add("held")
    h.add()
    with pytest.raises(UsageError) as too_many:
        h.add()
    assert too_many.value.code == "busy"
    with pytest.raises(UsageError):
        h.queue.release(held, HOW)
    assert h.state(held) == "held"


def test_only_what_waits_no_more_is_released(house: Make) -> None:
    h = house()
    number = h.add()
    h.process(number)
    with pytest.raises(UsageError) as running:
        h.queue.release(number, HOW)
    assert running.value.code == "not_held"
    held = h.add("held", "of the upload")
    h.queue.release(held, HOW)
    with pytest.raises(UsageError):
        h.queue.release(held, HOW)
    h.process(number).finish()
    assert h.process(held).task.password == "of the upload"


def test_a_password_is_used_once_and_never_stored(house: Make, tmp_path: Path) -> None:
    h = house()
    number = h.add(password="open sesame")
    process = h.process(number)
    assert process.task.password == "open sesame"
    assert h.queue.get(number).has_password
    process.finish()
    h.wait(number, "done")
    assert h.queue.release(number, HOW).has_password is False
    assert h.process(number, 2).task.password is None
    assert not any(b"sesame" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_many_at_once_do_anything(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked in whatever order: no thread dies, no process is forgotten, and all comes to an end."""
    monkeypatch.setattr(Process, "slow", 0.002)
    h = house(screenings=3, waiting=1000)
    numbers = [h.add() for _ in range(8)]
    finishing = True

    def finish() -> None:
        while finishing:
            for process in list(h.started):
                if process.told and not process.stopped:
                    process.leave(DONE, "json")
                    if process.status is None:
                        process.end()

    def ask(seed: int) -> None:
        random = Random(seed)
        for _ in range(60):
            number = random.choice(numbers)
            with suppress(NoRunError, UsageError):
                random.choice(acts)(number)

    acts: list[Callable[[str], Any]] = [
        h.queue.get, h.queue.cancel, lambda n: h.queue.release(n, HOW), lambda n: h.queue.report(n, "json"),
        lambda _: h.queue.all(), lambda _: h.queue.expire(), h.queue.is_writing,
    ]  # fmt: skip
    finisher = Thread(target=finish)
    finisher.start()
    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(ask, range(6)))
        acts.append(h.queue.remove)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(ask, range(6, 12)))
        waited(lambda: all(run.state in ENDED for run in h.queue.all()))
        waited(lambda: not h.queue._processes)
    finally:
        finishing = False
        finisher.join()
    assert all(thread.is_alive() for thread in h.queue._threads)
    assert all(process.closed for process in h.started)
    left = {place.name for place in (h.folder / "runs").iterdir()}
    assert left == {run.id for run in h.queue.all()}
    for number in left:
        Shelf(h.folder).place(number)


def test_numbers_that_are_none(house: Make) -> None:
    h = house()
    for number in ("", "..", "../" + "0" * 32, "0" * 31, "0" * 33, "G" * 32, "0" * 32 + "\n", "０" * 32):
        with pytest.raises(NoRunError):
            h.shelf.place(number)
        with pytest.raises(NoRunError):
            h.queue.report(number, "json")
