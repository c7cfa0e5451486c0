"""The folder of runs: one folder for each, with what is known of it, the upload and the reports.

Nothing in a path comes from a user: folders are called by random numbers, the files in them have fixed names.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from screening.errors import OutputError
from screening.report.atomic import replaced
from screening.store.lock import try_lock
from screening.web.runs.model import Run

UPLOAD = "upload"
OUTCOME = "outcome.json"
PROGRESS = "progress.json"
ALERTS = "alerts.jsonl"

_RUN = "run.json"
_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """A number that nobody guesses."""
    return secrets.token_hex(16)


class Shelf:
    """The runs in a folder, which is made where there is none, for its owner's eyes alone.

    Raises OutputError where it can't be made or written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs = folder / "runs"
        try:
            self._runs.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(error, folder) from error

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process alone. Raises OutputError where another server has it."""
        try:
            descriptor = os.open(self.folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise _refused(error, self.folder) from error
        try:
            try:
                try_lock(descriptor)
            except OSError:
                hint = "stop it, or give this one a folder of its own (folder in [web])"
                raise OutputError("another server uses it", file=self.folder, hint=hint, code="locked") from None
            yield
        finally:
            os.close(descriptor)

    def place(self, number: str) -> Path:
        """The folder of a run. Raises KeyError for what is no number of one."""
        if _ID.fullmatch(number) is None:
            raise KeyError(number)
        return self._runs / number

    def make(self, number: str) -> Path:
        """A new run's folder. Raises OutputError where it can't be made."""
        place = self.place(number)
        try:
            place.mkdir(mode=0o700)
        except OSError as error:
            raise _refused(error, place) from error
        return place

    def put(self, run: Run) -> None:
        """Store what is known of a run. Raises OutputError where it can't be written."""
        with replaced(self.place(run.id) / _RUN) as file:
            file.write(run.model_dump_json(indent=1).encode())

    def runs(self) -> list[Run]:
        """All runs, oldest first. A folder without a readable record was cut off while it was made: it goes."""
        found = []
        for place in self._runs.iterdir():
            try:
                found.append(Run.model_validate_json((place / _RUN).read_bytes()))
            except (OSError, ValidationError):
                _removed(place)
        return sorted(found, key=lambda run: (run.created, run.id))

    def remove(self, number: str) -> None:
        """Delete everything of a run."""
        _removed(self.place(number))


def _removed(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)


def _refused(error: OSError, place: Path) -> OutputError:
    reason = (error.strerror or type(error).__name__).lower()
    hint = "name another folder with SCREENING_WEB or with folder in [web]"
    return OutputError(f"could not be written to: {reason}", file=place, hint=hint, code="write_failed")
