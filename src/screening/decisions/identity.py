"""What identifies a counterparty in a decision, and what has changed in it since.

Only what the row says of the party itself: goods, ports, ships and notes differ with every deal. Where a hit rests on
one of these, the decision is bound to that text as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from screening.entities import OWN_NAMES, Counterparty
from screening.report.model import Difference, Identity


def identity_of(party: Counterparty) -> Identity:
    """The counterparty's identity, as its row has it."""
    return Identity(
        id=party.id,
        name=party.name,
        other_names=tuple(sorted({o.text for o in party.other_names if o.field in OWN_NAMES and not o.free_text})),
        type=party.type,
        identifiers=tuple(sorted({f"{i.kind} {i.value}" for i in party.identifiers})),
        country=party.country,
        nationality=party.nationality,
        date_of_birth=party.date_of_birth,
        gender=party.gender,
        address=party.address,
    )


def differences(before: Identity, now: Identity) -> Iterator[Difference]:
    """What the two say otherwise, letter case and spaces aside."""
    for field in Identity.model_fields:
        was, here = _shown(getattr(before, field)), _shown(getattr(now, field))
        if plain(was) != plain(here):
            yield Difference(what=field, before=was, now=here)


def is_same_party(one: Identity, other: Identity) -> bool:
    """Whether the two are about one party, whatever has changed in it: the same id, or where one has none, name.

    Parties without an id and a name are told by a common identifier.
    """
    if one.id and other.id:
        return plain(one.id) == plain(other.id)
    if one.name or other.name:
        return plain(one.name) == plain(other.name)
    return not set(one.identifiers).isdisjoint(other.identifiers)


def party_keys(identity: Identity) -> tuple[str, ...]:
    """Words of which two parties that are the same have one in common."""
    keys = [f"{kind} {plain(text)}" for kind, text in (("id", identity.id), ("name", identity.name)) if text]
    return tuple(keys) or identity.identifiers


def plain(text: str) -> str:
    """The text without its letter case and runs of spaces."""
    return " ".join(text.split()).casefold()


def person(name: str) -> tuple[str, ...]:
    """The same for all ways of writing one reviewer's name: ``J. Kim``, ``j kim`` and ``KIM, J.`` are one person.

    That two people are taken for one makes a decision wait, the other way round would let one sign twice.
    """
    plain_letters = unicodedata.normalize("NFKD", name.casefold())
    return tuple(sorted(re.findall(r"\w+", "".join(c for c in plain_letters if not unicodedata.combining(c)))))


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
