"""Whether a file that was downloaded may take the place of the list in use."""

from __future__ import annotations

from pathlib import Path

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.registry import read_bytes, read_watchlist, reader_of
from screening.lists.size import size_fault
from screening.store.state import StoredVersion
from screening.update.jobs import Job

_DAY = len("2017-04-23")


def read_draft(draft: Path, job: Job) -> Watchlist:
    """The list in a downloaded file. Raises ListError where it is none, is in another format, or holds nobody."""
    data = read_bytes(draft)
    try:
        reader = reader_of(data)
        if job.reader is not None and reader is not None and reader != job.reader:
            raise _refused(job, f"is in another format than this list has ({reader})", "unrecognised")
        watchlist = read_watchlist(draft, name=job.name)
    except ListError as error:
        if error.file == job.address.shown:
            raise
        raise _refused(job, error.message, error.code, error.hint if error.code == "unrecognised" else None) from None
    if not watchlist.entities:
        raise _refused(job, "is a list without entries", "empty")
    if (fault := size_fault(watchlist, job.min_entities, job.address.shown)) is not None:
        raise fault
    return watchlist


def check_against(watchlist: Watchlist, before: StoredVersion, job: Job, max_shrink: float) -> None:
    """Raises ListError for a list that is older than the version ``before``, or lacks too many of its entries.

    ``max_shrink`` is the percentage of the entries that may be missing.
    """
    hint = f"if the publisher says so too: screening lists update {job.name} --force"
    if len(watchlist.as_of) == len(before.as_of) == _DAY and watchlist.as_of < before.as_of:
        message = f"is of {watchlist.as_of}, older than the version in use, which is of {before.as_of}"
        raise _refused(job, message, "older", hint)
    count = len(watchlist.entities)
    if count < before.entities * (1 - max_shrink / 100):
        lost = 100 * (1 - count / before.entities)
        message = (
            f"holds {count} entries and the version in use {before.entities}: {lost:.0f} % fewer, where max_shrink "
            f"allows {max_shrink:g} %"
        )
        raise _refused(job, message, "shrunk", hint)


def _refused(job: Job, message: str, code: str, hint: str | None = None) -> ListError:
    return ListError(message, file=job.address.shown, hint=hint, code=code)
