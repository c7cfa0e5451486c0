"""How long to wait before trying again: longer each time, spread by chance, or as the server asks."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST = 1.0  # seconds before the second attempt, doubled for each further one
LONGEST = 60.0  # seconds: a server that asks for more is not waited for


def delay(attempt: int, chance: float) -> float:
    """Seconds to wait after the ``attempt``-th attempt (from 0) failed.

    ``chance`` (0 to 1) spreads many clients that failed at one moment: from half the time to the whole.
    """
    return min(LONGEST, FIRST * 2.0**attempt) * (0.5 + chance / 2)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait, from ``now`` on; None where it asks nothing."""
    text = (header or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds())
