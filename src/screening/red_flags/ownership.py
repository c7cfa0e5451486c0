"""Who owns a party to what share, and whether owners that may be listed hold half of it or more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from screening.entities import Counterparty, OtherName
from screening.names.several import several
from screening.red_flags.row import Sign
from screening.report.model import Hit
from screening.texts import spoken

HALF = 50.0  # percent
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,6})?)\s?(?:%|％|percent\b|per cent\b|pct\b)", re.IGNORECASE)
_BARE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*")


class Stake(NamedTuple):
    """An owner as the row names it, and its share in percent (above 0, at most 100)."""

    owner: str
    percent: float

    def __str__(self) -> str:
        if _PERCENT.search(self.owner):
            return self.owner
        return spoken()("sign.stake", owner=self.owner, percent=spoken().short(self.percent))


def stakes_of(party: Counterparty) -> tuple[Stake, ...]:
    """The owners of a row whose shares are told: beside the names (``Acme 60 %; Foo 40 %``), or in their own column.

    Bare numbers are percents where one of the row's is above 1, else parts of one: 0.6 and 1 are 60 and 100 percent,
    as workbooks hold cells that are shown as percentages.
    """
    owners = {part.text: part for other in party.other_names if other.field == "owner" for part in _parts(other)}
    if not owners:
        return ()
    bare = {text: value for text, other in owners.items() if (value := _bare(other)) is not None}
    whole = 1.0 if any(value > 1 for value in bare.values()) else 100.0
    told = ((text, _percent(other)) for text, other in owners.items())
    shares = ((text, bare[text] * whole if share is None and text in bare else share) for text, share in told)
    return tuple(Stake(text, share) for text, share in shares if share is not None and 0 < share <= 100.0)


def blocked_owners(hits: Sequence[Hit]) -> frozenset[str]:
    """The owners of a row that may be parties whose property is blocked: designated ones, as the row names them.

    What is alleged or reported of a party, or was lifted, blocks nothing.
    """
    return frozenset(
        hit.matched_value
        for hit in hits
        if hit.matched_field == "owner" and hit.basis == "designated" and hit.status == "designated"
    )


def fifty_percent_rule(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """Owners that may be listed and hold half of the party or more, together."""
    blocked = blocked_owners(hits)
    return together([stake for stake in stakes_of(party) if stake.owner in blocked]) if blocked else None


def together(stakes: Sequence[Stake]) -> Sign | None:
    """What the stakes add up to, where that is half or more."""
    total = round(sum(stake.percent for stake in stakes), 6)
    if total < HALF:
        return None
    told = "; ".join(map(str, stakes))
    several_of = len(stakes) > 1
    texts = spoken()
    return Sign("owner", texts("sign.together", stakes=told, percent=texts.short(total)) if several_of else told)


def _parts(other: OtherName) -> list[OtherName]:
    """The owners in one cell that have each a share beside its name, named as hits on them are; else the cell."""
    parts = [part for part in several(other.text) if _PERCENT.search(part)] if _PERCENT.search(other.text) else []
    return [other.model_copy(update={"text": part}) for part in parts] if len(parts) > 1 else [other]


def _percent(other: OtherName) -> float | None:
    found = _PERCENT.search(other.share) or _PERCENT.search(other.text)
    return _number(found[1]) if found else None


def _bare(other: OtherName) -> float | None:
    found = _BARE.fullmatch(other.share)
    return _number(found[1]) if found else None


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))
