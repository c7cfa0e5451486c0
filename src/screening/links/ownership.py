"""Parties that other rows own to half or more: the rule for owners, followed from row to row of the file."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from screening.links.keys import name_key
from screening.red_flags.ownership import Stake, blocked_owners, together
from screening.red_flags.row import Sign
from screening.report.model import Result
from screening.texts import spoken

Owned = Mapping[int, Sequence[Stake]]
"""The owners with their shares, by the places of the rows."""


def owned_through_rows(results: Sequence[Result], owned: Owned, flag_id: str) -> Iterator[tuple[int, Sign]]:
    """The rows that have not the flag ``flag_id``, and are owned to half or more by parties of rows that have it, with
    owners that may be listed themselves; and so on. Each with what tells so.
    """
    owners: dict[str, list[int]] = defaultdict(list)
    for place, stakes in owned.items():
        for stake in stakes:
            owners[name_key(stake.owner)].append(place)
    flagged = {place for place in owned if any(flag.id == flag_id for flag in results[place].red_flags)}
    rows: dict[str, int] = {}  # by the name of a party that is owned so: its row
    waiting = deque(sorted(flagged))
    while waiting:
        place = waiting.popleft()
        key = name_key(results[place].name)
        if not key or rows.setdefault(key, place) != place:
            continue
        for other in owners.get(key, ()):
            if other in flagged:
                continue
            sign = together(_counted(results, other, owned[other], rows))
            if sign is not None:
                flagged.add(other)
                waiting.append(other)
                yield other, sign


def _counted(results: Sequence[Result], place: int, stakes: Sequence[Stake], rows: Mapping[str, int]) -> list[Stake]:
    """The stakes that count: of owners that may be listed, and of parties of other rows, told with the row."""
    blocked = blocked_owners(results[place].hits)
    counted = []
    for stake in stakes:
        row = rows.get(name_key(stake.owner))
        if stake.owner in blocked:
            counted.append(stake)
        elif row is not None and row != place:
            counted.append(Stake(spoken()("sign.stake_of_row", stake=stake, row=results[row].row), stake.percent))
    return counted
