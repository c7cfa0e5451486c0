"""The lists that an earlier report was made with, indexed: from kept indexes, from files that the user names, or from
the versions that were downloaded and are still stored."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from screening.configuration import LoadedConfig, load_versions
from screening.errors import ListError, UsageError
from screening.kept_index import index_of, index_of_files, index_that
from screening.list_index import ListIndex
from screening.lists.registry import read_bytes
from screening.matching.policy import Policy
from screening.report.model import Report
from screening.rescreening import are_of
from screening.store.versions import check_file, stored_lists, version_file


def index_of_report(
    report: Report, loaded: LoadedConfig, policy: Policy, files: Sequence[str | Path], now: ListIndex
) -> ListIndex | None:
    """The index of the lists that a report was made with; None where one of them is not at hand.

    Lists are told by the SHA-256 of their files. Each is looked for among ``files`` and the stored versions, and where
    that is the same, in the lists of ``now``. Raises UsageError for a file that is none of the report's lists,
    ListError for one that can't be read.
    """
    by_hash = {hashlib.sha256(read_bytes(Path(file))).hexdigest(): Path(file) for file in files}
    wanted = {info.sha256: info for info in report.screening.watchlists}
    for digest, file in by_hash.items():
        if digest not in wanted:
            told = ", ".join(f"{info.name} {info.version}" for info in wanted.values())
            message = f"is not the version of a list that the report was made with ({told})"
            raise UsageError(message, file=file, hint="give the very file, or leave --old out", code="other_version")
    if are_of(now.infos, report):
        return now
    kept = index_that(lambda infos: are_of(infos, report), loaded, policy)
    if kept is not None:
        return kept
    by_hash = {**dict(_stored(loaded.store, wanted.keys() - by_hash.keys())), **by_hash}
    same = {(info.name, info.sha256) for info in now.infos}
    if not all(i.sha256 in by_hash or (i.name, i.sha256) in same for i in wanted.values()):
        return None
    read = [(info.name, by_hash[info.sha256]) for info in wanted.values() if info.sha256 in by_hash]

    def made() -> ListIndex:
        current = {w.name: w for w in now.watchlists()} if len(read) < len(wanted) else {}
        versions = [(i.name, by_hash.get(i.sha256) or current[i.name]) for i in wanted.values()]
        return index_of(load_versions(loaded, versions), policy, loaded.config.workers)

    paths = [path for _, path in read]
    asked = ["versions", sorted((i.name, i.sha256) for i in wanted.values())]
    index = index_of_files(paths, made, lambda: paths, loaded, policy, asked)
    return index if are_of(index.infos, report) else None


def files_of_report(
    report: Report, loaded: LoadedConfig, files: Sequence[str | Path], now: ListIndex
) -> Mapping[str, Path]:
    """Where the files of a report's lists may be, by the names of the lists: among ``files``, the stored versions and
    the lists of ``now``. What is in them may have changed: their hash tells.
    """
    wanted = {info.sha256: info.name for info in report.screening.watchlists}
    by_hash = {hashlib.sha256(read_bytes(Path(file))).hexdigest(): Path(file) for file in files}
    current = {info.sha256: Path(path) for info, path in zip(now.infos, now.paths, strict=True)}
    found = {**current, **dict(_stored(loaded.store, wanted.keys())), **by_hash}
    return {name: found[digest] for digest, name in wanted.items() if digest in found}


def _stored(store: Path | None, wanted: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The hashes that are wanted with the files of the stored versions that have them, whole."""
    if store is None or not wanted:
        return
    with contextlib.suppress(ListError):  # a store that can't be read costs only time
        for name, state in stored_lists(store).items():
            for version in state.versions:
                if version.sha256 in wanted:
                    path = version_file(store, name, version)
                    with contextlib.suppress(ListError):
                        check_file(path, version)
                        yield version.sha256, path
