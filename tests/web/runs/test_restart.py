"""What becomes of runs when the server is started again, when they are old, and of the folder that holds them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from screening.errors import OutputError, ScreeningError
from screening.web.runs.shelf import Shelf, new_id

from ..asking import waited
from .conftest import Make


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
