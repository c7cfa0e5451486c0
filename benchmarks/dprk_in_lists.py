"""Whether well-known North Korean parties are found in each published list of a folder that has them.

    python benchmarks/dprk_in_lists.py FOLDER

Every name that the list gives a party (aliases, names in its own script), and every number, is screened for by itself
against that list: the list's other North Korean entries and each twentieth of the rest stay in it. Ends with status 1
where one is not found.
"""

from __future__ import annotations

import sys
from pathlib import Path

from screening.entities import Counterparty, Entity, Watchlist
from screening.errors import ScreeningError
from screening.lists.registry import read_watchlist
from screening.screener import Screener

PARTIES = {
    "Korea National Insurance Corporation": ("korea national insurance", "knic"),
    "Korea Daesong Bank": ("daesong bank",),
    "Office 39": ("office 39",),
    "Lazarus Group": ("lazarus group",),
    "Ryugyong Commercial Bank": ("ryugyong commercial",),
}
EVERY = 20


def is_called(entity: Entity, called: tuple[str, ...]) -> bool:
    """Whether an entry is the party that is known by one of these words."""
    return entity.type != "Person" and any(word in name.text.lower() for name in entity.names for word in called)


def part_of(watchlist: Watchlist, wanted: frozenset[str]) -> Watchlist:
    """The list with these entries, those of North Korean programmes, and some others."""
    kept = [
        entity
        for number, entity in enumerate(watchlist.entities)
        if entity.id in wanted or number % EVERY == 0 or any("DPRK" in p or "PRK" in p for p in entity.programmes)
    ]
    return watchlist.model_copy(update={"entities": tuple(kept)})


def missed(screener: Screener, entity: Entity) -> list[str]:
    """The names and numbers of an entry by which it is not found."""
    asked = [(name.text, Counterparty(name=name.text)) for name in entity.names if name.quality != "weak"]
    asked += [
        (f"{number.kind} {number.value}", Counterparty(name="", identifiers=(number,))) for number in entity.identifiers
    ]
    return [text for text, party in asked if entity.id not in {hit.entity_id for hit in screener.match(party)}]


def main() -> int:
    """Look for all parties in all lists of the folder; prints a line for each entry."""
    failures = 0
    for path in sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file()):
        try:
            watchlist = read_watchlist(path)
        except ScreeningError:
            continue
        found = [(p, e) for p, called in PARTIES.items() for e in watchlist.entities if is_called(e, called)]
        if not found:
            continue
        screener = Screener([part_of(watchlist, frozenset(entity.id for _, entity in found))])
        for party, entity in found:
            lost = missed(screener, entity)
            failures += len(lost)
            scripts = sum(not name.text.isascii() for name in entity.names)
            told = f"{len(entity.names)} names ({scripts} beyond ASCII), {len(entity.identifiers)} numbers"
            print(
                f"{path.name}: {party}: {entity.id}, {told}: {f'NOT BY {lost}' if lost else 'found by all'}", flush=True
            )
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
