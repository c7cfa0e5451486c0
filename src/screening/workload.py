"""How many processes a table is worth, as far as its size tells: before it is read, and before much is loaded."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from screening.processes import cores

CHUNK = 500
"""Rows whose words are looked up together, between two calls of the progress callback."""

BYTES_A_ROW = 250
"""More than a row takes in most files: of how many rows a file has at least, its size tells before it is read."""

_ROWS_A_WORKER = 2000
"""Rows from which another process saves more time than it takes to start."""


def processes_for(rows: int, asked: int) -> int:
    """How many processes match so many rows: as many as are asked for, and 0 asks for as many as it pays to use, which
    are no more than there are cores that this one may use."""
    return min(asked or min(cores(), rows // _ROWS_A_WORKER), -(-rows // CHUNK))


def rows_of(source: object) -> int:
    """How many rows a table has at least that is still to be read: in a file, by its path, or in bytes."""
    if isinstance(source, bytes):
        return len(source) // BYTES_A_ROW
    with suppress(OSError, ValueError):  # what cannot be read is told by who reads it
        return Path(source).stat().st_size // BYTES_A_ROW if isinstance(source, str | Path) else 0
    return 0
