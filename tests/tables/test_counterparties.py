"""Rows as counterparties: what becomes of each cell, and of odd rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Counterparty
from screening.errors import InputError, UsageError
from screening.tables.counterparties import CounterpartyFile, read_counterparties, tables_of
from screening.tables.model import Cells
from screening.tables.rows import RowReader

from .workbooks import workbook


def read(*rows: str, **told: Any) -> CounterpartyFile:
    """Rows with ``|`` between the cells."""
    return read_counterparties("\n".join(rows).encode(), **told)


def one(*rows: str, **told: Any) -> Counterparty:
    (party,) = read(*rows, **told).counterparties
    return party


def others(party: Counterparty) -> list[tuple[str, str]]:
    return [(other.field, other.text) for other in party.other_names]


def identifiers(party: Counterparty) -> list[tuple[str, str]]:
    return [(i.kind, i.value) for i in party.identifiers]


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Name|Owner|Share", "Acme|Mary Example|51 %", [("Mary Example", "51 %")]),
        ("Name|Owner 1|Owner 1 %|Owner 2|Owner 2 %", "A|Ann One|60|Bob Two|40", [("Ann One", "60"), ("Bob Two", "40")]),
        ("Name|Owner 1|Owner 2|% 1|% 2", "A|Ann One|Bob Two|60|40", [("Ann One", ""), ("Bob Two", "")]),
        (
            "Name|Owner 1|Owner 2|Owner 1 %|Owner 2 %",
            "A|Ann One|Bob Two|60|40",
            [("Ann One", "60"), ("Bob Two", "40")],
        ),
        ("Name|Ownership %|UBO", "A|100|Ann One", [("Ann One", "100")]),
        ("Name|Parent company|UBO|UBO %", "A|Hold Inc|Ann One|25", [("Hold Inc", ""), ("Ann One", "25")]),
        ("Name|Gesellschafter|Anteil|Ort", "A|Ann One||Ulm", [("Ann One", "")]),
        ("Name|Director|Share", "A|Ann One|10", [("Ann One", "")]),
        ("Name|Shareholding", "A|Ann One (51%), Bob Two (49%)", [("Ann One (51%), Bob Two (49%)", "")]),
        ("Name|Owners (>25%)|Ownership", "A|Ann One|30,5 %", [("Ann One", "30,5 %")]),
        ("Name|Owner|Share", "A|Ann One|", [("Ann One", "")]),
    ],
)
def test_owners_have_their_shares(header: str, cells: str, expected: list[tuple[str, str]]) -> None:
    assert [(other.text, other.share) for other in one(header, cells).other_names] == expected


def test_owners_on_lines_of_one_cell_have_the_shares_of_the_same_lines() -> None:
    rows = [["Name", "Owner", "Share"], ["A", "Ann One\nBob Two", "60 %\n40 %"], ["B", "Ann One\nCid Three", "1"]]
    both, unclear = read_counterparties(workbook({"S": rows})).counterparties
    assert [(o.text, o.share) for o in both.other_names] == [
        ("Ann One Bob Two", ""), ("Ann One", "60 %"), ("Bob Two", "40 %"),
    ]  # fmt: skip
    assert {o.share for o in unclear.other_names} == {""}


def test_bank_accounts_of_all_columns_are_told() -> None:
    party = one("Name|IBAN|Beneficiary - Account no.", "Acme|XX00 1234|0099")
    assert (party.account, party.identifiers) == ("XX00 1234; 0099", ())


def test_a_full_row() -> None:
    party = one(
        "ID|Name|Type|Country|Nationality|Date of birth|Street|City|IMO|Trading name|Vessel|Bank|Notes|Own",
        "C-1| Acme  Ltd |company|DE|KP|1970|1 High St|Berlin|IMO 8905490|Acme|Pong Su|Daesong Bank|MMSI 445123000|x",
        file_name="folder/list.csv",
    )
    assert (party.name, party.type, party.id, party.country, party.nationality) == (
        "Acme Ltd",
        "Company",
        "C-1",
        "DE",
        "KP",
    )
    assert (party.date_of_birth, party.address) == ("1970", "1 High St, Berlin")
    assert [(o.field, o.text, o.type, o.free_text) for o in party.other_names] == [
        ("trading_name", "Acme", None, False),
        ("vessel", "Pong Su", "Vessel", False),
        ("bank", "Daesong Bank", "Organization", False),
        ("notes", "MMSI 445123000", None, True),
    ]
    assert identifiers(party) == [("imo", "8905490"), ("mmsi", "445123000")]
    assert (party.file, party.sheet, party.row, party.problems) == ("list.csv", "", 2, ())
    assert dict(party.input) == {
        "ID": "C-1", "Name": " Acme  Ltd ", "Type": "company", "Country": "DE", "Nationality": "KP",
        "Date of birth": "1970", "Street": "1 High St", "City": "Berlin", "IMO": "IMO 8905490", "Trading name": "Acme",
        "Vessel": "Pong Su", "Bank": "Daesong Bank", "Notes": "MMSI 445123000", "Own": "x",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("Office 39, Block B, Dubai", None),
        ("c/o Korea Daesong Bank, Segori-dong", "Korea Daesong Bank, Segori-dong"),
        ("12 High St, Attn: Mr Ri", "Mr Ri"),
    ],
)
def test_an_address_names_a_party_only_in_whose_care_it_is(address: str, party: str | None) -> None:
    row = one("Name|Address", f"Acme|{address}")
    assert [o.text for o in row.other_names if o.field == "address"] == ([party] if party else [])


@pytest.mark.parametrize(
    ("header", "row", "name", "other"),
    [
        ("First name|Middle name|Last name", "Jong|x|Un", "Jong x Un", []),
        ("Last name|First name", "Un|Jong", "Jong Un", []),
        ("Vorname|Name", "Hans|Müller", "Hans Müller", []),
        ("Nom|Pays", "Acme|FR", "Acme", []),
        ("Nombre|País", "Acme|ES", "Acme", []),
        ("Name|First name|Last name", "Acme|Hans|Müller", "Acme", [("name", "Hans Müller")]),
        ("Name|First name|Last name", "|Hans|Müller", "Hans Müller", []),
        ("Name|Company", "Hans|Acme", "Hans", [("name", "Acme")]),
        ("Name|Company", "Acme|Acme", "Acme", []),
        ("NAME1|NAME2", "Korea Daesong|Bank", "Korea Daesong", [("name", "Korea Daesong Bank"), ("name", "Bank")]),
        ("Name|Vessel|Bank", "|Pong Su|Daesong", "Pong Su", [("bank", "Daesong")]),
        ("Name|Country", "Foo; Bar|DE", "Foo; Bar", []),
        ("Name|Country", "001|NO", "001", []),
        ("Name|Country", "NA|NO", "NA", []),
        ("Name|Vessel", "-|Pong Su", "Pong Su", []),
    ],
)
def test_names(header: str, row: str, name: str, other: list[tuple[str, str]]) -> None:
    party = one(header, row)
    assert party.name == name
    assert others(party) == other


def test_the_type_follows_from_the_column_that_gives_the_name() -> None:
    assert one("Vessel name|Flag", "Pong Su|Tuvalu").type == "Vessel"
    assert one("Vessel name|Flag", "Pong Su|Tuvalu").country == "Tuvalu"
    assert one("Name|Type|Flag", "Pong Su|ship|Tuvalu").country == "Tuvalu"
    assert one("Name|Vessel|Flag", "Acme|Pong Su|Tuvalu").country == ""


def test_an_unknown_type_is_a_problem_of_its_row() -> None:
    first, second = read("Name|Type", "Foo|Company", "Bar|K001").counterparties
    assert (first.type, first.problems) == ("Company", ())
    assert second.type is None
    assert second.problems[0].startswith("unknown type 'K001'")


def test_a_type_column_of_something_else_is_not_used() -> None:
    file = read("Name|Type", "Foo|K001", "Bar|K002")
    assert all(not party.problems for party in file.counterparties)
    assert "Type" not in file.columns
    assert file.notes == ("column 'Type' holds no types of parties that are known: it was not used",)


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        ("Name|IMO", "x|8.90549E+06", [("imo", "8905490")]),
        ("Name|IMO", "x|n/a", []),
        ("Name|BIC|LEI", "x|kdbkkppy|213800KUD8LAJWSQ9D15", [("bic", "KDBKKPPY"), ("lei", "213800KUD8LAJWSQ9D15")]),
        ("Name|Reference", "x|invoice 7, IMO: 8905490", [("imo", "8905490")]),
        ("Name|Notes", "Wise Honest (IMO 8905490)|IMO 8905490", [("imo", "8905490")]),
        ("Name|ID", "x|IMO8905490", [("imo", "8905490")]),
        ("Name|Notes", "x IMO|8905490", []),
    ],
)
def test_identifiers(header: str, row: str, found: list[tuple[str, str]]) -> None:
    assert identifiers(one(header, row)) == found


def test_odd_rows_are_all_there() -> None:
    nobody = "not screened: there is nobody to screen: "
    file = read(
        "Name|IMO", "Foo|", "", "|", "|8905490", "Name|IMO", "#REF!|", "-|-", "Total|", "", "",
    )  # fmt: skip
    assert [(c.row, c.name, c.problems) for c in file.counterparties] == [
        (2, "Foo", ()),
        (3, "", ("not screened: the row is empty",)),
        (4, "", ("not screened: the row is empty",)),
        (5, "", ()),
        (6, "", ("not screened: the row repeats the header of the table",)),
        (
            7,
            "",
            (
                "column 'Name' holds the error #REF!",
                f"{nobody}empty column 'IMO'; column 'Name' holds '#REF!'",
            ),
        ),
        (8, "", (f"{nobody}column 'Name' holds '-'; column 'IMO' holds '-'",)),
        (9, "Total", ()),
    ]
    assert file.counterparties[5].input == {"Name": "#REF!", "IMO": ""}


def test_blank_rows_below_the_header_are_rows_too() -> None:
    assert [c.row for c in read("Name|IMO", "", "", "Foo|", "", "Bar|").counterparties] == [2, 3, 4, 5, 6]


def test_a_long_gap_is_left_out_and_said() -> None:
    file = read("Name|IMO", "Foo|", *[""] * 1_001, "Bar|")
    assert [c.row for c in file.counterparties] == [2, 1004]
    assert file.notes == ("rows 3 to 1003 are empty and were left out",)


def test_a_header_without_rows_is_said() -> None:
    file = read("Name|IMO")
    assert (tuple(file.counterparties), file.notes) == ((), ("the table has a header and no rows",))


def test_cells_beyond_the_header_and_without_header_are_kept() -> None:
    rows = ["Name||IMO", *["Foo||"] * 300, "Foo|b||d|e"]
    assert dict(read(*rows).counterparties[-1].input) == {
        "Name": "Foo", "column B": "b", "IMO": "", "column D": "d", "column E": "e",
    }  # fmt: skip


def test_names_of_notes_alone_are_no_name() -> None:
    party = one("Name|Notes", "|something")
    assert (party.name, others(party)) == ("", [("notes", "something")])
    assert party.problems == ("not screened: there is nobody to screen: empty column 'Name'",)


def test_several_sheets_each_with_its_own_header() -> None:
    data = workbook(
        {
            "Q1": [["Report"], [], ["Name", "Country"], ["Foo", "DE"]],
            "Ships": [["Vessel", "Country", "IMO"], ["Pong Su", "TV", 8905490]],
            "Sums": [["x", 1, 2], [3, 4, 5]],
            "Empty": [],
        }
    )
    file = read_counterparties(data)
    assert [(c.sheet, c.row, c.name) for c in file.counterparties] == [("Q1", 4, "Foo"), ("Ships", 2, "Pong Su")]
    assert file.columns == {"Name": "name", "Country": "country", "Vessel": "vessel", "IMO": "imo"}
    assert file.notes == (
        "sheet 'Q1': above the header, not screened: row 1 'Report'",
        "sheet 'Sums': no table was found in it: 2 filled rows were not screened",
        "sheet 'Empty': it is empty",
    )
    assert [c.name for c in read_counterparties(data, sheets=["Ships"]).counterparties] == ["Pong Su"]
    with pytest.raises(InputError, match="there is no sheet 'Q2'"):
        read_counterparties(data, sheets=["Q2"])


def test_a_header_that_means_two_things_on_two_sheets() -> None:
    data = workbook({"A": [["Name", "Vorname"], ["Müller", "Hans"]], "B": [["Name", "IMO"], ["Foo", ""], ["Bar", ""]]})
    assert read_counterparties(data).columns == {
        "Name": "last_name", "Vorname": "first_name", "B: Name": "name", "IMO": "imo",
    }  # fmt: skip


def test_columns_overrule() -> None:
    rows = ["Kontrahentti|Vanha|Name", "Foo|Bar|Baz"]
    party = one(*rows, columns={"name": "kontrahentti", "former_name": ("Vanha",)})
    assert party.name == "Foo"
    assert others(party) == [("name", "Baz"), ("former_name", "Bar")]


def test_columns_by_letter_where_there_is_no_header() -> None:
    first, second = read("1|Foo", "2|Bar", columns={"id": "A", "name": "column B"}).counterparties
    assert [(c.row, c.id, c.name) for c in (first, second)] == [(1, "1", "Foo"), (2, "2", "Bar")]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"nmae": "X"}, r"columns: there is no field 'nmae' \(there is name"),
        ({"name": "Kontrahenti"}, r"columns.name: there is no column 'Kontrahenti' \(nearest: 'Kontrahentti'\)"),
        ({"name": ("Kontrahentti", "Kontrahenti")}, r"columns.name: there is no column 'Kontrahenti'"),
        ({"name": ("Kontrahentti", "??")}, r"columns.name: '\?\?' is no header"),
        (
            {"name": "Kontrahentti", "notes": "kontrahentti"},
            r"columns.notes: the column 'kontrahentti' was given for two fields, name and notes",
        ),
    ],
)
def test_columns_that_do_not_exist(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read("Kontrahentti|Name|IMO", "Foo|Baz|", columns=columns)


def test_of_the_headers_that_are_configured_for_a_field_one_is_enough() -> None:
    configured = {"vessel": ("Schiff", "Schiffli"), "name": "Kunde"}
    for header in ("Schiff", "Schiffli"):
        assert others(one(f"Kunde|{header}", "Foo|Bar", configured=configured)) == [("vessel", "Bar")]
    both = one("Kunde|Schiff|Schiffli", "Foo|Bar|Baz", configured=configured)
    assert others(both) == [("vessel", "Bar"), ("vessel", "Baz")]


def test_none_of_the_headers_that_are_configured_for_a_field_is_there() -> None:
    message = (
        r"columns.vessel: there is no column 'Schiff' or 'Schiffli', which \[columns\] of the configuration names "
        r"\(nearest: 'Sciff'\)"
    )
    with pytest.raises(UsageError, match=message):
        read("Kunde|Sciff", "Foo|Bar", configured={"vessel": ("Schiff", "Schiffli")})


def test_columns_overrule_what_is_configured() -> None:
    configured = {"name": ("Kunde", "Firma"), "notes": "Text"}
    party = one("Text|Kunde", "Foo|Bar", columns={"name": "Text"}, configured=configured)
    assert party.name == "Foo"


def test_no_table() -> None:
    with pytest.raises(InputError, match="no table of counterparties was found") as caught:
        read("1|2", "3|4")
    assert caught.value.code == "no_table"


def test_counterparties_made_by_hand_are_taken_as_they_are() -> None:
    parties = (Counterparty(name="Foo", row=7), Counterparty(name="Bar"))
    file = read_counterparties(iter(parties))
    assert file.counterparties == parties
    assert file.sha256 == read_counterparties(list(parties)).sha256 != read_counterparties(parties[:1]).sha256
    assert read_counterparties(parties[0]).counterparties == parties[:1]  # type: ignore[arg-type]  # one is a natural slip


def test_other_things_are_refused() -> None:
    with pytest.raises(UsageError, match=r"item 1 is a str, not a Counterparty \(make it a Counterparty"):
        read_counterparties(["Foo"])  # type: ignore[list-item]


def test_what_is_read_is_what_the_models_allow() -> None:
    file = read("Name|Type|IMO|Vessel|Notes", "Foo|ship|8905490|Pong Su|x", "|||")
    for party in file.counterparties:
        assert Counterparty.model_validate(party.model_dump()) == party


HEADER = "Name|Owner|Share|Notes|IMO|Own|Country"
CELLS = st.sampled_from(["", " Acme", "Pong Su\nAcme", "100012", "#REF!", "IMO 8905490", "60", "MÃ¼ller", "n/a"])
ROWS = st.lists(st.tuples(st.lists(CELLS, max_size=9).map(tuple), st.sampled_from([(), ("it was odd",)])), max_size=8)


@given(ROWS)
def test_a_row_is_read_alike_whatever_was_read_before_it(rows: list[tuple[Cells, tuple[str, ...]]]) -> None:
    _, ((_, (table,)),) = tables_of(f"{HEADER}\nAcme|Ann One|51 %|x|8905490|y|KP\n".encode(), {})
    reader = RowReader.of(table.layout, file="f", sheet="s")
    beside = [((*cells[:5], *[""] * (5 - len(cells)), "Wise Honest"), problems) for cells, problems in rows]  # in "Own"
    for number, (cells, problems) in enumerate((*rows, *beside, *rows), start=2):
        alone = RowReader.of(table.layout, file="f", sheet="s").read(number, cells, problems)
        assert reader.read(number, cells, problems) == alone


def test_few_rows_are_remembered() -> None:
    _, ((_, (table,)),) = tables_of(b"Name|Country\nAcme|KP\n", {})
    reader = RowReader.of(table.layout, file="f", sheet="s")
    assert [reader.read(n, (f"Acme {n}", "KP")).name for n in range(3_000)] == [f"Acme {n}" for n in range(3_000)]
    assert len(reader.remembered) < 3_000


@pytest.mark.parametrize(
    ("note", "looked_at"),
    [
        ("12", False), ("-1,5", False), ("2007/08", False), ("26.11.2026", False), ("2026-01-03", False),
        ("10:30", False), ("0", False), ("0,5", False),
        ("00850 2 381", True), ("008502381", True), ("+850 2 381", True), ("12 t coal", True),
        ("8905490 (IMO)", True),
        ("105A", True), ("12 13", True),
    ],
)  # fmt: skip
def test_notes_that_hold_an_amount_or_a_date_alone_are_not_looked_through(note: str, looked_at: bool) -> None:
    party = one("Name|Notes", f"Acme|{note}")
    assert [o.text for o in party.other_names] == ([note] if looked_at else [])
    assert party.input["Notes"] == note


def test_a_country_that_is_none_is_told_and_counts_against_nobody() -> None:
    rows = (
        "Name,Country,Nationality\nA,Atlantis,\nB,XX,\nC,n/a,unknown\nD,KP,Utopian\nE,Norway; Iran,\nF,Zembla;Iran,\n"
    )
    told = [party.problems for party in read_counterparties(rows.encode()).counterparties]
    assert told == [
        ("column 'Country': 'Atlantis' is no country that is read: it was not compared",), (), (),
        ("column 'Nationality': 'Utopian' is no country that is read: it was not compared",), (), (),
    ]  # fmt: skip
