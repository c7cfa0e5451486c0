"""The types of parties and the words for them. No model is needed for these: what only reads files loads none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

EntityType = Literal["Person", "Organization", "Company", "Vessel", "Airplane", "LegalEntity"]
"""FollowTheMoney schema names. ``LegalEntity`` is a party of unknown kind: a person, a company or a body."""

_TYPE_ALIASES: Mapping[str, EntityType] = {
    "individual": "Person", "person": "Person", "natural person": "Person", "human": "Person", "people": "Person",
    "entity": "Organization", "organization": "Organization", "organisation": "Organization", "org": "Organization",
    "group": "Organization", "bank": "Organization", "institution": "Organization",
    "company": "Company", "corporate": "Company", "corporation": "Company", "business": "Company", "firm": "Company",
    "vessel": "Vessel", "ship": "Vessel", "boat": "Vessel", "tanker": "Vessel",
    "airplane": "Airplane", "aircraft": "Airplane", "aeroplane": "Airplane", "plane": "Airplane",
    "legalentity": "LegalEntity", "legal entity": "LegalEntity", "legal person": "LegalEntity",
}  # fmt: skip


def entity_type(text: object) -> EntityType | None:
    """The type that a word stands for (``Individual``, ``Ship`` ...); None where it says nothing.

    Raises ValueError for a word that is not known, naming the words that are.
    """
    word = " ".join(str(text or "").replace("_", " ").split()).casefold()
    if not word:
        return None
    found = _TYPE_ALIASES.get(word)
    if found is None:
        raise ValueError(
            f"unknown type {str(text)!r}: use Person, Organization, Company, Vessel or Airplane "
            "(Individual, Entity, Ship, Aircraft are understood too)"
        )
    return found
