"""Binary workbooks: each kind of cell, and what is odd about a file."""

from __future__ import annotations

import struct

import pytest

from screening.errors import InputError
from screening.tables.biff12 import records, rk_number
from screening.tables.registry import read_table

from .written import cell_head, record, row_head, wide, xlsb

FORMATS = ["yyyy-mm-dd", "[h]:mm"]


def rk(integer: int, *, hundredths: bool = False) -> bytes:
    return struct.pack("<I", (integer & 0x3FFFFFFF) << 2 | 2 | hundredths)


@pytest.mark.parametrize(
    ("kind", "value", "style", "expected"),
    [
        (2, rk(8905490), 9, "8905490"),
        (2, rk(-5), 9, "-5"),
        (2, rk(1250, hundredths=True), 9, "12.5"),
        (2, struct.pack("<I", struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32), 9, "1.5"),
        (2, rk(45000), 0, "2023-03-15"),
        (3, b"\x2a", 9, "#N/A"),
        (3, b"\x99", 9, "#UNKNOWN!"),
        (4, b"\1", 9, "TRUE"),
        (5, struct.pack("<d", 0.1 + 0.2), 9, "0.3"),
        (5, struct.pack("<d", 45000.5), 0, "2023-03-15 12:00:00"),
        (5, struct.pack("<d", 1.125), 1, "27:00:00"),
        (6, wide("001"), 9, "001"),
        (7, struct.pack("<I", 1), 9, "shared 北"),
        (8, wide("of a formula") + bytes(8), 9, "of a formula"),
        (9, struct.pack("<d", 7) + bytes(8), 9, "7"),
        (10, b"\0" + bytes(8), 9, "FALSE"),
        (11, b"\x07" + bytes(8), 9, "#DIV/0!"),
        (62, b"\1" + wide("rich") + bytes(8), 9, "rich"),
    ],
)
def test_a_cell(kind: int, value: bytes, style: int, expected: str) -> None:
    data = row_head(4) + record(1, cell_head(0)) + record(kind, cell_head(2, style) + value)
    found = read_table(xlsb({"S": data}, texts=["no", "shared 北"], formats=FORMATS))
    assert found.sheets[0].rows == [(5, ("", "", expected))]


def test_days_since_1904() -> None:
    data = row_head(0) + record(2, cell_head(0, 0) + rk(1))
    assert read_table(xlsb({"S": data}, formats=FORMATS, from_1904=True)).sheets[0].rows == [(1, ("1904-01-02",))]


def test_what_is_hidden_is_read_and_said() -> None:
    column = record(60, struct.pack("<IIIIH", 0, 0, 2340, 0, 1))
    x = record(6, cell_head(0) + wide("x"))
    found = read_table(xlsb({"A": column + row_head(0, hidden=True) + x, "B": row_head(0) + x}, hidden=["B"]))
    assert [(s.name, s.rows, s.notes) for s in found.sheets] == [
        ("A", [(1, ("x",))], ("1 hidden row was read like the others", "hidden columns were read like the others")),
        ("B", [(1, ("x",))], ("the sheet is hidden; it was read all the same",)),
    ]


def test_rows_out_of_order_and_a_cell_in_the_last_corner() -> None:
    x = wide("x")
    data = (
        row_head(1_048_575) + record(6, cell_head(16_383) + x) + row_head(3) + record(6, cell_head(1) + x)
        + row_head(3) + record(6, cell_head(0) + x)
    )  # fmt: skip
    found = read_table(xlsb({"S": data})).sheets[0].rows
    assert [(number, len(cells)) for number, cells in found] == [(4, 2), (1_048_576, 16_384)]


def test_a_text_that_is_not_there_is_a_problem_of_its_row() -> None:
    found = read_table(xlsb({"S": row_head(0) + record(7, cell_head(0) + struct.pack("<I", 9))})).sheets[0]
    assert found.problems == {1: ("cell A1 refers to a text that the workbook does not hold",)}


@pytest.mark.parametrize(
    "data",
    [
        row_head(0) + record(6, cell_head(0) + wide("x"))[:-1],
        row_head(0) + record(6, cell_head(0) + struct.pack("<I", 2**31) + b"x"),
        row_head(0) + record(6, cell_head(20_000) + wide("x")),
        row_head(2_000_000),
        record(0, b"\0"),
        record(6, cell_head(0) + wide("x")),
        row_head(0) + record(6, cell_head(0) + wide("x")) + record(6, cell_head(0) + wide("y")),
        b"\x80",
        b"\x06\xff\xff\xff\x7f",
    ],
    ids=["cut", "long text", "far column", "far row", "short row", "no row", "twice", "cut number", "cut length"],
)
def test_what_no_program_would_write(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_table(xlsb({"S": data}), file_name="f.xlsb")
    assert (caught.value.code, caught.value.sheet) == ("corrupt", "S")


def test_records_that_reach_over_chunks() -> None:
    data = row_head(0) + record(6, cell_head(0) + wide("x" * 300)) + record(300, b"unknown") + record(6, b"y")
    for size in (1, 2, 7, 100_000):
        chunks = [data[place : place + size] for place in range(0, len(data), size)]
        assert [int(kind) for kind, _ in records(chunks)] == [0, 6, 6]


def test_numbers_in_thirty_bits() -> None:
    assert [rk_number(value) for value in (0, 2, 6, 7, 0xFFFFFFFE)] == [0, 0, 1, 0.01, -1]
