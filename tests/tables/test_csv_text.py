"""Delimited text: delimiters, quotation marks and row numbers."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screening.errors import InputError
from screening.tables import csv_text
from screening.tables.csv_text import BROKEN_QUOTES, read_csv
from screening.tables.limits import LIMITS
from screening.tables.model import Row, TableFile


def read(text: str | bytes) -> TableFile:
    data = text.encode() if isinstance(text, str) else text
    return read_csv(data, file="f.csv", sha256="", limits=LIMITS)


def rows(text: str | bytes) -> list[Row]:
    return list(read(text).sheets[0].rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = "Name,Country,Notes\nAcme & Co,DE,x; y\nFoo,FR,\n".replace(",", delimiter)
    if delimiter == ";":
        text = text.replace("x; y", '"x; y"')
    assert rows(text) == [(1, ("Name", "Country", "Notes")), (2, ("Acme & Co", "DE", "x; y")), (3, ("Foo", "FR"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # decimals with commas inside of a table with semicolons
        ("Name;Sum\nAcme, Inc.;1,5\nFoo, Ltd.;2,5\n", [["Name", "Sum"], ["Acme, Inc.", "1,5"], ["Foo, Ltd.", "2,5"]]),
        # one column, with commas in the names: nothing of a name may be lost
        ("Name\nFoo Co., Ltd.\nBar\n", [["Name"], ["Foo Co., Ltd."], ["Bar"]]),
        ("Foo Co., Ltd.\nBar Co., Ltd.\n", [["Foo Co., Ltd."], ["Bar Co., Ltd."]]),
        ("Wise Honest\n", [["Wise Honest"]]),
        # a header decides, even if most rows are ragged
        ("Name,IMO\nA\nB\nC\nD,1\n", [["Name", "IMO"], ["A"], ["B"], ["C"], ["D", "1"]]),
        # Excel's own line, in no row of it
        ("sep=|\nName|a,b,c\nX|1,2,3\n", [["Name", "a,b,c"], ["X", "1,2,3"]]),
        # a space after the delimiter and before the quotation mark
        ('Name, Notes\n"Foo, Inc.", "x, y"\n', [["Name", "Notes"], ["Foo, Inc.", "x, y"]]),
        # titles above
        ("Our customers\n\nName;Land\nX;DE\nY;FR\n", [["Our customers"], ["Name", "Land"], ["X", "DE"], ["Y", "FR"]]),
        # titles above headers that nobody knows
        ("In EUR\nA;B\n1,5;2,5\n3,5;4,5\n", [["In EUR"], ["A", "B"], ["1,5", "2,5"], ["3,5", "4,5"]]),
        ("Acme\nBar\nFoo Co., Ltd.\nBaz Co., Ltd.\n", [["Acme"], ["Bar"], ["Foo Co., Ltd."], ["Baz Co., Ltd."]]),
        ("Acme\nBar\nBaz\nA;B\nC;D\n", [["Acme"], ["Bar"], ["Baz"], ["A;B"], ["C;D"]]),  # more titles than rows
    ],
)  # fmt: skip
def test_the_delimiter_is_found(text: str, expected: list[list[str]]) -> None:
    assert [list(cells) for _, cells in rows(text)] == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_program_does(end: str) -> None:
    text = end.join(["", "Name,Notes", "", 'A,"two', 'lines"', "B,", ""])
    assert rows(text) == [(2, ("Name", "Notes")), (4, ("A", f"two{end}lines")), (5, ("B",))]


def test_quotation_marks_behind_a_backslash() -> None:
    assert rows('Name,Country\n"Acme \\"Best, Inc\\" Ltd",DE\nFoo,FR\n')[1:] == [
        (2, ('Acme "Best, Inc" Ltd', "DE")), (3, ("Foo", "FR")),
    ]  # fmt: skip
    assert rows('Name,Path\n"Acme","C:\\"\n"Foo","D:\\"\n')[1:] == [(2, ("Acme", "C:\\")), (3, ("Foo", "D:\\"))]


def test_columns_of_a_fixed_width() -> None:
    table = read(
        "Report\n\nName           Country  City\nAcme Ltd       DE       Berlin\nFoo GmbH                Bonn\n"
    )
    assert [cells for _, cells in table.sheets[0].rows] == [
        ("Report",), ("Name", "Country", "City"), ("Acme Ltd", "DE", "Berlin"), ("Foo GmbH", "", "Bonn"),
    ]  # fmt: skip
    assert table.notes == ("the text was read in columns of a fixed width",)
    assert [cells for _, cells in rows("Acme  Ltd\nFoo\n")] == [("Acme  Ltd",), ("Foo",)]
    assert len(rows("Name           Country\nAcme Trading and Shipping DE\n")[0][1]) == 1  # not aligned


def test_other_line_separators_stay_inside_of_cells() -> None:
    assert rows("Name,Notes\nA\u2028B,x\x0by\n")[1] == (2, ("A\u2028B", "x\x0by"))


def test_a_quotation_mark_that_is_not_closed_spoils_its_own_row_only() -> None:
    table = read('Name,Country\n"Acme,DE\nFoo,US\nBar,"FR"\n12" pipe,DE\n"Big" Ltd,GB\n')
    assert [cells for _, cells in table.sheets[0].rows[1:]] == [
        ('"Acme', "DE"), ("Foo", "US"), ("Bar", "FR"), ('12" pipe', "DE"), ("Big Ltd", "GB"),
    ]  # fmt: skip
    assert list(table.sheets[0].problems) == [2]
    assert table.sheets[0].notes == (
        "quotation marks are not closed in 1 row (2); it was read up to the end of its line",
    )


def test_a_quotation_mark_before_a_long_rest_does_not_swallow_it() -> None:
    text = 'Name,Country\n"Acme,DE\n' + "Foo,US\n" * 5_000
    assert len(rows(text)) == 5_002


def test_a_pair_of_stray_quotation_marks_does_not_swallow_the_rows_between() -> None:
    assert len(rows('Name,Country,IMO\n"Acme,DE,\nFoo,US,\nBar",FR,\nX,Y,\n')) == 5


def test_a_file_full_of_stray_quotation_marks_is_read_without_quoting() -> None:
    table = read("Name,Country\n" + '"Acme,DE\n' * BROKEN_QUOTES + '"Foo","US"\n')
    assert len(table.sheets[0].rows) == BROKEN_QUOTES + 2
    assert table.sheets[0].rows[-1][1] == ('"Foo"', '"US"')
    assert table.sheets[0].notes[-1] == "after that, quotation marks were read as ordinary characters"


def test_a_long_cell_is_no_trouble() -> None:
    assert rows('Name,Notes\nA,"' + "x" * 300_000 + '"\n')[1][1][1] == "x" * 300_000


def test_zero_bytes_are_left_out_and_said() -> None:
    table = read(b"Name,Country\nAc\0me,DE\n" + b"Foo,FR\n" * 20)
    assert table.sheets[0].rows[1] == (2, ("Acme", "DE"))
    assert table.notes == ("1 zero byte was left out",)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError, match=r"f\.csv: this is neither a workbook nor text \(save it as \.xlsx or \.csv\)"):
        read(bytes(range(1, 32)) * 30)


def test_a_line_with_a_million_columns_is_refused_before_it_is_split() -> None:
    with pytest.raises(InputError, match="line 2: the file is too large: a line has more than 16,384 columns"):
        read("Name\n" + "," * 1_000_000)


def test_too_many_cells_are_refused() -> None:
    limits = replace(LIMITS, cells=10)
    with pytest.raises(InputError, match="row 6: the file is too large") as caught:
        read_csv(b"a,b\n" * 10, file="f.csv", sha256="", limits=limits)
    assert caught.value.code == "too_large"


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n\x0b"), max_size=12)
TRICKY = st.sampled_from(
    ["001", "NA", "NO", "=1+1", " x ", 'a "b" c', "a,b;c\td|e", "two\nlines", "\r", '"', "'", "é", "北", '\\"', '\\"x']
)
TABLES = st.lists(st.lists(st.one_of(TRICKY, TEXT), min_size=2, max_size=4), max_size=6)


@given(TABLES, st.sampled_from([",", ";", "\t", "|"]))
def test_what_a_csv_writer_writes_comes_back(table: list[list[str]], delimiter: str) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([["Name", "Country", "Notes", "IMO"], *table])
    expected = []
    for number, cells in enumerate(table, start=2):
        filled = [place for place, cell in enumerate(cells) if cell]
        if any(cell.strip() for cell in cells):
            expected.append((number, tuple(cells[: filled[-1] + 1])))
    assert rows(stream.getvalue())[1:] == expected


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        read(text)


@given(st.text(alphabet='ab ;,"\\\n\r', max_size=60), st.integers(1, 4))
@example('a,b\n"a\nb",c\n"a""b",c\n', 2)
@example('a,b\na,"b\n\nc,d\ne,f\n', 2)
def test_lines_read_at_once_are_those_read_singly(text: str, at_once: int) -> None:
    read = []
    for number in (0, at_once):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csv_text, "AT_ONCE", number)
            read.append([list(csv_text._records(list(StringIO(text, newline="")), mark, 2)) for mark in ",;"])
    blank = [[[record for record in told if any(record.cells)] for told in one] for one in read]
    assert blank[0] == blank[1]
    assert [list(map(len, one)) for one in read] == [list(map(len, read[0]))] * 2
