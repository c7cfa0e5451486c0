"""What other entities say of a party: sanctions, documents, addresses, wallets, and links to other parties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from screening.lists.opensanctions.ftm_entity import FtmEntity, ftm_words
from screening.lists.records import Remarks
from screening.names.countries import country_code

ID_PREFIX = "opensanctions-"


class Graph:
    """Entities by their ids, which of them speak of which others, and how the entries of the list are called."""

    def __init__(self, entities: Iterable[FtmEntity], targets: Mapping[str, str]) -> None:
        """``targets`` are the ids of the list's entries with their captions.

        Of ``entities``, those that are entries too are passed over, unless they tell something of another one as its
        wallet does.
        """
        self._targets = targets
        self._by_id: dict[str, FtmEntity] = {}
        for entity in entities:
            if entity.id not in targets or entity.schema in ftm_words("parts"):
                self._by_id.setdefault(entity.id, entity)
        self._speakers: dict[str, list[FtmEntity]] = defaultdict(list)
        for entity in self._by_id.values():
            for other in {value for values in entity.properties.values() for value in values} - {entity.id}:
                if other in targets or other in self._by_id:
                    self._speakers[other].append(entity)

    def get(self, entity_id: str) -> FtmEntity | None:
        """The entity with an id, where the export has it and it is not merely an entry of the list."""
        return self._by_id.get(entity_id)

    def knows(self, text: str) -> bool:
        """Whether a text is the id of an entity."""
        return text in self._by_id or text in self._targets

    def is_entry(self, entity_id: str) -> bool:
        """Whether an id is that of an entry of the list."""
        return entity_id in self._targets

    def speakers(self, entity_id: str) -> list[FtmEntity]:
        """The entities that speak of one, in the order of their ids."""
        return sorted(self._speakers.get(entity_id, ()), key=lambda entity: entity.id)

    def caption(self, entity_id: str) -> str:
        """How an entity is called, with its schema and id; the id alone where the export does not have it."""
        found = self._by_id.get(entity_id)
        if found is None:
            return f"{self._targets[entity_id]} ({entity_id})" if entity_id in self._targets else entity_id
        return f"{found.caption or found.id} ({found.schema} {found.id})"


def part_events(party: FtmEntity, graph: Graph) -> Iterator[dict[str, Any]]:
    """An event for each sanction of a party."""
    for sanction in _parts(party, graph, "Sanction"):
        notes = [
            f"{label(name)}: {value}"
            for name, values in sanction.properties.items()
            if name not in _IN_EVENT
            for value in values
        ]
        references = [f"UN {value}" for value in sanction.all("unscId")] + list(sanction.all("authorityId"))
        event = {
            "what": "designated",
            "date": iso(sanction.first("startDate", "listingDate", "date")),
            "by": "; ".join(sanction.all("authority")),
            "programme": "; ".join([*sanction.all("program"), *sanction.all("programId")]),
            "reference": "; ".join(references),
            "note": "; ".join([*sanction.all("reason"), *notes]),
        }
        yield {key: value for key, value in event.items() if value}


_IN_EVENT = frozenset({"entity", "startDate", "authority", "program", "programId", "reason", "unscId", "authorityId"})


def sanction_texts(party: FtmEntity, graph: Graph, *names: str) -> list[str]:
    """The values that a party's sanctions have for some properties, each once."""
    sanctions = list(_parts(party, graph, "Sanction"))
    return list(dict.fromkeys(value for name in names for sanction in sanctions for value in sanction.all(name)))


def part_identifiers(party: FtmEntity, graph: Graph) -> Iterator[dict[str, Any]]:
    """The numbers of a party's documents and the addresses of its wallets."""
    for document in _parts(party, graph, "Identification", "Passport"):
        kind = document.first("type")
        is_passport = document.schema == "Passport" or "passport" in kind.lower()
        notes = [kind or document.schema]
        notes += [f"issued {day}" for day in document.all("startDate")] + [
            f"expires {day}" for day in document.all("endDate")
        ]
        notes += [*document.all("authority"), *document.all("summary")]
        for number in document.all("number"):
            yield {
                "kind": "passport"
                if is_passport
                else "national_id"
                if party.schema == "Person"
                else "registration_number",
                "value": number,
                "country": code(document.first("country")),
                "origin": ", ".join(notes),
            }
    for wallet in _parts(party, graph, "CryptoWallet"):
        for key in wallet.all("publicKey"):
            yield {
                "kind": "crypto_address",
                "value": key,
                "origin": ", ".join(["CryptoWallet", *wallet.all("currency")]),
            }


def part_addresses(party: FtmEntity, graph: Graph) -> Iterator[dict[str, Any]]:
    """The addresses of a party: entities of their own, and those that it tells as a text."""
    seen: set[str] = set()
    for address_id in party.all("addressEntity"):
        address = graph.get(address_id)
        if address is None:
            continue
        parts = ("postOfficeBox", "street", "street2", "street3", "postalCode", "region", "state", "remarks", "summary")
        told = ", ".join(value for name in parts for value in address.all(name))
        full = address.first("full") or told or address.caption
        seen.add(full)
        found = {"text": full, "city": address.first("city"), "country": code(address.first("country"))}
        yield {key: value for key, value in found.items() if value or key == "text"}
    for text in party.all("address"):
        if text not in seen:
            yield {"text": text}


def relations(party: FtmEntity, graph: Graph, remarks: Remarks) -> Iterator[dict[str, Any]]:
    """The links of a party to entries of the list; those to others are remarks with all that is told of them."""
    for link in graph.speakers(party.id):
        shape = ftm_words("between").get(link.schema)
        if shape is None:
            if link.schema not in {*ftm_words("parts"), "Address"}:
                remarks.add(label(link.schema), _told(link, party.id, graph))
            continue
        for here, there, kind in ((shape["first"], shape["second"], shape["there"]),
                                  (shape["second"], shape["first"], shape["back"])):  # fmt: skip
            if party.id in link.all(here):
                for other in link.all(there):
                    yield from _relation(kind, other, link, {shape["first"], shape["second"]}, graph, remarks)
    for name, kind in ftm_words("links").items():
        for other in party.all(name):
            if graph.is_entry(other):
                yield {"kind": kind, "target": f"{ID_PREFIX}{other}"}
            else:
                remarks.add(label(kind), graph.caption(other))


def _relation(
    kind: str, other: str, link: FtmEntity, ends: set[str], graph: Graph, remarks: Remarks
) -> Iterator[dict[str, Any]]:
    notes = [
        value if name in {"role", "relationship", "summary"} else f"{label(name)}: {value}"
        for name, values in link.properties.items()
        if name not in {*ends, "startDate", "endDate"}
        for value in values
    ]
    since, until = iso(link.first("startDate")), iso(link.first("endDate"))
    if graph.is_entry(other):
        found = {
            "kind": kind,
            "target": f"{ID_PREFIX}{other}",
            "note": "; ".join(notes),
            "since": since,
            "until": until,
        }
        yield {key: value for key, value in found.items() if value}
    else:
        days = f"{since or ''}–{until or ''}" if since or until else ""
        told = [graph.caption(other), *notes, *([days] if days else []), *_of_other(other, graph)]
        remarks.add(label(kind), ", ".join(told))


def _of_other(other: str, graph: Graph) -> Iterator[str]:
    """What is told of somebody who is no entry, so that a reader sees who is meant."""
    entity = graph.get(other)
    for name, values in entity.properties.items() if entity else ():
        if name not in {"wikidataId", "topics"}:
            yield from (f"{label(name)}: {value}" for value in values if not graph.knows(value))


def _told(entity: FtmEntity, party_id: str, graph: Graph) -> str:
    """All that an entity says, but that it speaks of the party."""
    told = [
        f"{label(name)}: {graph.caption(value)}" if graph.knows(value) else f"{label(name)}: {value}"
        for name, values in entity.properties.items()
        for value in values
        if value != party_id
    ]
    return ", ".join(told) or entity.caption or entity.id


def _parts(party: FtmEntity, graph: Graph, *schemas: str) -> Iterator[FtmEntity]:
    """The entities of some schemas that tell something of the party."""
    for entity in graph.speakers(party.id):
        if entity.schema in schemas and party.id in entity.all(ftm_words("parts")[entity.schema]):
            yield entity


@lru_cache(maxsize=4096)
def label(name: str) -> str:
    """A property or schema as words: ``birthPlace`` is "Birth place"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()
    return words[:1].upper() + words[1:]


def code(text: str) -> str | None:
    """The ISO code of a country as the model has it (``kp``); None for what is none any more, or an area of one."""
    return _country(text) if len(text) == len("kp") else None


@lru_cache(maxsize=1024)  # two letters, in a million places
def _country(text: str) -> str | None:
    return country_code(text)


def iso(text: str) -> str | None:
    """The date at the beginning of a date or time, of the precision that it has."""
    found = re.match(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])", text, re.ASCII)
    return found[0] if found else None
