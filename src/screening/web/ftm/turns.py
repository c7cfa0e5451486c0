"""Many queries, some at a time, so that others who wait for the thread that matches get their turn in between."""

from __future__ import annotations

from collections.abc import Sequence

from screening.web.ftm.query import Query

MOST_TEXT = 30_000
"""Characters of the names in all queries of a request at most: long names take long, a thousandth of a second a
character at worst in large lists."""

_TOGETHER = 20  # queries matched at once: more are no faster
_TEXT_TOGETHER = 1_000  # characters of their names


def in_turns(queries: Sequence[Query]) -> list[list[Query]]:
    """The queries in order, in groups that are matched at once. Raises ValueError for too much text in all."""
    if sum(query.text_length for query in queries) > MOST_TEXT:
        raise ValueError(f"Too much text in one batch (limit: {MOST_TEXT:,} characters of names)")
    turns: list[list[Query]] = []
    length = 0
    for query in queries:
        length += query.text_length
        if not turns or len(turns[-1]) == _TOGETHER or length > _TEXT_TOGETHER:
            turns.append([])
            length = query.text_length
        turns[-1].append(query)
    return turns
