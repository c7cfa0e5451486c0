"""Names that a field cut off: the beginning of a listed name finds it, and what is no beginning does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Counterparty, Entity, Name, OtherName, Watchlist
from screening.matching.cut_off import SHORTEST, Beginnings, plain
from screening.matching.matcher import Matcher
from screening.matching.packing import packed, unpacked
from screening.matching.policy import load_policy

NAMES = [
    "Korea Mining Development Trading Corporation",
    "Zemblan Harbour Bank",
    "Korea Mining Development Trading Bureau",
    "Zemblan Thimble-Works & Gryphon (Onhava) Kontora",
    "Корпорация Онхавская гавань и набережная",
]

BEGINNINGS = [
    ("Korea Mining Development Tra", [0, 2]),
    ("Korea Mining Development Trading Corp", [0]),
    ("KOREA  MINING, DEVELOPMENT TRADING CORP", [0]),  # signs, spaces and case do not count
    ("Zemblan Thimble Works Gryphon Onh", [3]),
    ("Zemblan Thimble-Works & Gryphon (Onh", [3]),
    ("Корпорация Онхавская гав", [4]),
]


@pytest.mark.parametrize(("query", "numbers"), BEGINNINGS)
def test_beginnings(query: str, numbers: list[int]) -> None:
    made = Beginnings.of(map(plain, NAMES))
    assert list(made.names_of(query)) == numbers
    again = Beginnings(unpacked(memoryview(packed(made.columns))))
    assert list(again.names_of(query)) == numbers


@pytest.mark.parametrize(
    "query",
    [
        "",
        "Korea Mining",  # short: no field is cut there
        "Zemblan Harbour Ban",
        "Zemblan Harbour Bank",
        "Korea Mining Development Trading Corporation",  # whole: nothing is cut off
        "Korea Mining Development Trading Corporation of Zembla",  # longer than the listed name
        "Mining Development Trading Corp",  # its end, and not its beginning
        "Korea Mining Developmemt Trading",  # another letter
        "K o r e a M i n i n g D e v e l o p",
        " " * 40,
        "-" * 40,
    ],
)
def test_no_beginnings(query: str) -> None:
    assert list(Beginnings.of(map(plain, NAMES)).names_of(query)) == []


def test_what_many_names_begin_with_says_nothing() -> None:
    few = [f"Obshchestvo s ogranichennoy otvetstvennostyu {chr(97 + i) * 3}" for i in range(3)]
    many = [f"Obshchestvo s ogranichennoy otvetstvennostyu {chr(97 + i) * 3}" for i in range(26)]
    assert list(Beginnings.of(map(plain, few)).names_of("Obshchestvo s ogranichennoy")) == [0, 1, 2]
    assert list(Beginnings.of(map(plain, many)).names_of("Obshchestvo s ogranichennoy")) == []
    assert list(Beginnings.of(map(plain, many)).names_of("Obshchestvo s ogranichennoy otvetstvennostyu bb")) == [1]


@given(st.lists(st.text("ab -,", max_size=30), max_size=8), st.text("ab -,", max_size=30))
def test_the_names_that_go_on_behind_the_query_and_no_others(names: list[str], query: str) -> None:
    text = plain(query)
    told = [n for n, name in enumerate(names) if plain(name).startswith(text) and len(plain(name)) > len(text)]
    assert list(Beginnings.of(map(plain, names)).names_of(query)) == (told if len(text) >= SHORTEST else [])


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    entities = [
        Entity(id=f"e{i}", type="Company", names=(Name(text=text, quality="primary"),)) for i, text in enumerate(NAMES)
    ]
    return Matcher.of([Watchlist(name="test", entities=tuple(entities))], load_policy())


def hits(matcher: Matcher, party: Counterparty) -> list[str]:
    return [m.entity.id for m in matcher.match(party, threshold=load_policy().threshold, max_hits=10)]


@pytest.mark.parametrize("length", [22, 30, 35])
def test_a_cut_name_is_a_hit(matcher: Matcher, length: int) -> None:
    query = NAMES[3][:length]
    assert hits(matcher, Counterparty(name=query)) == ["e3"]
    (match,) = matcher.match(Counterparty(name=query), threshold=50, max_hits=1)
    assert match.score < 100
    assert match.matched_value == query


def test_free_text_is_not_cut(matcher: Matcher) -> None:
    note = OtherName(field="notes", text="Zemblan Thimble Wor", free_text=True)
    assert hits(matcher, Counterparty(name="Bakery Sunrise", other_names=(note,))) == []
