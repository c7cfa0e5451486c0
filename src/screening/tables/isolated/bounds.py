"""What the reading process may not do, set by itself before it sees the file. What a system lacks is left out."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Any

try:
    import resource
except ImportError:  # Windows: there the parent bounds time and output, and nothing bounds memory
    resource = None  # type: ignore[assignment]

TOO_MUCH_MEMORY = 86
"""Exit status of a process that has taken more memory than it may."""

_WATCHED_EVERY = 0.05  # seconds
_GRACE = 5  # seconds between the signal that tells of too much time and the end of a process that ignores it

# What a reader has no business with. This holds for libraries that would follow a link or write a file on the way; a
# process that runs the machine code of an attacker is not bound by it.
_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.",
    "tempfile.", "urllib.", "http.", "ftplib.", "webbrowser.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def set_bounds(*, memory_bytes: int, seconds: float) -> None:
    """Bound the memory and the processor time of this process; it writes no files and leaves no core behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent too, which then ends this process
    sys.addaudithook(_refuse)
    if resource is None:
        return
    whole = math.ceil(seconds)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CPU, whole, whole + _GRACE)
    if sys.platform == "darwin":  # which takes the limit and does not keep it
        Thread(target=_watch_memory, args=(memory_bytes,), daemon=True).start()
    else:
        _bound(resource.RLIMIT_AS, memory_bytes)


def end_with(stream: int) -> None:
    """End this process when the other end of ``stream`` is closed, as it is when the parent ends in any way."""
    Thread(target=_wait_for_end, args=(stream,), daemon=True).start()


def _wait_for_end(stream: int) -> None:
    with suppress(OSError):
        os.read(stream, 1)
    os._exit(1)


def _bound(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, or the lower one that holds already."""
    _, ceiling = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def _watch_memory(most: int) -> None:
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss <= most:  # in bytes, on this system
        time.sleep(_WATCHED_EVERY)
    os._exit(TOO_MUCH_MEMORY)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        refused = not isinstance(path, int) and (flags & _WRITES or (isinstance(mode, str) and set(mode) & set("wax+")))
    else:
        refused = event.startswith(_REFUSED)
    if refused:
        raise PermissionError(f"a file that is read may not cause {event!r}")
