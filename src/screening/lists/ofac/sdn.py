"""The SDN and consolidated lists of OFAC in their classic XML format (root element ``sdnList``).

Nothing that the file says is thrown away: what the models cannot express stands in ``Entity.remarks`` as
"Label: text", joined by "; ".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from screening.collector import collector_held
from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.lists.gathering import Gathering
from screening.lists.ofac.dates import iso_date
from screening.lists.ofac.id_types import vessel_labels
from screening.lists.ofac.links import LINKED_TO, linked_names, with_links
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import ISSUER
from screening.lists.records import entity_of
from screening.lists.xml_root import root_name
from screening.lists.xml_stream import DOWNLOAD_AGAIN, Entry, Item, read_entries

TITLE = "OFAC sanctions list"  # the file does not say which of the two lists it is

_KNOWN_FIELDS = frozenset({"uid", "firstName", "lastName", "sdnType", "title", "remarks"})
_KNOWN_LISTS = frozenset(
    {"program", "aka", "address", "id", "nationality", "citizenship", "dateOfBirthItem", "placeOfBirthItem", "callSign"}
)
_ADDRESS_TEXT = ("address1", "address2", "address3", "stateOrProvince", "postalCode")


def recognise(head: bytes) -> bool:
    """Whether the root element is ``sdnList``, in whatever namespace (OFAC has changed it)."""
    return root_name(head) == "sdnList"


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which it was published.

    An entry that cannot be read is told in the warnings with its uid. Raises ListError where the file is damaged or
    cut off: the number of entries must be that of the header.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    header: Item = {}
    count = 0
    for entry in found.readable(read_entries(data, file)):
        if entry.name == "sdnEntry":
            count += 1
            found.take(_entity(entry, count, found.counts))
        elif entry.name == "publshInformation":  # as OFAC writes it
            header = entry.fields
        else:
            found.warnings.append(f"the element <{entry.name}> is not known and was not read")
    told = _told_count(header)
    if told is None:
        found.warnings.append("the file does not say how many entries it has (Record_Count): it may be incomplete")
    elif told != count:
        message = f"holds {count} entries where its header says {told}: it is incomplete or damaged"
        found.end_with(ListError(message, file=file, hint=DOWNLOAD_AGAIN, code="corrupt"))
    published = _published(header)
    if published is None:
        found.warnings.append("the day of publication (Publish_Date) is missing or cannot be read")
    return found.watchlist(
        name=name,
        title=TITLE,
        issuer=ISSUER,
        version=published or "",
        as_of=published or "",
        entities=with_links(found.entities, _linked_by_name(found.entities)),
    )


def _linked_by_name(entities: Sequence[Entity]) -> dict[str, Sequence[str]]:
    """The parties that an entry's remarks say it is linked to, by the id of the entry."""
    return {e.id: linked_names(e.remarks) for e in entities if e.remarks and LINKED_TO in e.remarks}


def _told_count(header: Item) -> int | None:
    """The number of entries that the header tells; None where it tells none."""
    told = header.get("Record_Count", "").replace(",", "")
    return int(told) if re.fullmatch(r"\d{1,9}", told, re.ASCII) else None


def _published(header: Item) -> str | None:
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", header.get("Publish_Date", ""), re.ASCII)  # month first
    return iso_date(int(found[3]), int(found[1]), int(found[2])) if found else None


# ------------------------------------------------------------------------------------------------------------
# One entry


def _entity(entry: Entry, number: int, counts: Counter[str]) -> Entity | str:
    """The entity, or what is wrong with the entry, for the warnings."""
    uid = entry.fields.get("uid")
    label = f"entry {uid}" if uid else f"entry number {number}"
    return entity_of(_payload(entry, uid or "", counts), label, _name(entry.fields))


def _payload(entry: Entry, uid: str, counts: Counter[str]) -> dict[str, Any]:
    """What the entity is made of, validated with the model."""
    fields, lists = entry.fields, entry.lists
    party = Party(counts)
    party.add_primary(_name(fields))
    for item in lists.get("aka", ()):
        if _name(item):
            party.add_alias(_name(item), item.get("type", "a.k.a."), weak=item.get("category", "").casefold() == "weak")
    for call_sign in _values(lists, "callSign"):
        party.add("Vessel Call Sign", call_sign)
    _add_countries(lists, party)
    if "sdnType" in fields:
        party.set_type(fields["sdnType"])
    party.remarks.add("Title", fields.get("title", ""))
    for text in _values(lists, "dateOfBirthItem", "dateOfBirth"):
        party.add("Birthdate", text)
    for text in _values(lists, "placeOfBirthItem", "placeOfBirth"):
        party.add("Place of Birth", text)
    for item in lists.get("id", ()):
        _add_id(item, party)
    for label, text in _unknown(entry):
        party.remarks.add(label, text)
    party.remarks.add("", fields.get("remarks", ""))
    for item in lists.get("address", ()):
        party.add_address([item.get(key, "") for key in _ADDRESS_TEXT], item.get("city", ""), item.get("country", ""))
    party.add_programmes(_values(lists, "program"))
    return party.payload(uid)


def _values(lists: Mapping[str, Sequence[Item]], name: str, key: str = "") -> Sequence[str]:
    """The values ``key`` (else of the name itself) of the items called ``name``."""
    items = lists.get(name)
    return [item[key or name] for item in items if (key or name) in item] if items else ()


def _name(fields: Item) -> str:
    """The name as OFAC writes it: ``LAST NAME, First Name``."""
    last, first = fields.get("lastName", ""), fields.get("firstName", "")
    return f"{last}, {first}" if last and first else last or first


def _add_countries(lists: Mapping[str, Sequence[Item]], party: Party) -> None:
    """Nationalities, citizenships and flag, and what else is known of a vessel."""
    for text in _values(lists, "nationality", "country"):
        party.add("Nationality Country", text)
    for text in _values(lists, "citizenship", "country"):
        party.add("Citizenship Country", text)
    for name, label in vessel_labels().items():
        for text in _values(lists, name):
            if name == "vesselFlag":
                party.add_country(label, text)
            else:
                party.remarks.add(label, text)


def _add_id(item: Item, party: Party) -> None:
    """Put an ``id`` where it belongs: the format keeps numbers, dates, countries and notes under this one element."""
    told = (("issued", "issueDate"), ("expires", "expirationDate"))
    notes = [f"{word} {item[key]}" for word, key in told if key in item]
    word, value = item.get("idType", "Identification"), item.get("idNumber", "")
    party.add(word, value, country=item.get("idCountry", ""), notes=notes)


def _unknown(entry: Entry) -> Iterator[tuple[str, str]]:
    """Elements that the format did not have when this was written."""
    for name, value in entry.fields.items():
        if name not in _KNOWN_FIELDS:
            yield name, value
    for name, items in entry.lists.items():
        if name not in _KNOWN_LISTS and name not in vessel_labels():
            yield from ((name, ", ".join(item.values())) for item in items)
