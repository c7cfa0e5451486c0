"""Which lists are asked, and which of their entries count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException

from screening.matching.parties import Keep
from screening.screener import Screener
from screening.web.ftm.directory import Directory
from screening.web.ftm.entity import FtmEntity
from screening.web.ftm.words import web_words

EVERY_LIST = ("default", "all")
"""Names for all lists in use together, where no list is called so."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries count. ``filters`` are fields and the values of which an entry must have one (``every``: all)."""

    lists: frozenset[str]
    without_schemas: frozenset[str] = frozenset()
    without_ids: frozenset[str] = frozenset()
    schemas: frozenset[str] | None = None
    changed_since: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    every: bool = False

    def holds(self, entity: FtmEntity) -> bool:
        """Whether an entry counts."""
        return (
            entity.watchlist in self.lists
            and (self.schemas is None or entity.schema in self.schemas)
            and entity.schema not in self.without_schemas
            and self.without_ids.isdisjoint((entity.id, *entity.referents))
            and (entity.last_change is None or entity.last_change > self.changed_since)
            and all(self._has(entity, name, asked) for name, asked in self.filters.items())
        )

    def keep(self, directory: Directory) -> Keep:
        """The same, of an entry as the matcher knows it."""
        return lambda party: self.holds(directory.entity(directory.number_of(party.watchlist, party.entity.id)))

    def _has(self, entity: FtmEntity, name: str, asked: Sequence[str]) -> bool:
        values = {value.casefold() for value in values_of(entity, name)}
        if name.endswith("Date"):  # a year is asked for by its number
            values |= {value[:length] for value in values for length in (4, 7)}
        met = [value.casefold() in values for value in asked]
        return all(met) if self.every else any(met)


def lists_of(screener: Screener, dataset: str, only: Sequence[str] = (), without: Sequence[str] = ()) -> frozenset[str]:
    """The lists that are asked.

    Raises HTTPException: 404 for a dataset that there is not; 400 for one to stay with that there is not, because an
    answer without it would look like one that found nothing.
    """
    known = {info.name for info in screener.lists}
    every = set(EVERY_LIST) - known
    if dataset not in known | every:
        raise HTTPException(404, "No such dataset.")
    lists = known if dataset in every else {dataset}
    if missing := sorted(set(only) - known - every):
        raise HTTPException(400, f"No such dataset to include: {missing[0][:100]!a}")
    if only and every.isdisjoint(only):
        lists = lists & set(only)
    return frozenset(lists - set(without))


def values_of(entity: FtmEntity, name: str) -> Sequence[str]:
    """The values of a field of an entry: one of its own, a group of properties, or a property."""
    own = {
        "id": (entity.id,),
        "caption": (entity.caption,),
        "schema": (entity.schema,),
        "datasets": entity.datasets,
        "referents": entity.referents,
        "target": (str(entity.target).lower(),),
        "first_seen": (entity.first_seen or "",),
        "last_seen": (entity.last_seen or "",),
        "last_change": (entity.last_change or "",),
    }
    if name in own:
        return own[name]
    groups = {"countries": ("country",), "genders": ("gender",), "identifiers": tuple(web_words("numbers"))}
    names = groups.get(name, (name.removeprefix("properties."),))
    return [value for one in names for value in entity.properties.get(one, ())]
