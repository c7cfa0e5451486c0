"""OpenDocument spreadsheets: what stands in a cell, what is repeated, hidden or beside the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.errors import InputError
from screening.tables.limits import LIMITS
from screening.tables.model import Sheet, TableFile
from screening.tables.registry import read_table

from .workbooks import archive

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing",
    }.items()
)  # fmt: skip
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


MANY_COLUMNS = 'table:number-columns-repeated="99999999"'


def content(tables: str, styles: str = "", root: str = "document-content") -> str:
    return (
        f'<office:{root} {SPACES} office:mimetype="{MIMETYPE}"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:{root}>"
    )


def ods(tables: str, styles: str = "") -> bytes:
    return archive({"mimetype": MIMETYPE, "content.xml": content(tables, styles)})


def read(tables: str, styles: str = "") -> TableFile:
    return read_table(ods(tables, styles), file_name="f.ods")


def sheet(rows: str) -> Sheet:
    return read(f'<table:table table:name="S">{rows}</table:table>').sheets[0]


def row(cells: str) -> Sheet:
    return sheet(f"<table:table-row>{cells}</table:table-row>")


def cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}>{text}</table:table-cell>"


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        ('office:value-type="string"', "<text:p>001</text:p>", "001"),
        ('office:value-type="string"', "<text:p>two</text:p><text:p/><text:p>lines</text:p>", "two\n\nlines"),
        ('office:value-type="string"', "<text:p>a<text:line-break/>b<text:tab/>c</text:p>", "a\nb\tc"),
        ('office:value-type="string"', '<text:p>a<text:s/>b<text:s text:c="3"/>c</text:p>', "a b   c"),
        ('office:value-type="string"', "<text:p>a  \n b</text:p>", "a b"),
        ('office:value-type="string"', "<text:p><text:span>Ac</text:span>me <text:a>Ltd</text:a></text:p>", "Acme Ltd"),
        ('office:value-type="string" office:string-value="own"', "", "own"),
        ('office:value-type="float" office:value="8905490"', "<text:p>8,905,490</text:p>", "8905490"),
        ('office:value-type="float" office:value="8905490.0"', "", "8905490"),
        ('office:value-type="float" office:value="0.30000000000000004"', "", "0.3"),
        ('office:value-type="percentage" office:value="0.25"', "<text:p>25 %</text:p>", "0.25"),
        ('office:value-type="currency" office:value="12.5"', "<text:p>12.50 EUR</text:p>", "12.5"),
        ('office:value-type="date" office:date-value="1984-01-08"', "<text:p>08.01.84</text:p>", "1984-01-08"),
        ('office:value-type="date" office:date-value="1984-01-08T00:00:00"', "", "1984-01-08"),
        ('office:value-type="date" office:date-value="1984-01-08T09:30:00.5"', "", "1984-01-08 09:30:00"),
        ('office:value-type="date" office:date-value="soon"', "", "soon"),
        ('office:value-type="time" office:time-value="PT27H05M09S"', "", "27:05:09"),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>WAHR</text:p>", "TRUE"),
        ('office:value-type="string" office:string-value=""', "<text:p>#N/A</text:p>", "#N/A"),
        ('office:value-type="float" office:value="0"', "<text:p>#DIV/0!</text:p>", "#DIV/0!"),
        ("", "<text:p>no type</text:p>", "no type"),
        (
            'office:value-type="string"',
            "<text:p>x</text:p><office:annotation><text:p>y</text:p></office:annotation>",
            "x",
        ),
        (
            'office:value-type="string"',
            "<draw:frame><draw:text-box><text:p>y</text:p></draw:text-box></draw:frame><text:p>x</text:p>",
            "x",
        ),
        (
            'office:value-type="string"',
            "<text:p>x<text:note><text:p>y</text:p></text:note> z</text:p>",
            "x z",
        ),
    ],
)
def test_a_cell(attributes: str, text: str, expected: str) -> None:
    assert row(cell(attributes, text)).rows == [(1, (expected,))]


def test_repeated_cells_and_rows() -> None:
    x = "<text:p>x</text:p>"
    twice = 'table:number-columns-repeated="2"'
    rows = (
        '<table:table-row table:number-rows-repeated="2"/>'
        f'<table:table-row table:number-rows-repeated="2">{cell(twice)}{cell(twice, x)}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f"<table:table-row>{cell('', x)}</table:table-row>"
    )
    assert sheet(rows).rows == [(3, ("", "", "x", "x")), (4, ("", "", "x", "x")), (1048005, ("x",))]


def test_merged_cells_hold_their_text_once() -> None:
    found = row(
        cell('table:number-columns-spanned="2"', "<text:p>x</text:p>")
        + "<table:covered-table-cell/>"
        + cell("", "<text:p>y</text:p>")
    )
    assert found.rows == [(1, ("x", "", "y"))]


def test_rows_in_groups_and_headers() -> None:
    found = sheet(
        f"<table:table-header-rows><table:table-row>{cell('', '<text:p>x</text:p>')}</table:table-row>"
        f"</table:table-header-rows><table:table-row-group><table:table-row>{cell('', '<text:p>y</text:p>')}"
        "</table:table-row></table:table-row-group>"
    )
    assert found.rows == [(1, ("x",)), (2, ("y",))]


def test_what_is_hidden_is_read_and_said() -> None:
    styles = (
        '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    )
    x = cell("", "<text:p>x</text:p>")
    found = read(
        f'<table:table table:name="A" table:style-name="ta1"><table:table-column table:visibility="collapse"/>'
        f'<table:table-row table:visibility="filter">{x}</table:table-row></table:table>'
        f'<table:table table:name="B" table:style-name="ta2"><table:table-row>{x}</table:table-row></table:table>',
        styles,
    )
    assert [(s.name, s.rows, s.notes) for s in found.sheets] == [
        (
            "A",
            [(1, ("x",))],
            ("1 hidden row was read like the others", "hidden columns were read like the others"),
        ),
        ("B", [(1, ("x",))], ("the sheet is hidden; it was read all the same",)),
    ]


def test_a_table_in_a_chart_is_no_sheet_and_neither_is_a_copy_of_another_file() -> None:
    inner = f"<table:table><table:table-row>{cell('', '<text:p>y</text:p>')}</table:table-row></table:table>"
    chart = f"<draw:object>{inner}</draw:object>"
    found = read(
        '<table:table table:name="S"><table:table-row>'
        f"{cell('', '<text:p>x</text:p>' + chart)}{cell('', '<text:p>z</text:p>')}</table:table-row></table:table>"
        '<table:table table:name="T"><table:table-source/><table:table-row/></table:table>'
    )
    assert [(s.name, s.rows) for s in found.sheets] == [("S", [(1, ("x", "z"))])]
    assert found.notes == ("sheet 'T' is a copy of a sheet of another file: skipped",)


def test_a_formula_without_a_result_is_a_problem_of_its_row() -> None:
    found = row(cell("", "<text:p>x</text:p>") + cell('table:formula="of:=1+1"'))
    assert found.problems == {
        1: ("cell B1 holds a formula without a stored result: open and save the file in a spreadsheet program",)
    }
    assert not row(cell('table:formula="of:=A2" office:value-type="string"')).problems


def test_the_flat_form() -> None:
    rows = (
        f'<table:table table:name="S"><table:table-row>{cell("", "<text:p>x</text:p>")}</table:table-row></table:table>'
    )
    flat = ('<?xml version="1.0" encoding="UTF-8"?>\n' + content(rows, root="document")).encode()
    assert [(s.name, s.rows) for s in read_table(flat).sheets] == [("S", [(1, ("x",))])]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            "<table:table-row>" + cell(MANY_COLUMNS, "<text:p>x</text:p>") + "</table:table-row>",
            "too_large",
        ),
        (
            f'<table:table-row table:number-rows-repeated="9999999">{cell("", "<text:p>x</text:p>")}</table:table-row>',
            "too_large",
        ),
        ('<table:table-row table:number-rows-repeated="x"/>', "corrupt"),
        ("<table:table-row>", "corrupt"),
    ],
)
def test_what_is_refused(rows: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(ods(f'<table:table table:name="S">{rows}</table:table>'), limits=replace(LIMITS, cells=10_000))
    assert caught.value.code == code


def test_a_password_is_said() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>"
    )
    data = archive({"mimetype": MIMETYPE, "content.xml": "garbage", "META-INF/manifest.xml": manifest})
    with pytest.raises(InputError, match="protected with a password") as caught:
        read_table(data)
    assert caught.value.code == "encrypted"
