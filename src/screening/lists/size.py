"""Whether a list has as many entries as it must have: those that its user expects of it, and one at the least."""

from __future__ import annotations

from screening.entities import Watchlist
from screening.errors import ListError


def no_entries(file: str) -> ListError:
    """What is wrong with a published list of nobody; a list of one's own may be empty still."""
    return ListError("holds no entries", file=file, hint="get it anew from its publisher", code="empty")


def size_fault(watchlist: Watchlist, least: int | None, file: str) -> ListError | None:
    """What is wrong with a list of fewer entries than ``least``, the ``min_entities`` of its ``[[list]]``, if any."""
    count = len(watchlist.entities)
    if least is None or count >= least:
        return None
    holds = "1 entry" if count == 1 else f"{count:,} entries"
    message = f"holds {holds}, and min_entities is {least:,}: it is incomplete, or another list"
    hint = "compare it with its publisher's figure; if that is right, lower min_entities"
    return ListError(message, file=file, hint=hint, code="shrunk")
