"""What was found out and may be asked for again: a bounded store that several threads may use."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Up to ``most`` values by their keys; what came first is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """What was remembered, if it still is."""
        return self._values.get(key)

    def add(self, values: Mapping[Key, Value]) -> None:
        """Remember these, too."""
        with self._lock:
            self._values.update(values)
            for key in list(islice(self._values, max(0, len(self._values) - self._most))):
                del self._values[key]
