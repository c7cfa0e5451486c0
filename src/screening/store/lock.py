"""A lock against two updates of the same lists at once. The system frees it when a process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from screening.errors import ListError, OutputError

_FILE = ".lock"

if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> None:
        """Lock the open file for this process alone, until it is closed. Raises OSError where another holds it."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def try_lock(descriptor: int) -> None:
        """Lock the open file for this process alone, until it is closed. Raises OSError where another holds it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the stored lists in ``folder``, which is made where there is none.

    Raises ListError where another update holds it, OutputError where the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / _FILE, os.O_CREAT | os.O_RDWR, 0o666)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        hint = "name another folder with SCREENING_LISTS or in [download]"
        raise OutputError(f"could not be written to: {reason}", file=folder, hint=hint, code="write_failed") from error
    try:
        try:
            try_lock(descriptor)
        except OSError:
            hint = "wait until it is done"
            raise ListError("another update of these lists runs", file=folder, hint=hint, code="locked") from None
        yield
    finally:
        os.close(descriptor)
