"""The folder of runs: one folder for each, with what is known of it, the upload and the reports.

Nothing in a path comes from a user: folders are called by random numbers, the files in them have fixed names.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import secrets
import shutil
from collections.abc import Container, Iterator
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

_LOG = logging.getLogger("screening.web")


class NoRunError(KeyError):
    """There is no run of that number, or no longer."""


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
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._runs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise not_stored(error, folder) from error

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process alone. Raises OutputError where another server has it."""
        try:
            descriptor = os.open(self.folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise not_stored(error, self.folder) from error
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
        """The folder of a run. Raises NoRunError for what is no number of one."""
        if _ID.fullmatch(number) is None:
            raise NoRunError(number)
        return self._runs / number

    def make(self, number: str) -> Path:
        """A new run's folder. Raises OutputError where it can't be made."""
        place = self.place(number)
        try:
            place.mkdir(mode=0o700)
        except OSError as error:
            raise not_stored(error, place) from error
        return place

    def put(self, run: Run) -> None:
        """Store what is known of a run. Raises OutputError where it can't be written."""
        with replaced(self.place(run.id) / _RUN) as file:
            file.write(run.model_dump_json(indent=1).encode())

    def runs(self) -> list[Run]:
        """All runs, oldest first. A folder without a record was cut off while it was made: it goes.

        One whose record can't be read, of another version of this program, say, is left for `sweep`.
        """
        found = []
        for place in self._folders():
            try:
                run = Run.model_validate_json((place / _RUN).read_bytes())
                self.place(run.id)
            except FileNotFoundError:
                _removed(place)
            except (OSError, ValidationError, NoRunError):
                _LOG.warning("the record of run %s cannot be read: it is left out", place.name)
            else:
                if run.id == place.name:
                    found.append(run)
        return sorted(found, key=lambda run: (run.created, run.id))

    def clear(self, number: str) -> None:
        """Delete what a screening has left, but for the upload and the record. Raises OSError."""
        for path in self.place(number).iterdir():
            if path.name not in (UPLOAD, _RUN):
                path.unlink()

    def remove(self, number: str) -> None:
        """Delete everything of a run."""
        _removed(self.place(number))

    def sweep(self, known: Container[str], before: float) -> None:
        """Delete folders of none of the ``known`` runs that nothing was written to since ``before`` (Unix time)."""
        for place in self._folders():
            with contextlib.suppress(OSError):  # it has gone
                if place.name not in known and place.stat().st_mtime < before:
                    _removed(place)

    def _folders(self) -> list[Path]:
        return sorted(place for place in self._runs.iterdir() if place.is_dir())


def _removed(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)


def not_stored(error: OSError, place: Path) -> OutputError:
    """The error for a user where something of the server's could not be stored."""
    reason = (error.strerror or type(error).__name__).lower()
    hint = "name another folder with SCREENING_WEB or with folder in [web]"
    return OutputError(f"could not be written to: {reason}", file=place, hint=hint, code="write_failed")
