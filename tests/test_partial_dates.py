"""Dates that are known to a year, a month or a day."""

from __future__ import annotations

import pytest

from screening.partial_dates import is_impossible, is_later


@pytest.mark.parametrize(
    ("date", "than", "later"),
    [
        ("2018", "2017", True),
        ("2017", "2017", False),
        ("2017-04", "2017", False),
        ("2017", "2017-04", False),
        ("2017-05", "2017-04-30", True),
        ("2017-04-30", "2017-05", False),
        ("2017-04-30", "2017-04-29", True),
    ],
)
def test_a_date_is_later_only_where_it_is_known_to_be(date: str, than: str, later: bool) -> None:
    assert is_later(date, than) == later


@pytest.mark.parametrize(
    ("date", "impossible"),
    [
        ("2017", False),
        ("2017-04", False),
        ("2016-02-29", False),
        ("2017-02-29", True),
        ("2017-04-31", True),
        ("2017-13", True),
        ("0000", True),
    ],
)
def test_a_day_that_no_calendar_has_is_impossible(date: str, impossible: bool) -> None:
    assert is_impossible(date) == impossible
