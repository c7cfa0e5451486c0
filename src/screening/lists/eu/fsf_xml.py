"""The EU's consolidated financial sanctions list (FSF) in XML 1.1 (root element ``export``).

An entity's id is the publisher's ``logicalId``. A party that is listed under two programmes stands in the list twice
with one ``logicalId``: the second one has the programme in its id (``eu-547-taqa``).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.lists.eu.fsf_entity import ISSUER, TITLE, programme_of, read_entity
from screening.lists.eu.fsf_parts import value_of
from screening.lists.gathering import Gathering
from screening.lists.published_dates import iso_date, iso_day
from screening.lists.xml_records import read_records
from screening.lists.xml_root import root_name
from screening.source_text import head_text

_ROOT, _RECORD = "export", "sanctionEntity"
_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"


def recognise(head: bytes) -> bool:
    """Whether the root element is ``export`` in the namespace of the list, or with its records."""
    text = head_text(head)
    return root_name(head) == _ROOT and (_NAMESPACE in text or f"<{_RECORD}" in text)


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the publisher's number of the file.

    An entity that cannot be read is told in the warnings with its logicalId. The file does not say how many entities
    it has. Raises ListError where it is damaged or cut off.
    """
    with collector_held():
        return _read(data, file, name)


def _read(data: bytes, file: str, name: str) -> Watchlist:
    found = Found()
    generated, version = "", ""
    for record in found.readable(read_records(data, file, (_RECORD,), around=())):
        if record.tag == _ROOT:
            generated, version = record.get("generationDate", ""), record.get("globalFileId", "")
        elif record.tag == _RECORD:
            found.add(record)
        else:
            found.warnings.append(f"the element <{record.tag}> is not known and was not read")
    return found.eu_list(name, iso_day(generated) or "", version)


class Found(Gathering):
    """The entities of a list as they are found, each with an id of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[str] = set()
        self._number = 0

    def add(self, element: Element) -> None:
        """Read one ``sanctionEntity``."""
        self._number += 1
        self.take(read_entity(element, self._id(element), self._number, self.remarks()))

    def _id(self, element: Element) -> str:
        """An id that no other entity has, made from the ``logicalId`` and where it has to be the programme."""
        published = value_of(element, "logicalId")
        if not published:
            return ""
        base = f"eu-{published}"
        if base in self._ids:
            base = f"{base}-{programme_of(element).lower()}".rstrip("-")
        found, count = base, 1
        while found in self._ids:
            count += 1
            found = f"{base}-{count}"
        self._ids.add(found)
        return found

    def eu_list(self, name: str, as_of: str, version: str) -> Watchlist:
        """All that was found, as a list."""
        if not iso_date(as_of):
            self.warnings.append("the file does not say when it was generated")
        return self.watchlist(name=name, title=TITLE, issuer=ISSUER, version=version or as_of, as_of=as_of)
