"""What no word tells: comparisons of a row's numbers with each other and with its hits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from screening.entities import Counterparty
from screening.matching.identifiers import comparable, fault
from screening.red_flag_rules import Check
from screening.red_flags.ownership import fifty_percent_rule
from screening.red_flags.row import Sign
from screening.report.model import Hit
from screening.texts import spoken

_ANOTHER_NAME = 50.0  # score under which the name of a ship says something else than its number

RowCheck = Callable[[Counterparty, Sequence[Hit]], Sign | None]
"""What a check finds in a row: nothing where it has neither identifiers nor hits, so that such a row is not asked."""


def imo_check_digit(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """An IMO number whose last digit is not the one that follows from the others."""
    for identifier in party.identifiers:
        if (comparable(identifier) or ("",))[0] == "imo" and fault(identifier):
            return Sign("imo", identifier.value)
    return None


def imo_of_another_name(party: Counterparty, hits: Sequence[Hit]) -> Sign | None:
    """The IMO number of a listed ship beside a name that is not the listed one's."""
    if not any(map(str.isalnum, party.name)):  # no name is not another one
        return None
    for hit in hits:
        by_imo = any(e.feature == "imo" and e.verdict == "supports" for e in hit.evidence)
        names = [e for e in hit.evidence if e.feature == "name"]
        if by_imo and names and all(e.score < _ANOTHER_NAME and e.verdict != "supports" for e in names):
            told = {"number": hit.matched_value, "entity": hit.entity_name, "name": names[0].query}
            return Sign("imo", spoken()("sign.other_name", **told))
    return None


ROW_CHECKS: Mapping[Check, RowCheck] = {
    "imo_check_digit": imo_check_digit,
    "imo_of_another_name": imo_of_another_name,
    "fifty_percent_rule": fifty_percent_rule,
}
