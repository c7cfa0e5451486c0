"""A file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from screening.errors import OutputError

_BUFFER = 1 << 20  # bytes; reports are written in many small pieces


class _Trouble(NamedTuple):
    code: str
    message: str
    hint: str


_FORBIDDEN = _Trouble(
    "permission", "not allowed to write here", "choose another folder, or close the file if it is open"
)
_FULL = _Trouble("disk_full", "no space left on the disk", "free some space, or choose another disk")
_TROUBLES: Mapping[str, _Trouble] = {  # by the name of the error: not every system has every number
    "ENOENT": _Trouble("no_folder", "the folder does not exist", "make the folder first, or name another"),
    "ENOTDIR": _Trouble("no_folder", "a part of the path is a file, not a folder", "name another folder"),
    "EISDIR": _Trouble("is_directory", "this is a folder", "name a file in it"),
    "ENAMETOOLONG": _Trouble("bad_name", "the file name is too long", "choose a shorter name"),
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": _FORBIDDEN,
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
}


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A binary file (seekable) that takes the place of ``path`` when the block ends without an exception.

    It is written beside ``path``, flushed to the disk and renamed, so that a reader sees the old file or the whole
    new one. After a failure what stood at ``path`` still stands, and nothing is left behind. A symbolic link is
    followed; the permissions of a file that is replaced are kept. Raises OutputError where the system refuses.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise _output_error(path, error) from error
    try:
        with os.fdopen(descriptor, "w+b", buffering=_BUFFER) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        _remove(temporary)
        raise _output_error(path, error) from error
    except BaseException:  # a failed writer, or the user's Ctrl-C: tidy up, then let it through
        _remove(temporary)
        raise
    _flush_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    """The permissions of the file at ``target``; None where there is none. Raises OSError for a folder or device."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return stat.S_IMODE(mode)


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):  # the first error is the one to tell
        temporary.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system can (POSIX); the report stands either way."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _output_error(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error) or type(error).__name__
    other = _Trouble("write_failed", f"could not be written: {reason}", "choose another place")
    trouble = _TROUBLES.get(errno.errorcode.get(error.errno or 0, ""), other)
    return OutputError(trouble.message, file=path, hint=trouble.hint, code=trouble.code)
