"""A listed name is not hidden by writing more around it, in notes or in the cell of the name."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty, Entity, Name, OtherName, Watchlist
from screening.matching.matcher import Matcher
from screening.matching.policy import load_policy

LISTED = Entity(id="a", type="Organization", names=(Name(text="Zemblan Harbour Bank", quality="primary"),))
MATCHER = Matcher.of([Watchlist(name="t", entities=(LISTED,))], load_policy())
WORDS = ("quality", "shipment", "weather", "garden", "contract", "yellow", "meeting", "window")


def around(name: str, words: int) -> str:
    before = " ".join(WORDS[i % len(WORDS)] for i in range(words))
    return f"{before} {name} {before}"


@pytest.mark.parametrize("words", [10, 100, 1000])
@pytest.mark.parametrize("exhaustive", [False, True])
def test_in_notes(words: int, exhaustive: bool) -> None:
    text = around("Zemblan Harbour Bank", words)
    party = Counterparty(name="Onhava Fisheries", other_names=(OtherName(field="notes", text=text, free_text=True),))
    (match,) = MATCHER.match(party, threshold=75, max_hits=3, exhaustive=exhaustive)
    assert match.score > 90


@pytest.mark.parametrize("words", [10, 100, 1000])
def test_in_the_cell_of_the_name(words: int) -> None:
    (match,) = MATCHER.match(Counterparty(name=around("Zemblan Harbour Bank", words)), threshold=75, max_hits=3)
    assert match.score > 90


@pytest.mark.parametrize("words", [10, 1000])
def test_its_words_apart_are_no_name(words: int) -> None:
    text = " ".join(around(word, words) for word in ("Zemblan", "Harbour", "Bank"))
    party = Counterparty(name="Onhava Fisheries", other_names=(OtherName(field="notes", text=text, free_text=True),))
    assert MATCHER.match(party, threshold=75, max_hits=3) == []
