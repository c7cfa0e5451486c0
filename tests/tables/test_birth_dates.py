"""Dates of birth as people and programs write them: read where it is certain, told where they are not read."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.screener import Screener
from screening.tables.counterparties import read_counterparties
from screening.tables.dates import birth_date
from screening.tables.headers import header_key

_DAYS = """
12 March 1970|March 12, 1970|12-Mar-70|12-MAR-1970|1970-Mar-12|the 12th of March 1970
Mar. 12 1970|12. März 1970|12. Mär. 70|12 mars 1970|12 marzo 1970|12 de marzo de 1970
12 de março de 1970|12 mrt 1970|12 maart 1970|12 marca 1970 r.|12 mar 1970
12 марта 1970 г.|12 марта 1970 года|12 МАРТА 1970|12 мар. 1970|12-го марта 1970
1970年3月12日|１９７０年３月１２日|1970年03月12日生|1970년 3월 12일|1970년03월12일생|昭和45年3月12日|民國59年3月12日
12 مارس 1970|١٢ مارس ١٩٧٠|12 آذار 1970|1970-03-12|19700312|25639|25639.0|12.03.70
1970/3/12
"""


@pytest.mark.parametrize("text", _DAYS.replace("\n", "|").strip("|").split("|"))
def test_one_day_in_many_spellings(text: str) -> None:
    (party,) = read_counterparties(f"Name;Date of birth (dd.mm.yyyy)\nMary;{text}".encode()).counterparties
    assert party.problems == ()
    assert party.date_of_birth.replace("19700312", "1970-03-12").replace("1970/3/12", "1970-03-12") == "1970-03-12"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mar 1970", "1970-03"), ("März 1970", "1970-03"), ("марта 1970", "1970-03"), ("1970年3月", "1970-03"),
        ("Mar-70", "1970-03"), ("1970年", "1970"), ("昭和45年", "1970"), ("平成元年1月8日", "1989-01-08"),
        ("5 كانون الثاني 1970", "1970-01-05"), ("5 تشرين الأول 1970", "1970-10-05"), ("15 paź 1970", "1970-10-15"),
        ("1er mai 1970", "1970-05-01"), ("1 мая 2005", "2005-05-01"), ("1-May-05", "2005-05-01"),
        # known to the year alone: the text says so to whoever reads it
        ("1970-Q3", "1970-Q3"), ("Q3 1970", "Q3 1970"), ("circa 1970", "circa 1970"), ("1970", "1970"),
        # which comes first is open
        ("12/03/1970", "12/03/1970"), ("١٢/٠٣/١٩٧٠", "12/03/1970"),
        # several dates, and spans
        ("1970/1971", "1970 to 1971"), ("zwischen 1970 und 1972", "1970 to 1972"), ("1950 - 1990", ""),
        ("13.3.1970 or 14.3.70", "1970-03-13 or 1970-03-14"), ("12 марта 1970 или 1971 г.", "1970-03-12 or 1971 г."),
        ("昭和45年又は昭和46年", "1970 or 1971"), ("１９７０年～１９７２年", "1970 to 1972"),
        ("12 или 13 марта 1970", ""),
        ("entre 12 de março de 1970 e 15 de maio de 1970", "1970-03-12 to 1970-05-15"), ("before 1970", ""),
        # no day of the calendar, another calendar, or nothing certain
        ("31 Feb 1970", ""), ("12/03/1390", ""), ("1390-03-12", ""), ("12/03/1390 هـ", ""), ("2513", ""),
        ("12/03/2513", ""), ("12 Ramadan 1390", ""), ("May-05", ""), ("about 45", ""), ("01/01/1900", ""),
    ],
)  # fmt: skip
def test_what_a_text_says(text: str, read: str) -> None:
    assert birth_date(text, "") == read


def test_every_language_names_twelve_months() -> None:
    names = tomllib.loads((files("screening") / "data" / "months.toml").read_text(encoding="utf-8"))["names"]
    assert {language: len(months) for language, months in names.items()} == dict.fromkeys(
        ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "ar"), 12
    )
    spellings = {
        (header_key(name), number)
        for months in names.values()
        for number, several in enumerate(months)
        for name in several.split(",")
    }
    assert len(spellings) == len(dict(spellings))  # no spelling is two months


@given(st.dates(dt.date(1914, 1, 1), dt.date(1999, 12, 31)), st.sampled_from(["%d %B %Y", "%b %d, %Y", "%d-%b-%y"]))
def test_any_day_with_the_name_of_its_month(day: dt.date, form: str) -> None:
    assert birth_date(day.strftime(form), "") == day.isoformat()


def test_the_order_of_a_column_holds_for_several_dates_in_a_cell() -> None:
    rows = "Name,DOB\nA,12/03/1970 or 13/03/1970\nB,01/02/1980 - 05/02/1980\nC,1970 or 71\n"
    first, second, third = read_counterparties(rows.encode()).counterparties
    assert first.date_of_birth == "1970-03-12 or 1970-03-13"
    assert second.date_of_birth == "1980-02-01 to 1980-02-05"
    assert third.problems == ("column 'DOB': '1970 or 71' is no date that is read: it was not compared",)


@given(st.text(max_size=30))
def test_any_text_is_read_or_not(text: str) -> None:
    birth_date(text, "")


@pytest.mark.parametrize("text", ["NaT", "nat", "not available", "none given", "see above"])
def test_words_for_nothing_are_no_date_and_no_problem(text: str) -> None:
    (party,) = read_counterparties(f"Name,DOB\nMary,{text}\n".encode()).counterparties
    assert (party.date_of_birth, party.problems) == ("", ())


def test_a_date_that_is_not_read_is_told_and_counts_against_nobody() -> None:
    rows = "Name,Type,DOB\nYun Tae-hyong,Person,12/03/1390\nYun Tae-hyong,Person,n/a\nYun Tae-hyong,Person,\n"
    first, second, third = Screener().screen(rows.encode()).counterparties
    assert first.problems == ("column 'DOB': '12/03/1390' is no date that is read: it was not compared",)
    assert (second.problems, third.problems) == ((), ())
    assert [hit.score for hit in first.hits] == [hit.score for hit in third.hits] != []
