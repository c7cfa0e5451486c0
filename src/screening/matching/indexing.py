"""Listed parties made ready for matching: their names analysed, and what they are found by, as columns."""

from __future__ import annotations

from collections.abc import Sequence

from screening.matching.acronyms import Acronyms
from screening.matching.cut_off import Beginnings
from screening.matching.features import listed_days
from screening.matching.identifiers import comparable, identifier_key
from screening.matching.index import Index
from screening.matching.listed import ListedNames, analysed, profiles_of, written_names
from screening.matching.packing import Columns, Grouping, prefixed
from screening.matching.parties import Party
from screening.matching.policy import Policy
from screening.matching.rarity import Rarity
from screening.matching.same_party import SameParties, linked


def indexed(parties: Sequence[Party], policy: Policy) -> Columns:
    """The parties' names and identifiers, analysed and indexed, as columns."""
    entities = [party.entity for party in parties]
    written = written_names(entities)
    names = [analysed(name.text, name.type) for name in written]
    rarity = Rarity.of(names, policy)
    profiles = profiles_of(names, [name.type for name in written], rarity)
    bodies = ((n, a) for n, (a, p) in enumerate(zip(names, profiles, strict=True)) if not p.is_person)
    identifiers = Grouping.of(
        (identifier_key(key), i)
        for i, entity in enumerate(entities)
        for key in sorted({key for key in map(comparable, entity.identifiers) if key})
    )
    births = Grouping.of((day, i) for i, entity in enumerate(entities) for day in sorted(listed_days(entity)))
    return {
        **prefixed("names", ListedNames.of(written, names, profiles).columns),
        **prefixed("rarity", rarity.columns),
        **prefixed("index", Index.of(profiles, policy).columns),
        **prefixed("acronyms", Acronyms.of(bodies, policy).table.columns),
        **prefixed("beginnings", Beginnings.of(name.text for name in written).columns),
        **prefixed("identifiers", identifiers.columns),
        **prefixed("births", births.columns),
        **prefixed("same", SameParties.columns(linked(parties))),
    }
