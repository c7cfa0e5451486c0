"""The standard streams of the command line: results to the one, messages to the other, and what can go wrong there."""

from __future__ import annotations

import codecs
import contextlib
import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

from screening.errors import InputError, OutputError, UsageError


def input_stream() -> BinaryIO:
    """Standard input, to be read as a file. Raises InputError where it is closed."""
    try:
        return _open(sys.stdin).buffer
    except OSError as error:
        raise InputError(
            f"cannot be read: {_reason(error)}", file="standard input", hint="pipe or redirect a CSV file into it",
            code="unreadable",
        ) from error  # fmt: skip


def put(text: str) -> None:
    """Write a result to standard output; what its encoding lacks is escaped.

    Raises OutputError where it cannot be written, BrokenPipeError where its reader has gone.
    """
    try:
        stream = _open(sys.stdout)
        stream.write(text.encode(_encoding(), "backslashreplace").decode(_encoding()))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise _unwritten(error) from error


def put_json(data: Any) -> None:
    """Write ``data`` to standard output as one JSON value, in ASCII alone unless the encoding is one of Unicode."""
    is_unicode = codecs.lookup(_encoding()).name.startswith("utf")
    put(json.dumps(data, indent=1, ensure_ascii=not is_unicode) + "\n")


def finish_output() -> None:
    """Flush standard output now: at exit Python could only print a traceback. Raises as ``put`` does."""
    if sys.stdout is not None:
        put("")


def tell(message: str) -> None:
    """Write a message to standard error; where that cannot be written, the exit status has to do."""
    with contextlib.suppress(OSError):
        _open(sys.stderr).write(f"{message}\n")


def end(status: int) -> NoReturn:
    """End the process, with all that was to be said said: what it holds goes with it, and need not be let go piece by
    piece."""
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.flush()
    os._exit(status)


def discard_output() -> None:
    """Let go of what standard output could not take, so that Python does not try again at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def doing(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Show on a terminal what takes a while, for as long as it does; elsewhere nothing is said."""
    if quiet or not is_terminal(sys.stderr):
        yield
        return
    passing(f"{what} ...")
    try:
        yield
    finally:
        passing("")


def passing(message: str) -> None:
    """Write over the line of a terminal that stands on standard error."""
    with contextlib.suppress(OSError):
        stream = _open(sys.stderr)
        stream.write(f"\r\x1b[K{message}")
        stream.flush()


OPENING = "opening the lists (those that are new or have changed are indexed once)"
"""What is being done before names can be matched."""


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; a closed stream is None."""
    return stream is not None and stream.isatty()


def _open(stream: TextIO | None) -> TextIO:
    """The stream, unless the program was started with it closed."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream


def _encoding() -> str:
    return (sys.stdout.encoding if sys.stdout is not None else None) or "utf-8"


def _unwritten(error: OSError) -> OutputError:
    return OutputError(f"could not be written: {_reason(error)}", file="standard output", code="write_failed")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def read_password(file: str | None, environ: Mapping[str, str]) -> str | None:
    """The password of an input: the first line of a file, else ``SCREENING_PASSWORD``; None without either.

    It is no option itself: a command line stands in histories and lists of processes. Raises UsageError for a file
    that cannot be read or is empty.
    """
    if file is None:
        return environ.get("SCREENING_PASSWORD") or None
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"the password cannot be read: {error}", file=file, hint="name a text file") from error
    if not lines or not lines[0]:
        raise UsageError("there is no password in it", file=file, hint="write it into the first line")
    return lines[0]
