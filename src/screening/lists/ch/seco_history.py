"""What a target of the Swiss list underwent: its listing, the changes, and whether it was taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from screening.lists.ch.seco_header import Measures
from screening.lists.ch.seco_words import seco_words
from screening.lists.xml_records import text_of


def changes_of(target: Element) -> list[Element]:
    """The changes, the latest first, as they mostly stand in the file."""
    return sorted(target.findall("modification"), key=_day, reverse=True)


def _day(change: Element) -> str:
    """The day from which a change holds."""
    days = (change.get(key) for key in ("effective-date", "enactment-date", "publication-date"))
    return next((day for day in days if day), "")


def status_of(changes: Sequence[Element], day: str) -> str:
    """What holds on the day of the list by the latest change that holds by then."""
    holds = (change for change in changes if not day or _day(change) <= day)
    latest = next(holds, None)
    is_off = latest is not None and latest.get("modification-type") == "de-listed"
    return "delisted" if is_off else "designated"


def change_events(changes: Sequence[Element], sets: Sequence[Measures], current: set[str]) -> Iterator[dict[str, Any]]:
    """Every change, the latest first, with the names that it took away; the listing has the ordinance and measures."""
    told = changes or [Element("modification", {"modification-type": "listed"})]
    listing = next((change for change in told if change.get("modification-type") == "listed"), told[-1])
    for change in told:
        what = change.get("modification-type", "")
        notes = list(_change_notes(change, current))
        event = {"what": seco_words("modifications").get(what, what or "changed"), "date": _day(change), "by": "SECO"}
        if change is listing:
            event["programme"] = "; ".join(dict.fromkeys(s.programme for s in sets if s.programme))
            event["reference"] = "; ".join(dict.fromkeys(s.ordinance for s in sets if s.ordinance))
            notes = [*dict.fromkeys(s.measures for s in sets if s.measures), *notes]
        event["note"] = "; ".join(notes)
        yield {key: value for key, value in event.items() if value}


def _change_notes(change: Element, current: set[str]) -> Iterator[str]:
    for key in ("enactment-date", "publication-date"):
        if (day := change.get(key)) and day != _day(change):
            yield f"{key.split('-', maxsplit=1)[0]} {day}"
    names = [
        " ".join(text_of(part, "value") for part in name.findall("name-part"))
        for name in change.findall("removed//name")
    ]
    removed = [name for name in dict.fromkeys(names) if name.strip() and name not in current]
    if removed:
        yield f"names removed: {', '.join(removed)}"
