"""Exports of accounting systems and banks with groups, addresses and unknown headers: nobody in them is missed."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty
from screening.tables.counterparties import CounterpartyFile, read_counterparties
from screening.tables.description import describe

from .workbooks import workbook


def named(party: Counterparty) -> tuple[str, ...]:
    """All names that are screened for a row, its own first."""
    return (party.name, *(other.text for other in party.other_names if not other.free_text))


def read(text: str, encoding: str = "utf-8") -> CounterpartyFile:
    return read_counterparties(text.encode(encoding))


def test_transactions_under_the_name_of_their_vendor() -> None:
    rows = [
        ["Craig's Design"], ["Transaction List by Vendor"], [],
        ["", "Date", "Transaction Type", "Num", "Memo/Description", "Account", "Amount"],
        ["Korea Daesong Bank"], ["", "11/02/2026", "Bill", "12", "fee for Pong Su", "Accounts Payable (A/P)", "100.00"],
        ["Total for Korea Daesong Bank", "", "", "", "", "", "100.00"],
        ["Hicks Hardware"], ["", "11/05/2026", "Bill", "99", "", "Accounts Payable (A/P)", "250.00"],
    ]  # fmt: skip
    found = read_counterparties(workbook({"Sheet1": rows})).counterparties
    assert [(c.row, c.name) for c in found] == [
        (5, "Korea Daesong Bank"), (6, ""), (7, "Total for Korea Daesong Bank"), (8, "Hicks Hardware"), (9, ""),
    ]  # fmt: skip
    assert [other.text for other in found[1].other_names] == ["fee for Pong Su"]


def test_a_heading_is_told() -> None:
    (heading, _) = read("Vendor no;Vendor name;Amount\nPong Su;;\n1;Acme;2\n").counterparties
    assert heading.problems == ("the columns of names hold nobody: 'Pong Su' was screened",)


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Korea Daesong Bank;;;", ("Korea Daesong Bank",)),  # in the place of a number
        (";;Vendor group: KRED;", ("Vendor group: KRED",)),
        ("Vendor;100012;Pong Su Shipping;", ("Vendor", "Pong Su Shipping", "100012")),
        (";;Pong Su;Pong Su", ("Pong Su",)),
        ("100012;;26.11.2026;1.234,50-", ("",)),
        ("100012;;;;;;Pong Su", ("Pong Su",)),  # beside the table
        ("Pong Su;;a;b;c;d", ("",)),  # as many cells as a row of the table
    ],
)
def test_a_row_without_a_name_may_be_a_heading(row: str, names: tuple[str, ...]) -> None:
    rows = "".join(f"{n};Acme {n};0{n}.01.2026;{n},00\n" for n in range(1, 6))
    party = read(f"Vendor no;Vendor name;Posting date;Amount\n{rows}{row}\n").counterparties[-1]
    assert named(party) == names


def test_no_heading_is_sought_where_a_number_or_a_name_tells_who_it_is() -> None:
    first, second, third = read(
        "Name,IMO,Country,Price\n,8905490,,sold out\nAcme,,,sold out\n,,North Korea,\n"
    ).counterparties
    assert (named(first), named(second), named(third)) == (("",), ("Acme",), ("",))


def test_a_number_beside_the_name_is_not_the_name() -> None:
    text = "Kreditor;Name 1;Name 2\n0000100012;Korea Daesong;Bank\nSumme;;\n*;;\nSumme 2;;\n"
    assert named(read(text).counterparties[0]) == ("Korea Daesong", "0000100012", "Korea Daesong Bank", "Bank")


def test_name_and_address_in_one_cell() -> None:
    rows = [["A/C", "Name & Address", "Contact Name"], ["D1", "Korea Daesong Bank\nSegori-dong\nPyongyang", "Kim Chol"]]
    (party,) = read_counterparties(workbook({"S": rows})).counterparties
    assert {"Korea Daesong Bank", "Kim Chol"} <= set(named(party))


def test_a_statement_of_a_bank_without_a_header_for_the_other_side() -> None:
    file = read(
        "Account Name:,Current Account\nAccount Number:,12345678\nFrom date:,01/11/2026\n\n"
        "Date,Transaction type,Description,Paid out,Paid in,Balance\n"
        "26 Nov 2026,Bank credit,KOREA DAESONG BANK REF 123,,12.00,100.00\n"
        "25 Nov 2026,Direct debit,PONG SU SHIPPING,3.00,,88.00\n"
    )
    assert [(c.row, c.name) for c in file.counterparties] == [
        (1, "Current Account"), (6, "KOREA DAESONG BANK REF 123"), (7, "PONG SU SHIPPING"),
    ]  # fmt: skip


UNKNOWN = "Asiakas,Contact,BIC,Tila\nKorea Daesong Bank,,KDBKKPPY,open\nPong Su Shipping,,,closed\n"


def test_the_party_has_no_known_header_and_its_bank_has() -> None:
    file = read(UNKNOWN)
    assert [c.name for c in file.counterparties] == ["Korea Daesong Bank", "Pong Su Shipping"]
    column = describe(UNKNOWN.encode()).tables[0].columns[0]
    assert (column.field, column.ground) == ("name", "content")
    assert any("'Asiakas' was read as name" in note for note in file.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*ContactName,EmailAddress,FirstName,LastName\nPong Su,a@b.example,Jong Un,Kim\n", ("Pong Su", "Jong Un Kim")),
        ("Contact name,Phone\nPong Su,1\n", ("Pong Su",)),
        ("BIC,Country,Tila\nKDBKKPPY,KP,open\n", ("",)),  # one word is a state of work
        ("Vessel,Country,Tila\nPong Su,KP,sold to nobody\n", ("Pong Su",)),  # a ship may be the party
    ],
)
def test_who_is_the_party_where_no_header_says(text: str, expected: tuple[str, ...]) -> None:
    party = read(text).counterparties[0]
    assert named(party) == expected
    assert party.type != "Person"


def test_headers_that_are_run_together() -> None:
    text = (
        "VENDORACCOUNTNUMBER,VENDORORGANIZATIONNAME,VENDORPARTYTYPE,ADDRESSCOUNTRYREGIONID,PERSONFIRSTNAME,"
        "PERSONLASTNAME\nV-1,Korea Daesong Bank,Organization,PRK,,\nV-2,,Person,PRK,Jong Un,Kim\n"
    )
    first, second = read(text).counterparties
    assert (named(first), first.id, first.type, first.country) == (
        ("Korea Daesong Bank",),
        "V-1",
        "Organization",
        "PRK",
    )
    assert named(second) == ("Jong Un Kim",)
