"""What edits count that may be slips of the hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening.matching.likeness import compare
from screening.matching.policy import load_policy
from screening.matching.slips import MOST, slips

POLICY = load_policy().model_copy(update={"slip_turned": 0.5, "slip_beside": 0.7, "slip_doubled": 0.4})

CASES = [
    ("makin", "maikn", 0.5),
    ("lily", "illy", 1.0),  # nobody errs in the first letter
    ("romik", "tomik", 1.0),
    ("novatek", "novatel", 1.0),  # and another last letter is another word
    ("romik", "ronik", 0.7),  # m and n
    ("tajco", "tajxo", 0.7),  # c and x
    ("kvalitet", "kvqlitet", 0.7),  # a and q, above it
    ("газпром", "гампром", 1.0),
    ("газпром", "газпоом", 0.7),  # р and о
    ("keller", "keler", 0.4),
    ("anna", "annaa", 0.4),
    ("anna", "aanna", 0.4),
    ("arizona", "ariztona", 1.0),
    ("atlas", "allas", 1.0),
    ("atlas", "tlas", 1.0),
    ("lebanons", "lebamoms", 1.4),
    ("mortazavi", "mrotazaavi", 0.9),
    ("morexpress", "morxepress", 0.5),
    ("morexpress", "morxepreos", 1.5),
    ("atlant", "aulait", 2.0),
    ("atlas", "atlas", 0.0),
]


@pytest.mark.parametrize(("one", "other", "count"), CASES)
def test_slips(one: str, other: str, count: float) -> None:
    assert slips(one, other, OSA.distance(one, other), POLICY) == pytest.approx(count)


WORDS = st.text(alphabet="abnm", min_size=1, max_size=7)


@given(WORDS, WORDS)
def test_slips_are_edits_at_most_and_the_same_both_ways(one: str, other: str) -> None:
    distance = OSA.distance(one, other)
    count = slips(one, other, distance, POLICY)
    assert count == slips(other, one, distance, POLICY)
    assert min(0.4 * distance, 0.4 * MOST) <= count <= distance
    assert distance <= MOST or count == distance


@pytest.mark.parametrize(
    ("asked", "listed", "is_meant"),
    [
        ("impirt", "import", True),
        ("tradimg", "trading", True),
        ("import", "impirt", False),  # a list means what it says
        ("arizna", "arizona", False),  # no word of a trade
    ],
)
def test_an_unknown_word_is_the_word_of_a_trade_that_is_one_slip_away(asked: str, listed: str, is_meant: bool) -> None:
    found = compare(asked, listed, load_policy())
    assert found is not None
    assert (found.value == load_policy().misspelt) == is_meant
