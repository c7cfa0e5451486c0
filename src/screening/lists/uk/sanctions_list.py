"""The UK Sanctions List (FCDO) in XML (root element ``Designations``) and in CSV.

A designation's id is its Unique ID (``DPR0168``). In the CSV it is all rows with that id, as in OFSI's list; the
XML has each name, address and number once.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.lists.csv_rows import read_rows, unfinished
from screening.lists.gathering import Gathering
from screening.lists.uk.list import watchlist_of
from screening.lists.uk.party import Party
from screening.lists.uk.table import Parties, day_in, decoded, gather, separator_of
from screening.lists.uk.words import element_key
from screening.lists.xml_records import read_records, text_of
from screening.lists.xml_root import root_name

ISSUER = "United Kingdom, Foreign, Commonwealth and Development Office (FCDO)"
TITLE = "UK Sanctions List"

_ID = "uk_id"
_ROOT, _RECORD, _DAY = "Designations", "Designation", "DateGenerated"
_HEAD = 65_536  # bytes in which the root element or the header stands
_INDICATORS = "SanctionsImposedIndicators"


def recognise(head: bytes) -> bool:
    """Whether the root element is ``Designations``, or a header has the Unique ID and the parts of a name."""
    if root_name(head) is not None:
        return root_name(head) == _ROOT
    return separator_of(head, _ID) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which the file was made.

    A designation that cannot be read is told in the warnings with its Unique ID. The file does not say how many there
    are. Raises ListError where it is damaged or cut off.
    """
    with collector_held():
        found = Gathering()
        parties = _xml(data, found, file) if root_name(data[:_HEAD]) is not None else _csv(data, found, file)
        return watchlist_of(
            parties.by_id, found, prefix="uk", word="designation",
            name=name, title=TITLE, issuer=ISSUER, as_of=parties.day,
        )  # fmt: skip


def _csv(data: bytes, found: Gathering, file: str) -> Parties:
    text = decoded(data, found, file)
    parties = gather(read_rows(text, file, separator_of(data[:_HEAD], _ID) or ","), found, _ID, file)
    found.warnings.extend(unfinished(text))
    return parties


def _xml(data: bytes, found: Gathering, file: str) -> Parties:
    by_id: dict[str, Party] = {}
    day, number = "", 0
    for record in found.readable(read_records(data, file, (_RECORD, _DAY), around=())):
        if record.tag == _RECORD:
            number += 1
            party_id = text_of(record, "UniqueID")
            if not party_id:
                found.warnings.append(f"designation number {number} has no UniqueID and was left out")
            elif party_id in by_id:
                found.warnings.append(f"designation {party_id} stands twice; both were taken together")
            if party_id:
                _add(record, by_id.setdefault(party_id, Party()))
        elif record.tag == _DAY:
            day = day_in(text_of(record))
        elif record.tag != _ROOT:
            found.warnings.append(f"the element <{record.tag}> is not known and was not read")
    return Parties(by_id, day)


def _add(element: Element, party: Party) -> None:
    """Take in the values of an element as one row, and then the elements below it, each as rows of its own."""
    if element.tag == _INDICATORS:
        _add_indicators(element, party)
        return
    for row in _rows(element):
        party.add({key: text for tag, text in row.items() if (key := element_key(tag))})
        party.unknown.update(dict.fromkeys((tag, text) for tag, text in row.items() if element_key(tag) is None))
    for child in element:
        if len(child):
            _add(child, party)


def _rows(element: Element) -> Iterator[dict[str, str]]:
    """The plain values of an element; where one element is there several times, each of them is a row."""
    values = [(child.tag, _text(child)) for child in element if not len(child)]
    values = [(tag, text) for tag, text in values if text]
    if len({tag for tag, _ in values}) == len(values):
        yield dict(values)
    else:
        yield from ({tag: text} for tag, text in values)


def _text(element: Element) -> str:
    """The text, in which a statement of reasons may have paragraphs."""
    return "\n".join(line for line in (" ".join(part.split()) for part in (element.text or "").split("\n")) if line)


def _add_indicators(element: Element, party: Party) -> None:
    """Measures that are told to be so, and not by the list of measures already."""
    told = "".join(party.texts("sanctions")).casefold().replace(" ", "")
    for child in element:
        if text_of(child).casefold() == "true" and child.tag.casefold() not in told:
            party.unknown[_INDICATORS, child.tag] = None
