"""What OFAC's advanced and enhanced XML have in common: links between parties by number, and elements that are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from screening.lists.gathering import Gathering
from screening.lists.ofac.party import Party
from screening.lists.ofac.words import entity_id
from screening.lists.records import entity_of


class Link(NamedTuple):
    """That a party is to another one, by OFAC's number and name of it, what the word says; ``notes`` say more."""

    word: str
    uid: str
    name: str = ""
    notes: Sequence[str] = ()


class Draft(NamedTuple):
    """A party whose links wait until it is known which parties the list has."""

    uid: str
    party: Party
    links: Sequence[Link]


def take_drafts(drafts: Sequence[Draft], found: Gathering) -> None:
    """Take in the parties as entities of the list; a link to a party of another list is a remark."""
    known = {draft.uid for draft in drafts if draft.party.name}
    for number, (uid, party, links) in enumerate(drafts, 1):
        for link in links:
            _add_link(party, link, is_known=link.uid in known)
        label = f"entry {uid}" if uid else f"entry number {number}"
        found.take(entity_of(party.payload(uid), label, party.name))


def _add_link(party: Party, link: Link, *, is_known: bool) -> None:
    notes = ", ".join(filter(None, link.notes))
    if is_known:
        party.add_relation(link.word, entity_id(link.uid), note=notes)
    else:
        number = entity_id(link.uid) if link.uid else ""
        whom = f"{link.name} ({number})" if link.name and number else link.name or number
        party.remarks.add(link.word or "Linked To", f"{whom} ({notes})" if notes else whom)


def add_unknown(party: Party, element: Element, known: Collection[str]) -> None:
    """Keep the children that the format did not have when this was written."""
    for child in element:
        if child.tag not in known:
            party.remarks.add(child.tag, flat_text(child))


def flat_text(element: Element) -> str:
    """All the texts in an element, with commas between them."""
    return ", ".join(_words(element.itertext()))


def _words(texts: Iterable[str]) -> Iterable[str]:
    return (" ".join(text.split()) for text in texts if text.strip())
