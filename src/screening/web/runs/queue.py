"""The queue of runs: who waits, who runs, what has come of each; and how it goes on after a restart."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import Protocol

from pydantic import ValidationError

from screening.errors import OutputError, UsageError
from screening.web.runs.child import Outcome, Task
from screening.web.runs.model import ENDED, HowToScreen, Progress, Run, State, Trouble
from screening.web.runs.process import ScreeningProcess
from screening.web.runs.shelf import PROGRESS, NoRunError, Shelf
from screening.web.runs.troubles import crashed, interrupted, not_started, too_long
from screening.web.settings import Settings

_LOOK = 0.2  # seconds between two looks at a process
_TIDY = 600.0  # seconds between two looks for what is too old
_ATTEMPTS = 2  # a run that has taken the server down twice is not tried again

_LOG = logging.getLogger("screening.web")


class Note(Protocol):
    """Writes a line of the audit log."""

    def __call__(self, who: str, action: str, **what: object) -> None:
        """Note that ``who`` did ``action``. May raise OutputError."""
        ...


class Queue:
    """Screenings of uploads, a few at a time, each in a process of its own.

    ``note`` hears how each ended, and which were deleted for their age; ``now`` is the clock. Methods may be called
    from any thread. Those that take a run's number raise NoRunError where there is no such run.
    """

    def __init__(
        self, shelf: Shelf, settings: Settings, note: Note, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.shelf = shelf
        self._settings = settings
        self._note = note
        self._now = now
        self._changed = Condition()
        self._runs: dict[str, Run] = {}
        self._waiting: deque[str] = deque()
        self._passwords: dict[str, str] = {}
        self._processes: dict[str, ScreeningProcess] = {}
        self._threads: list[Thread] = []
        self._closing = False

    def open(self) -> None:
        """Take up what was there before a restart, and begin to work."""
        runs = self.shelf.runs()
        self._runs = {run.id: run for run in runs}
        for run in sorted(runs, key=lambda run: run.started is None):  # what had begun comes before what waited
            if run.state in ("waiting", "running"):
                self._resume(run)
        count = self._settings.web.screenings
        self._threads = [Thread(target=self._work, name=f"run-{n}", daemon=True) for n in range(count)]
        self._threads.append(Thread(target=self._tidy, name="tidy", daemon=True))
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop working. What runs is stopped, and taken up again when the server starts anew."""
        with self._changed:
            self._closing = True
            for process in self._processes.values():
                process.stop()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def add(self, run: Run, password: str | None = None) -> None:
        """Add a run whose upload lies in its folder; ``held`` ones wait for `release`.

        Raises UsageError (``busy``) where too many wait, OutputError where it can't be stored.
        """
        with self._changed:
            self._need_room()
            self._put(run.model_copy(update={"has_password": bool(password)}))
            self._let_wait(run.id, run.state, password)

    def release(self, number: str, how: HowToScreen, password: str | None = None) -> Run:
        """Screen a run that was held, or again one that has ended, with other columns, say.

        Raises UsageError for others (``not_held``) and where too many wait (``busy``), OutputError as `add` does.
        """
        with self._changed:
            run = self._known(number)
            if run.state in ("waiting", "running"):
                raise UsageError("is screened already", file=run.file, code="not_held")
            self._need_room()
            secret = password or self._passwords.get(number)
            fresh = {"state": "waiting", "how": how, "started": None, "ended": None, "summary": None, "error": None}
            fresh |= {"progress": Progress(), "attempts": 0, "has_password": bool(secret)}
            self._put(run.model_copy(update=fresh))
            self._forget(number)
            self._let_wait(number, "waiting", secret)
            return self._runs[number]

    def know(self, number: str, password: str) -> None:
        """Remember the password of an upload until it is screened. It is stored nowhere."""
        with self._changed:
            if number in self._runs:
                self._passwords[number] = password

    def password(self, number: str) -> str | None:
        """The password of an upload that is held; None where none is known."""
        with self._changed:
            return self._passwords.get(number)

    def get(self, number: str) -> Run:
        """What is known of a run now."""
        with self._changed:
            run = self._known(number)
        return self._seen(run)

    def all(self) -> list[Run]:
        """All runs, the latest first."""
        with self._changed:
            runs = list(self._runs.values())
        return [self._seen(run) for run in reversed(runs)]

    def cancel(self, number: str) -> Run:
        """Stop a run that waits, is held or runs; nothing is done to one that has ended."""
        with self._changed:
            if self._known(number).state not in ENDED:
                self._forget(number)
                self._end(number, "cancelled")
            return self._runs[number]

    def remove(self, number: str) -> None:
        """Delete a run with its upload and reports; one that runs is stopped first."""
        with self._changed:
            self._known(number)
            del self._runs[number]
            self._forget(number)
            if number not in self._processes:  # else the thread that watches it removes it
                self.shelf.remove(number)

    def report(self, number: str, suffix: str) -> Path | None:
        """The report's file in a format; None while it is not written."""
        path = self.shelf.place(number) / f"report.{suffix}"
        return path if self.get(number).state == "done" and path.is_file() else None

    def is_writing(self, number: str) -> bool:
        """Whether formats of the report may yet come."""
        with self._changed:
            return number in self._processes

    def _known(self, number: str) -> Run:
        try:
            return self._runs[number]
        except KeyError:
            raise NoRunError(number) from None

    def _seen(self, run: Run) -> Run:
        return run.model_copy(update={"progress": self._progress(run.id)}) if run.state == "running" else run

    def _need_room(self) -> None:
        if len(self._waiting) >= self._settings.web.waiting:
            raise UsageError("too many screenings wait", hint="try again later", code="busy")

    def _put(self, run: Run) -> None:
        self.shelf.put(run)
        self._runs[run.id] = run

    def _keep(self, run: Run) -> None:
        """Put a run which is as it is, whether it can be stored or not: the disk may be full."""
        self._runs[run.id] = run
        try:
            self.shelf.put(run)
        except OutputError as error:
            _LOG.warning("what became of run %s (%s) is not stored: %s", run.id, run.state, error.message)

    def _let_wait(self, number: str, state: State, password: str | None) -> None:
        if password:
            self._passwords[number] = password
        if state == "waiting" and number not in self._processes:  # else once the one before has ended
            self._waiting.append(number)
            self._changed.notify_all()

    def _resume(self, run: Run) -> None:
        if run.has_password:
            hint = "upload the file again: its password was not stored"
            self._end(run.id, "failed", interrupted(hint))
        elif run.attempts >= _ATTEMPTS:
            self._end(run.id, "failed", interrupted("upload a smaller file, or tell who keeps the server"))
        else:
            self._keep(run.model_copy(update={"state": "waiting"}))
            self._waiting.append(run.id)

    def _end(self, number: str, state: State, error: Trouble | None = None, outcome: Outcome | None = None) -> None:
        run = self._runs[number]
        told = {
            "state": state, "ended": self._time(), "progress": self._progress(number), "error": error,
            "summary": outcome.summary if outcome else None,
        }  # fmt: skip
        self._keep(run.model_copy(update=told))
        self._tell("server", "ended", run, state=state, code=error.code if error else None)

    def _tell(self, who: str, action: str, run: Run, **what: object) -> None:
        try:
            self._note(who, action, run=run.id, file=run.file, sha256=run.sha256, **what)
        except OutputError as error:  # what has happened has happened
            _LOG.warning("run %s: %s", run.id, error.message)

    def _forget(self, number: str) -> None:
        if number in self._waiting:
            self._waiting.remove(number)
        self._passwords.pop(number, None)
        if number in self._processes:
            self._processes[number].stop()

    def _progress(self, number: str) -> Progress:
        try:
            return Progress.model_validate_json((self.shelf.place(number) / PROGRESS).read_bytes())
        except (OSError, ValidationError):
            return Progress()

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                number = self._waiting.popleft()
                process = self._started(number)
            if process is None:
                continue
            try:
                process.tell()
                self._watch(number, process)
            except Exception:  # noqa: BLE001 - the others are still to be screened
                _LOG.exception("run %s", number)
            process.close()
            with self._changed:
                self._let_go(number)

    def _let_go(self, number: str) -> None:
        """The process of a run has ended: what is to become of the run."""
        del self._processes[number]
        run = self._runs.get(number)
        if run is None:
            self.shelf.remove(number)
        elif run.state == "waiting":  # released again while formats of the report before were still written
            self._waiting.append(number)
            self._changed.notify_all()
        elif run.state == "running" and self._closing:  # that the server is stopped is no fault of the run
            self._keep(run.model_copy(update={"state": "waiting", "attempts": run.attempts - 1}))
        elif run.state == "running":
            self._end(number, "failed", crashed(None))

    def _started(self, number: str) -> ScreeningProcess | None:
        run, web = self._runs[number], self._settings.web
        password = self._passwords.pop(number, None)
        task = Task(
            place=self.shelf.place(number).resolve(), file=run.file, config=self._settings.config,
            lists=self._settings.lists, how=run.how, password=password, memory=web.max_memory,
        )  # fmt: skip
        try:
            self.shelf.clear(number)  # of an attempt before
            self._processes[number] = process = ScreeningProcess(task)
        except OSError as error:
            self._end(number, "failed", not_started(error))
            return None
        started = {"state": "running", "started": self._time(), "attempts": run.attempts + 1}
        self._keep(run.model_copy(update=started))
        return process

    def _watch(self, number: str, process: ScreeningProcess) -> None:
        """Follow a process to its end."""
        until = monotonic() + 60.0 * self._settings.web.max_minutes
        known = False
        while True:
            ended = process.ended(_LOOK)
            with self._changed:
                if process.stopped:  # deleted, cancelled, to be screened anew, or the server ends
                    return
                if not known and (outcome := process.outcome()) is not None:
                    known = True
                    self._end(number, "failed" if outcome.error else "done", outcome.error, outcome)
                if ended and not known:
                    self._end(number, "failed", crashed(process.status))
                if not ended and monotonic() > until:
                    if not known:
                        self._end(number, "failed", too_long(self._settings.web.max_minutes))
                    return
            if ended:
                return

    def _tidy(self) -> None:
        while True:
            try:
                self.expire()
            except Exception:  # noqa: BLE001 - as above: it is tried again
                _LOG.exception("old runs could not be deleted")
            with self._changed:
                if self._changed.wait_for(lambda: self._closing, _TIDY):
                    return

    def expire(self) -> None:
        """Delete the runs that are older than they are kept, but for those that run or wait."""
        oldest = self._now() - timedelta(days=self._settings.web.keep)
        before = oldest.isoformat(timespec="seconds")
        with self._changed:
            for run in list(self._runs.values()):
                if run.created < before and run.state not in ("waiting", "running") and run.id not in self._processes:
                    self._tell("server", "expired", run)
                    self.remove(run.id)
            self.shelf.sweep(self._runs, oldest.timestamp())
