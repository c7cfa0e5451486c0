"""What is in a watchlist, in numbers: to see that a list was read whole, and what its format could not express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from screening.entities import Watchlist
from screening.lists.head import ListHead, head_of

LATIN = "Latn"  # the script of a name that tells none
SHOWN = 25
"""Lines of a count that the text shows; of programmes a list may have a hundred."""

Counts = Mapping[str, int]
"""How many by what, the most first."""


class Inventory(ListHead):
    """The counts of a watchlist, with what the list says of itself."""

    entities_by_type: Counts
    entities_by_status: Counts
    names_by_quality: Counts
    names_by_script: Counts  # ISO 15924
    identifiers: int
    identifiers_by_kind: Counts
    addresses: int
    birth_dates: int  # entities that have one
    relations: int
    events: int
    programmes: Counts  # entities under each
    kept_as_text: Counts  # remarks by their label: what no field can hold
    warnings: tuple[str, ...]


def inventory(watchlist: Watchlist) -> Inventory:
    """The counts of a watchlist. An entity under two programmes counts under both."""
    entities = watchlist.entities
    names = [name for entity in entities for name in entity.names]
    identifiers = [identifier for entity in entities for identifier in entity.identifiers]
    return Inventory(
        **head_of(watchlist).model_dump(),
        entities_by_type=_counted(entity.type for entity in entities),
        entities_by_status=_counted(entity.status for entity in entities),
        names_by_quality=_counted(name.quality for name in names),
        names_by_script=_counted(name.script or LATIN for name in names),
        identifiers=len(identifiers),
        identifiers_by_kind=_counted(identifier.kind for identifier in identifiers),
        addresses=sum(len(entity.addresses) for entity in entities),
        birth_dates=sum(bool(entity.dates.birth) for entity in entities),
        relations=sum(len(entity.relations) for entity in entities),
        events=sum(len(entity.events) for entity in entities),
        programmes=_counted(programme for entity in entities for programme in entity.programmes),
        kept_as_text=_sorted(watchlist.kept_as_text),
        warnings=watchlist.warnings,
    )


def inventory_text(found: Inventory) -> str:
    """The inventory to read on a terminal, with a line for each count; of long ones the highest alone."""
    return "\n".join([*_said(found), "", *_lines(found), *_warnings(found)]) + "\n"


def _said(found: Inventory) -> Iterator[str]:
    told = {
        "list": found.name, "title": found.title, "issuer": found.issuer, "version": found.version,
        "as of": found.as_of, "file": found.path, "sha256": found.sha256,
    }  # fmt: skip
    yield from (f"{label:8} {text or '(not told)'}" for label, text in told.items())


def _lines(found: Inventory) -> Iterator[str]:
    yield _line("entries", found.entities)
    yield from _parts(found.entities_by_type)
    if set(found.entities_by_status) - {"designated"}:
        yield from _parts(found.entities_by_status)
    yield _line("names", found.names)
    yield from _parts(found.names_by_quality)
    yield _line("scripts of names", len(found.names_by_script))
    yield from _parts(found.names_by_script)
    yield _line("identifiers", found.identifiers)
    yield from _parts(found.identifiers_by_kind)
    yield _line("addresses", found.addresses)
    yield _line("with a date of birth", found.birth_dates)
    yield _line("relations", found.relations)
    yield _line("events", found.events)
    yield _line("programmes", len(found.programmes))
    yield from _parts(found.programmes)
    yield _line("kept as text", sum(found.kept_as_text.values()))
    yield from _parts(found.kept_as_text)


def _warnings(found: Inventory) -> Iterator[str]:
    yield _line("warnings", len(found.warnings))
    yield from (f"  {warning}" for warning in found.warnings[:SHOWN])
    if len(found.warnings) > SHOWN:
        yield f"  and {len(found.warnings) - SHOWN:,} more"


def _line(label: str, count: int) -> str:
    return f"{count:>9,}  {label}"


def _parts(counts: Counts) -> Iterator[str]:
    yield from (f"{count:>13,}  {label}" for label, count in list(counts.items())[:SHOWN])
    if len(counts) > SHOWN:
        yield f"{'':13}  and {len(counts) - SHOWN:,} more"


def _counted(words: Iterable[str]) -> dict[str, int]:
    return _sorted(Counter(words))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    """The most first, and by their words where they are as many: the same list gives the same text."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
