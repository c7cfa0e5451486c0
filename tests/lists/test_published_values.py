"""Values as published lists write them: numbers among words, dates, countries with notes, scripts, roots of XML."""

from __future__ import annotations

import pytest

from screening.lists.document_numbers import Number, number_in, number_of
from screening.lists.name_scripts import name_script
from screening.lists.published_countries import Place, place_of
from screening.lists.published_dates import british_date, iso_date, iso_day, years_between
from screening.lists.xml_root import root_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("645120196", Number("645120196")),
        ("A-374184", Number("A-374184")),
        ("PS 381 420397", Number("PS 381 420397")),
        ("Afghan passport number SE 012820", Number("SE 012820", "Afghan passport number")),
        ("381110042 (Expired 25 Jan. 2016)", Number("381110042", "(Expired 25 Jan. 2016)")),
        ("R00005943, South Sudan", Number("R00005943", "South Sudan")),
        ("Libya B/002210", Number("B/002210", "Libya")),
        ("G827238 (Tunisian). Issued on 1 June 1996", Number("G827238", "(Tunisian). Issued on 1 June 1996")),
        ("national identity card number 44103-5251752-5", Number("44103-5251752-5", "national identity card number")),
        ("Russian passport number 8208 No. 555627", Number("Russian passport number 8208 No. 555627")),  # which one?
        ("without any", Number("without any")),
        ("", Number("")),
    ],
)
def test_numbers_among_words(text: str, expected: Number) -> None:
    assert number_of(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tunisian passport number L 191609 issued on 28 Feb. 1996", "L 191609"),
        ("04643632 issued on 18 Jun. 1999", "04643632"),
        ("Italian Fiscal Code: DAOMMD74T11Z352Z", "DAOMMD74T11Z352Z"),
        ("Moroccan national identity card DE- 473900", "DE- 473900"),
        ("issued in 1993, under name X", None),
        ("", None),
    ],
)
def test_numbers_in_sentences(text: str, number: str | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017-04-23", "2017-04-23"), ("2017-04", "2017-04"), ("2017", "2017"), ("2015-04-07-04:00", "2015-04-07"),
        ("2024-05-13T17:44:28.283+02:00", "2024-05-13"), ("2017-02-30", None), ("2017-13", None), ("null", None),
    ],
)  # fmt: skip
def test_iso_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date
    assert iso_day(text) == (date if date and len(date) == 10 else None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("23/04/2017", "2017-04-23"), ("00/04/2017", "2017-04"), ("00/00/2017", "2017"), ("dd/mm/1945", "1945"),
        ("dd/03/1945", "1945-03"), ("05/1973", "1973-05"), ("1951", "1951"), ("30/02/2017", None),
        ("04/00/2017", None), ("15/08/19yy", None), ("", None),
    ],
)  # fmt: skip
def test_british_dates(text: str, date: str | None) -> None:
    assert british_date(text) == date


def test_ranges_of_years() -> None:
    assert years_between("1963", "1965") == ["1963", "1964", "1965"]
    assert years_between("", "1965") == ["1965"]
    assert years_between("1900", "1965") == []
    assert years_between("about", "") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Iraq (previous address)", Place("IQ", "previous address")),
        ("Congo (Democratic Republic)", Place("CD")),
        ("Iran (Islamic Republic of)", Place("IR")),
        ("Russian Federation (as at November 2010)", Place("RU", "as at November 2010")),
        ("Moscow", Place("Moscow")),
        ("(Head Office)", Place("(Head Office)")),
    ],
)
def test_countries_with_notes(text: str, place: Place) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Kim", None), ("123", None), ("Müller", None), ("김정은", "Hang"), ("金正恩", "Hani"),
        ("株式会社ナム", "Jpan"),
        ("大聖은행", "Kore"), ("محمد حسن", "Arab"), ("Иван", "Cyrl"), ("Jin Tiesan (金铁三)", None), ("№ 5", None),
    ],
)  # fmt: skip
def test_scripts_of_names(text: str, script: str | None) -> None:
    assert name_script(text) == script


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a --><x:Root y="1">', "Root"),
        (b"<!DOCTYPE Root []><Root>", "Root"),
        (b"name,Root\n", None),
        (b"", None),
    ],
)
def test_roots_of_xml(head: bytes, name: str | None) -> None:
    assert root_name(head) == name
