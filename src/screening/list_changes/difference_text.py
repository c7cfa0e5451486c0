"""The comparison of two versions of a list, to read on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.lists.difference import Change, Difference, Entry, FieldChange
from screening.lists.head import ListHead
from screening.report.visible import one_line

_SIGN_LOST, _SIGN_GAINED = "-", "+"


def difference_text(found: Difference) -> str:
    """The two versions, the counts, and every entry that differs, one line for each value lost or gained."""
    return "\n".join(_lines(found)) + "\n"


def counts_line(found: Difference) -> str:
    """How many entries were added, removed, changed, and are as they were, in one line."""
    return (
        f"{len(found.added):,} added, {len(found.removed):,} removed, {len(found.changed):,} changed, "
        f"{found.unchanged:,} as before"
    )


def field_words(change: FieldChange) -> str:
    """A field's name in words, and what became of it where no value tells."""
    order = "" if change.removed or change.added else ": the same in another order"
    return change.field.replace("_", " ") + order


def version_words(version: ListHead) -> str:
    """A version of a list in words: name, version, date, counts."""
    as_of = f" as of {version.as_of}" if version.as_of else ""
    number = f" {version.version}" if version.version else ""
    return f"{version.name}{number}{as_of}, {version.entities:,} entries, {version.names:,} names"


def _lines(found: Difference) -> Iterator[str]:
    yield one_line(f"old {version_words(found.old)}: {found.old.path}")
    yield one_line(f"new {version_words(found.new)}: {found.new.path}")
    yield counts_line(found)
    yield from _section("added", (_entry(_SIGN_GAINED, entry) for entry in found.added))
    yield from _section("removed", (_entry(_SIGN_LOST, entry) for entry in found.removed))
    yield from _section("changed", (line for change in found.changed for line in _change(change)))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from ("", title, *told)


def _entry(sign: str, entry: Entry) -> str:
    programmes = f"[{', '.join(entry.programmes)}]" if entry.programmes else ""
    return _row(f"{sign} {entry.id}", entry.name, entry.type, programmes)


def _change(change: Change) -> Iterator[str]:
    yield _row(f"~ {change.id}", change.name, change.type)
    for field in change.fields:
        yield f"    {field_words(field)}"
        yield from (f"      {_SIGN_LOST} {one_line(value)}" for value in field.removed)
        yield from (f"      {_SIGN_GAINED} {one_line(value)}" for value in field.added)


def _row(*cells: str) -> str:
    return "  ".join(one_line(cell) for cell in cells if cell)
