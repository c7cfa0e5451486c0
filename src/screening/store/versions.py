"""Storing a new version of a list, and finding the ones that are stored."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from screening.errors import ListError, OutputError
from screening.store.state import FILE, ListState, StoredVersion, read_state, write_state

DRAFT = ".draft-"
"""How the files of downloads under way begin."""

_OURS = re.compile(rf"\d{{8}}T\d{{6}}Z-[0-9a-f]{{12}}\..*|{re.escape(DRAFT)}.*")
"""What may be deleted in the folder of a list: versions and drafts, and nothing that a person has put there."""


def list_folder(store: Path, name: str) -> Path:
    """The folder of one list."""
    return store / name


def stored_lists(store: Path | None) -> Mapping[str, ListState]:
    """The lists that are stored, by name. Raises ListError for a folder whose state cannot be read."""
    if store is None or not store.is_dir():
        return {}
    found = {folder.name: read_state(folder) for folder in sorted(store.iterdir()) if (folder / FILE).is_file()}
    return {name: state for name, state in found.items() if state.versions}


def stored_state(store: Path | None, name: str) -> ListState:
    """What is known of one list; an empty state where nothing is stored. Raises ListError as ``read_state``."""
    return ListState() if store is None else read_state(list_folder(store, name))


def version_file(store: Path, name: str, version: StoredVersion) -> Path:
    """The file of a version."""
    return list_folder(store, name) / version.file


def check_file(path: Path, version: StoredVersion) -> None:
    """Raises ListError where the file is not, byte for byte, the one that was downloaded."""
    hint = "run screening lists update --force"
    try:
        digest = file_hash(path)
    except OSError:
        raise ListError("the stored list cannot be opened", file=path, hint=hint, code="not_found") from None
    if digest != version.sha256:
        message = "was changed or damaged after it was downloaded: its hash is another"
        raise ListError(message, file=path, hint=hint, code="mismatch")


def file_hash(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def version_name(sha256: str, stamp: str, suffix: str) -> str:
    """The file name of a version: when it was downloaded and the beginning of its hash."""
    return f"{stamp.replace('-', '').replace(':', '')}-{sha256[:12]}.{suffix}"


def keep_version(folder: Path, draft: Path, version: StoredVersion, state: ListState, keep: int) -> ListState:
    """Make the file ``draft`` (in ``folder``) the newest version; at most ``keep`` versions stay.

    The state names it only when the file is in place, and files go only when the state no longer names them: whenever
    this is interrupted, what the state names is there. Returns the new state; ``state`` has the versions before.
    Raises OutputError where it cannot be written.
    """
    try:
        draft.replace(folder / version.file)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"could not be written: {reason}", file=folder / version.file, code="write_failed") from error
    before = tuple(one for one in state.versions if one.file != version.file)
    done = ListState(versions=(version, *before)[:keep], checked=version.fetched)
    write_state(folder, done)
    forget_others(folder, done)
    return done


def forget_others(folder: Path, state: ListState) -> None:
    """Delete what the state does not name: versions too many, and drafts of updates that were ended."""
    named = {version.file for version in state.versions}
    for path in folder.iterdir():
        if path.name not in named and _OURS.fullmatch(path.name):
            with contextlib.suppress(OSError):
                path.unlink()
