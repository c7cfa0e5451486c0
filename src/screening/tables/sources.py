"""Whatever holds the bytes of a file - a path, bytes, an open file - as pieces of bytes, within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from screening.errors import InputError, UsageError

FileSource = str | Path | bytes | BinaryIO

_PIECE = 1 << 20
_MOST_NAMES = 10_000  # files of a folder among which a misspelt one is looked for


def is_file_source(source: object) -> bool:
    """Whether ``source`` is a path, bytes or an open file."""
    return isinstance(source, str | Path | bytes | bytearray | memoryview) or hasattr(source, "read")


def source_name(source: object) -> str:
    """The name of the path or the open file, without its folder; empty where it has none."""
    if isinstance(source, str | Path):
        return Path(source).name
    name = getattr(source, "name", None)  # of an open file; a DataFrame may have a column of that name
    return PurePath(name).name if isinstance(name, str) else ""


def pieces(source: FileSource, *, file: str, most: int) -> Iterator[bytes]:
    """The bytes of the source, piece by piece, each read once.

    Raises InputError ``not_found``, ``unreadable``, or ``too_large`` as soon as there are more than ``most`` bytes;
    UsageError for a file that is open in text mode.
    """
    size = 0
    for piece in _pieces(source, file, most):
        size += len(piece)
        if size > most:
            raise InputError(
                f"the file is larger than {most:,} bytes", file=file, code="too_large",
                hint="split it into smaller files, or raise max_bytes under [input] in the configuration",
            )  # fmt: skip
        yield piece


def _pieces(source: FileSource, file: str, most: int) -> Iterator[bytes]:
    if isinstance(source, bytes | bytearray | memoryview):
        data = memoryview(source).cast("B")
        yield from (bytes(data[start : start + _PIECE]) for start in range(0, len(data), _PIECE))
    elif isinstance(source, str | Path):
        with _opened(Path(source), file) as stream:
            yield from _read_pieces(stream, file, most)
    else:
        yield from _read_pieces(source, file, most)


def _read_pieces(stream: BinaryIO, file: str, most: int) -> Iterator[bytes]:
    """The bytes of an open file, one more than ``most`` at the most."""
    left = most + 1
    while left > 0:
        try:
            piece: object = stream.read(min(_PIECE, left))
        except (OSError, ValueError) as error:  # ValueError: the file has been closed
            raise _unreadable(file, error) from error
        if not isinstance(piece, bytes):
            raise UsageError("the file is open in text mode", file=file, hint='open it with mode "rb"')
        if not piece:
            return
        left -= len(piece)
        yield piece


def _opened(path: Path, file: str) -> BinaryIO:
    """The file, opened without waiting: a pipe that nobody writes to would wait for ever."""
    try:
        stream = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - Path.open has no opener
    except FileNotFoundError as error:
        raise InputError("there is no such file", file=path, code="not_found", hint=_nearest(path)) from error
    except IsADirectoryError as error:
        raise InputError("this is a folder", file=path, code="unreadable", hint="name one file in it") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise _unreadable(file, error) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise InputError(
            "this is a pipe or a device, and no file", file=path, code="unreadable",
            hint="give - to read from standard input",
        )  # fmt: skip
    return stream


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(file: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(
        f"the file cannot be read: {reason}", file=file, code="unreadable",
        hint="see that you may read it and that no other program holds it, or copy it to another place",
    )  # fmt: skip


def _nearest(path: Path) -> str:
    """What to do about a file that is not there: the files of its folder that are called nearly so."""
    try:
        names = sorted(found.name for found in islice(path.absolute().parent.iterdir(), _MOST_NAMES))
    except (OSError, ValueError):
        return "check the path: there is no such folder either"
    near = get_close_matches(path.name, names, n=3)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else "check the path"
