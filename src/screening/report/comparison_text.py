"""What a rescreening found, in a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from screening.report.comparison import HitChange, Rescreening, renamed_lists
from screening.report.text_table import table_lines
from screening.report.visible import one_line

_MIN_WIDTH = 60  # columns; a narrower terminal wraps the lines itself
_HEADS = ("sheet", "row", "name", "listed entity", "list", "score", "risk", "what is other")
_TITLES = {"new": "New hits", "changed": "Changed hits", "gone": "Gone hits"}


def rescreening_text(found: Rescreening, *, width: int = 100) -> str:
    """What was rescreened against what, the counts, and every hit that is new, changed or gone; ends with a newline."""
    blocks = [list(_head(found)), *(_section(found, what, max(width, _MIN_WIDTH)) for what in _TITLES)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def counts_line(found: Rescreening) -> str:
    """The counts in one line."""
    counts = ", ".join(f"{found.counts[what]:,} {what}" for what in ("new", "changed", "gone"))
    return f"{found.rows:,} rows, {found.screened:,} of them screened again: {counts}"


def _head(found: Rescreening) -> Iterator[str]:
    yield f"Rescreening of {one_line(found.report.screening.input.file)}"
    renamed = renamed_lists(found.before, found.now)
    old = {renamed.get(info.name, info.name): info for info in found.before}
    for info in found.now:
        was = old.pop(info.name, None)
        if was is None:
            versions = f"{info.version}, not screened against before"
        else:
            versions = info.version if was.sha256 == info.sha256 else f"{was.version} -> {info.version}"
        yield one_line(f"  {info.name}: {versions} ({info.entities:,} entries)")
    yield from (one_line(f"  {info.name}: {info.version}, not screened against now") for info in old.values())
    yield from (one_line(f"  all rows were screened: {ground}") for ground in found.grounds)
    yield counts_line(found)


def _section(found: Rescreening, what: str, width: int) -> list[str]:
    changes = [change for change in found.changes if change.what == what]
    if not changes:
        return []
    rows = [_HEADS, *(_cells(change) for change in changes)]
    if not any(change.sheet for change in changes):
        rows = [row[1:] for row in rows]
    if what != "changed":
        rows = [row[:-1] for row in rows]
    return [_TITLES[what], *table_lines(rows, width)]


def _cells(change: HitChange) -> tuple[str, ...]:
    score = f"{change.hit.score:.1f}"
    if change.before and change.now and change.before.score != change.now.score:
        score = f"{change.before.score:.1f} -> {change.now.score:.1f}"
    texts = (
        change.sheet, str(change.row or "-"), change.name or change.hit.matched_value, change.entity_name,
        change.watchlist, score, change.hit.risk, ", ".join(change.fields),
    )  # fmt: skip
    return tuple(one_line(text) for text in texts)
