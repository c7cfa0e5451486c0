"""A listed entry as an entity of the FollowTheMoney model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screening.entities import Address, Entity
from screening.names.countries import country_code, country_name
from screening.web.ftm.words import web_words

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class FtmEntity:
    """An entry in the model.

    ``id`` names it among the entries of all lists. ``datasets`` are the lists that its party stands on, that of the
    entry first; ``referents`` are the other names by which publishers know it, and its party's entries on other lists.
    The moments are ISO 8601 to the second; None where the list does not tell.
    """

    id: str
    watchlist: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


def properties_of(entity: Entity) -> dict[str, list[str]]:
    """What the list says of the entry, by property."""
    properties: dict[str, list[str]] = {}
    for name, value in _told(entity):
        values = properties.setdefault(name, [])
        if value not in values:
            values.append(value)
    return properties


def topics_of(entity: Entity) -> tuple[str, ...]:
    """Why the entry is listed, in the model's words; () where that holds no longer."""
    topics = web_words("answer")["topics"]
    return () if entity.status in topics["without"] else tuple(topics[entity.basis])


def first_seen(entity: Entity) -> str | None:
    """The moment at which the publisher saw the entry first, where the list tells it."""
    word = web_words("answer")["moments"]["first_seen"]
    return min((moment for e in entity.events if e.what == word and (moment := moment_of(e.date))), default=None)


def last_change(entity: Entity) -> str | None:
    """The moment of the last change of the entry, where the list tells of changes."""
    words = web_words("answer")["moments"]["changes"]
    if not any(e.what in words and moment_of(e.date) for e in entity.events):
        return None
    return max(moment for e in entity.events if (moment := moment_of(e.date)))


def moment_of(day: str | None) -> str | None:
    """The beginning of a day; None where it is not known to the day."""
    return f"{day}T00:00:00" if day and _DAY.fullmatch(day) else None


def is_link(text: str) -> bool:
    """Whether a reference is the address of a page."""
    return text.startswith(("https://", "http://"))


def _told(entity: Entity) -> Iterator[tuple[str, str]]:
    words = web_words("answer")
    for name in entity.names:
        yield words["names"][name.quality], name.text
    for identifier in entity.identifiers:
        wallet = words["identifiers"]["wallet_ending"] if identifier.kind.endswith("_address") else "idNumber"
        yield words["identifiers"].get(identifier.kind, wallet), identifier.value
    yield from (("country", code.lower()) for code in entity.countries)
    yield from (("address", text) for address in entity.addresses if (text := _address(address)))
    for kind, dates in entity.dates:
        yield from ((words["dates"][kind], date) for date in dates)
    texts: Iterable[tuple[str, str | None]] = (
        ("gender", entity.gender), ("summary", entity.narrative), ("notes", entity.critical_view),
        ("notes", entity.remarks),
    )  # fmt: skip
    yield from ((name, text) for name, text in texts if text)
    yield from (("topics", topic) for topic in topics_of(entity))
    yield from (("program", programme) for programme in entity.programmes)
    yield from (("sourceUrl", reference) for reference in entity.references if is_link(reference))


def _address(address: Address) -> str:
    """The address as one line, with what its text does not say already."""
    code = country_code(address.country) if address.country else None
    told = [address.text]
    for more in (address.city, country_name(code) if code else address.country):
        if more and more.casefold() not in told[0].casefold():
            told.append(more)
    return ", ".join(filter(None, told))
