"""What matching looks at of a counterparty: rows that say the same are asked about once, and sent without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Any

from screening.entities import Counterparty, Identifier, OtherName
from screening.unchecked import unchecked, unchecked_all

Facts = tuple[Any, ...]
"""The values of `_LOOKED_AT`, then those of the other names and of the identifiers, all without their models: equal
ones have the same matches."""

_OTHER_NAMES, _IDENTIFIERS = "other_names", "identifiers"
_LOOKED_AT = tuple(
    name
    for name in Counterparty.model_fields
    # what says nothing to a matcher, and what is taken apart
    if name
    not in {
        "phone", "email", "account", "flag", "id", "input", "file", "sheet", "row", "problems",
        _OTHER_NAMES, _IDENTIFIERS,
    }
)  # fmt: skip
_FIELDS = (*_LOOKED_AT, _OTHER_NAMES, _IDENTIFIERS)
_OF_NAME = tuple(OtherName.model_fields)
_OF_NUMBER = tuple(Identifier.model_fields)
_told_by = itemgetter(*_FIELDS)
_of_name, _of_number = attrgetter(*_OF_NAME), attrgetter(*_OF_NUMBER)


def facts_of(party: Counterparty) -> Facts:
    """What matching looks at of a counterparty: half of it, and much quicker to compare and to send than models."""
    facts: Facts = _told_by(party.__dict__)
    names, numbers = facts[-2:]
    if not names and not numbers:  # as of most rows
        return facts
    return (*facts[:-2], tuple(map(_of_name, names)), tuple(map(_of_number, numbers)))


def parties_of(facts: Sequence[Facts]) -> list[Counterparty]:
    """Counterparties of which these are the facts, and no more is known."""
    told: dict[str, Sequence[Any]] = dict(zip(_FIELDS, zip(*facts, strict=True), strict=bool(facts)))
    for field, model, values in ((_OTHER_NAMES, OtherName, _OF_NAME), (_IDENTIFIERS, Identifier, _OF_NUMBER)):
        if any(told.get(field, ())):
            told[field] = [
                tuple([unchecked(model, dict(zip(values, one, strict=True))) for one in own]) for own in told[field]
            ]
    return unchecked_all(Counterparty, {}, told)
