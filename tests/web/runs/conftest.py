"""Queues whose processes do what a test tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest

from screening.config import WebConfig
from screening.report.atomic import replaced
from screening.report.model import summarise
from screening.web.runs import queue as queue_module
from screening.web.runs.child import Outcome, Task
from screening.web.runs.model import FORMATS, HowToScreen, Progress, Run, Trouble
from screening.web.runs.queue import Queue
from screening.web.runs.shelf import OUTCOME, PROGRESS, UPLOAD, Shelf, new_id
from screening.web.settings import Settings

from ..asking import waited

DONE = Outcome(summary=summarise(()))
HOW = HowToScreen()
FAILED = Outcome(error=Trouble(message="it is damaged", code="corrupt"))


class Process:
    """Stands for the process of a screening; ``slow`` is how long it takes to die (seconds)."""

    slow = 0.0
    refuses: OSError | None = None

    def __init__(self, task: Task) -> None:
        if Process.refuses is not None:
            raise Process.refuses
        self.task = task
        self.stopped = False
        self.told = False
        self.closed = False
        self.status: int | None = None
        self._end = Event()
        self._living = Lock()  # what has ended writes no more, not even the rest of what it has begun

    def tell(self) -> None:
        self.told = True

    def progress(self, done: int, rows: int) -> None:
        (self.task.place / PROGRESS).write_text(Progress(rows_done=done, rows=rows).model_dump_json())

    def leave(self, outcome: Outcome, *formats: str) -> None:
        with self._living:
            if self.closed:
                return
            for suffix in formats:
                (self.task.place / f"report.{suffix}").write_text(f"of {id(self)}")
            with replaced(self.task.place / OUTCOME) as file:  # whole or not at all, as the real one leaves it
                file.write(outcome.model_dump_json().encode())

    def end(self, status: int = 0) -> None:
        self.status = status
        self._end.set()

    def finish(self, outcome: Outcome = DONE) -> None:
        self.leave(outcome, *FORMATS)
        self.end()

    def ended(self, seconds: float) -> bool:
        return self._end.wait(min(seconds, 0.02))

    def outcome(self) -> Outcome | None:
        path = self.task.place / OUTCOME
        return Outcome.model_validate_json(path.read_bytes()) if path.exists() else None

    def stop(self) -> None:
        self.stopped = True
        self._end.set()

    def close(self) -> None:
        self.stop()
        self._end.wait()
        Event().wait(self.slow)
        with self._living:
            self.closed = True


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def days(self, count: float) -> None:
        self.now += timedelta(days=count)


class House:
    """A queue and all that a test needs to see of it."""

    def __init__(self, folder: Path, **web: Any) -> None:
        self.folder, self.web = folder, web
        self.clock = Clock()
        self.notes: list[tuple[str, str, dict[str, Any]]] = []
        self.started: list[Process] = []
        self.open()

    def open(self, **changed: Any) -> None:
        self.shelf = Shelf(self.folder)
        web = WebConfig(**self.web).model_copy(update=changed)
        self.queue = Queue(self.shelf, Settings(web, self.folder), self._note, self.clock)
        self.queue.open()

    def _note(self, who: str, action: str, **what: Any) -> None:
        self.notes.append((who, action, what))

    def add(self, state: str = "waiting", password: str | None = None, data: bytes = b"Name\nx\n") -> str:
        number = new_id()
        (self.shelf.make(number) / UPLOAD).write_bytes(data)
        created = self.clock().isoformat(timespec="seconds")
        run = Run(id=number, state=state, file="a.csv", size=7, sha256="0", by="Ann", created=created)  # type: ignore[arg-type]
        self.queue.add(run, password)
        return number

    def process(self, number: str, nth: int = 1) -> Process:
        """The nth process of a run, once it is there and has been told what to do."""

        def there() -> Process | None:
            own = [p for p in self.started if p.task.place.name == number]
            return own[nth - 1] if len(own) >= nth and own[nth - 1].told else None

        process: Process = waited(there)
        return process

    def state(self, number: str) -> str:
        return self.queue.get(number).state

    def wait(self, number: str, state: str) -> Run:
        waited(lambda: self.state(number) == state)
        return self.queue.get(number)


Make = Callable[..., House]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    made: list[House] = []

    def make(**web: Any) -> House:
        house = House(tmp_path / "web", **web)
        made.append(house)
        return house

    def start(task: Task) -> Process:
        process = Process(task)
        made[-1].started.append(process)
        return process

    monkeypatch.setattr(queue_module, "ScreeningProcess", start)
    monkeypatch.setattr(Process, "slow", 0.0)
    monkeypatch.setattr(Process, "refuses", None)
    yield make
    for house in made:
        house.queue.close()
