"""An upload on its way to the folder of its run: its name made harmless, its bytes counted and hashed."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import BinaryIO

from screening.errors import InputError
from screening.web.runs.shelf import not_stored

_PIECE = 1 << 20
_LONGEST_NAME = 150

UNNAMED = "upload"

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # of Unicode: controls, directions, halves, line ends


def harmless(name: str | None) -> str:
    """What to call an upload: the last part of its name, without what is not printed. It never becomes a path."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c) not in _UNSEEN).strip()
    return plain[-_LONGEST_NAME:] or UNNAMED


def stored(source: BinaryIO, target: Path, name: str, most: int) -> tuple[int, str]:
    """Copy an upload to ``target``: its bytes, and their SHA-256.

    Raises InputError for more than ``most`` bytes, OutputError where they can't be stored.
    """
    try:
        return _copied(source, target, name, most)
    except OSError as error:
        raise not_stored(error, target) from error


def _copied(source: BinaryIO, target: Path, name: str, most: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with target.open("xb") as file:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                message = f"it is larger than {most >> 20} MiB"
                hint = "send it in parts, or raise max_upload in [web]"
                raise InputError(message, file=name, hint=hint, code="too_large")
            digest.update(piece)
            file.write(piece)
    return size, digest.hexdigest()
