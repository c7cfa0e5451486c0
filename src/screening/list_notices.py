"""What a report must say of a list beside what stands in it: that it is old, or that its last update failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from screening.errors import ListError
from screening.list_sources import ListSource
from screening.lists.catalogue import catalogue
from screening.lists.registry import list_files_in
from screening.store.state import ListState, days_between, moment
from screening.texts import spoken


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about one list: a downloaded one by its ``name``, a file of one's own by its ``path``."""

    text: str
    name: str | None = None
    path: str | None = None

    def is_about(self, name: str, path: str) -> bool:
        """Whether it is about the list of this name in this file."""
        return name == self.name if self.name is not None else path == self.path


def notices(sources: Sequence[ListSource], now: datetime) -> tuple[Notice, ...]:
    """The warnings about lists at a time (in UTC).

    The age of a list that was downloaded counts from when its publisher last confirmed it, that of a file of one's own
    from when it was last changed. Raises ListError for a list older than its ``max_age`` whose ``when_old`` is
    ``refuse``.
    """
    return tuple(notice for source in sources for notice in _of(source, now))


def _of(source: ListSource, now: datetime) -> Iterator[Notice]:
    if source.state is not None:
        age = source.state.age(now) or 0
        told = (*_failed(source.state, age), *_forced(source.state), *_retired(source.name))
        for text in (*told, *_old(source, source.path, age)):
            yield Notice(text, name=source.name)
    elif source.config.max_age is not None:
        for path in list_files_in(source.path) if source.path.is_dir() else (source.path,):
            changed = moment(datetime.fromtimestamp(path.stat().st_mtime, UTC))
            yield from (Notice(text, path=str(path)) for text in _old(source, path, days_between(changed, now)))


def _failed(state: ListState, age: int) -> Iterator[str]:
    if state.failure is not None and state.newest is not None:
        yield spoken()(
            "list.failed", on=state.failure.at[:10], version=state.newest.fetched[:10], confirmed=_said_ago(age),
            why=state.failure.message,
        )  # fmt: skip


def _forced(state: ListState) -> Iterator[str]:
    if state.newest is not None and state.newest.forced is not None:
        yield spoken()("list.forced", version=state.newest.fetched[:10], why=state.newest.forced)


def _retired(name: str | None) -> Iterator[str]:
    entry = catalogue().get(name or "")
    if entry is not None and entry.warning is not None:
        yield entry.warning


def _old(source: ListSource, path: Path, age: int) -> Iterator[str]:
    most = source.config.max_age
    if most is None or age <= most:
        return
    message = f"is {days(age)} old, and max_age is {days(most)}"
    if source.config.when_old == "refuse":
        hint = f"run screening lists update {source.name}" if source.state else "put the publisher's list in its place"
        raise ListError(message, file=source.name if source.state else path, hint=hint, code="too_old")
    texts = spoken()
    yield texts("list.old", age=texts.count("count.day", age), most=texts.count("count.day", most))


def _said_ago(count: int) -> str:
    texts = spoken()
    return texts("list.ago", days=texts.count("count.day", count)) if count else texts("list.today")


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def ago(count: int) -> str:
    """How long ago a number of days is, in words."""
    return "today" if count == 0 else f"{days(count)} ago"
