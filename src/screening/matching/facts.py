"""What matching looks at of a counterparty: rows that say the same are asked about once, and sent without the rest."""

from __future__ import annotations

from typing import Any

from screening.entities import Counterparty

Facts = tuple[Any, ...]
"""The values of `_LOOKED_AT`, in their order; equal ones have the same matches."""

_LOOKED_AT = tuple(
    name
    for name in Counterparty.model_fields
    # what says nothing to a matcher
    if name not in {"phone", "email", "account", "flag", "id", "input", "file", "sheet", "row", "problems"}
)


def facts_of(party: Counterparty) -> Facts:
    """What matching looks at of a counterparty: half of it, and quicker to send without its model."""
    told = party.__dict__
    return tuple([told[name] for name in _LOOKED_AT])


def party_of(facts: Facts) -> Counterparty:
    """A counterparty of which these are the facts, and no more is known."""
    return Counterparty.model_construct(**dict(zip(_LOOKED_AT, facts, strict=True)))
