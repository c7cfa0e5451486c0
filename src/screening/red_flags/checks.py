"""What no word tells: comparisons of a row's numbers with each other and with its hits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from screening.entities import Counterparty
from screening.matching.identifiers import comparable, fault
from screening.red_flag_rules import Check
from screening.red_flags.row import Sign
from screening.report.model import Hit

_ANOTHER_NAME = 50.0  # score under which the name of a ship says something else than its number
_HALF = 50.0  # percent
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|％|percent\b|per cent\b|pct\b)", re.IGNORECASE)
_SHARE_HEADER = re.compile(r"owner|share|stake|beteilig|anteil|holding|participa|dol[ия]|持股|지분", re.IGNORECASE)

RowCheck = Callable[[Counterparty, Sequence[Hit]], Sign | None]


def imo_check_digit(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """An IMO number whose last digit is not the one that follows from the others."""
    for identifier in party.identifiers:
        if (comparable(identifier) or ("",))[0] == "imo" and fault(identifier):
            return Sign("imo", identifier.value)
    return None


def imo_of_another_name(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """The IMO number of a listed ship beside a name that is not the listed one's."""
    for hit in hits:
        by_imo = any(e.feature == "imo" and e.verdict == "supports" for e in hit.evidence)
        names = [e for e in hit.evidence if e.feature == "name"]
        if by_imo and names and all(e.score < _ANOTHER_NAME and e.verdict != "supports" for e in names):
            return Sign("imo", f"{hit.matched_value} is {hit.entity_name}, not {names[0].query}")
    return None


def fifty_percent_rule(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """Owners that may be listed and hold half of the party or more, together.

    The shares stand beside the owners' names (``Korea Daesong Bank 60 %``), or, where only one owner is given, in a
    column of its own.
    """
    listed = list(dict.fromkeys(h.matched_value for h in hits if h.matched_field == "owner"))
    if not listed:
        return None
    owners = [other.text for other in party.other_names if other.field == "owner"]
    shares = [_share(text) for text in listed]
    if len(owners) == 1 and shares == [None]:
        shares = [_share_column(party)]
    total = sum(share for share in shares if share is not None)
    if not _HALF <= total <= 100.0:
        return None
    return Sign("owner", f"{'; '.join(listed)}: {total:g} %")


def _share(text: str) -> float | None:
    found = _PERCENT.search(text)
    return float(found[1].replace(",", ".")) if found else None


def _share_column(party: Counterparty) -> float | None:
    """The one percentage in a column that is headed as shares are."""
    names = {other.text for other in party.other_names}
    cells = [cell for header, cell in party.input.items() if _SHARE_HEADER.search(header) and cell not in names]
    shares = [share for cell in cells if (share := _share(cell) or _bare(cell)) is not None]
    return shares[0] if len(shares) == 1 else None


def _bare(cell: str) -> float | None:
    """``60`` or ``60,5`` in a column of percentages; 0.6 may be a share of one or of a hundred and says nothing."""
    found = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*", cell)
    value = float(found[1].replace(",", ".")) if found else 0.0
    return value if value > 1 else None


ROW_CHECKS: Mapping[Check, RowCheck] = {
    "imo_check_digit": imo_check_digit,
    "imo_of_another_name": imo_of_another_name,
    "fifty_percent_rule": fifty_percent_rule,
}
