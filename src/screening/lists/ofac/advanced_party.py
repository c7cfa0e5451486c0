"""One party of OFAC's advanced XML: its names, features and documents, by the value sets at the head of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from screening.lists.ofac.advanced_values import Head, Place, Values, add_places, day, period
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import is_known_script, script_code, written_name
from screening.lists.ofac.xml import add_unknown
from screening.lists.xml_records import text_of

_ADDRESS = "Location"  # the feature that is an address
_NAME = "Name"  # the kind of a primary name
_PROGRAMME = "Program"  # the type of measure under which the programmes stand
_CREATED = "Created"  # the event of a listing

_KNOWN: Mapping[str, frozenset[str]] = {
    element: frozenset(children.split())
    for element, children in {
        "DistinctParty": "Comment Profile",
        "Profile": "Comment Identity Feature SanctionsEntryReference",
        "Identity": "Comment Alias NamePartGroups",
        "Alias": "Comment DocumentedName",
        "DocumentedName": "Comment DocumentedNamePart",
        "Feature": "FeatureVersion IdentityReference",
        "FeatureVersion": "Comment DatePeriod VersionDetail VersionLocation",
        "SanctionsEntry": "EntryEvent SanctionsMeasure",
        "EntryEvent": "Comment Date",
        "SanctionsMeasure": "Comment DatePeriod",
    }.items()
}
"""What is read of each element, and references that only repeat what the other side of them says."""


def party_of(element: Element, head: Head, counts: Counter[str]) -> Party:
    """What a ``DistinctParty`` says; its documents are taken out of the ``head``."""
    party = Party(counts)
    profiles = element.findall("Profile")
    if profiles:
        party.set_type(head.values.party_type(profiles[0].get("PartySubTypeID")))
    for profile in profiles:
        identities = sorted(profile.iterfind("Identity"), key=lambda identity: identity.get("Primary") != "true")
        for identity in identities:
            _add_identity(party, identity, head)
        for feature in profile.iterfind("Feature"):
            _add_feature(party, feature, head)
        add_unknown(party, profile, _KNOWN["Profile"])
    add_unknown(party, element, _KNOWN["DistinctParty"])
    for comment in (*element.iterfind("Comment"), *element.iterfind("Profile/Comment")):
        party.remarks.add("", text_of(comment))
    return party


def _add_identity(party: Party, identity: Element, head: Head) -> None:
    """Its names, and its documents with the name in them where that is not the party's."""
    types = {
        group.get("ID", ""): head.values("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iter("NamePartGroup")
    }
    is_false = identity.get("False") == "true"
    written: dict[str, str] = {}
    for alias in sorted(identity.iterfind("Alias"), key=lambda alias: alias.get("Primary") != "true"):
        written |= _add_alias(party, alias, types, head.values, is_false=is_false)
    for document in head.documents.pop(identity.get("ID", ""), ()):
        names = dict.fromkeys(written.get(name, "") for name in document.names)
        holders = [f"in the name {name}" for name in names if name and name != party.name]
        party.add(document.word, document.number, country=document.country, notes=[*document.notes, *holders])
    party.remarks.add("Of an identity", text_of(identity, "Comment"))
    add_unknown(party, identity, _KNOWN["Identity"])


def _add_alias(
    party: Party, alias: Element, types: Mapping[str, str], values: Values, *, is_false: bool
) -> dict[str, str]:
    """The name in each of its scripts, Latin first; the names by their numbers."""
    kind = values("AliasType", alias.get("AliasTypeID"))
    is_primary = alias.get("Primary") == "true" and not is_false
    written: dict[str, str] = {}
    names = [(name, _script(name, values)) for name in alias.iterfind("DocumentedName")]
    for name, script in sorted(names, key=lambda found: script_code(found[1]) is not None):
        text = _text(name, types)
        written[name.get("ID", "")] = text
        if is_primary and not party.name:
            party.add_primary(text)
            if script_code(script):
                party.remarks.add("Script of the name", script)
        elif text:
            origin = ["false identity" if is_false else "", "" if is_known_script(script or "Latin") else script]
            told = ", ".join(filter(None, origin))
            weak = alias.get("LowQuality") == "true"
            party.add_alias(
                text, "a.k.a." if kind == _NAME else kind, weak=weak, script=script_code(script), origin=told
            )
        party.remarks.add("Of a name", _said_of(text, name))
        add_unknown(party, name, _KNOWN["DocumentedName"])
    party.remarks.add("Of a name", _said_of(", ".join(written.values()), alias))
    add_unknown(party, alias, _KNOWN["Alias"])
    return written


def _said_of(text: str, element: Element) -> str:
    comment = text_of(element, "Comment")
    return f"{text}: {comment}" if comment else ""


def _text(name: Element, types: Mapping[str, str]) -> str:
    parts = [
        (types.get(value.get("NamePartGroupID", ""), ""), text_of(value))
        for value in name.iterfind("DocumentedNamePart/NamePartValue")
    ]
    return written_name(parts)


def _script(name: Element, values: Values) -> str:
    value = name.find("DocumentedNamePart/NamePartValue")
    return values("Script", value.get("ScriptID")) if value is not None else ""


def _add_feature(party: Party, feature: Element, head: Head) -> None:
    word = head.values("FeatureType", feature.get("FeatureTypeID"))
    for version in feature.iterfind("FeatureVersion"):
        places = [
            place
            for found in version.iterfind("VersionLocation")
            for place in head.places.get(found.get("LocationID", ""), ())
        ]
        reliability = head.values.known("Reliability", version.get("ReliabilityID")).casefold()
        notes = [note for note in (reliability, text_of(version, "Comment").strip("()")) if note]
        if word == _ADDRESS:
            add_places(party, places)
            party.remarks.add("Of an address", ", ".join(notes))
        else:
            party.add(word, _value(version, places, head.values), notes=notes)
        add_unknown(party, version, _KNOWN["FeatureVersion"])
    add_unknown(party, feature, _KNOWN["Feature"])


def _value(version: Element, places: Sequence[Place], values: Values) -> str:
    """What a feature says: a text, a value of a set, a time or a place."""
    details = [
        text_of(detail) or values("DetailReference", detail.get("DetailReferenceID"))
        for detail in version.iterfind("VersionDetail")
    ]
    return ", ".join(filter(None, [*details, period(version), *(place.text for place in places)]))


def add_listing(party: Party, entry: Element, values: Values) -> None:
    """Since when the party is on a list and by what law; programmes and measures."""
    which = values.known("List", entry.get("ListID"))
    for event in entry.iterfind("EntryEvent"):
        what = values("EntryEventType", event.get("EntryEventTypeID"))
        told = {
            "note": ", ".join(filter(None, (which, text_of(event, "Comment")))),
            "reference": values.known("LegalBasis", event.get("LegalBasisID")),
        }
        date = day(event.find("Date")) or None
        if what in {"", _CREATED}:
            party.add_designation(date, **told)
        else:
            party.add_event(what.casefold(), date=date, **told)
        add_unknown(party, event, _KNOWN["EntryEvent"])
    for measure in entry.iterfind("SanctionsMeasure"):
        kind, comment = values("SanctionsType", measure.get("SanctionsTypeID")), text_of(measure, "Comment")
        if kind == _PROGRAMME:
            party.add_programmes([comment])
        else:
            party.remarks.add("Sanctions type", ", ".join(filter(None, (kind, comment, period(measure)))))
        add_unknown(party, measure, _KNOWN["SanctionsMeasure"])
    add_unknown(party, entry, _KNOWN["SanctionsEntry"])
