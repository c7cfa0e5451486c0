"""Excel 2003 XML: each type of cell, places that are named, what is hidden, encodings."""

from __future__ import annotations

import pytest

from screening.errors import InputError
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table
from screening.tables.spreadsheetml import read_spreadsheetml

from .written import spreadsheetml


def row(cells: str) -> list[tuple[int, tuple[str, ...]]]:
    return list(read_table(spreadsheetml(f"<Row>{cells}</Row>")).sheets[0].rows)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<Data ss:Type="String">001</Data>', "001"),
        ('<Data ss:Type="Number">8905490.0</Data>', "8905490"),
        ('<Data ss:Type="Number">8.90549E6</Data>', "8905490"),
        ('<Data ss:Type="Boolean">1</Data>', "TRUE"),
        ('<Data ss:Type="Error">#N/A</Data>', "#N/A"),
        ('<Data ss:Type="DateTime">1984-01-08T00:00:00.000</Data>', "1984-01-08"),
        ('<Data ss:Type="DateTime">1984-01-08T09:30:00.000</Data>', "1984-01-08 09:30:00"),
        ('<Data ss:Type="DateTime">1899-12-31T09:30:00.000</Data>', "09:30:00"),
        (
            '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Wise</B> Honest</ss:Data>',
            "Wise Honest",
        ),
        ('<Data ss:Type="String">x</Data><Comment><ss:Data>no</ss:Data></Comment>', "x"),
        ("<Data>a&#10;b</Data>", "a\nb"),
    ],
)
def test_a_cell(data: str, expected: str) -> None:
    assert row(f"<Cell>{data}</Cell>") == [(1, (expected,))]


def test_places_that_are_named_and_merged_cells() -> None:
    x = '<Data ss:Type="String">x</Data>'
    table = (
        f'<Row ss:Index="3"><Cell ss:Index="2">{x}</Cell><Cell ss:MergeAcross="1">{x}</Cell><Cell>{x}</Cell></Row>'
        f'<Row ss:Span="2"/><Row><Cell>{x}</Cell></Row>'
    )
    assert read_table(spreadsheetml(table)).sheets[0].rows == [(3, ("", "x", "x", "", "x")), (7, ("x",))]


def test_what_is_hidden_is_read_and_said() -> None:
    table = '<Column ss:Hidden="1"/><Row ss:Hidden="1"><Cell><Data>x</Data></Cell></Row>'
    after = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    sheet = read_table(spreadsheetml(table, after=after)).sheets[0]
    assert (sheet.name, sheet.rows) == ("S", [(1, ("x",))])
    assert sheet.notes == (
        "the sheet is hidden; it was read all the same",
        "1 hidden row was read like the others",
        "hidden columns were read like the others",
    )


def test_a_formula_without_a_result_is_a_problem_of_its_row() -> None:
    sheet = read_table(spreadsheetml('<Row><Cell><Data>x</Data></Cell><Cell ss:Formula="=1+1"/></Row>')).sheets[0]
    assert sheet.problems == {
        1: ("cell B1 holds a formula without a stored result: open and save the file in a spreadsheet program",)
    }


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16", "iso-8859-5", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    page = spreadsheetml("<Row><Cell><Data>Банк</Data></Cell></Row>", declaration=declaration).decode().encode(encoding)
    assert read_table(page).sheets[0].rows == [(1, ("Банк",))]


@pytest.mark.parametrize(
    "table",
    [
        '<Row ss:Index="0"/>', '<Row ss:Index="9999999"/>', '<Row ss:Index="x"/>', "<Row>",
        '<Row><Cell ss:Index="99999"><Data>x</Data></Cell></Row>',
        '<Row><Cell ss:Index="-1"><Data>x</Data></Cell></Row>',
        '<Row><Cell><Data>x</Data></Cell><Cell ss:Index="1"><Data>y</Data></Cell></Row>',
    ],
)  # fmt: skip
def test_what_no_program_would_write(table: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(spreadsheetml(table), file_name="f.xls")
    assert caught.value.code == "corrupt"


def test_entity_bombs() -> None:
    bomb = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = spreadsheetml("<Row><Cell><Data>&b;</Data></Cell></Row>", declaration=bomb)
    with pytest.raises(InputError, match="declares a document type"):
        read_spreadsheetml(data, file="f", sha256="", wanted=(), limits=LIMITS)
