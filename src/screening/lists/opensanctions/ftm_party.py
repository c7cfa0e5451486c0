"""From an entity of the FollowTheMoney model to one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from screening.lists.opensanctions.ftm_entity import FtmEntity, ftm_words
from screening.lists.opensanctions.ftm_links import (
    ID_PREFIX,
    Graph,
    code,
    iso,
    label,
    part_addresses,
    part_events,
    part_identifiers,
    relations,
    sanction_texts,
)
from screening.lists.records import Remarks
from screening.lists.written_script import written_script

LOOK_UP = "https://www.opensanctions.org/entities/"

_LINK_PROPERTIES = ("sourceUrl", "wikipediaUrl", "publisherUrl", "noticeUrl")
_TAKEN = frozenset(
    {"addressEntity", "address", "gender", "createdAt", "modifiedAt", "programId", "wikidataId", "unscId"}
)


def party_payload(party: FtmEntity, graph: Graph, remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of; the remarks are filled."""
    kind = ftm_words("schemas").get(party.schema)
    if kind is None:
        remarks.add("Schema", party.schema)
    links = list(relations(party, graph, remarks))
    countries = list(dict.fromkeys(_countries(party, remarks)))
    dates = {key: _dates(party, name, remarks) for name, key in ftm_words("dates").items() if name in party.properties}
    gender = next((value for value in party.all("gender") if value in {"male", "female"}), None)
    for name, value in _unused(party, graph):
        remarks.add(label(name), value)
    for value in party.all("gender"):
        remarks.add("Gender", value if value != gender else "")
    datasets = party.rest.get("datasets")
    remarks.add("Datasets", ", ".join(map(str, datasets)) if isinstance(datasets, list) else "")
    for name, value in party.rest.items():
        if name not in _KNOWN_REST and value not in (None, [], {}, ""):
            remarks.add(name, str(value))
    identifiers = [*_identifiers(party), *part_identifiers(party, graph)]
    programmes = [*party.all("programId"), *sanction_texts(party, graph, "programId", "program")]
    topics = set(party.all("topics"))
    basis = "reported" if topics and not topics & set(ftm_words("target")["designated"]) else "designated"
    return {
        "id": f"{ID_PREFIX}{party.id}" if party.id else "",
        "type": kind,
        "names": list(_names(party)),
        "identifiers": list({(i["kind"], i["value"]): i for i in reversed(identifiers)}.values())[::-1],
        "countries": countries,
        "addresses": list(part_addresses(party, graph)),
        "dates": dates,
        "gender": gender,
        "basis": basis,
        "status": basis,
        "events": [*part_events(party, graph), *_events(party, basis)],
        "programmes": list(dict.fromkeys(programmes)),
        "relations": links,
        "references": list(dict.fromkeys(_references(party, graph))),
    }


_KNOWN_REST = frozenset({"datasets", "referents", "first_seen", "last_seen", "last_change", "origin"})


def _names(party: FtmEntity) -> Iterator[dict[str, Any]]:
    """The caption first, which the export chooses from the names, then every other name once."""
    told = {value: quality for name, quality in reversed(list(ftm_words("names").items())) for value in party.all(name)}
    primary = party.caption if party.caption in told else party.first("name") or party.caption
    for text in dict.fromkeys([primary, *(value for name in ftm_words("names") for value in party.all(name))]):
        if text:
            quality = "primary" if text == primary else told[text]
            yield {"text": text, "quality": quality, "script": written_script(text)}


def _identifiers(party: FtmEntity) -> Iterator[dict[str, Any]]:
    own = ftm_words("identifiers_of").get(party.schema, {})
    for name in party.properties:
        kind = own.get(name) or ftm_words("identifiers").get(name)
        if kind is not None:
            for value in party.all(name):
                yield {"kind": kind, "value": value.removeprefix("IMO") if kind == "imo" else value, "origin": name}


def _countries(party: FtmEntity, remarks: Remarks) -> Iterator[str]:
    for name in ftm_words("countries")["properties"]:
        for value in party.all(name):
            if found := code(value):
                yield found
            else:
                remarks.add(label(name), value)


def _dates(party: FtmEntity, name: str, remarks: Remarks) -> list[str]:
    dates = [(value, iso(value)) for value in party.all(name)]
    for value, date in dates:
        remarks.add(label(name), "" if date else value)
    return list(dict.fromkeys(date for _, date in dates if date))


def _unused(party: FtmEntity, graph: Graph) -> Iterator[tuple[str, str]]:
    """The values of properties that no field holds. Ids of entities that tell their own story are passed over."""
    used = {
        *_TAKEN, *_LINK_PROPERTIES, *ftm_words("names"), *ftm_words("identifiers"), *ftm_words("dates"),
        *ftm_words("links"), *ftm_words("countries")["properties"], *ftm_words("identifiers_of").get(party.schema, {}),
    }  # fmt: skip
    for name, values in party.properties.items():
        if name in used:
            continue
        for value in values:
            other = graph.get(value)
            if other is None or party.id not in {v for vs in other.properties.values() for v in vs}:
                yield name, graph.caption(value) if graph.knows(value) else value
    for value in party.all("addressEntity"):
        if graph.get(value) is None:
            yield "addressEntity", value


def _events(party: FtmEntity, basis: str) -> Iterator[dict[str, Any]]:
    """When the publisher of the source made and changed the entry, and OpenSanctions saw it first and changed it.

    The day on which it was seen last changes with every export, and is no fact about the party.
    """
    told: list[tuple[str, str, str | None]] = [(basis, value, None) for value in party.all("createdAt")]
    told += [("updated", value, None) for value in party.all("modifiedAt")]
    told += [("first seen", str(party.rest.get("first_seen") or ""), "OpenSanctions")]
    told += [("updated", str(party.rest.get("last_change") or ""), "OpenSanctions")]
    for what, value, by in told:
        if date := iso(value):
            yield {"what": what, "date": date, "by": by}


def _references(party: FtmEntity, graph: Graph) -> Iterator[str]:
    yield f"{LOOK_UP}{party.id}/"
    yield from (f"https://www.wikidata.org/wiki/{value}" for value in party.all("wikidataId"))
    yield from (f"UN {value}" for value in [*party.all("unscId"), *sanction_texts(party, graph, "unscId")])
    for name in _LINK_PROPERTIES:
        yield from party.all(name)
    referents = party.rest.get("referents")
    yield from (str(value) for value in (referents if isinstance(referents, list) else ()))
