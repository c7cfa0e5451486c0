"""Old workbooks: what stands in a cell and what is hidden."""

from __future__ import annotations

import datetime as dt
import struct
from io import BytesIO
from typing import Any

import pytest
import xlrd
import xlwt

from screening.errors import InputError
from screening.tables.model import TableFile
from screening.tables.registry import read_table


def written(fill: Any) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(fill: Any, *sheets: str) -> TableFile:
    return read_table(written(fill), file_name="f.xls", sheets=sheets)


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        ("001", "", "001"),
        ("two\nlines", "", "two\nlines"),
        ("조선대성은행", "", "조선대성은행"),
        (8905490, "", "8905490"),
        (0.1 + 0.2, "", "0.3"),
        (True, "", "TRUE"),
        (dt.date(1984, 1, 8), "yyyy-mm-dd", "1984-01-08"),
        (dt.datetime(1984, 1, 8, 9, 30), "dd.mm.yyyy hh:mm", "1984-01-08 09:30:00"),  # noqa: DTZ001
        (1.125, "[h]:mm", "27:00:00"),
        (0.25, "0 %", "0.25"),
        (45000, '"day" 0', "45000"),
        (45000, 'yyyy"年"m"月"d"日"', "2023-03-15"),
    ],
)
def test_a_cell(value: Any, style: str, expected: str) -> None:
    found = read(lambda book: book.add_sheet("S").write(1, 2, value, xlwt.easyxf(num_format_str=style or "General")))
    assert found.sheets[0].rows == [(2, ("", "", expected))]


def record(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


@pytest.mark.parametrize(("code", "expected"), [("0", "31"), ("yyyy/mm/dd", "1900-01-31")])
def test_formats_before_excel_5_have_no_numbers_of_their_own(code: str, expected: str) -> None:
    formats = [record(0x41E, b"\0\0", bytes([len(one)]), one.encode()) for one in ["General"] * 28 + [code]]
    style = record(0x443, struct.pack("<BB", 0, 28), bytes(10))  # number 28 is a date from Excel 5 on
    cell = record(0x203, struct.pack("<HHHd", 0, 0, 0, 31.0))
    data = b"".join([record(0x409, struct.pack("<HHH", 0, 0x10, 0)), *formats, style, cell, record(0xA)])
    assert read_table(data, file_name="f.xls").sheets[0].rows == [(1, (expected,))]


def test_a_date_in_a_built_in_format_whose_code_depends_on_the_country() -> None:
    date = xlwt.easyxf(num_format_str="yyyy/mm/dd")
    data = written(lambda book: book.add_sheet("S").write(0, 0, 45000, date))
    own, built_in = (struct.pack("<HHH", 7, number, 1) for number in (165, 30))  # in the last style: font, format
    assert data.count(own) == 1
    assert read_table(data.replace(own, built_in), file_name="f.xls").sheets[0].rows == [(1, ("2023-03-15",))]


def test_errors_of_formulas() -> None:
    def fill(book: Any) -> None:
        book.add_sheet("S").row(0).set_cell_error(0, 0x2A)

    assert read(fill).sheets[0].rows == [(1, ("#N/A",))]


def test_what_is_hidden_is_read_and_said() -> None:
    def fill(book: Any) -> None:
        first, second = book.add_sheet("A"), book.add_sheet("B")
        first.write(0, 0, "x")
        first.row(0).hidden = True
        first.col(0).hidden = True
        second.write(0, 0, "y")
        second.visibility = 1

    found = read(fill)
    assert [(s.name, s.rows, s.notes) for s in found.sheets] == [
        ("A", [(1, ("x",))], ("1 hidden row was read like the others", "hidden columns were read like the others")),
        ("B", [(1, ("y",))], ("the sheet is hidden; it was read all the same",)),
    ]


def test_days_since_1904() -> None:
    def fill(book: Any) -> None:
        book.dates_1904 = True
        book.add_sheet("S").write(0, 0, 1, xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    assert read(fill).sheets[0].rows == [(1, ("1904-01-02",))]


def two(book: Any) -> None:
    for name in ("Q1", "Q2"):
        book.add_sheet(name).write(0, 0, name)


def test_sheets_by_name() -> None:
    assert [s.name for s in read(two, " q2").sheets] == ["Q2"]
    with pytest.raises(InputError, match=r"there is no sheet 'Q3' \(it has 'Q1', 'Q2'\)"):
        read(two, "Q3")


@pytest.mark.parametrize("cut", [600, 1500, 3000, 4500])
def test_a_file_cut_off_is_refused_in_one_sentence(cut: int) -> None:
    with pytest.raises(InputError) as caught:
        read_table(written(two)[:cut], file_name="f.xls")
    assert caught.value.code in ("corrupt", "unsupported")  # without its directory it is any old Office file
    assert caught.value.hint


def test_damaged_formats_are_said_and_the_cells_read(monkeypatch: pytest.MonkeyPatch) -> None:
    open_workbook = xlrd.open_workbook

    def without_formats(**options: Any) -> Any:
        if options.get("formatting_info"):
            raise IndexError("a format that is not there")
        return open_workbook(**options)

    monkeypatch.setattr(xlrd, "open_workbook", without_formats)
    table = read(lambda book: book.add_sheet("S").write(0, 0, "Wise Honest"))
    assert table.sheets[0].rows == [(1, ("Wise Honest",))]
    assert table.notes == ("its formats are damaged: dates may stand as numbers, and what is hidden is not known",)


def container(root: tuple[int, int] | None = None, short: tuple[int, bytes] | None = None) -> bytes:
    """A workbook whose container says something else of its root stream, or of its short streams."""
    data = bytearray(written(two))
    sectors, directory = (int.from_bytes(data[place : place + 4], "little") for place in (76, 48))
    if root is not None:
        entry = 512 + 512 * directory
        data[entry + 116 : entry + 124] = struct.pack("<ii", *root)
    if short is not None:
        least, following = short
        added = len(data) // 512 - 1
        allocation = 512 + 512 * sectors + 4 * added
        data[allocation : allocation + 4] = struct.pack("<i", -2)
        data[56:68] = struct.pack("<iii", least, added, 1)
        data += following
    return bytes(data)


def test_a_container_that_tells_a_part_twice_over_is_read_and_said() -> None:
    table = read_table(container(root=(0, 64)), file_name="f.xls")
    assert [sheet.name for sheet in table.sheets] == [sheet.name for sheet in read(two).sheets]
    assert table.notes == ("the file is damaged: a part of it is told twice over; compare what was read",)


def test_sectors_that_go_round_in_a_circle_are_refused_at_once() -> None:
    with pytest.raises(InputError, match="a stream of it has no end") as caught:
        read_table(
            container(root=(-2, 64), short=(1 << 20, struct.pack("<128i", *[0] * 128))),
            file_name="f.xls",
            isolated=False,
        )
    assert caught.value.code == "corrupt"


@pytest.mark.parametrize("claimed", [4, 5, (1 << 31) - 1])
def test_shared_texts_that_are_fewer_than_is_claimed(claimed: int) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("S")
        for column, text in enumerate(("Acme", "B", "Ü")):
            sheet.write(0, column, text)

    data = bytearray(written(fill))
    place = data.index(b"\xfc\x00") + 8  # the record of the shared texts: its header, all uses, different texts
    assert struct.unpack_from("<I", data, place) == (3,)
    struct.pack_into("<I", data, place, claimed)
    assert read_table(bytes(data)).sheets[0].rows == [(1, ("Acme", "B", "Ü"))]


def test_a_shared_text_that_is_not_there_is_refused() -> None:
    data = bytearray(written(lambda book: book.add_sheet("S").write(0, 0, "Acme")))
    cell = struct.pack("<HHHHH", 0xFD, 10, 0, 0, 17)  # a text in A1, as the library formats it
    struct.pack_into("<I", data, data.index(cell) + len(cell), 1)
    with pytest.raises(InputError) as caught:
        read_table(bytes(data))
    assert caught.value.code == "corrupt"
