"""How much of a row's text is compared: all that a spreadsheet can hold in a cell, so that no row takes for ever."""

from __future__ import annotations

from screening.entities import Counterparty
from screening.texts import spoken

LONGEST_TEXT = 32_767
"""Characters of one text: what a cell of a spreadsheet holds at most. Longer ones come from text files alone."""

LONGEST_ROW = 4 * LONGEST_TEXT
"""Characters of all names and texts of a row."""


def within_extent(party: Counterparty) -> Counterparty:
    """The party with no more text than is compared: itself, but for one of a kind that no honest file has."""
    if _length(party) <= LONGEST_TEXT:
        return party
    name = party.name[:LONGEST_TEXT]
    left = LONGEST_ROW - len(name)
    others = []
    for other in party.other_names:
        if not left:
            break
        others.append(other.model_copy(update={"text": other.text[: min(LONGEST_TEXT, left)]}))
        left -= len(others[-1].text)
    return party.model_copy(update={"name": name, "other_names": tuple(others)})


def beyond_extent(party: Counterparty) -> tuple[str, ...]:
    """The problem of a row with more text than is compared; none for others."""
    length = _length(party)
    if length <= LONGEST_TEXT or (compared := _length(within_extent(party))) == length:
        return ()
    texts = spoken()
    return (texts("problem.extent", length=texts.integer(length), compared=texts.integer(compared)),)


def _length(party: Counterparty) -> int:
    length = len(party.name)
    return length + sum([len(other.text) for other in party.other_names]) if party.other_names else length
