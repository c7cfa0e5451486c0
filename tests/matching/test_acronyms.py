"""Acronyms that people make of a name, and those that nobody makes; what a one-word query finds by them."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty, Entity, EntityType, Name, Watchlist
from screening.matching.acronyms import acronyms
from screening.matching.matcher import Matcher
from screening.matching.policy import load_policy
from screening.names.analysis import analyse

MADE = [
    ("Korean National Insurance Corporation", "knic"),
    ("Korean National Insurance Corporation", "kni"),  # without the legal form
    ("Zemblan Union Trading Co., Ltd.", "zut"),
    ("Zemblan Union Trading Co., Ltd.", "zutc"),
    ("Zemblan Union Trading Co., Ltd.", "zutcl"),
    ("Zemblan Harbour and Quay Bank", "zhqb"),  # without the small words
    ("Zemblan Harbour and Quay Bank", "zhaqb"),  # with them
    ("Bank of the Zemblan Harbour", "bzh"),
    ("Import and Export Company of Zembla", "iecz"),  # import and export is read as one word
    ("Wyvern Quay Thimble LLC", "wqt"),
    ("Wyvern Quay Thimble LLC", "wqtllc"),
    ("Zemblan-Harbour Bank", "zhb"),
]


@pytest.mark.parametrize(("name", "acronym"), MADE)
def test_made(name: str, acronym: str) -> None:
    assert acronym in acronyms(analyse(name))


NOT_MADE = [
    ("Bank", "b"),
    ("Zemblan Bank", "zb"),  # two letters are the initials of too many names
    ("Zemblan", "zemblan"),
    ("Office 39 Bureau", "o3b"),  # numbers stay out
    ("조선대성은행", "조대은"),
    ("Zemblan Harbour Bank", "zb"),
    ("Zemblan Harbour Bank", "zha"),
    ("Vexley Ltd", "vl"),
    ("Payment to Zemblan Harbour Bank", "ptzhb"),  # text around the name
]


@pytest.mark.parametrize(("name", "acronym"), NOT_MADE)
def test_not_made(name: str, acronym: str) -> None:
    assert acronym not in acronyms(analyse(name))


@pytest.mark.parametrize("name", sorted({name for name, _ in (*MADE, *NOT_MADE)} | {"", "-", "Co., Ltd.", "12 34 56"}))
def test_acronyms_are_lower_case_letters_each_once_and_in_order(name: str) -> None:
    found = acronyms(analyse(name))
    assert found == sorted(set(found))
    assert all(a.isascii() and a.isalpha() and a.islower() and len(a) >= 3 for a in found)


LISTED: list[tuple[str, EntityType, str]] = [
    ("insurer", "Company", "Korean National Insurance Corporation"),
    ("person", "Person", "Orlando Quillon Vexley Nabokin Timon"),
    ("ships", "Organization", "Zemblan Harbour Quay Thimble Union"),
    ("words", "Organization", "Bureau of Asian National Krill"),  # BANK
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    entities = [Entity(id=i, type=t, names=(Name(text=n, quality="primary"),)) for i, t, n in LISTED]
    return Matcher.of([Watchlist(name="test", entities=tuple(entities))], load_policy())


def found(matcher: Matcher, query: str) -> list[str]:
    party = Counterparty(name=query)
    return [m.entity.id for m in matcher.match(party, threshold=load_policy().threshold, max_hits=10)]


@pytest.mark.parametrize(
    ("query", "entity"),
    [("ZHQTU", "ships"), ("zhqtu", "ships"), ("Z.H.Q.T.U.", "ships"), ("ZHQTU Ltd", "ships"), ("KNIC", "insurer")],
)
def test_found_by_an_acronym(matcher: Matcher, query: str, entity: str) -> None:
    assert found(matcher, query) == [entity]
    (match,) = matcher.match(Counterparty(name=query), threshold=50, max_hits=10)
    assert match.matched_name == next(n for i, _, n in LISTED if i == entity)
    assert match.score < 100  # it may be another party's


@pytest.mark.parametrize(
    "query",
    [
        "OQVNT",  # nobody goes by all initials
        "BANK",  # a word of every day, whatever a listed name's initials are
        "ZHQTU Bakery Sunrise Moravia",  # in a longer name the letters are some word
        "ZHQ",
        "ZH",
        "ZHQTX",
    ],
)
def test_not_found_by_an_acronym(matcher: Matcher, query: str) -> None:
    assert found(matcher, query) == []
