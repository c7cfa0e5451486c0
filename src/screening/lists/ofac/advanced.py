"""OFAC's "advanced" XML (root element ``Sanctions``, in the form of the UN's standard for sanctions lists).

Value sets, places and documents stand at the head of the file, relations and listings at its end: parties are drafts
until all is read. Each ``DocumentedName`` is a name of the entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.duplicates import refuse_duplicates
from screening.lists.gathering import Gathering
from screening.lists.ofac.advanced_party import add_listing, party_of
from screening.lists.ofac.advanced_values import Head, day, period
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import ISSUER
from screening.lists.ofac.xml import Draft, Link, flat_text, take_drafts
from screening.lists.xml_records import read_records, text_of
from screening.lists.xml_root import root_name
from screening.lists.xml_stream import DOWNLOAD_AGAIN

TITLE = "OFAC sanctions list"  # the file names every list that one of its parties is on, and not the one it is

_RECORDS = frozenset(
    {
        "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship",
        "SanctionsEntry", "SanctionsEntryLink",
    }
)  # fmt: skip
_SECTIONS = frozenset(
    {
        "DateOfIssue", "ReferenceValueSets", "Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships",
        "SanctionsEntries", "SanctionsEntryLinks",
    }
)  # fmt: skip


def recognise(head: bytes) -> bool:
    """Whether the root element is ``Sanctions``."""
    return root_name(head) == "Sanctions"


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day of its issue.

    A party that cannot be read is told in the warnings with its number. Raises ListError where the file is damaged or
    cut off.
    """
    with collector_held():
        found = Gathering()
        so_far = _SoFar(found.counts)
        for element in found.readable(read_records(data, file, _RECORDS, around=_SECTIONS)):
            so_far.take(element)
        if not so_far.has_records:
            found.end_with(ListError("holds no parties", file=file, hint=DOWNLOAD_AGAIN, code="corrupt"))
        take_drafts(so_far.drafts(), found)
        refuse_duplicates(found.entities, file)
        found.warnings.extend(so_far.warnings())
        return found.watchlist(name=name, title=TITLE, issuer=ISSUER, version=so_far.as_of, as_of=so_far.as_of)


class _SoFar:
    """The file as far as it is read."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.as_of = ""
        self.has_records = False
        self._head = Head()
        self._parties: list[tuple[str, Party, list[Link]]] = []
        self._by_profile: dict[str, int] = {}  # the place of a party in the list
        self._told: list[str] = []

    def take(self, element: Element) -> None:
        """Take in a record."""
        self.has_records |= element.tag in _RECORDS
        match element.tag:
            case "DateOfIssue":
                self.as_of = day(element)
            case "ReferenceValueSets":
                self._head.values.add(element)
            case "Location":
                self._head.add_place(element)
            case "IDRegDocument":
                self._head.add_document(element)
            case "DistinctParty":
                for profile in element.iterfind("Profile"):
                    self._by_profile[profile.get("ID", "")] = len(self._parties)
                party = party_of(element, self._head, self.counts)
                self._parties.append((element.get("FixedRef", ""), party, []))
            case "ProfileRelationship":
                self._add_relation(element)
            case "SanctionsEntry":
                self._add_listing(element)
            case "Sanctions":
                pass
            case _:
                self._told.append(
                    f"the element <{element.tag}> is not known and was not read: {flat_text(element)[:200]}"
                )

    def _add_relation(self, relation: Element) -> None:
        values, source = self._head.values, relation.get("From-ProfileID", "")
        if source not in self._by_profile:
            self._told.append(f"the relation {relation.get('ID')} is of a party {source} that the file does not have")
            return
        target = relation.get("To-ProfileID", "")
        quality = values.known("RelationQuality", relation.get("RelationQualityID")).casefold()
        notes = [
            "former" if relation.get("Former") == "true" else "",
            f"quality {quality}" if quality else "",
            text_of(relation, "Comment"),
            period(relation),
            *(flat_text(child) for child in relation if child.tag not in {"Comment", "DatePeriod"}),
        ]
        uid = self._parties[self._by_profile[target]][0] if target in self._by_profile else target
        word = values("RelationType", relation.get("RelationTypeID"))
        self._parties[self._by_profile[source]][2].append(Link(word, uid, notes=notes))

    def _add_listing(self, entry: Element) -> None:
        profile = entry.get("ProfileID", "")
        if profile in self._by_profile:
            add_listing(self._parties[self._by_profile[profile]][1], entry, self._head.values)
        else:
            self._told.append(f"the listing {entry.get('ID')} is of a party {profile} that the file does not have")

    def drafts(self) -> list[Draft]:
        """The parties with their links."""
        return [Draft(*party) for party in self._parties]

    def warnings(self) -> Iterator[str]:
        """What of the file is not in its parties."""
        yield from self._told
        for identity, documents in self._head.documents.items():
            yield f"{len(documents)} documents are of an identity {identity} that the file does not have"
        if not self.as_of:
            yield "the day of issue (DateOfIssue) is missing or cannot be read"
