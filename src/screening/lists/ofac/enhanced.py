"""OFAC's "enhanced" XML (root element ``sanctionsData``): names in their own scripts, links and dates of listing.

Each writing of a name (``translation``) is a name of the entity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.duplicates import refuse_duplicates
from screening.lists.gathering import Gathering
from screening.lists.ofac.dates import in_words
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import ISSUER, is_known_script, script_code
from screening.lists.ofac.xml import Draft, Link, add_unknown, flat_text, take_drafts
from screening.lists.xml_records import read_records, text_of
from screening.lists.xml_root import root_name
from screening.lists.xml_stream import DOWNLOAD_AGAIN

_RECORDS = frozenset({"publicationInfo", "entity", "referenceValues", "featureTypes"})
_NEEDLESS = frozenset({"sanctionsData", "referenceValues", "featureTypes"})  # records say in words what these number

# What is read of each element, and what of it is bookkeeping: numbers of parts, and which part is the main one.
_KNOWN: Mapping[str, frozenset[str]] = {
    element: frozenset(children.split())
    for element, children in {
        "entity": "generalInfo sanctionsLists sanctionsPrograms sanctionsTypes legalAuthorities names addresses "
        "features identityDocuments relationships",
        "generalInfo": "identityId entityType remarks title",
        "name": "isPrimary isLowQuality aliasType translations",
        "translation": "isPrimary script formattedFirstName formattedLastName formattedFullName nameParts",
        "address": "country translations",
        "addressTranslation": "isPrimary script addressParts",
        "feature": "type versionId value valueDate valueRefId isPrimary reliability comments",
        "identityDocument": "type name documentNumber isValid issuingCountry issuingLocation issuingAuthority "
        "issueDate expirationDate comments",
        "relationship": "type relatedEntity quality comments",
    }.items()
}
_TEXT_PARTS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "STATE/PROVINCE", "POSTAL CODE")


def recognise(head: bytes) -> bool:
    """Whether the root element is ``sanctionsData``."""
    return root_name(head) == "sanctionsData"


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day of its data.

    An entity that cannot be read is told in the warnings with its number. Raises ListError where the file is damaged
    or cut off.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Gathering()
    drafts: list[Draft] = []
    header = Element("publicationInfo")
    sections: set[str] = set()
    for element in found.readable(read_records(data, file, _RECORDS, around={"entities"})):
        sections.add(element.tag)
        if element.tag == "entity":
            drafts.append(_draft(element, found.counts))
        elif element.tag == "publicationInfo":
            header = element
        elif element.tag not in _NEEDLESS:
            found.warnings.append(f"the element <{element.tag}> is not known and was not read")
    if not {"publicationInfo", "entity"} & sections:
        found.end_with(ListError("holds no entities", file=file, hint=DOWNLOAD_AGAIN, code="corrupt"))
    take_drafts(drafts, found)
    refuse_duplicates(found.entities, file)
    as_of = _day(text_of(header, "dataAsOf"))
    if not as_of:
        found.warnings.append("the day of the data (dataAsOf) is missing or cannot be read")
    lists = [text_of(item) for item in header.iter("sanctionsList")]
    title = f"OFAC {', '.join(lists) or 'sanctions list'}"
    return found.watchlist(name=name, title=title, issuer=ISSUER, version=as_of, as_of=as_of)


def _day(text: str) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d(?![^T])", text, re.ASCII)
    return found[0] if found and in_words(found[0], found[0]) else ""


def _draft(entity: Element, counts: Counter[str]) -> Draft:
    party = Party(counts)
    for name in sorted(entity.iterfind("names/name"), key=lambda name: text_of(name, "isPrimary") != "true"):
        _add_name(party, name)
    _add_general(party, entity)
    for feature in entity.iterfind("features/feature"):
        _add_feature(party, feature)
    for document in entity.iterfind("identityDocuments/identityDocument"):
        _add_document(party, document)
    for address in entity.iterfind("addresses/address"):
        _add_address(party, address)
    _add_listing(party, entity)
    add_unknown(party, entity, _KNOWN["entity"])
    party.remarks.add("", text_of(entity, "generalInfo/remarks"))
    links = [link for relation in entity.iterfind("relationships/relationship") for link in _link(party, relation)]
    return Draft(entity.get("id", ""), party, links)


def _add_general(party: Party, entity: Element) -> None:
    general = entity.find("generalInfo")
    if general is None:
        return
    if word := text_of(general, "entityType"):
        party.set_type(word)
    for title in general.iterfind("title"):
        party.remarks.add("Title", text_of(title))
    add_unknown(party, general, _KNOWN["generalInfo"])


def _add_name(party: Party, name: Element) -> None:
    """The name in each of its scripts: the primary one in Latin, its other writings as aliases."""
    is_primary, kind = text_of(name, "isPrimary") == "true", text_of(name, "aliasType") or "a.k.a."
    writings = sorted(name.iterfind("translations/translation"), key=lambda t: text_of(t, "isPrimary") != "true")
    for writing in writings:
        script, text = text_of(writing, "script"), _full_name(writing)
        if is_primary and not party.name:
            party.add_primary(text)
            if script_code(script):
                party.remarks.add("Script of the name", script)
        elif text:
            weak = text_of(name, "isLowQuality") == "true"
            origin = "" if not script or is_known_script(script) else script
            party.add_alias(text, kind, weak=weak, script=script_code(script), origin=origin)
        add_unknown(party, writing, _KNOWN["translation"])
    add_unknown(party, name, _KNOWN["name"])


def _full_name(writing: Element) -> str:
    full = text_of(writing, "formattedFullName")
    return full or ", ".join(
        filter(None, (text_of(writing, "formattedLastName"), text_of(writing, "formattedFirstName")))
    )


def _add_feature(party: Party, feature: Element) -> None:
    word, value = text_of(feature, "type"), text_of(feature, "value")
    date = feature.find("valueDate")
    if not value and date is not None:
        is_about = text_of(date, "isApproximate") == "true"
        value = in_words(text_of(date, "fromDateBegin"), text_of(date, "toDateEnd"), is_about=is_about) or flat_text(
            date
        )
    notes = [text_of(feature, "reliability").casefold(), text_of(feature, "comments").strip("()")]
    party.add(word, value, notes=[note for note in notes if note])
    add_unknown(party, feature, _KNOWN["feature"])


def _add_document(party: Party, document: Element) -> None:
    holder = text_of(document, "name")
    notes = [
        f"issued {_date(document, 'issueDate')}" if document.find("issueDate") is not None else "",
        f"expires {_date(document, 'expirationDate')}" if document.find("expirationDate") is not None else "",
        text_of(document, "issuingAuthority"),
        _place(document),
        "not valid" if text_of(document, "isValid") == "false" else "",
        f"in the name {holder}" if holder and holder.casefold() != party.name.casefold() else "",
        text_of(document, "comments"),
    ]
    number, country = text_of(document, "documentNumber"), text_of(document, "issuingCountry")
    party.add(text_of(document, "type"), number, country=country, notes=[note for note in notes if note])
    add_unknown(party, document, _KNOWN["identityDocument"])


def _place(document: Element) -> str:
    place = text_of(document, "issuingLocation")
    return f"in {place}" if place and place != text_of(document, "issuingCountry") else ""


def _date(document: Element, path: str) -> str:
    """A day in OFAC's words, so that it reads alike in all formats; else as it stands."""
    text = text_of(document, path)
    day = _day(text)
    return in_words(day, day) or text


def _add_address(party: Party, address: Element) -> None:
    """The address in each of its scripts; a region without a country is told as the classic XML does."""
    country = text_of(address, "country")
    for writing in address.iterfind("translations/translation"):
        parts: dict[str, list[str]] = {}
        for part in writing.iterfind("addressParts/addressPart"):
            parts.setdefault(text_of(part, "type"), []).append(text_of(part, "value"))
        region = ", ".join(parts.pop("REGION", ()))
        told = [text for kind in _TEXT_PARTS for text in parts.pop(kind, ())]
        city = ", ".join(parts.pop("CITY", ()))
        told += [text for texts in parts.values() for text in texts]  # of kinds that are new
        script = text_of(writing, "script")
        origin = script if script_code(script) or not is_known_script(script) else ""
        where = country or (f"Region: {region}" if region else "")
        party.add_address([*told, region if country else ""], city, where, origin)
        add_unknown(party, writing, _KNOWN["addressTranslation"])
    add_unknown(party, address, _KNOWN["address"])


def _add_listing(party: Party, entity: Element) -> None:
    """Programmes, and since when the party is on which list; which legal authority belongs to which is not told."""
    party.add_programmes(text_of(item) for item in entity.iterfind("sanctionsPrograms/sanctionsProgram"))
    authorities = list(dict.fromkeys(text_of(item) for item in entity.iterfind("legalAuthorities/legalAuthority")))
    only = authorities[0] if len(authorities) == 1 else None
    for item in entity.iterfind("sanctionsLists/sanctionsList"):
        party.add_designation(_day(item.get("datePublished", "")) or None, note=text_of(item), reference=only)
    for authority in authorities if only is None else ():
        party.remarks.add("Legal authority", authority)
    for item in entity.iterfind("sanctionsTypes/sanctionsType"):
        party.remarks.add("Sanctions type", text_of(item))


def _link(party: Party, relation: Element) -> Iterator[Link]:
    other, quality = relation.find("relatedEntity"), text_of(relation, "quality").casefold()
    notes = [f"quality {quality}" if quality else "", text_of(relation, "comments")]
    if other is not None:
        yield Link(text_of(relation, "type"), other.get("entityId", ""), text_of(other), notes)
    add_unknown(party, relation, _KNOWN["relationship"])
