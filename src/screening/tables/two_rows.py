"""Headers of two rows: groups above ("Vessel", "Owner"), and what they hold below ("Name", "IMO", "Name", "Country").

Two rows that say the same in two languages are such a header too.
"""

from __future__ import annotations

from screening.tables.content import cell_at, is_number
from screening.tables.headers import JOINT, SUBJECT_USES, Recognised, recognise
from screening.tables.model import Cells

KNOWN = 2 / 3
"""Least share of the lower row's cells that are known headers: the first row of data has other words."""


def joined(upper: Cells, lower: Cells) -> Cells | None:
    """The header that two rows make together; None where the upper is a title or the lower a row of data."""
    filled = [place for place, cell in enumerate(lower) if cell.strip()]
    known = {place for place in filled if _known(lower[place]) is not None}
    if len(filled) < 2 or len(known) < KNOWN * len(filled) or any(map(is_number, (*upper, *lower))):
        return None
    width = max(len(upper), len(lower))
    if _says_the_same(upper, lower, filled):
        groups = upper + ("",) * (width - len(upper))
    else:
        groups = _spread(upper, lower, width)
        if not _are_groups(upper, lower, groups):
            return None
    return tuple(
        JOINT.join(part for part in (group.strip(), cell_at(lower, place).strip()) if part)
        for place, group in enumerate(groups)
    )


def _known(cell: str) -> Recognised | None:
    found = recognise(cell, near=False)
    return found if found is not None and found.how == "exact" else None


def _says_the_same(upper: Cells, lower: Cells, filled: list[int]) -> bool:
    """Whether both rows have the same known fields, in two languages or spellings."""
    pairs = [(_known(cell_at(upper, place)), _known(lower[place])) for place in filled]
    both = [(one.field, other.field) for one, other in pairs if one is not None and other is not None]
    differ = any(cell_at(upper, place) != lower[place] for place in filled)
    return differ and len(both) >= max(2, KNOWN * len(filled)) and all(one == other for one, other in both)


def _are_groups(upper: Cells, lower: Cells, groups: Cells) -> bool:
    """Whether the upper row names parties, one of them over several columns: a row of data has no such gaps above."""
    titles = [place for place, cell in enumerate(upper) if cell.strip()]
    covered = [place for place, cell in enumerate(lower) if cell.strip() and groups[place].strip()]
    if titles in ([], [0]) or all(cell_at(upper, place).strip() for place in covered):
        return False
    named = [found for place in covered if (found := _known(groups[place])) is not None]
    return any(found.field.use in SUBJECT_USES - {"identifier"} for found in named)


def _spread(upper: Cells, lower: Cells, width: int) -> Cells:
    """The groups over the columns that they cover: to the right as far as columns follow that have no group."""
    groups = []
    group = ""
    for place in range(width):
        own = cell_at(upper, place)
        if own.strip():
            group = own if cell_at(lower, place).strip() else ""
            groups.append(own)
        else:
            group = group if cell_at(lower, place).strip() else ""
            groups.append(group)
    return tuple(groups)
