"""Identifiers in columns and inside of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imo

from screening.entities import Counterparty, OtherName
from screening.tables.counterparties import read_counterparties
from screening.tables.identifiers import SHAPES, find_identifiers, read_identifiers, with_numbers

LEI = "213800KUD8LAJWSQ9D15"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IMO 8905490", [("imo", "8905490")]),
        ("IMO: 8905490", [("imo", "8905490")]),
        ("imo8905490", [("imo", "8905490")]),
        ("mv Wise Honest (IMO No. 8905490), flag KP", [("imo", "8905490")]),
        ("IMO number: 8905490", [("imo", "8905490")]),
        ("IMO：８９０５４９０", [("imo", "8905490")]),
        ("Wise Honest, 8905490 (IMO)", [("imo", "8905490")]),
        ("IMO 8905490 / IMO 7396878", [("imo", "8905490"), ("imo", "7396878")]),
        ("IMO 8905490, again IMO 8905490", [("imo", "8905490")]),
        ("MMSI 445123000", [("mmsi", "445123000")]),
        ("SWIFT: KDBKKPPY", [("bic", "KDBKKPPY")]),
        ("pay via BIC/SWIFT KDBKKPPYXXX please", [("bic", "KDBKKPPYXXX")]),
        ("BIC code KDBKKPPY", [("bic", "KDBKKPPY")]),
        (f"LEI {LEI}.", [("lei", LEI)]),
        (LEI, [("lei", LEI)]),
        # what is none
        ("", []),
        ("8905490", []),  # seven digits alone are anything
        ("8905491 (IMO)", []),  # before the label the check digit decides
        ("IMO 89054901", []),
        ("MAXIMO 8905490", []),
        ("swift delivery of goods", []),
        ("SWIFT TRANSPORT", []),
        ("KDBKKPPY", []),
        (LEI[:-1] + "6", []),
        ("12345678901234567890", []),
    ],
)
def test_identifiers_inside_of_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(i.kind, i.value) for i in find_identifiers(text)] == found


@pytest.mark.parametrize(
    ("kind", "cell", "values"),
    [
        ("imo", "IMO 8905490", ["8905490"]),
        ("imo", "8905490 (ex 8905478)", ["8905490"]),
        ("imo", "8905490; 7396878", ["8905490", "7396878"]),
        ("imo", "8905491", ["8905491"]),  # a slip is kept: it may be one digit from a listed ship
        ("imo", "n/a", []),
        ("lei", "None given", []),
        ("passport", "see above", []),
        ("imo", "none", []),
        ("mmsi", "MMSI: 445 123 000", ["445123000"]),
        ("bic", "SWIFT: kdbk kp py", ["KDBKKPPY"]),
        ("bic", "-", []),
        ("tax_number", "VAT DE 123 456", ["DE123456"]),
        ("passport", "ID123456", ["ID123456"]),
        ("passport", "1E5", ["1E5"]),
        ("registration_number", "HRB 12345", ["HRB12345"]),
        ("registration_number", "001", ["001"]),
        ("crypto_address", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", ["1BoatSLRHtKNngkdXEeobR76b53LETtpyT"]),
    ],
)
def test_identifiers_in_their_own_column(kind: str, cell: str, values: list[str]) -> None:
    shape = {"imo": "imo", "mmsi": "digits", "crypto_address": "token"}.get(kind, "code")
    found, problems = read_identifiers(kind, shape, cell)
    assert [i.value for i in found] == values
    assert problems == ()


def test_a_number_shortened_by_a_spreadsheet_program_is_written_out_and_told() -> None:
    found, problems = read_identifiers("imo", "imo", "8.90549E+06")
    assert [i.value for i in found] == ["8905490"]
    assert problems == ("imo '8.90549E+06' was shortened by a spreadsheet program: its last digits may be lost",)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.sampled_from(["IMO {}", "ship IMO: {} old", "{} (IMO)"]))
def test_every_valid_imo_number_is_found(digits: str, text: str) -> None:
    number = digits + imo.calc_check_digit(digits)
    assert [i.value for i in find_identifiers(text.format(number))] == [number]


@given(st.text(), st.sampled_from(sorted(SHAPES)))
def test_any_text_is_read_without_fail(text: str, shape: str) -> None:
    find_identifiers(text)
    found, _ = read_identifiers("imo", shape, text)
    assert all(i.value.strip() for i in found)


CELL = st.sampled_from(
    ["", "IMO", "8905490 (IMO", "IMO 8905490", "swift: KDBKKPPY", "7654321", "BIC", "\uff29\uff2d\uff2f 9074729"]
)
ROW = st.tuples(CELL, CELL, CELL, CELL)


@given(st.lists(ROW, min_size=1, max_size=5))
def test_rows_of_a_table_have_the_numbers_in_their_texts(rows: list[tuple[str, str, str, str]]) -> None:
    lines = ["Name,Trading name,Notes,Customer ID", *map(",".join, rows)]
    for party in read_counterparties("\n".join(lines).encode(), isolated=False).counterparties:
        assert with_numbers(party) is party


def test_parties_made_by_hand_are_given_them() -> None:
    made = Counterparty(name="MV Tern, IMO 8905490", other_names=(OtherName(field="notes", text="BIC KDBKKPPY"),))
    (party,) = read_counterparties([made]).counterparties
    assert [(i.kind, i.value) for i in party.identifiers] == [("imo", "8905490"), ("bic", "KDBKKPPY")]
    assert party.model_copy(update={"identifiers": ()}) == made
