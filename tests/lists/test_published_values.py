"""Values as published lists write them: numbers among words, dates, countries with notes, scripts, roots of XML."""

from __future__ import annotations

import pytest

from screening.lists.document_numbers import Number, number_in, number_of
from screening.lists.numbered_text import numbered
from screening.lists.numbers_in_text import numbers_in
from screening.lists.published_countries import Place, place_of
from screening.lists.published_dates import british_date, iso_date, iso_day, years_between
from screening.lists.uk.information import read_information
from screening.lists.uk.numbers import NATIONAL_ID, PASSPORT, REGISTRATION, Column, read_numbers
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
        ("TR-P 614 166 (Turkish)", Number("TR-P 614 166", "(Turkish)")),
        ("Ma.Bko.2013.M.1610", Number("Ma.Bko.2013.M.1610")),
        ("13/YAKANA(N)006981", Number("13/YAKANA(N)006981")),
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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Iran", {0: "Iran"}),
        ("(1) Iran (2) Syria.", {1: "Iran", 2: "Syria"}),
        ("(1)-(2) Tunisia (3) Libya", {1: "Tunisia", 2: "Tunisia", 3: "Libya"}),
        ("(1-3) Libya (4) Morocco", {1: "Libya", 2: "Libya", 3: "Libya", 4: "Morocco"}),
        ("(1) to (2) Algeria", {1: "Algeria", 2: "Algeria"}),
        ("(1) 20645897 (2) -", {1: "20645897"}),
        ("Afghanistan (1996)", {0: "Afghanistan (1996)"}),
        ("", {}),
    ],
)
def test_numbered_values(text: str, values: dict[int, str]) -> None:
    assert numbered(text) == values


@pytest.mark.parametrize(
    ("cell", "details", "column", "expected"),
    [
        ("641925035", "", PASSPORT, [("passport", "641925035", None)]),
        ("(1) 203037 (2) 434021161", "(1) Libyan. Issued in Tripoli. (2) South African.", PASSPORT,
         [("passport", "203037", "LY"), ("passport", "434021161", "ZA")]),
        ("", "G827238 (Tunisian). Issued on 1 June 1996", PASSPORT, [("passport", "G827238", "TN")]),
        ("", "(1) S4409483. Valid 26 Apr 2000. (2) D9001950 (Diplomatic). Issued on 22 Jan 2008", PASSPORT,
         [("passport", "S4409483", None), ("passport", "D9001950", None)]),
        ("", "Iranian", PASSPORT, []),
        ("772326542197", "Russia - INN Number", NATIONAL_ID, [("tax_number", "772326542197", "RU")]),
        ("8200203535", "Russian Federation national passport", NATIONAL_ID, [("passport", "8200203535", "RU")]),
        ("no 3603251708570001", "", NATIONAL_ID, [("national_id", "3603251708570001", None)]),  # not Norway
        ("Italian Fiscal Code JMM MDI 68A25 Z352D", "", NATIONAL_ID,
         [("tax_number", "Italian Fiscal Code JMM MDI 68A25 Z352D", None)]),
        ("13/YAKANA(N)006981", "", NATIONAL_ID, [("national_id", "13/YAKANA(N)006981", None)]),
        ("OGRN: 1247700291200 KPP: 770701001", "", REGISTRATION,
         [("registration_number", "1247700291200", None), ("tax_number", "770701001", None)]),
        ("9731001285 - TIN", "", REGISTRATION, [("tax_number", "9731001285", None)]),
        ("606989", "", REGISTRATION, [("registration_number", "606989", None)]),
        ("", "", REGISTRATION, []),
    ],
)  # fmt: skip
def test_numbers_with_details(
    cell: str, details: str, column: Column, expected: list[tuple[str, str, str | None]]
) -> None:
    found = [(number["kind"], number["value"], number.get("country")) for number in read_numbers(cell, details, column)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("(UN Ref):CFi.009. Kony is the founder. (Gender):Male",
         [("un_reference", "CFi.009"), ("information", "Kony is the founder."), ("gender", "Male")]),
        ("UN Ref QI.A.86.03.", [("un_reference", "QI.A.86.03"), ("information", "UN Ref QI.A.86.03.")]),
        ("Asset of X (UN Reference Number: UN Ref KPe.064)",
         [("information", "Asset of X (UN Reference Number: UN Ref KPe.064)")]),
        ("(Website):a.by (Tel): +375", [("website", "a.by (Tel): +375")]),
        ("(UN Ref):unknown", [("information", "unknown")]),
        ("(IMO number):7408873 (Flag of ship):-", [("imo", "7408873")]),
    ],
)  # fmt: skip
def test_facts_behind_labels(text: str, facts: list[tuple[str, str]]) -> None:
    assert read_information(text) == facts


def test_bic_and_imo_numbers_in_prose() -> None:
    text = "SWIFT/BIC: KDBKKPPY. International Maritime Organization (IMO) Number: 1790183; SWIFT later 1234567"
    assert [(number["kind"], number["value"]) for number in numbers_in(text, "text")] == [
        ("bic", "KDBKKPPY"), ("imo", "1790183"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "IMO" + " " * 50_000 + "x",
        "A" * 50_000,
        "(" * 50_000,
        "1 " * 25_000,
        "a " * 25_000,
        "(1) " * 9_000,
        "Q" + ".A" * 9_000,
    ],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    """Each of these took minutes where a pattern looks through the same letters again and again."""
    number_of(text)
    number_in(text)
    numbers_in(text, "text")
    read_information(text)
    place_of(text)
    assert len(list(read_numbers(text, text, NATIONAL_ID))) < len(text)
