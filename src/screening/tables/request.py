"""What is asked of a reader beside the bytes of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from screening.tables.limits import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Request:
    """How to read a file: ``file`` is its name in messages, ``sheets`` those that are wanted (none: all)."""

    file: str
    sheets: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)
    limits: Limits = LIMITS
