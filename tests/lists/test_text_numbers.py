"""Numbers announced in free texts, in the wordings that published lists use."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import pytest

from screening.lists.text_numbers import text_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Owned by Office 39. SWIFT/BIC: KDBKKPPY", [("bic", "KDBKKPPY", None)]),
        ("Part of a network. SWIFT KYCBKPPYXXX", [("bic", "KYCBKPPYXXX", None)]),
        ("SWIFT codes: SCERIRTH, SCTSAEA1 and KHJBSDKH",
         [("bic", code, None) for code in ("SCERIRTH", "SCTSAEA1", "KHJBSDKH")]),
        ("Bank Identifier Code (BIC): INAKRU41", [("bic", "INAKRU41", None)]),
        ("IMO number: 5936312.", [("imo", "5936312", None)]),
        ("International Maritime Organization (IMO) Ship No.5344160", [("imo", "5344160", None)]),
        ("Passport no.: 654435458 (exp. 26/11/2019).", [("passport", "654435458", None)]),
        ("in Syria. Passport no.: 563410081", [("passport", "563410081", None)]),
        ("Afghan passport number OA462456, issued on 31 Jan. 2012", [("passport", "OA462456", "AF")]),
        ("Passport number 381120629; 745420680 (issued 2015)",
         [("passport", number, None) for number in ("381120629", "745420680")]),
        (
            "Passport no.: a) Libyan passport number 223611 b) British passport number C00146605. Key operative",
            [("passport", "223611", "LY"), ("passport", "C00146605", "GB")],
        ),
        ("Passport no: a) South Sudan number D00001369 c) Sudan number 00360622",
         [("passport", "D00001369", "SS"), ("passport", "00360622", "SD")]),
        ("Passport D100008420 (Iran) expires 26 Jul 2026", [("passport", "D100008420", "IR")]),
        ("Passport No: Libya B/002210.", [("passport", "B/002210", "LY")]),
        ("National identification no.: Omani ID No. 98606491", [("national_id", "98606491", "OM")]),
        ("Spanish Identity Card No: 72.467.565. Associated", [("national_id", "72.467.565", "ES")]),
        ("Company identification number: 1025204408910;http://x", [("registration_number", "1025204408910", None)]),
        ("Registration ID (OGRN no.): 1 027 809 210 054", [("registration_number", "1 027 809 210 054", None)]),
        ("Tax ID No.: 9102048801 (Russia)", [("tax_number", "9102048801", "RU")]),
        ("Italian Fiscal Code: LBR HBB 61S17 Z352F.", [("tax_number", "LBR HBB 61S17 Z352F", "IT")]),
        # what announces nothing, or nothing that names a party
        ("Passport no.: na. Designation: a) Director 1990-1992 b) Governor until 2001000", []),
        ("Passport No.: 2246", []),
        ("He holds a passport since 2003 and the company 1C", []),
        ("Swift Investments (PVT) Ltd", []),
        ("identified by a card in 1999", []),
        ("", []),
    ],
)  # fmt: skip
def test_numbers_of_a_text(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert [(n.kind, n.value, n.country) for n in text_numbers(text)] == found


def test_the_label_is_the_origin_and_a_number_stands_once() -> None:
    (number,) = text_numbers("Passport no.: A1234567. Passport number A1234567.")
    assert number.origin == "Passport"


def test_the_kinds_are_those_of_other_lists() -> None:
    folder = files("screening") / "data"
    mine = tomllib.loads((folder / "text_numbers.toml").read_text(encoding="utf-8"))["labels"]
    ofac = tomllib.loads((folder / "ofac_sdn.toml").read_text(encoding="utf-8"))["identifiers"]
    assert set(mine) <= set(ofac)


@pytest.mark.parametrize("piece", ["Passport no.: ", "a) ", "Passport no.: a) Aa ", "IMO ", "(", "Tax ID No Xx "])
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Counted in calls: those of a text that is four times as long are not much more than four times as many."""
    few, many = (calls_in(partial(text_numbers, piece * times)) for times in (200, 800))
    assert many <= 5 * few + 50


def calls_in(work: Callable[[], object]) -> int:
    """How many functions are called, those of the interpreter's own modules included."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_number_is_looked_for_near_its_label_alone() -> None:
    """What bounds the work within one call: a regular expression gets so much of a text behind a label, and no more."""
    far = "x " * 400
    assert text_numbers(f"Passport no.: {far} A1234567") == ()


def test_a_person_has_no_number_of_a_bank() -> None:
    text = "Manager of a bank. SWIFT/BIC: KDBKKPPY. Passport no.: 563335509"
    assert [number.kind for number in text_numbers(text)] == ["bic", "passport"]
    assert [number.kind for number in text_numbers(text, of_person=True)] == ["passport"]
