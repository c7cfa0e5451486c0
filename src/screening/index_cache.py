"""Indexed watchlists kept on disk, so that only the first run with a list pays for analysing its names.

One file for each set of lists, settings and version of the program, under a name that is the hash of all these. A file
holds plain columns (`matching.packing`), is written whole or not at all, and is mapped into memory, which processes
share. Deleting files, or the folder, costs nothing but time; a damaged file is not used and is written anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from screening._version import __version__
from screening.matching.packing import Column, Columns, pack, unpacked

VARIABLE = "SCREENING_CACHE"
"""The environment variable that names the folder; ``off`` keeps nothing."""

OFF = "off"
_SUFFIX = ".index"
_KEY = "key"  # the column that says which index it is
_LIBRARIES = ("anyascii", "numpy", "pydantic", "python-stdnum", "rapidfuzz")
_MOST_FILES = 12
"""Files kept: the ones used last."""


def cache_folder(
    environ: Mapping[str, str], configured: str | None = None, *, beside: Path | None = None
) -> Path | None:
    """Where indexes are kept; None where they are not.

    What the environment variable says, else the configuration (a path relative to ``beside``), else the user's folder
    for caches.
    """
    told = environ.get(VARIABLE) or configured
    if told:
        return None if told.strip().lower() == OFF else (beside or Path()) / told
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Caches").expanduser())
    else:
        base = environ.get("XDG_CACHE_HOME") or (str(Path(environ["HOME"]) / ".cache") if environ.get("HOME") else None)
    return Path(base) / "screening" if base else None


def key_of(parts: Iterable[bytes]) -> str:
    """The name of the index of these lists and settings, by this version of the program."""
    digest = hashlib.sha256(_program())
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


@cache
def _program() -> bytes:
    """The hash of what decides what an index holds: the program's files, and the versions of what it reads names by.

    Of an installed program the hashes are known that it was installed with. Of another one (a working copy) files go
    in by place, size and time of change, as Python tells of a compiled module whether it is old: to read them all took
    a fiftieth of a second at every start.
    """
    versions = [__version__, unicodedata.unidata_version, *(f"{name} {version(name)}" for name in _LIBRARIES)]
    package = str(resources.files(_PACKAGE))
    files = _installed(package) or sorted(_files_under(package))
    return hashlib.sha256("\n".join((*versions, *files)).encode(errors="surrogateescape")).digest()


_PACKAGE = "screening"


def _installed(package: str) -> list[str]:
    """The files of the package with their hashes, as the installer has recorded them; none where it has not."""
    try:
        installed = distribution(_PACKAGE)
    except PackageNotFoundError:  # a working copy that only lies on the path
        return []
    if Path(str(installed.locate_file(_PACKAGE))) != Path(package):
        return []
    record = (installed.read_text("RECORD") or "").splitlines()
    return sorted(line for line in record if line.startswith(f"{_PACKAGE}/") and "sha256=" in line)


def _files_under(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files_under(entry.path)
            else:
                with contextlib.suppress(OSError):  # a link to nothing, or a file that is just being replaced
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def opened(folder: Path, key: str) -> tuple[Path, Mapping[str, Column]] | None:
    """The file of that name and its index; None where there is none, or none that is whole."""
    path = folder / f"{key}{_SUFFIX}"
    try:
        columns = mapped(path)
    except (OSError, ValueError):
        return None
    if list(columns.get(_KEY, ())) != [key]:  # a file that was given this name by others
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used last now
    return path, columns


def others(folder: Path) -> Iterator[tuple[Path, Mapping[str, Column]]]:
    """All indexes that are kept and whole, the one used last first."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True):
        try:
            yield path, mapped(path)
        except (OSError, ValueError):
            continue


def mapped(path: Path) -> Mapping[str, Column]:
    """The index in a file, mapped into memory. Raises OSError, and ValueError for a file that is no whole index."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return unpacked(memoryview(data))


def kept(folder: Path, key: str, columns: Columns) -> Path | None:
    """Keep an index under that name; None where the folder can't be written to, which costs only time."""
    path = folder / f"{key}{_SUFFIX}"
    draft = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=_DRAFT, delete=False) as file:
            draft = Path(file.name)
            file.writelines(pack({**columns, _KEY: [key]}))
        draft.replace(path)
        _forget_oldest(folder)
    except OSError:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        return None
    return path


_DRAFT = ".draft-"
_DRAFT_SECONDS = 3600  # after which a draft is one of a process that was ended


def _forget_oldest(folder: Path) -> None:
    newest = max((file.stat().st_mtime for file in folder.glob(f"*{_SUFFIX}")), default=0.0)
    for draft in folder.glob(f"{_DRAFT}*"):
        with contextlib.suppress(OSError):
            if newest - draft.stat().st_mtime > _DRAFT_SECONDS:
                draft.unlink()
    files = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[_MOST_FILES:]:
        with contextlib.suppress(OSError):
            file.unlink()
