"""Several dates and spans of dates in one text: each that is meant is read, and nothing where that is not certain."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from screening.names.dates import read_dates
from screening.names.several_dates import WIDEST

TWO_YEARS = "1970 1971"
THREE_YEARS = "1970 1971 1972"
TWO_DAYS = "1970-03-12 1970-03-13"


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        ("1970/1971|1970/71|1970-71|1970 or 1971|1970 oder 1971|1970 (or 1971)|1970, 1971|1970;1971", TWO_YEARS),
        ("1970 ou 1971|1970 o 1971|1970 of 1971|1970 lub 1971|1970 или 1971|1970或1971|1970 أو 1971", TWO_YEARS),
        ("1970-1972|1970–1972|1970 - 1972|1970/1972|1970/72|1970 to 1972|ca. 1970-1972|1970~1972", THREE_YEARS),
        ("between 1970 and 1972|from 1970 to 1972|Between 1970 And 1972|1970 until 1972|1970至1972", THREE_YEARS),
        ("zwischen 1970 und 1972|von 1970 bis 1972|entre 1970 et 1972|de 1970 à 1972|entre 1970 y 1972", THREE_YEARS),
        ("tra 1970 e 1972|dal 1970 al 1972|tussen 1970 en 1972|między 1970 i 1972|od 1970 do 1972", THREE_YEARS),
        ("между 1970 и 1972|с 1970 по 1972|بين 1970 و 1972|من 1970 إلى 1972|entre 1970 e 1972", THREE_YEARS),
        ("1970-03-12 or 1970-03-13|1970-03-12; 1970-03-13|1970-03-12, 1970-03-13|1970-03-12\n1970-03-13", TWO_DAYS),
        ("1970-03-12/1970-03-13|1970-03-12 - 1970-03-13|12 March 1970 or 13 March 1970", TWO_DAYS),
        ("March 12, 1970 or March 13, 1970|1970-03-12 & 1970-03-13|1970-03-12 1970-03-13", TWO_DAYS),
        ("Mar 1970 - May 1970|1970-03/1970-05|1970-03 to 1970-05", "1970-03 1970-04 1970-05"),
        ("1.1.1970 - 31.12.1971", TWO_YEARS),
        ("13.3.1970 or 1972", "1970-03-13 1972"), ("1970, 1971, 1973", "1970 1971 1973"),
        ("12.3.1970 or 13.3.1970|12.3.1970/13.3.1970", "1970-03-12 1970-12-03 1970-03-13"),
        ("1970 to 1970-05|1970-05 to 1970", "1970"),
        # one date, whatever else stands there
        ("1970-12", "1970-12"), ("March 12, 1970|12-MAR-1970|DOB 12 Mar 1970; POB Seoul", "1970-03-12"),
        ("1970-03-12 00:00:00|1970-03-12", "1970-03-12"), ("circa 1970|1970 (1970)|1970 or unknown", "1970"),
        # nothing certain
        ("before 1970|until 1970|vor 1970|не 1970|bis 1970", ""), ("12 or 13 March 1970|12/13 March 1970", ""),
        ("March or April 1970|1970 or 71", ""), ("born 1970, registered 2001|1970 x 1971", ""),
        ("1972-1970|1972 to 1970", ""), ("1950-1990|between 1950 and 1990", ""),
    ],
)  # fmt: skip
def test_what_a_text_means(texts: str, dates: str) -> None:
    assert {text: read_dates(text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), tuple(dates.split())
    )


YEARS = st.integers(1900, 2020)


@given(YEARS, st.integers(-3, WIDEST + 3), st.sampled_from(["{}-{}", "{}/{}", "{} to {}", "between {} and {}"]))
def test_a_span_of_years_holds_each_of_them_or_nothing(first: int, more: int, form: str) -> None:
    assume(more >= 0 or "/" not in form)  # 1971/1970 is either of them
    told = read_dates(form.format(first, first + more))
    assert told == (tuple(map(str, range(first, first + more + 1))) if more <= WIDEST else ())


DAYS = st.dates(dt.date(1900, 1, 2), dt.date(2020, 12, 31))


@given(st.lists(DAYS, min_size=2, max_size=4, unique=True), st.sampled_from([" or ", "; ", ", ", " oder ", "\n", " "]))
def test_any_days_are_each_read(days: list[dt.date], between: str) -> None:
    texts = [day.isoformat() for day in days]
    assert read_dates(between.join(texts)) == tuple(texts)


@given(DAYS, DAYS)
def test_a_span_of_days_holds_its_ends_as_exact_as_it_is_told(first: dt.date, last: dt.date) -> None:
    told = read_dates(f"{first} to {last}")
    if first <= last and last.year - first.year <= WIDEST:
        assert all(any(day.isoformat().startswith(one) for one in told) for day in (first, last))
    else:
        assert told == ()


@given(st.text(alphabet="0123456789 -/.;,()abortoenvMar\n", max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    assert all(len(told) in (4, 7, 10) for told in read_dates(text))


def test_a_word_has_one_meaning() -> None:
    words = tomllib.loads((files("screening") / "data" / "date_words.toml").read_text(encoding="utf-8"))
    between_dates = [*words["or"], *words["to"], *words["or_signs"], *words["to_signs"]]
    assert len(between_dates) == len(set(between_dates))
    assert not {*words["open"]} & {*words["or"], *words["to"], *words["between"], *words["from"], *words["about"]}
