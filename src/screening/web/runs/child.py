"""The process of one screening: reads what to do from standard input, leaves progress, reports and outcome as files.

It is a program of its own, so that an upload that needs much memory or time harms nobody else.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from pydantic import BaseModel, ConfigDict

from screening.collector import collector_held
from screening.errors import OutputError, ScreeningError
from screening.report.atomic import replaced
from screening.report.model import Report, Result, Summary
from screening.screener import Screener
from screening.web.runs.model import FORMATS, HowToScreen, Progress, Trouble
from screening.web.runs.shelf import ALERTS, OUTCOME, PROGRESS, UPLOAD
from screening.web.runs.troubles import no_memory, no_screener, trouble_of

try:
    import resource
except ImportError:  # Windows: the bounds of reading still hold
    resource = None  # type: ignore[assignment]

_EVERY = 0.3  # seconds between two notes of the progress
_BEHIND = 10  # how much a screening stands back behind the checks of names

_LOG = logging.getLogger("screening.web")  # which is the file process.log


class Task(BaseModel):
    """What the process is to do."""

    model_config = ConfigDict(frozen=True)

    place: Path  # the run's folder
    file: str
    config: Path | None
    lists: tuple[str, ...]
    how: HowToScreen
    password: str | None
    memory: int  # MiB


class Outcome(BaseModel):
    """What has come of it: a summary, or the reason why there is none."""

    model_config = ConfigDict(frozen=True)

    summary: Summary | None = None
    error: Trouble | None = None


def main() -> None:
    """Do the task on standard input."""
    task = Task.model_validate_json(sys.stdin.buffer.readline())
    Thread(target=_end_with_the_server, daemon=True).start()
    _bound(task.memory)
    try:
        with collector_held():
            _screen(task)
    except OutputError as error:  # the outcome could not be stored either
        _LOG.error("%s", error)
        sys.exit(error.exit_status)


def _screen(task: Task) -> None:
    """Leave the report and the outcome; then the formats that take longer, of which one may fail."""
    first, *rest = FORMATS
    try:
        report = _screened(task)
        _leave_alerts(report, task.place)
        report.write(task.place / f"report.{first}")
    except OutputError:
        raise
    except ScreeningError as error:
        _LOG.error("%s", error.__cause__ or error)  # the cause names files of the server's
        _leave(task.place, OUTCOME, Outcome(error=trouble_of(error)))
        return
    except MemoryError:
        _leave(task.place, OUTCOME, Outcome(error=no_memory()))
        return
    _leave(task.place, OUTCOME, Outcome(summary=report.summary))
    for suffix in rest:
        try:
            report.write(task.place / f"report.{suffix}")
        except (ScreeningError, MemoryError) as error:
            _LOG.error("report.%s: %r", suffix, error)


def _end_with_the_server() -> None:
    """Standard input ends when the server does, however it does: the next one takes the screening up from its start."""
    # not through sys.stdin: Python aborts where a thread holds that at its end
    while os.read(0, 1):
        pass
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with the processes that match
    os._exit(1)


def _bound(memory: int) -> None:
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):  # the system allows less already
            resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    if hasattr(os, "nice"):
        os.nice(_BEHIND)


def _screened(task: Task) -> Report:
    try:
        screener = Screener.from_config(task.config, lists=task.lists, workers=0)
    except ScreeningError as error:
        raise no_screener(error) from error
    note = _Note(task.place)
    return screener.screen(
        task.place / UPLOAD,
        file_name=task.file,
        threshold=task.how.threshold,
        max_hits=task.how.max_hits,
        columns=task.how.columns,
        sheets=task.how.sheets,
        encoding=task.how.encoding,
        password=task.password,
        workers=screener.config.workers or 0,
        progress=note.rows,
        watch=note.results,
    )


class _Note:
    """Leaves the progress as a file, not too often."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._alerts = 0
        self._last = 0.0

    def results(self, results: Sequence[Result]) -> None:
        self._alerts += sum(bool(result.hits) for result in results)

    def rows(self, done: int, rows: int) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY or done == rows:
            self._last = now
            _leave(self._place, PROGRESS, Progress(rows_done=done, rows=rows, alerts=self._alerts))


def _leave_alerts(report: Report, place: Path) -> None:
    with replaced(place / ALERTS) as file:
        head = report.model_copy(update={"counterparties": ()})
        file.write(_line(head))
        for alert in report.alerts:
            file.write(_line(alert))


def _line(model: BaseModel) -> bytes:
    try:
        return model.model_dump_json().encode() + b"\n"
    except ValueError:  # half of a surrogate pair from a broken workbook has no bytes, but an escape in JSON
        return json.dumps(model.model_dump()).encode() + b"\n"


def _leave(place: Path, name: str, what: BaseModel) -> None:
    with replaced(place / name) as file:
        file.write(what.model_dump_json().encode())
