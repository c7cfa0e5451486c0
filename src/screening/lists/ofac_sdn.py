"""The SDN and consolidated lists of OFAC in their classic XML format (root element ``sdnList``).

Nothing that the file says is thrown away: what the models cannot express stands in ``Entity.remarks`` as
"Label: text", joined by "; ".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from stdnum import imo

from screening.collector import collector_held
from screening.entities import Entity, NameQuality, Relation, Watchlist
from screening.errors import ListError
from screening.lists.ofac_dates import iso_date, read_dates
from screening.lists.ofac_id_types import IdType, id_type, vessel_labels
from screening.lists.records import entity_of
from screening.lists.xml_stream import DOWNLOAD_AGAIN, Entry, Item, read_entries
from screening.names.countries import country_code
from screening.source_text import head_text

ISSUER = "US Department of the Treasury, Office of Foreign Assets Control (OFAC)"
TITLE = "OFAC sanctions list"  # the file does not say which of the two lists it is
DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="

# After the declaration and comments, or named by a document type (which is then refused with its own message).
_ROOT = re.compile(r"\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*<(?:!DOCTYPE\s+)?sdnList[\s>]", re.DOTALL)
_TYPES = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane"}
_IMO = re.compile(r"(IMO\s*)?(\d{7})", re.IGNORECASE | re.ASCII)
_LEI = re.compile(r"[A-Z0-9]{20}")
_LINKED_TO = "Linked To:"
_KNOWN_FIELDS = frozenset({"uid", "firstName", "lastName", "sdnType", "title", "remarks"})
_KNOWN_LISTS = frozenset(
    {"program", "aka", "address", "id", "nationality", "citizenship", "dateOfBirthItem", "placeOfBirthItem", "callSign"}
)
_ADDRESS_TEXT = ("address1", "address2", "address3", "stateOrProvince", "postalCode")


def recognise(head: bytes) -> bool:
    """Whether the root element is ``sdnList``, in whatever namespace (OFAC has changed it)."""
    return _ROOT.match(head_text(head)) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which it was published.

    An entry that cannot be read is told in the warnings with its uid. Raises ListError where the file is damaged or
    cut off: the number of entries must be that of the header.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    entities: list[Entity] = []
    warnings: list[str] = []
    header: Item = {}
    count = 0
    for entry in read_entries(data, file):
        if entry.name == "sdnEntry":
            count += 1
            found = _entity(entry, count)
            if isinstance(found, Entity):
                entities.append(found)
            else:
                warnings.append(found)
        elif entry.name == "publshInformation":  # as OFAC writes it
            header = entry.fields
        else:
            warnings.append(f"the element <{entry.name}> is not known and was not read")
    warnings += _check_count(header, count, file)
    published = _published(header)
    if published is None:
        warnings.append("the day of publication (Publish_Date) is missing or cannot be read")
    return Watchlist(
        name=name,
        title=TITLE,
        issuer=ISSUER,
        version=published or "",
        as_of=published or "",
        entities=_linked(entities),
        warnings=tuple(warnings),
    )


def _check_count(header: Item, count: int, file: str) -> Iterator[str]:
    """Raises ListError where the header tells another number of entries; a warning where it tells none."""
    told = header.get("Record_Count", "").replace(",", "")
    if re.fullmatch(r"\d{1,9}", told, re.ASCII) is None:
        yield "the file does not say how many entries it has (Record_Count): it may be incomplete"
    elif int(told) != count:
        message = f"holds {count} entries where its header says {int(told)}: it is incomplete or damaged"
        raise ListError(message, file=file, hint=DOWNLOAD_AGAIN, code="corrupt")


def _published(header: Item) -> str | None:
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", header.get("Publish_Date", ""), re.ASCII)  # month first
    return iso_date(int(found[3]), int(found[1]), int(found[2])) if found else None


# ------------------------------------------------------------------------------------------------------------
# One entry


def _entity(entry: Entry, number: int) -> Entity | str:
    """The entity, or what is wrong with the entry, for the warnings."""
    uid = entry.fields.get("uid")
    label = f"entry {uid}" if uid else f"entry number {number}"
    return entity_of(_payload(entry, uid or ""), label, _name(entry.fields))


def _payload(entry: Entry, uid: str) -> dict[str, Any]:
    """What the entity is made of, validated with the model."""
    fields, lists = entry.fields, entry.lists
    remarks: list[str] = []
    dates: dict[str, list[str]] = defaultdict(list)
    identifiers = [{"kind": "call_sign", "value": call_sign} for call_sign in _values(lists, "callSign")]
    countries = _countries(lists, remarks)
    kind = fields.get("sdnType", "")
    if kind and kind not in _TYPES:
        remarks.append(f"Type: {kind}")  # a new one must not cost the entry
    if "title" in fields:
        remarks.append(f"Title: {fields['title']}")
    for text in _values(lists, "dateOfBirthItem", "dateOfBirth"):
        dates["birth"] += _dates("Date of birth", text, remarks)
    remarks += [f"Place of birth: {text}" for text in _values(lists, "placeOfBirthItem", "placeOfBirth")]
    for item in lists.get("id", ()):
        _add_id(item, identifiers, countries, dates, remarks)
    remarks += _unknown(entry)
    if "remarks" in fields:
        remarks.append(fields["remarks"])
    return {
        "id": f"ofac-{uid}" if uid else "",
        "type": _TYPES.get(kind),
        "names": [
            {"text": _name(fields), "quality": "primary"},
            *(_alias(item) for item in lists.get("aka", ()) if _name(item)),
        ],
        "identifiers": identifiers,
        "countries": list(dict.fromkeys(countries)),
        "addresses": [_address(item) for item in lists.get("address", ())],
        "dates": {key: list(dict.fromkeys(found)) for key, found in dates.items()},
        "programmes": list(dict.fromkeys(_values(lists, "program"))),
        "remarks": "; ".join(remarks) or None,
        "references": [f"{DETAILS}{uid}"],
    }


def _values(lists: Mapping[str, Sequence[Item]], name: str, key: str = "") -> Sequence[str]:
    """The values ``key`` (else of the name itself) of the items called ``name``."""
    items = lists.get(name)
    return [item[key or name] for item in items if (key or name) in item] if items else ()


def _name(fields: Item) -> str:
    """The name as OFAC writes it: ``LAST NAME, First Name``."""
    last, first = fields.get("lastName", ""), fields.get("firstName", "")
    return f"{last}, {first}" if last and first else last or first


def _alias(item: Item) -> dict[str, str]:
    """A name with its quality; what the quality does not say of its kind (n.k.a., a weak f.k.a.) is its origin."""
    kind = item.get("type", "a.k.a.")
    quality: NameQuality = "alias"
    if item.get("category", "").casefold() == "weak":
        quality = "weak"  # whatever its kind: OFAC says that it does not identify the party by itself
    elif kind == "f.k.a.":
        quality = "former"
    name = {"text": _name(item), "quality": quality}
    if kind != ("f.k.a." if quality == "former" else "a.k.a."):
        name["origin"] = kind
    return name


def _address(item: Item) -> dict[str, str]:
    """An address; its country is the code, or else what is published (``Region: Gaza``)."""
    found = {"text": ", ".join([item[key] for key in _ADDRESS_TEXT if key in item])}
    if "city" in item:
        found["city"] = item["city"]
    if "country" in item:
        found["country"] = _code(item["country"]) or item["country"]
    return found


def _countries(lists: Mapping[str, Sequence[Item]], remarks: list[str]) -> list[str]:
    """Nationalities, citizenships and flag. Remarks keep which is which, and what is no country."""
    countries: list[str] = []
    for text in _values(lists, "nationality", "country"):
        countries += _country("Nationality", text, remarks)
    for text in _values(lists, "citizenship", "country"):
        countries += _country("Citizenship", text, remarks, always=True)
    for name, label in vessel_labels().items():
        for text in _values(lists, name):
            if name == "vesselFlag":
                countries += _country(label, text, remarks, always=True)
            else:
                remarks.append(f"{label}: {text}")
    return countries


def _country(label: str, text: str, remarks: list[str], *, always: bool = False) -> list[str]:
    code = _code(text)
    if always or code is None:
        remarks.append(f"{label}: {text}")
    return [code] if code else []


@lru_cache(maxsize=1024)  # some two hundred countries, named in forty thousand places
def _code(text: str) -> str | None:
    return country_code(text)


def _dates(label: str, text: str, remarks: list[str]) -> tuple[str, ...]:
    """The dates that a text names; a remark keeps the text where they say less than it, or nothing."""
    found = read_dates(text)
    if not found.is_exact:
        remarks.append(f"{label}: {text}")
    return found.dates


def _add_id(
    item: Item,
    identifiers: list[dict[str, str]],
    countries: list[str],
    dates: Mapping[str, list[str]],
    remarks: list[str],
) -> None:
    """Put an ``id`` where it belongs: the format keeps numbers, dates, countries and notes under this one element."""
    value = item.get("idNumber", "")
    meaning = id_type(item.get("idType", "Identification"))
    if meaning.use == "identifier" and value:
        identifiers.append(_identifier(item, meaning, value))
    elif meaning.use == "date":
        dates[meaning.key] += _dates(meaning.label, value, remarks)
    elif meaning.use == "country":
        countries += _country(meaning.label, value, remarks, always=True)
    else:
        remarks.append(_remark(item, meaning))


def _identifier(item: Item, meaning: IdType, value: str) -> dict[str, str]:
    kind, number = _checked(meaning.key, value)
    found = {"kind": kind, "value": number, "origin": _origin(item, meaning)}
    if "idCountry" in item and (code := _code(item["idCountry"])):
        found["country"] = code
    return found


def _checked(kind: str, value: str) -> tuple[str, str]:
    """Kind and number; what has not the form of an IMO number or LEI is a number of some other register.

    A number without its "IMO" is one only with the right check digit, which a typing error would not have.
    """
    if kind == "imo":
        found = _IMO.fullmatch(value)
        is_imo = found is not None and (found[1] is not None or imo.is_valid(found[2]))
        return (kind, found[2]) if found and is_imo else ("registration_number", value)
    if kind == "lei" and _LEI.fullmatch(value) is None:
        return "registration_number", value
    return kind, value


def _origin(item: Item, meaning: IdType) -> str:
    """The type of the number as published, with all that its kind, value and country do not say."""
    country = item.get("idCountry")
    parts = [
        meaning.label,
        country if country and not _code(country) else None,
        f"issued {item['issueDate']}" if "issueDate" in item else None,
        f"expires {item['expirationDate']}" if "expirationDate" in item else None,
    ]
    return ", ".join(part for part in parts if part)


def _remark(item: Item, meaning: IdType) -> str:
    rest = [item[key] for key in ("idCountry", "issueDate", "expirationDate") if key in item]
    value = item.get("idNumber", "")
    return f"{meaning.label}: {value}" + (f" ({', '.join(rest)})" if rest else "")


def _unknown(entry: Entry) -> Iterator[str]:
    """Elements that the format did not have when this was written."""
    for name, value in entry.fields.items():
        if name not in _KNOWN_FIELDS:
            yield f"{name}: {value}"
    for name, items in entry.lists.items():
        if name not in _KNOWN_LISTS and name not in vessel_labels():
            yield from (f"{name}: {', '.join(item.values())}" for item in items)


# ------------------------------------------------------------------------------------------------------------
# Links between entries


def _linked(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with a relation for each "Linked To: NAME" of their remarks that names exactly one other entry."""
    ids: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        ids[_folded(entity.name)].append(entity.id)
    return tuple(_with_links(entity, ids) for entity in entities)


def _with_links(entity: Entity, ids: Mapping[str, Sequence[str]]) -> Entity:
    if entity.remarks is None or _LINKED_TO not in entity.remarks:
        return entity
    named = [ids.get(_folded(name), ()) for name in linked_names(entity.remarks)]
    targets = dict.fromkeys(found[0] for found in named if len(found) == 1 and found[0] != entity.id)
    relations = tuple(Relation(kind="linked_to", target=target) for target in targets)
    return entity.model_copy(update={"relations": relations}) if relations else entity


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def linked_names(remarks: str) -> tuple[str, ...]:
    """The names after "Linked To:", each up to the next one or the bracket that closes around it."""
    return tuple(_up_to_bracket(part) for part in remarks.split(_LINKED_TO)[1:])


def _up_to_bracket(text: str) -> str:
    """The text before the first ``)`` that none of its own ``(`` opens: names have brackets themselves."""
    depth = 0
    for bracket in re.finditer(r"[()]", text):
        depth += 1 if bracket[0] == "(" else -1
        if depth < 0:
            text = text[: bracket.start()]
            break
    return text.strip().rstrip(";").strip()
