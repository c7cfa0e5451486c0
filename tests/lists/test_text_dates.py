"""Dates in one cell, as lists write them."""

from __future__ import annotations

import pytest

from screening.lists.text_dates import read_text_dates


@pytest.mark.parametrize(
    ("text", "dates", "exact"),
    [
        ("1965", ["1965"], True),
        ("1965-03-02", ["1965-03-02"], True),
        ("1964-03", ["1964-03"], True),
        ("22 Aug. 1969", ["1969-08-22"], True),
        ("22nd August, 1969", ["1969-08-22"], True),
        ("August 22, 1969", ["1969-08-22"], True),
        ("Aug. 1969", ["1969-08"], True),
        ("23/09/1977\xa0", ["1977-09-23"], True),
        ("29-Aprl-1967", ["1967-04-29"], True),
        ("23-Apr-68", ["1968-04-23"], True),
        ("03/1965", ["1965-03"], True),
        ("a) 29/09/1982;        b) 23/09/1982", ["1982-09-29", "1982-09-23"], True),
        ("1972-08-10 or 1972-08-11", ["1972-08-10", "1972-08-11"], True),
        ("29/03/1965; alt DOB: 18/01/1970", ["1965-03-29", "1970-01-18"], True),
        ("1970 and 1972", ["1970", "1972"], True),
        ("Approximately 1955", ["1955"], False),
        ("c. 4 May 1957", ["1957"], False),
        ("a) Approximately 1973 b) 4 May 1974", ["1973", "1974-05-04"], False),
        ("Between 1953 and 1956", ["1953", "1954", "1955", "1956"], False),
        ("1956-1957", ["1956", "1957"], False),
        ("approximately 1977/1978", ["1977", "1978"], False),
        ("March 1968 to March 1969", ["1968", "1969"], False),
        ("a) Between Aug. and Sep 1977 b) 1976", ["1977", "1976"], False),
        ("1900-1990", [], False),  # tells nobody from another
        ("31 Feb. 1970", [], False),
        ("24/06/1402 (Hijri Calendar)", [], False),
        ("8 Aug. 1980 (in a false passport)", ["1980-08-08"], False),
        ("Approximately (30-35 years old)", [], False),
        ("na", [], False),
        ("", [], False),
    ],
)
def test_dates_of_a_cell(text: str, dates: list[str], exact: bool) -> None:
    assert read_text_dates(text) == (tuple(dates), exact)


def test_the_order_of_day_and_month_is_told() -> None:
    assert read_text_dates("01/02/1970").dates == ("1970-02-01",)
    assert read_text_dates("01/02/1970", day_first=False).dates == ("1970-01-02",)
    assert read_text_dates("1970-01-02", day_first=False).dates == ("1970-01-02",)
