"""Dates of birth in the UN's list: exact, about a year, or between two years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from screening.lists.ofac.dates import read_dates
from screening.lists.published_dates import iso_date, years_between
from screening.lists.records import Remarks
from screening.lists.xml_records import text_of

_LABEL = "Date of birth"
_EXACT = "EXACT"


def read_birth_dates(elements: Iterable[Element], remarks: Remarks) -> list[str]:
    """The dates, in ISO form of the precision that is known; a remark keeps what they do not say.

    Of a date that is about right the year is taken; between two years every year is taken.
    """
    return [date for element in elements for date in _dates(element, remarks)]


def read_alias_birth(text: str) -> list[str]:
    """The dates of birth in an alias: a date, a year, or every year of ``1958 - 1964``; none for any other text."""
    first, is_range, last = text.partition(" - ")
    if is_range:
        return years_between(first.strip(), last.strip())
    date = iso_date(text)
    return [date] if date else []


def _dates(element: Element, remarks: Remarks) -> list[str]:
    told = {child.tag: text for child in element if (text := text_of(child))}
    kind, note = told.pop("TYPE_OF_DATE", _EXACT), told.get("NOTE", "")
    date = iso_date(told.get("DATE", "")) or iso_date(told.get("YEAR", ""))
    if told and not (kind == _EXACT and date and told.keys() <= {"DATE", "YEAR"}):
        remarks.add(_LABEL, f"{kind.lower() if kind != _EXACT else ''} {', '.join(told.values())}".strip())
    if "FROM_YEAR" in told or "TO_YEAR" in told:
        return years_between(told.get("FROM_YEAR", ""), told.get("TO_YEAR", ""))
    if kind != _EXACT and date:
        return [date[: len("2017")]]
    if date and len(date) > len("2017"):
        return [date]
    return _named_month(f"{note} {date or ''}".strip()) or ([date] if date else [])


def _named_month(text: str) -> list[str]:
    """The date in a note such as ``Nov. 1973`` or ``August 1961``; none for other words."""
    short = re.sub(r"\b([A-Z][a-z]{2})[a-z]*\.?", r"\1", text)
    found = read_dates(short)
    return list(found.dates) if found.is_exact else []
