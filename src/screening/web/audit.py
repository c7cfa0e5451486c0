"""The log of who did what and when: one JSON object a line, written before the answer goes out."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from screening.errors import OutputError

FILE = "audit.jsonl"


class AuditLog:
    """Appends to ``audit.jsonl`` in a folder. ``now`` is the clock."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = folder / FILE
        self._now = now
        self._lock = Lock()

    def write(self, who: str, action: str, **what: Any) -> None:
        """Note that ``who`` did ``action``. Raises OutputError where it cannot be written: then it must not be done."""
        moment = self._now().isoformat(timespec="milliseconds")
        line = json.dumps({"when": moment, "who": who, "action": action, **what}, ensure_ascii=True) + "\n"
        try:
            with self._lock:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    _append(descriptor, line.encode())
                finally:
                    os.close(descriptor)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(f"the log cannot be written: {reason}", file=self._path, code="write_failed") from error


def _append(descriptor: int, line: bytes) -> None:
    """Write a line whole or not at all: half of one, on a full disk, would spoil the next one, too."""
    before = os.fstat(descriptor).st_size
    if os.write(descriptor, line) < len(line):
        os.ftruncate(descriptor, before)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
