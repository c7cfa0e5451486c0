"""The log of who did what and when: one JSON object a line, written before the answer goes out."""

from __future__ import annotations

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
                    os.write(descriptor, line.encode())
                finally:
                    os.close(descriptor)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(f"the log cannot be written: {reason}", file=self._path, code="write_failed") from error
