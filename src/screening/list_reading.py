"""Reading the lists of a screening; a damaged one is an error, or by the user's will a warning in the report."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from screening.entities import Watchlist
from screening.errors import ListError
from screening.list_sources import ListSource
from screening.lists.filters import filter_watchlists
from screening.lists.gathering import is_partial, partial_list
from screening.lists.registry import VERSION_DIGITS, is_published, list_files_in, read_watchlist
from screening.lists.size import no_entries, size_fault
from screening.lists.validation import with_errors_said
from screening.source_text import Source
from screening.store.state import StoredVersion
from screening.store.versions import check_file

DAMAGED = frozenset({
    "columns", "corrupt", "duplicate_id", "empty", "encoding", "mismatch", "shrunk", "syntax", "unrecognised", "unsafe",
})  # fmt: skip
"""The codes of errors that say that a file is not what it was: what a list that is missing or locked is not."""


def read_source(source: ListSource, *, text: Source, allow_partial: bool) -> tuple[Watchlist, ...]:
    """The watchlists of a source, filtered as its ``[[list]]`` says (``text`` is where that stands).

    With ``allow_partial`` a damaged list is used as far as it can be read; else the version before it, where it was
    downloaded; else it is left out and stands in the result without entries. Its warnings say which.

    Raises ListError for a list that cannot be read, ConfigError for a ``[[list]]`` that does not fit it.
    """
    read = list(_each(source, allow_partial))
    whole = tuple(watchlist for watchlist, is_there in read if is_there)
    filtered = iter(filter_watchlists(whole, source.config, key=source.key, source=text) if whole else ())
    found = (next(filtered) if is_there else watchlist for watchlist, is_there in read)
    return tuple(watchlist.model_copy(update={"rank": source.rank}) for watchlist in found)


def read_sources(sources: Sequence[ListSource], text: Source, allow_partial: bool) -> Iterator[tuple[Watchlist, ...]]:
    """The watchlists of each source in turn, as `read_source` gives and raises them."""
    return (read_source(source, text=text, allow_partial=allow_partial) for source in sources)


Read = Callable[[Sequence[ListSource], Source, bool], Iterable[tuple[Watchlist, ...]]]
"""What reads sources as `read_sources` does."""


def left_out(watchlist: Watchlist) -> bool:
    """Whether a list stands in a screening without its entries, because it is damaged."""
    return not watchlist.entities and any(map(tells_left_out, watchlist.warnings))


def tells_left_out(warning: str) -> bool:
    """Whether a warning of a list says that it was left out."""
    return warning.startswith(_LEFT_OUT)


_LEFT_OUT = "NOT SCREENED AGAINST: "


def _each(source: ListSource, allow_partial: bool) -> Iterator[tuple[Watchlist, bool]]:
    """Each list, and whether its entries are there."""
    for path in list_files_in(source.path) if source.path.is_dir() else (source.path,):
        try:
            yield _read(source, path, source.state.newest if source.state else None, False), True
        except ListError as error:
            if not allow_partial or error.code not in DAMAGED:
                raise
            found = _rest_of(source, path, error)
            yield (found, True) if found else (_without_entries(source, path, error), False)


def _read(source: ListSource, path: Path, version: StoredVersion | None, allow_partial: bool) -> Watchlist:
    if version is not None:
        check_file(path, version)
    watchlist = read_watchlist(path, name=source.name, allow_partial=allow_partial)
    if not watchlist.entities and is_published(path):
        raise no_entries(str(path))
    if (fault := size_fault(watchlist, source.config.min_entities, str(path))) is not None:
        if not allow_partial:
            raise fault
        watchlist = watchlist if is_partial(watchlist) else partial_list(watchlist, fault)
    return with_errors_said(watchlist) if source.is_own else watchlist


def _rest_of(source: ListSource, path: Path, error: ListError) -> Watchlist | None:
    """What is left of a damaged list: the version before it, else what can be read of it, else nothing."""
    for version in source.state.versions[1:] if source.state else ():
        with contextlib.suppress(ListError):
            before = _read(source, path.parent / version.file, version, False)
            note = f"the newest version is damaged, that of {version.fetched[:10]} was used: {error}"
            return before.model_copy(update={"warnings": (note, *before.warnings)})
    with contextlib.suppress(ListError):
        rest = _read(source, path, None, True)
        return rest if is_partial(rest) else partial_list(rest, error)
    return None


def _without_entries(source: ListSource, path: Path, error: ListError) -> Watchlist:
    """A list without entries that says in the report why it has none."""
    digest = hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()
    return Watchlist(
        name=source.name or path.stem, version=digest[:VERSION_DIGITS], sha256=digest, path=str(path),
        warnings=(f"{_LEFT_OUT}{error}",),
    )  # fmt: skip
