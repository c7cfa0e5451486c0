"""What came of one list's update, as data and as a line to read."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from screening.entities import Model
from screening.errors import ListError
from screening.list_notices import ago
from screening.store.state import ListState, StoredVersion
from screening.update.jobs import Job


class UpdateResult(Model):
    """One list: ``version`` and what follows are those of the version in use now; None where there is none."""

    name: str
    status: Literal["updated", "unchanged", "failed"]
    message: str
    code: str | None = None  # of the error
    url: str  # without its query
    version: str | None = None
    as_of: str | None = None
    sha256: str | None = None
    entities: int | None = None
    names: int | None = None
    entities_before: int | None = None
    fetched: str | None = None
    checked: str | None = None
    age_days: int | None = None  # since the publisher last confirmed it

    @property
    def line(self) -> str:
        """The result to read."""
        return f"{self.name}: {self.message}"


def updated(job: Job, state: ListState, before: StoredVersion | None) -> UpdateResult:
    """A new version was stored."""
    newest = state.versions[0]
    change = ""
    if before is not None:
        more = newest.entities - before.entities
        change = f", {abs(more):,} {'more' if more > 0 else 'fewer'} than before" if more else ", as many as before"
    message = f"updated to {_named(newest)} ({newest.entities:,} entries{change}; sha256 {newest.sha256[:12]})"
    before_count = before.entities if before else None
    return _result(job, state, "updated", message, age=0).model_copy(update={"entities_before": before_count})


def unchanged(job: Job, state: ListState) -> UpdateResult:
    """The publisher has no newer version."""
    newest = state.versions[0]
    return _result(job, state, "unchanged", f"unchanged, {_named(newest)} ({newest.entities:,} entries)", age=0)


def failed(job: Job, error: ListError, state: ListState, now: datetime) -> UpdateResult:
    """The list could not be downloaded, or what was downloaded may not be used."""
    age = state.age(now) if state.versions else None
    if state.newest is None:
        rest = "there is no version to use"
    else:
        rest = f"the version of {state.newest.fetched[:10]} stays in use, last confirmed {ago(age or 0)}"
    message = f"FAILED: {error}; {rest}"
    return _result(job, state, "failed", message, age=age).model_copy(update={"code": error.code})


def _named(version: StoredVersion) -> str:
    """The version with its day, where that says more."""
    return f"{version.version} of {version.as_of}" if version.as_of not in {"", version.version} else version.version


def _result(
    job: Job, state: ListState, status: Literal["updated", "unchanged", "failed"], message: str, *, age: int | None
) -> UpdateResult:
    newest = state.newest
    told = newest.model_dump(include={"version", "as_of", "sha256", "entities", "names", "fetched"}) if newest else {}
    return UpdateResult(
        name=job.name, status=status, message=message, url=job.address.shown, checked=state.checked, age_days=age,
        **told,
    )  # fmt: skip
