"""The consolidated list of the UN Security Council in XML (root element ``CONSOLIDATED_LIST``).

An entry's id is its permanent reference number (``KPe.048``): the number of its record in the publisher's database
has changed between versions. What the models cannot express stays in ``Entity.remarks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Entity, Watchlist
from screening.lists.filled_fields import filled
from screening.lists.gathering import Gathering
from screening.lists.published_countries import country_of
from screening.lists.published_dates import iso_day
from screening.lists.records import Remarks, entity_of
from screening.lists.un.comments import Comments, linked, read_comments
from screening.lists.un.dates import read_birth_dates
from screening.lists.un.documents import read_documents
from screening.lists.un.names import read_alias
from screening.lists.written_script import written_script
from screening.lists.xml_records import read_records, text_of
from screening.lists.xml_root import root_name

ISSUER = "United Nations Security Council"
TITLE = "United Nations Security Council Consolidated List"

_ROOT = "CONSOLIDATED_LIST"
_TYPES = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}
_SECTIONS = ("INDIVIDUALS", "ENTITIES")
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_STREET_PARTS = ("STREET", "STATE_PROVINCE", "ZIP_CODE")
_PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
_GENDERS = {"male": "male", "female": "female"}
_LIST_TYPE = "UN List"  # the only one that there is
_VERSION = "1"  # of every record; another number would mean something
_KNOWN = frozenset(
    {
        *_NAME_PARTS, "DATAID", "VERSIONNUM", "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "DELISTED_ON", "GENDER",
        "NAME_ORIGINAL_SCRIPT", "COMMENTS1", "TITLE", "DESIGNATION", "NATIONALITY", "LIST_TYPE", "LAST_DAY_UPDATED",
        "SUBMITTED_BY", "INDIVIDUAL_ALIAS", "ENTITY_ALIAS", "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS",
        "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT",
    }
)  # fmt: skip


def recognise(head: bytes) -> bool:
    """Whether the root element is ``CONSOLIDATED_LIST``."""
    return root_name(head) == _ROOT


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which the file was generated.

    An entry that cannot be read is told in the warnings with its reference number. The file does not say how many
    entries it has. Raises ListError where it is damaged or cut off.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    generated, number = "", 0
    for record in found.readable(read_records(data, file, _TYPES, around=_SECTIONS)):
        if record.tag == _ROOT:
            generated = record.get("dateGenerated", "")
        elif record.tag in _TYPES:
            number += 1
            found.take(_entity(record, number, found.remarks()))
        else:
            found.warnings.append(f"the element <{record.tag}> is not known and was not read")
    as_of = iso_day(generated) or ""
    if not as_of:
        found.warnings.append("the file does not say when it was generated (dateGenerated)")
    return found.watchlist(
        name=name, title=TITLE, issuer=ISSUER, version=as_of, as_of=as_of, entities=linked(found.entities)
    )


# ------------------------------------------------------------------------------------------------------------
# One entry


def _entity(record: Element, number: int, remarks: Remarks) -> Entity | str:
    """The entity, or what is wrong with the record, for the warnings."""
    reference = text_of(record, "REFERENCE_NUMBER") or text_of(record, "DATAID")
    label = f"entry {reference}" if reference else f"entry number {number}"
    return entity_of(_payload(record, reference, remarks), label, _name(record))


def _name(record: Element) -> str:
    return " ".join(part for part in (text_of(record, tag) for tag in _NAME_PARTS) if part)


def _payload(record: Element, reference: str, remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of, validated with the model."""
    for tag, label in (("TITLE", "Title"), ("DESIGNATION", "Position")):
        for text in _values(record, tag):
            remarks.add(label, text)
    countries = _countries(record, remarks)
    birth = read_birth_dates(record.findall("INDIVIDUAL_DATE_OF_BIRTH"), remarks)
    _add_places_of_birth(record, remarks)
    names = [{"text": _name(record), "quality": "primary"}, *_original(record)]
    for alias in _all(record, "ALIAS"):
        found = read_alias(alias, remarks)
        names += found.names
        birth += found.birth
    identifiers = read_documents(record.findall("INDIVIDUAL_DOCUMENT"), remarks)
    addresses = [address for element in _all(record, "ADDRESS") if (address := _address(element))]
    comments = read_comments(text_of(record, "COMMENTS1"))
    _add_the_rest(record, comments, remarks)
    gender = _GENDERS.get(text_of(record, "GENDER").casefold())
    if text_of(record, "GENDER") and gender is None:
        remarks.add("Gender", text_of(record, "GENDER"))
    return {
        "id": f"un-{reference}" if reference else "",
        "type": _TYPES[record.tag],
        "names": names,
        "identifiers": [*identifiers, *comments.identifiers],
        "countries": list(dict.fromkeys(countries)),
        "addresses": addresses,
        "dates": {"birth": list(dict.fromkeys(birth))},
        "gender": gender or comments.gender,
        "status": "delisted" if iso_day(text_of(record, "DELISTED_ON")) else "designated",
        "events": list(_events(record, reference)),
        "programmes": [text for text in (text_of(record, "UN_LIST_TYPE"),) if text],
        "remarks": remarks.text,
        "references": list(dict.fromkeys(_references(record, comments))),
    }


def _all(record: Element, part: str) -> list[Element]:
    """The elements of a kind, which are called after the record: ``INDIVIDUAL_ALIAS``, ``ENTITY_ALIAS``."""
    return record.findall(f"{record.tag}_{part}")


def _values(record: Element, tag: str) -> Iterator[str]:
    """The texts in the ``VALUE`` elements below one, or its own text."""
    for element in record.findall(tag):
        yield from (text for value in (list(element) or [element]) if (text := text_of(value)))


def _original(record: Element) -> Iterator[dict[str, str]]:
    """The name in its own script, when it is told."""
    if text := text_of(record, "NAME_ORIGINAL_SCRIPT"):
        yield filled({"text": text, "origin": "original script", "script": written_script(text)})


def _countries(record: Element, remarks: Remarks) -> list[str]:
    """Nationalities; a remark keeps what names no country, or may name two."""
    countries = []
    for text in _values(record, "NATIONALITY"):
        if code := country_of(text):
            countries.append(code)
        else:
            remarks.add("Nationality", text)
    return countries


def _add_places_of_birth(record: Element, remarks: Remarks) -> None:
    for element in record.findall("INDIVIDUAL_PLACE_OF_BIRTH"):
        place = _joined(element, _PLACE_PARTS)
        notes = [text_of(child) for child in element if child.tag not in _PLACE_PARTS]
        remarks.add("Place of birth", "; ".join(text for text in (place, *notes) if text))


def _address(element: Element) -> dict[str, str] | None:
    """An address, its note as its origin; None for an element that holds nothing."""
    country = text_of(element, "COUNTRY")
    known = (*_STREET_PARTS, "CITY", "COUNTRY")
    fields = {
        "text": _joined(element, _STREET_PARTS),
        "city": text_of(element, "CITY"),
        "country": country_of(country) or country,
        "origin": "; ".join(text for child in element if child.tag not in known and (text := text_of(child))),
    }
    return filled(fields) or None


def _joined(element: Element, tags: tuple[str, ...]) -> str:
    return ", ".join(text for text in (text_of(element, tag) for tag in tags) if text)


def _events(record: Element, reference: str) -> Iterator[dict[str, str]]:
    """The listing, each amendment and the delisting, with their days."""
    programme = text_of(record, "UN_LIST_TYPE")
    more = filled({"reference": reference, "programme": programme})
    if date := iso_day(text_of(record, "LISTED_ON")):
        yield {"what": "designated", "date": date, "by": ISSUER, **more}
    for text in _values(record, "LAST_DAY_UPDATED"):
        if date := iso_day(text):
            yield {"what": "amended", "date": date, "by": ISSUER}
    if date := iso_day(text_of(record, "DELISTED_ON")):
        yield {"what": "delisted", "date": date, "by": ISSUER, **more}


def _add_the_rest(record: Element, comments: Comments, remarks: Remarks) -> None:
    """Days that cannot be read, the comments, and elements that the format did not have when this was written."""
    for tag in ("LISTED_ON", "LAST_DAY_UPDATED", "DELISTED_ON"):
        for text in _values(record, tag):
            if not iso_day(text):
                remarks.add(tag, text)
    for tag, usual in (("LIST_TYPE", _LIST_TYPE), ("VERSIONNUM", _VERSION)):
        if (text := text_of(record, tag)) != usual:
            remarks.add(tag, text)
    remarks.add("Submitted by", text_of(record, "SUBMITTED_BY"))
    for element in record:
        if element.tag not in _KNOWN:
            remarks.add(element.tag, text_of(element))
    remarks.add("Comments", comments.text)


def _references(record: Element, comments: Comments) -> Iterator[str]:
    """The permanent reference number, the older one that other lists still name, and the number of the record."""
    if reference := text_of(record, "REFERENCE_NUMBER"):
        yield f"UN {reference}"
    yield from (f"UN {reference}" for reference in comments.old_references)
    if number := text_of(record, "DATAID"):
        yield f"UN DATAID {number}"
