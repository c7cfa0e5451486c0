"""The queue of runs, with processes that do as they are told: order, limits, races, restarts, ages."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest

from screening.errors import OutputError, ScreeningError, UsageError
from screening.web.runs.model import ENDED, HowToScreen
from screening.web.runs.shelf import NoRunError, Shelf, new_id

from ..asking import waited
from .conftest import DONE, FAILED, House, Process

Make = Callable[..., House]
HOW = HowToScreen()


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


class TestRestart:
    def test_what_ran_or_waited_goes_on(self, house: Make) -> None:
        h = house()
        done = h.add()
        h.process(done).finish()
        h.wait(done, "done")
        running, waiting, held = h.add(), h.add(), h.add("held")
        process = h.process(running)
        h.queue.close()
        assert process.closed
        h.open()
        assert h.process(running, 2).task.how == process.task.how
        assert [h.state(n) for n in (done, running, waiting, held)] == ["done", "running", "waiting", "held"]
        assert h.queue.get(running).attempts == 1  # a stop is no fault of the run
        h.process(running, 2).finish()
        h.process(waiting).finish()
        h.wait(waiting, "done")

    def test_what_took_the_server_down_twice_is_not_tried_again(self, house: Make) -> None:
        h = house()
        number = h.add()
        h.process(number)
        run = h.queue.get(number)
        h.queue.close()
        for attempts, state in ((1, "running"), (2, "failed")):
            h.shelf.put(run.model_copy(update={"state": "running", "attempts": attempts}))  # as SIGKILL leaves it
            h.open()
            if state == "running":
                h.wait(number, "running")
            assert h.state(number) == state
            h.queue.close()
        error = h.queue.get(number).error
        assert error is not None
        assert error.code == "interrupted"

    def test_what_needs_a_password_fails(self, house: Make) -> None:
        h = house()
        running, waiting = h.add(password="x"), h.add(password="y")
        h.process(running)
        h.queue.close()
        h.open()
        for number in (running, waiting):
            error = h.queue.get(number).error
            assert error is not None
            assert (error.code, "password" in (error.hint or "")) == ("interrupted", True)
        assert len(h.started) == 1

    def test_folders_without_a_record_go_and_others_records_stay(self, house: Make) -> None:
        h = house(keep=7)
        kept = h.add("held")
        cut_off, other = new_id(), new_id()
        h.shelf.make(cut_off)
        (h.shelf.make(other) / "run.json").write_text('{"of": "another version"}')
        copy = h.shelf.place(new_id())
        shutil.copytree(h.shelf.place(kept), copy)
        (h.folder / "runs" / "a file.txt").touch()
        h.queue.close()
        h.open()
        assert [run.id for run in h.queue.all()] == [kept]
        assert not h.shelf.place(cut_off).exists()
        assert h.shelf.place(other).exists()
        assert copy.exists()
        for place in (h.shelf.place(other), copy):
            os.utime(place, (0, 0))
        h.queue.expire()
        assert not h.shelf.place(other).exists()
        assert not copy.exists()
        assert h.shelf.place(kept).exists()

    def test_an_upload_in_the_making_is_let_be(self, house: Make) -> None:
        h = house()
        number = new_id()
        h.shelf.make(number)
        h.queue.expire()
        assert h.shelf.place(number).exists()

    def test_closing_waits_for_no_end_of_the_world(self, house: Make) -> None:
        h = house(screenings=3)
        for _ in range(6):
            h.add()
        h.queue.close()
        h.queue.close()
        assert not any(thread.is_alive() for thread in h.queue._threads)


def test_what_is_too_old_is_deleted(house: Make) -> None:
    h = house(keep=7)
    old, held = h.add(), h.add("held")
    h.process(old).finish()
    h.wait(old, "done")
    waited(lambda: not h.queue.is_writing(old))
    h.clock.days(6.9)
    running, waiting = h.add(), h.add()
    h.process(running)
    h.queue.expire()
    assert len(h.queue.all()) == 4
    h.clock.days(0.2)
    h.queue.expire()
    assert {run.id for run in h.queue.all()} == {running, waiting}
    assert not h.shelf.place(old).exists()
    assert {(who, what["run"]) for who, action, what in h.notes if action == "expired"} == {
        ("server", old), ("server", held)
    }  # fmt: skip
    h.clock.days(100)
    h.queue.expire()
    assert {run.id for run in h.queue.all()} == {running, waiting}  # until they have ended
    h.process(running).finish()
    h.process(waiting).finish()
    h.wait(waiting, "done")
    waited(lambda: not h.queue.is_writing(waiting))
    h.queue.expire()
    assert h.queue.all() == []


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


def test_one_server_for_a_folder(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.held(), pytest.raises(OutputError) as taken, Shelf(tmp_path).held():
        pass
    assert (taken.value.code, taken.value.message) == ("locked", "another server uses it")
    with Shelf(tmp_path).held():
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "web"):
        with pytest.raises(ScreeningError, match="could not be written to") as refused:
            Shelf(place)
        assert refused.value.hint is not None
