"""Workbooks: every cell as text, whatever wrote it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from screening.errors import InputError
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import TableFile
from screening.tables.workbook import is_date_format, plain_text
from screening.tables.xlsx import read_xlsx

from .workbooks import archive, raw_parts, raw_workbook, workbook

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(data: bytes, *wanted: str, limits: Limits = LIMITS) -> TableFile:
    return read_xlsx(data, file="f.xlsx", sha256="", wanted=wanted, limits=limits)


def cell(sheet_data: str, **told: str) -> str:
    """The text of cell A1."""
    rows = read(raw_workbook(f'<row r="1">{sheet_data}</row>', **told)).sheets[0].rows
    return rows[0][1][0] if rows else ""


def test_values_of_every_kind_as_another_library_writes_them() -> None:
    row = ["001", "NA", "=1+1", " x ", "two\nlines", 8905490.0, 1.5, True, dt.date(1989, 5, 1), None, "北", "a_x0041_b"]
    table = read(workbook({"Q3": [["Name"], row]}))
    assert table.sheets[0].name == "Q3"
    assert table.sheets[0].rows == [
        (1, ("Name",)),
        (2, ("001", "NA", "=1+1", " x ", "two\nlines", "8905490", "1.5", "TRUE", "1989-05-01", "", "北", "a_x0041_b")),
    ]


def test_the_same_from_a_third_library() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["001", 8905490.0, dt.datetime(1989, 5, 1, 10, 5), False, dt.time(10, 5)])  # noqa: DTZ001
    stream = BytesIO()
    book.save(stream)
    assert read(stream.getvalue()).sheets[0].rows == [
        (1, ("001", "8905490", "1989-05-01 10:05:00", "FALSE", "10:05:00"))
    ]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<c><v>8905490</v></c>", "8905490"),
        ('<c t="n"><v>8.90549E6</v></c>', "8905490"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="str"><f>A2</f><v>abc</v></c>', "abc"),
        ('<c t="d"><v>2021-01-01T00:00:00</v></c>', "2021-01-01"),
        ('<c t="d"><v>2021-01-01T10:10:10Z</v></c>', "2021-01-01 10:10:10"),
        ('<c t="inlineStr"><is><t>ab</t></is></c>', "ab"),
        ('<c t="inlineStr"><v>9</v><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>', "漢"),
        ('<c t="s"><v>0</v></c>', "shared"),
        ('<c t="s"><v>1</v></c>', "漢字"),
        ('<c t="s"><v>2</v></c>', "a\rb"),
        ('<c s="0"><v>45000</v></c>', "2023-03-15"),
        ('<c s="1"><v>1.5</v></c>', "36:00:00"),
        ('<c s="2"><v>45000</v></c>', "45000"),
        ('<c s="0"><v>-5</v></c>', "-5"),
        ('<c s="99"><v>5</v></c>', "5"),
        ("<c/>", ""),
    ],
)
def test_cells_as_they_stand_in_the_file(xml: str, text: str) -> None:
    shared = (
        "<si><t>shared</t></si>"
        '<si><r><t>漢</t></r><rPh sb="0" eb="1"><t>かん</t></rPh><r><t>字</t></r></si>'
        "<si><t>a_x000D_b</t></si>"
    )
    data = raw_workbook(f'<row r="1">{xml}</row>', shared=shared, formats=["yyyy\\-mm\\-dd", "[h]:mm", "0.00E+00"])
    rows = read(data).sheets[0].rows
    assert (rows[0][1][0] if rows else "") == text


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", None), ("0.00", None), ("0.00E+00", None), ("@", None), ("yyyy-mm-dd", "date"), ("mmm", "date"),
        ("h:mm AM/PM", "date"), ('"Day" 0', None), ("[Red]0", None), ("[$-409]d-mmm-yy", "date"), ("_d0", None),
        ("[hh]:mm:ss", "elapsed"), ("#,##0\\ \\d", None), ('0;"d"', None),
    ],
)  # fmt: skip
def test_formats_that_show_dates(code: str, kind: str | None) -> None:
    assert is_date_format(code) == kind


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "�"),
        ("a_x_b", "a_x_b"),
    ],
)
def test_escapes(stored: str, text: str) -> None:
    assert plain_text(stored) == text


def test_the_dimension_that_a_file_declares_is_not_believed() -> None:
    parts = raw_parts('<row r="2"><c r="B2"><v>1</v></c></row>')
    sheet = str(parts["xl/worksheets/sheet1.xml"]).replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    assert read(archive({**parts, "xl/worksheets/sheet1.xml": sheet})).sheets[0].rows == [(2, ("", "1"))]


def test_rows_and_cells_out_of_order_are_all_read() -> None:
    data = raw_workbook(
        '<row r="9"><c r="C9"><v>3</v></c><c r="A9"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="9"><c r="B9"><v>2</v></c></row>'
    )
    assert read(data).sheets[0].rows == [(2, ("2",)), (9, ("1", "2", "3"))]


def test_rows_and_cells_without_numbers_follow_each_other() -> None:
    data = raw_workbook(
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
    )
    assert read(data).sheets[0].rows == [(1, ("1", "2")), (5, ("", "", "3", "4"))]


def test_a_strict_workbook_and_one_with_prefixes() -> None:
    assert cell("<c><v>7</v></c>", namespace=STRICT) == "7"
    parts = raw_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:o="urn:other">'
        '<x:sheetData><x:row r="1"><x:c><x:v>7</x:v><o:v>8</o:v></x:c></x:row></x:sheetData></worksheet>'
    )
    assert read(archive(parts)).sheets[0].rows == [(1, ("7",))]


def test_member_names_with_backslashes_and_capitals() -> None:
    parts = {
        name.replace("/", "\\").upper(): content for name, content in raw_parts("<row><c><v>7</v></c></row>").items()
    }
    assert read(archive(parts)).sheets[0].rows == [(1, ("7",))]


def test_days_since_1904() -> None:
    parts = raw_parts('<row><c s="0"><v>1</v></c></row>', formats=["yyyy-mm-dd"])
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read(archive(parts)).sheets[0].rows == [(1, ("1904-01-02",))]


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    table = read(workbook({"A": [["x"]], "B": [["y"]]}, hidden=["B"]))
    assert [sheet.rows for sheet in table.sheets] == [[(1, ("x",))], [(1, ("y",))]]
    assert table.sheets[1].notes == ("the sheet is hidden; it was read all the same",)
    rows = read(raw_workbook('<row hidden="1"><c><v>1</v></c></row>')).sheets[0]
    assert rows.rows == [(1, ("1",))]
    assert rows.notes == ("1 hidden row was read like the others",)


def test_sheets_that_are_no_tables_are_said() -> None:
    parts = raw_parts("<row><c><v>7</v></c></row>")
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="Chart" r:id="r2"/><sheet name="Gone" r:id="r3"/></sheets>'
    )
    relation = '<Relationship Id="r2" Type="x/chartsheet" Target="/xl/chart.xml"/>'
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", relation + "</Relationships>")
    table = read(archive({**parts, "xl/_rels/workbook.xml.rels": relations, "xl/chart.xml": "<chartsheet/>"}))
    assert [sheet.name for sheet in table.sheets] == ["S"]
    assert table.notes == (
        "sheet 'Chart' is a chartsheet, not a table: skipped",
        "sheet 'Gone' is listed in the workbook, but is not in the file",
    )


def test_formulas_without_a_result_and_lost_texts_are_problems_of_their_row() -> None:
    sheet = read(
        raw_workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><f>1+1</f></c></row>'
            '<row r="3"><c r="A3" t="s"><v>5</v></c></row><row r="4"><c t="str"><f>""</f><v></v></c></row>'
        )
    ).sheets[0]
    assert sheet.problems == {
        2: ("cell B2 holds a formula without a stored result: open and save the file in a spreadsheet program",),
        3: ("cell A3 refers to a text that the workbook does not hold",),
    }


def test_sheets_by_name() -> None:
    data = workbook({"Q1": [["a"]], "Q2": [["b"]], "Q3": [["c"]]})
    assert [sheet.name for sheet in read(data, "q3 ", "Q1").sheets] == ["Q1", "Q3"]
    with pytest.raises(InputError, match=r"f\.xlsx: there is no sheet 'Q4' \(it has 'Q1', 'Q2', 'Q3'\)") as caught:
        read(data, "Q4")
    assert caught.value.code == "no_sheet"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "cell A1 stands in it twice"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
            "cell A1 stands in it twice",
        ),
        ('<row r="1"><c r="1"><v>1</v></c></row>', "'1' names no cell"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "cell 'XFE1' lies beyond the last column"),
        ('<row r="1048577"><c><v>1</v></c></row>', "it has a row 1048577"),
        ('<row r="0"><c><v>1</v></c></row>', "it has a row 0"),
        ('<row r="x"><c><v>1</v></c></row>', "could not convert"),
        ('<row r="1"><c t="s"><v>x</v></c></row>', "invalid literal"),
        ('<row r="1"><c><v>1</c></row>', "mismatched tag"),
    ],
)
def test_what_no_spreadsheet_program_would_open(xml: str, message: str) -> None:
    with pytest.raises(InputError, match=f"f.xlsx, sheet 'S': the workbook is damaged: {message}") as caught:
        read(raw_workbook(xml))
    assert caught.value.code == "corrupt"
