"""`screening lists update`: each list downloaded, read, and put in the place of the one before, or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from screening.config import DownloadConfig
from screening.download.exchange import Limits
from screening.download.fetch import Answer, Known, Surroundings, Terms, fetch
from screening.entities import Watchlist
from screening.errors import ListError, OutputError
from screening.store.lock import locked
from screening.store.state import Failure, ListState, StoredVersion, moment, read_state, write_state
from screening.store.versions import DRAFT, check_file, file_hash, keep_version, list_folder, version_name
from screening.update.check import check_against, read_draft
from screening.update.jobs import Job
from screening.update.result import UpdateResult, failed, unchanged, updated

_MIB = 2**20


def update_lists(
    store: Path, wanted: Sequence[Job], config: DownloadConfig, around: Surroundings, *, force: bool = False
) -> Iterator[UpdateResult]:
    """Bring lists up to date, one after another; a list that fails keeps its version and does not stop the others.

    ``force`` downloads a list though it has not changed, and takes one that is older or has lost more entries than
    ``max_shrink``. Raises ListError where another update runs, OutputError where the store cannot be written.
    """
    with locked(store):
        for job in wanted:
            folder = list_folder(store, job.name)
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                reason = (error.strerror or type(error).__name__).lower()
                raise OutputError(f"could not be made: {reason}", file=folder, code="write_failed") from None
            yield _update(job, folder, config, around, force)


def _update(job: Job, folder: Path, config: DownloadConfig, around: Surroundings, force: bool) -> UpdateResult:
    state = ListState()
    draft = folder / f"{DRAFT}download"
    try:
        state = _intact(folder, read_state(folder))
        answer = _download(job, draft, None if force else state.newest, config, around)
        return _taken(job, folder, draft, answer, state, config, around, force)
    except ListError as error:
        now = around.now()
        if state.versions:
            write_state(folder, state.model_copy(update={"failure": Failure(at=moment(now), message=str(error))}))
        return failed(job, error, state, now)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _intact(folder: Path, state: ListState) -> ListState:
    """The state with the versions whose files are as they were downloaded: others are as if they were not there."""

    def is_intact(version: StoredVersion) -> bool:
        try:
            check_file(folder / version.file, version)
        except ListError:
            return False
        return True

    return state.model_copy(update={"versions": tuple(filter(is_intact, state.versions))})


def _download(
    job: Job, draft: Path, newest: StoredVersion | None, config: DownloadConfig, around: Surroundings
) -> Answer:
    known = Known()
    if newest is not None and newest.url == job.address.shown:  # what another server said means nothing to this one
        known = Known(newest.etag, newest.last_modified)
    terms = Terms(Limits(config.timeout, config.connect_timeout), config.max_size * _MIB, config.retries, config.proxy)
    try:
        with draft.open("w+b") as file:
            answer = fetch(job.address, file, terms=terms, around=around, known=known)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"could not be written: {reason}", file=draft, code="write_failed") from None
    return answer


def _taken(
    job: Job,
    folder: Path,
    draft: Path,
    answer: Answer,
    state: ListState,
    config: DownloadConfig,
    around: Surroundings,
    force: bool,
) -> UpdateResult:
    """The downloaded list put in its place. Raises ListError where it may not be used."""
    now = moment(around.now())
    newest = state.newest
    digest = file_hash(draft) if answer.is_new else ""
    if newest is not None and (not answer.is_new or digest == newest.sha256):
        same = newest.model_copy(
            update={"etag": answer.etag, "last_modified": answer.last_modified, "url": job.address.shown}
        )
        done = ListState(versions=(same, *state.versions[1:]), checked=now)
        write_state(folder, done)
        return unchanged(job, done)
    watchlist = read_draft(draft, job)
    forced = _objection(watchlist, newest, job, config.max_shrink)
    if forced is not None and not force:
        raise forced
    version = _version(job, watchlist, draft.stat().st_size, now, answer, forced)
    return updated(job, keep_version(folder, draft, version, state, config.keep), newest)


def _objection(watchlist: Watchlist, newest: StoredVersion | None, job: Job, max_shrink: float) -> ListError | None:
    """Why a list may take the place of the newest version by force alone; None where it may by right."""
    if newest is None:
        return None
    try:
        check_against(watchlist, newest, job, max_shrink)
    except ListError as error:
        return error
    return None


def _version(
    job: Job, watchlist: Watchlist, size: int, now: str, answer: Answer, forced: ListError | None
) -> StoredVersion:
    return StoredVersion(
        file=version_name(watchlist.sha256, now, job.suffix),
        sha256=watchlist.sha256,
        size=size,
        version=watchlist.version,
        as_of=watchlist.as_of,
        entities=len(watchlist.entities),
        names=sum(len(entity.names) for entity in watchlist.entities),
        fetched=now,
        url=job.address.shown,
        etag=answer.etag,
        last_modified=answer.last_modified,
        forced=forced.message if forced else None,
    )
