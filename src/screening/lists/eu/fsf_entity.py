"""One entity of the EU's financial sanctions files, from the XML or from the rows of a CSV made into the same elements.

The EU gives no name the first place. Primary is the first strong one in Latin letters, in English or of no language,
and of several words where there is such a one: abbreviations stand among the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from screening.entities import Entity
from screening.lists.eu.fsf_parts import (
    add_unknown,
    origin_of,
    read_addresses,
    read_births,
    read_citizenships,
    read_identifications,
    remarks_of,
    value_of,
)
from screening.lists.eu.fsf_words import party_type, said_of_name
from screening.lists.filled_fields import filled
from screening.lists.numbers_in_text import numbers_in
from screening.lists.published_dates import iso_day
from screening.lists.records import Remarks, entity_of
from screening.lists.written_script import written_script
from screening.lists.xml_records import text_of

ISSUER = "European Union"
TITLE = "EU consolidated list of persons, groups and entities subject to financial sanctions"

_GENDERS = {"M": "male", "F": "female"}
_CHILDREN = frozenset(
    {"remark", "regulation", "subjectType", "nameAlias", "address", "birthdate", "citizenship", "identification"}
)


class _Name(NamedTuple):
    """A name and whether it can be the primary one."""

    fields: dict[str, str]
    can_be_first: bool


def read_entity(element: Element, entity_id: str, number: int, remarks: Remarks) -> Entity | str:
    """The entity in a ``sanctionEntity``, or what is wrong with it, for the warnings."""
    published = value_of(element, "logicalId")
    names = element.findall("nameAlias")
    shown = value_of(names[0], "wholeName") if names else ""
    label = f"entity {published}" if published else f"entity number {number}"
    return entity_of(_payload(element, entity_id, remarks), label, shown)


def programme_of(element: Element) -> str:
    """The programme of the regulation by which the entity is listed."""
    return next(
        (text for regulation in element.findall("regulation") if (text := value_of(regulation, "programme"))), ""
    )


def _payload(element: Element, entity_id: str, remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of, validated with the model."""
    entity_type = _type(element, remarks)
    aliases = element.findall("nameAlias")
    names = [_name(alias, remarks) for alias in aliases]
    gender = _gender(aliases, remarks)
    for label, attribute in (("Title", "title"), ("Position", "function")):
        for alias in aliases:
            remarks.add(label, value_of(alias, attribute))
    birth = list(dict.fromkeys(read_births(element.findall("birthdate"), remarks)))
    countries = list(dict.fromkeys(read_citizenships(element.findall("citizenship"), remarks)))
    addresses = list(read_addresses(element.findall("address"), remarks))
    identifiers = list(read_identifications(element.findall("identification"), entity_type, remarks))
    remarks.add("Designation details", value_of(element, "designationDetails"))
    for text in remarks_of(element):
        remarks.add("Remark", text)
        identifiers += numbers_in(text, "remark")
    add_unknown(element, remarks, _CHILDREN)
    regulations = element.findall("regulation")
    for regulation in regulations:
        add_unknown(regulation, remarks, {"publicationUrl", "remark"})
    return {
        "id": entity_id,
        "type": entity_type,
        "names": _primary_first(names),
        "identifiers": identifiers,
        "countries": countries,
        "addresses": addresses,
        "dates": {"birth": birth},
        "gender": gender,
        "events": list(_events(element, regulations)),
        "programmes": list(dict.fromkeys(text for item in regulations if (text := value_of(item, "programme")))),
        "remarks": remarks.text,
        "references": list(dict.fromkeys(_references(element, regulations))),
    }


def _type(element: Element, remarks: Remarks) -> str | None:
    subject = element.find("subjectType")
    words = [value_of(subject, name) for name in ("code", "classificationCode")] if subject is not None else []
    found = party_type(*words)
    if found is None:
        remarks.add("Subject type", " ".join(filter(None, words)))
    if subject is not None:
        add_unknown(subject, remarks)
    return found


def _name(alias: Element, remarks: Remarks) -> _Name:
    """A name with its quality, language and regulation (its origin); what else is said of it is a remark."""
    text = value_of(alias, "wholeName") or _parts(alias)
    said = remarks_of(alias)
    meanings = {said_of_name(remark) for remark in said}
    quality = "alias"
    if value_of(alias, "strong") == "false" or "weak" in meanings:
        quality = "weak"
    elif "former" in meanings:
        quality = "former"
    for remark in said:
        if said_of_name(remark) != "nothing":
            remarks.add("Name", f"{text}: {remark}")
    if not set(_parts(alias).split()) <= set(text.split()):
        remarks.add("Name parts", _parts(alias))
    add_unknown(alias, remarks)
    language = value_of(alias, "nameLanguage").lower()
    script = written_script(text)
    fields = {"text": text, "quality": quality, "language": language if language != "en" else "", "script": script}
    is_plain = script is None and language in ("", "en") and quality == "alias"
    return _Name(filled(fields | {"origin": origin_of(alias)}), is_plain)


def _parts(alias: Element) -> str:
    return " ".join(text for name in ("firstName", "middleName", "lastName") if (text := value_of(alias, name)))


def _primary_first(names: Sequence[_Name]) -> list[dict[str, str]]:
    """The names, the primary one first and the others in the order of the list."""
    plain = [name for name in names if name.can_be_first]
    several_words = [name for name in plain if " " in name.fields["text"]]
    latin = [name for name in names if "script" not in name.fields]
    first = next(iter([*several_words, *plain, *latin, *names]), None)
    if first is None:
        return []
    return [first.fields | {"quality": "primary"}, *(name.fields for name in names if name is not first)]


def _gender(aliases: Sequence[Element], remarks: Remarks) -> str | None:
    """The gender that the names agree on; where they do not, a remark keeps what each says."""
    told = dict.fromkeys(text for alias in aliases if (text := value_of(alias, "gender")))
    genders = {_GENDERS.get(text) for text in told}
    if len(genders) == 1 and (gender := genders.pop()):
        return gender
    for text in told:
        remarks.add("Gender", text)
    return None


def _events(element: Element, regulations: Sequence[Element]) -> Iterator[dict[str, str]]:
    """The designation, where its day is told, the regulation that lists the entity today (it may have repealed the one
    that did so first), and each other one that has a part of the entry.
    """
    if designated := iso_day(value_of(element, "designationDate")):
        yield filled({"what": "designated", "date": designated, "by": ISSUER, "programme": programme_of(element)})
    for regulation in regulations:
        title = value_of(regulation, "numberTitle")
        force = value_of(regulation, "entryIntoForceDate")
        note = [value_of(regulation, "regulationType"), value_of(regulation, "organisationType")]
        yield filled(
            {
                "what": "listed",
                "date": iso_day(value_of(regulation, "publicationDate")) or iso_day(force),
                "by": ISSUER,
                "programme": value_of(regulation, "programme"),
                "reference": title,
                "note": ", ".join(filter(None, [*note, f"in force {force}" if force else ""])),
            }
        )
    seen = {value_of(regulation, "numberTitle") for regulation in regulations}
    for summary in element.iter("regulationSummary"):
        title = value_of(summary, "numberTitle")
        if title and title not in seen:
            seen.add(title)
            note = [value_of(summary, "regulationType"), value_of(summary, "publicationUrl")]
            date = iso_day(value_of(summary, "publicationDate"))
            yield filled(
                {
                    "what": "amended",
                    "date": date,
                    "by": ISSUER,
                    "reference": title,
                    "note": ", ".join(filter(None, note)),
                }
            )


def _references(element: Element, regulations: Sequence[Element]) -> Iterator[str]:
    """The EU's number of the entry, the UN's as the EU writes it, and the regulation."""
    if reference := value_of(element, "euReferenceNumber"):
        yield reference
    if reference := value_of(element, "unitedNationId"):
        yield f"UN {reference}"
    for regulation in regulations:
        if url := text_of(regulation, "publicationUrl") or value_of(regulation, "publicationUrl"):
            yield url
