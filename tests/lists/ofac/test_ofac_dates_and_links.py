"""Dates as OFAC writes them, and the parties that remarks say an entry is linked to."""

from __future__ import annotations

import pytest

from screening.lists.ofac.dates import read_dates
from screening.lists.ofac.links import linked_names
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist

from .sdn_made import made, one


@pytest.mark.parametrize(
    ("text", "dates", "is_exact"),
    [
        ("1965", ("1965",), True),
        ("Mar 1965", ("1965-03",), True),
        ("23 Mar 1965", ("1965-03-23",), True),
        ("3 Mar 1965", ("1965-03-03",), True),
        ("circa 1965", ("1965",), False),
        ("circa 23 Mar 1965", ("1965",), False),
        ("1961 to 1963", ("1961", "1962", "1963"), False),
        ("Jan 1961 to Mar 1962", ("1961", "1962"), False),
        ("circa 1961 to circa 1962", ("1961", "1962"), False),
        ("01 Jan 1937 to 31 Dec 1937", ("1937",), False),
        ("1900 to 1990", (), False),
        ("1963 to 1961", (), False),
        ("30 Feb 1965", (), False),
        ("01 Jan 0000", (), False),
        ("1965 or 1966", (), False),
        ("13.4.1965", (), False),
        ("", (), False),
    ],
)
def test_dates(text: str, dates: tuple[str, ...], is_exact: bool) -> None:
    assert read_dates(text) == (dates, is_exact)


def test_a_date_of_birth_that_cannot_be_read_is_a_remark() -> None:
    item = "<dateOfBirthItem><dateOfBirth>in the spring</dateOfBirth></dateOfBirthItem>"
    entity = one(f"<dateOfBirthList>{item}</dateOfBirthList>")
    assert (entity.dates.birth, entity.remarks) == ((), "Date of birth: in the spring")


@pytest.mark.parametrize(
    ("remarks", "names"),
    [
        ("(Linked To: HAMAS)", ("HAMAS",)),
        ("(Linked To: HAMAS).", ("HAMAS",)),
        ("Text; (Linked To: ALPHA (B) CO); more (text)", ("ALPHA (B) CO",)),
        ("(Linked To: ALPHA; Linked To: BETA, Bo)", ("ALPHA", "BETA, Bo")),
        ("(Linked To: ALPHA); (Linked To: BETA)", ("ALPHA", "BETA")),
        ("Linked To: ALPHA", ("ALPHA",)),
        ("nothing (at all)", ()),
    ],
)
def test_names_of_linked_parties(remarks: str, names: tuple[str, ...]) -> None:
    assert linked_names(remarks) == names


def test_a_link_needs_one_other_entry_of_that_name() -> None:
    def named(uid: int, name: str, linked: str = "") -> str:
        return f"<uid>{uid}</uid><lastName>{name}</lastName>" + (f"<remarks>{linked}</remarks>" if linked else "")

    watchlist = read_watchlist(
        made(
            named(1, "FIRST", "(Linked To: SECOND; Linked To: TWICE; Linked To: FIRST; Linked To: NOBODY)"),
            named(2, "Second"),
            named(3, "TWICE"),
            named(4, "TWICE"),
        )
    )
    assert [r.target for r in watchlist.entities[0].relations] == ["ofac-2"]
    assert watchlist.entities[0].remarks == (
        "(Linked To: SECOND; Linked To: TWICE; Linked To: FIRST; Linked To: NOBODY)"
    )
    assert not any(f.severity == "error" for f in validate_watchlist(watchlist))
