"""The lists of a configuration, indexed: from where such an index is kept, else made now and kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from screening import index_cache
from screening.collector import collector_held
from screening.configuration import LoadedConfig, list_sources, load_watchlists
from screening.entities import Watchlist
from screening.list_index import ListIndex
from screening.list_notices import notices
from screening.list_sources import ListSource, source_files
from screening.matching.packing import Columns
from screening.matching.policy import Policy
from screening.report.model import WatchlistInfo

_RULES = "rules"  # the column that tells by which program, configuration and numbers an index was made


@collector_held()  # what is read stays, and holds no cycles
def kept_index(
    loaded: LoadedConfig, lists: Sequence[str], policy: Policy, now: datetime, workers: int | None = None
) -> ListIndex:
    """The index of the lists of a configuration, or of certain ones (`configuration.load_watchlists`), with what is to
    be said of their age at ``now``. Where none is kept, ``workers`` processes make it at most: those of the
    configuration where that is None or 0, and where it names none, this one alone, or for 0 as many as it pays to use.

    A list that is too old is refused before any is read.
    """
    sources = list_sources(loaded, lists)
    said = notices(sources, now)
    return _kept_or_made(loaded, lists, policy, sources, workers).with_notices(said)


def _kept_or_made(
    loaded: LoadedConfig, lists: Sequence[str], policy: Policy, sources: Sequence[ListSource], workers: int | None
) -> ListIndex:
    def made() -> ListIndex:
        from screening.crew import crew_of, worthwhile  # noqa: PLC0415 - most runs find their index kept

        most = workers or loaded.config.workers or (None if workers == 0 else 1)
        with crew_of(worthwhile(sources, most)) as crew:
            return ListIndex.of(load_watchlists(loaded, lists, read=crew.read), policy, crew)

    files = source_files(sources)
    if files is None:
        return made()
    versions = [version.model_dump() for source in sources if source.state for version in source.state.versions]
    return index_of_files(
        files, made, lambda: source_files(list_sources(loaded, lists)), loaded, policy, [list(lists), versions]
    )


def index_of_files(
    files: Sequence[Path],
    made: Callable[[], ListIndex],
    again: Callable[[], Sequence[Path] | None],
    loaded: LoadedConfig,
    policy: Policy,
    asked: Any,
) -> ListIndex:
    """The index that is ``made`` of lists in files, or the one that was kept when it was made of the same; ``asked`` is
    what else decides what is in it, as JSON can hold it.

    ``again`` tells the files once more: where others stand there after reading, the index is not kept.
    """
    folder = _folder(loaded)
    if folder is None:
        return made()
    contents = _contents(files)
    key = index_cache.key_of(
        part.encode() for part in (json.dumps([asked, *_settings(loaded, policy)], sort_keys=True), *contents)
    )
    if (found := index_cache.opened(folder, key)) is not None:
        return ListIndex.stored(found[1], policy, found[0])
    index = made()
    if again() != files or _contents(files) != contents:
        return index  # a list was replaced while it was read: this index has no name that tells what is in it
    columns: Columns = {**index.columns(), _RULES: [_rules(loaded, policy)]}
    return replace(index, path=index_cache.kept(folder, key, columns))


@collector_held()
def index_of(watchlists: Sequence[Watchlist], policy: Policy, workers: int | None) -> ListIndex:
    """The index of lists that are read already, made by so many processes at most, by default by this one alone."""
    from screening.crew import crew_of, worthwhile_for  # noqa: PLC0415 - most runs find their index kept

    with crew_of(worthwhile_for(watchlists, workers or 1)) as crew:
        return ListIndex.of(watchlists, policy, crew)


def index_that(
    fits: Callable[[Sequence[WatchlistInfo]], bool], loaded: LoadedConfig, policy: Policy
) -> ListIndex | None:
    """An index that is kept, was made by this program with this configuration, and is of lists that fit; or None."""
    folder = _folder(loaded)
    if folder is None:
        return None
    rules = _rules(loaded, policy)
    for path, columns in index_cache.others(folder):
        if list(columns.get(_RULES, ())) == [rules]:
            index = ListIndex.stored(columns, policy, path)
            if fits(index.infos):
                return index
    return None


def _folder(loaded: LoadedConfig) -> Path | None:
    return index_cache.cache_folder(os.environ, loaded.config.cache, beside=loaded.folder)


def _settings(loaded: LoadedConfig, policy: Policy) -> tuple[str, Mapping[str, Any], Mapping[str, Any], object]:
    """All that decides what an index says; the texts do for the warnings of its lists."""
    return loaded.sha256, loaded.config.model_dump(mode="json"), policy.model_dump(), loaded.texts.changed


def _rules(loaded: LoadedConfig, policy: Policy) -> str:
    return index_cache.key_of([json.dumps(_settings(loaded, policy), sort_keys=True).encode()])


def _contents(files: Iterable[Path]) -> list[str]:
    return [f"{file}\n{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
