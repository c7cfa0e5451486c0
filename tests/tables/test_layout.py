"""Where the table starts, and which column is what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.tables.columns import Layout
from screening.tables.headers import fields, header_key
from screening.tables.layout import find_layout, judged_layout
from screening.tables.model import Cells, Sheet, is_blank
from screening.tables.regions import find_tables


def sheet(*rows: Cells, has_header: bool = False) -> Sheet:
    numbered = [(n, row) for n, row in enumerate(rows, start=1) if not is_blank(row)]
    return Sheet(name="S", rows=numbered, has_header=has_header)


def read_as(layout: Layout | None) -> dict[str, str]:
    assert layout is not None
    return {column.header: column.field.name for column in layout.columns if column.field is not None}


def test_the_header_is_found_below_titles() -> None:
    found = find_layout(
        sheet(
            ("", "Acme Bank"), ("Suppliers",), (), ("Date", "2024-01-31"), ("Name", "Country", "Own code"),
            ("Foo", "DE", "x"), ("Bank", "FR", "y"),
        ),
        {},
    )  # fmt: skip
    assert found is not None
    assert found.header_row == 5
    assert read_as(found) == {"Name": "name", "Country": "country"}


@pytest.mark.parametrize(
    "rows",
    [
        [("Suppliers",), ("Vendor name", "Xq", "Zr"), ("Foo", "1", "2")],  # a title that is a header too
        [("x",), ("Partner",), ("Foo",), ("Bar",)],
        [("Nr", "Buchungskreis", "Kunde"), ("1", "1000", "Foo"), ("2", "1000", "Bar")],  # one known header of three
        [("Customer name", "Segment", "Tier"), ("Acme Ltd", "retail", "gold"), ("Foo", "retail", "silver")],
        [("Vessel name", "Attr1"), ("Pong Su", "retail"), ("Foo", "gold")],  # no number, but it says "name" itself
        [("Klasse", "Firmenname"), ("x", "Acme"), ("y", "Foo")],
        [("等级", "名称"), ("甲", "平壤"), ("乙", "朝鲜")],
    ],
)
def test_a_single_known_header(rows: list[Cells]) -> None:
    assert find_layout(sheet(*rows), {}) is not None


@pytest.mark.parametrize(
    "rows",
    [
        [("A1", "Acme Ltd", "Company"), ("A2", "Foo", "Company"), ("A3", "Bar", "Bank")],  # words of types
        [("Acme Ltd", "Company", "x"), ("Foo", "Company", "7"), ("Bar", "Bank", "8")],
        [("Acme Ltd", "Company", "Bank"), ("Foo", "Company", "Bank"), ("Bar", "Company", "Bank")],
        [("Acme Ltd", "Company", "Germany")],
        [("Bar Co.",), ("Foo Co.",)],  # "barco" is a ship in Spanish
        [("Foo (Bank)",), ("Bar",)],
        [("Foo", "DE"), ("Bar", "FR")],
        [("12", "34")],
        [("Company", "Segment"), ("Acme", "retail"), ("Foo", "gold")],  # a type, for all that is known
        [("Name", "Acme Ltd"), ("Segment", "retail"), ("Tier", "gold")],  # a label beside a party
        [("Name", "Segment"), ("Name", "retail"), ("Name", "gold"), ("Foo", "gold")],  # the column keeps holding it
    ],
)
def test_rows_that_are_no_header(rows: list[Cells]) -> None:
    assert find_layout(sheet(*rows), {}) is None


def test_headers_are_made_unique() -> None:
    found = find_layout(sheet(("Name", "", "Name", "Name (2)", "IMO\nnumber"), ("a", "b", "c", "d", "e", "f")), {})
    assert found is not None
    assert [c.header for c in found.columns] == [
        "Name", "column B", "Name (2)", "Name (2) (2)", "IMO number", "column F",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        # a number headed like a name is the number, if there is a name beside it
        (("Customer", "Name 1"), [("1001", "Foo"), ("1002", "Bar")], {"Customer": "id", "Name 1": "name"}),
        (("Customer", "Country"), [("1001", "DE"), ("1002", "FR")], {"Customer": "name", "Country": "country"}),
        # half of a name
        (("Vorname", "Name"), [("Hans", "Müller")], {"Vorname": "first_name", "Name": "last_name"}),
        (("Name", "Surname"), [("Hans", "Müller")], {"Name": "first_name", "Surname": "last_name"}),
        (("First name", "Company"), [("Hans", "Foo")], {"First name": "first_name", "Company": "name"}),
        (
            ("Name", "First name", "Last name"), [("Foo", "Hans", "Müller")],
            {"Name": "name", "First name": "first_name", "Last name": "last_name"},
        ),
    ],
)  # fmt: skip
def test_what_a_header_leaves_open_the_table_decides(
    header: Cells, rows: list[Cells], expected: dict[str, str]
) -> None:
    assert read_as(find_layout(sheet(header, *rows), {})) == expected


def test_without_headers_the_column_most_like_names_is_taken() -> None:
    rows = [("A1", "DE", "Acme Trading Ltd", "12.5"), ("A2", "FR", "Wise Honest", "7"), ("A3", "DE", "김정은", "1")]
    found = judged_layout(sheet(*rows), {}, only_sheet=False)
    assert found is not None
    assert (found.header_row, read_as(found)) == (0, {"column B": "country", "column C": "name"})
    assert found.notes == (
        "no header is known; 'column C' was read as the names, because its cells look most like names",
        "'column B' was read as country, because its cells look like it",
    )


def test_a_column_of_ones_holds_no_lei() -> None:  # whose check digits would be right
    rows = [(str(n), "1", name) for n, name in enumerate(("Acme Trading Ltd", "Wise Honest", "Foo Maritime"), 1)]
    assert read_as(judged_layout(sheet(*rows), {}, only_sheet=False)) == {"column C": "name"}
    codes = [(*row, "5493001KJTIIGC8Y1R12") for row in rows]
    assert read_as(judged_layout(sheet(*codes), {}, only_sheet=False))["column D"] == "lei"


def test_the_only_column_of_the_only_sheet_is_the_names_whatever_it_holds() -> None:
    numbers = sheet(("123",), ("456",))
    assert read_as(judged_layout(numbers, {}, only_sheet=True)) == {"column A": "name"}
    assert judged_layout(numbers, {}, only_sheet=False) is None
    prose = "This sheet explains in many words how the other sheet has to be filled in by you."
    assert judged_layout(sheet((prose,), (prose,)), {}, only_sheet=False) is None
    assert judged_layout(sheet(("1", "2.5"), ("3", "4.5")), {}, only_sheet=True) is None


def test_the_first_row_of_a_frame_is_its_header_even_if_unknown() -> None:
    found = judged_layout(sheet(("foo", "bar"), ("Wise Honest", "1"), has_header=True), {}, only_sheet=True)
    assert found is not None
    assert (found.header_row, read_as(found)) == (1, {"foo": "name"})


def test_given_columns_overrule_by_header_and_by_letter() -> None:
    given = {header_key("Kontrahentti"): fields()["name"], "c": fields()["imo"], "columnd": fields()["notes"]}
    rows = [("Otsikko",), ("Kontrahentti", "Name", "", ""), ("Foo", "x", "8905490", "z"), ("Bar", "y", "", "")]
    assert read_as(find_layout(sheet(*rows), given)) == {
        "Kontrahentti": "name", "Name": "name", "column C": "imo", "column D": "notes",
    }  # fmt: skip


def test_a_letter_is_no_header_of_data_rows() -> None:
    rows = [("foo", "", "Wise Honest"), ("bar", "", "Pong Su")]
    found = judged_layout(sheet(*rows), {"c": fields()["name"]}, only_sheet=True)
    assert find_layout(sheet(*rows), {"b": fields()["name"]}) is None
    assert found is not None
    assert (found.header_row, read_as(found)) == (0, {"column C": "name"})


FILLER = st.lists(st.text(st.sampled_from("0123456789 -"), max_size=8), max_size=5).map(tuple)


@given(st.lists(FILLER, max_size=20), st.permutations(["Name", "Country", "IMO No.", "whatever", ""]))
def test_a_header_is_found_wherever_it_starts(above: list[Cells], header: list[str]) -> None:
    found = find_layout(sheet(*above, tuple(header), ("Wise Honest",) * 5), {})
    assert found is not None
    assert found.header_row == len(above) + 1
    assert set(read_as(found).values()) == {"name", "country", "imo"}


@given(st.lists(st.lists(st.text(max_size=12), max_size=6).map(tuple), max_size=12))
def test_any_table_has_a_layout_or_none(rows: list[Cells]) -> None:
    find_layout(sheet(*rows), {})
    judged_layout(sheet(*rows), {}, only_sheet=True)


def test_under_headers_of_other_fields_the_names_are_found_by_their_cells() -> None:
    rows = [
        ("Raportti",),
        ("Nro", "Asiakas", "Country", "City"),
        ("1", "Acme Oy", "FI", "Turku"),
        ("2", "Foo", "SE", "x"),
    ]
    found = judged_layout(sheet(*rows), {}, only_sheet=True)
    assert found is not None
    assert (found.header_row, read_as(found)) == (2, {"Asiakas": "name", "Country": "country", "City": "city"})
    assert found.notes[0].startswith("no header says whom to screen; 'Asiakas' was read as the names")


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (
            [
                ("No", "Vessel", "", "Owner", ""), ("", "Name", "IMO", "Name", "Country"),
                ("1", "Pong Su", "1", "Foo", "DE"),
            ],
            {
                "No": "id", "Vessel - Name": "vessel", "Vessel - IMO": "imo", "Owner - Name": "owner",
                "Owner - Country": "ignored",
            },
        ),
        (  # the same in two languages
            [("Name", "Country", "Notes"), ("名称", "国家", "备注"), ("Foo", "DE", "x")],
            {"Name - 名称": "name", "Country - 国家": "country", "Notes - 备注": "notes"},
        ),
        (  # a row of data that holds words of headers
            [("Name", "Type"), ("Bank", "Company"), ("Foo", "Company")],
            {"Name": "name", "Type": "type"},
        ),
        (  # a party whose name and country are words of headers
            [("Name", "Country", "IMO"), ("NO", "NO", ""), ("Foo", "DE", "")],
            {"Name": "name", "Country": "country", "IMO": "imo"},
        ),
        (  # a title above
            [("Suppliers", "", ""), ("Name", "Country", "City"), ("Foo", "DE", "x")],
            {"Name": "name", "Country": "country", "City": "city"},
        ),
    ],
)  # fmt: skip
def test_headers_of_two_rows(rows: list[Cells], header: dict[str, str]) -> None:
    assert read_as(find_layout(sheet(*rows), {})) == header


def test_a_frame_is_one_table_whatever_stands_in_it() -> None:
    rows = [
        ("Name", "Country", "", "Name", "Country"),
        ("Foo", "DE", "", "Bar", "FR"),
        (),
        ("Vessel", "IMO", "", "", ""),
    ]
    tables = find_tables(sheet(*rows, has_header=True), {}, only_sheet=True)
    assert [[number for number, _ in table.rows] for table in tables] == [[2, 4]]
    assert len(find_tables(sheet(*rows, ("Pong Su", "x", "", "", "")), {}, only_sheet=True)) == 3
