"""What is known of a stored list: its versions, when it was last checked, and the last download that failed.

It stands in one small JSON file beside the versions, which is replaced whole. What it names first is in use.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from screening.entities import Model
from screening.errors import ListError
from screening.report.atomic import replaced

FILE = "state.json"

Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)$")]
"""A time in UTC, to the second."""

_PLAIN_NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"  # no path: a state file must not lead out of its folder


class StoredVersion(Model):
    """One version of a list as it was downloaded, and what was read in it."""

    file: Annotated[str, Field(pattern=_PLAIN_NAME)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: int  # bytes
    version: str
    as_of: str  # ISO date, "" where the list does not tell it
    entities: int
    names: int
    fetched: Moment
    url: str  # without its query, which may hold a secret
    etag: str | None = None
    last_modified: str | None = None
    forced: str | None = None  # why it would have been refused, had the user not insisted


class Failure(Model):
    """The last attempt to update a list, where it failed."""

    at: Moment
    message: str


class ListState(Model):
    """All that is known of one stored list; ``versions`` has the newest first."""

    versions: tuple[StoredVersion, ...] = ()
    checked: Moment | None = None  # when the publisher last said that the newest version is the one that holds
    failure: Failure | None = None

    @property
    def newest(self) -> StoredVersion | None:
        """The version in use."""
        return self.versions[0] if self.versions else None

    def age(self, now: datetime) -> int | None:
        """Whole days since the publisher last confirmed the newest version; None where there is none."""
        return None if self.checked is None else days_between(self.checked, now)


def moment(now: datetime) -> str:
    """The time as it is written in a state file; ``now`` is in UTC."""
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def days_between(earlier: str, now: datetime) -> int:
    """Whole days from a time in a state file to ``now``; 0 where the clock was set back."""
    return max(0, (now - datetime.fromisoformat(earlier)).days)


def read_state(folder: Path) -> ListState:
    """What the folder of a list says; an empty state where nothing was stored.

    Raises ListError where the state file cannot be read.
    """
    path = folder / FILE
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ListState()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ListError(f"cannot be opened: {reason}", file=path, code="unreadable") from None
    try:
        return ListState.model_validate_json(text)
    except ValidationError:
        hint = "delete the folder of this list, and run screening lists update"
        raise ListError("does not tell which versions are stored", file=path, hint=hint, code="corrupt") from None


def write_state(folder: Path, state: ListState) -> None:
    """Put the state in the place of the one before, whole. Raises OutputError where it cannot be written."""
    with replaced(folder / FILE) as file:
        file.write(state.model_dump_json(indent=1, exclude_none=True).encode() + b"\n")
