"""Whatever a table of text is written as, its cells come back, and each row is a row of the report."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.screener import Screener
from screening.tables.counterparties import read_counterparties
from screening.tables.description import describe
from screening.tables.mojibake import repaired

HEADER = ["Name", "Country", "IMO", "Notes"]
MANY = "aé北김яع"
LETTERS = {
    **dict.fromkeys(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"), MANY), "cp1252": "aéßñ",
    "cp1250": "ałőřž", "cp1251": "яжБё", "koi8_r": "яжБ", "gb18030": "北京公司", "cp950": "臺灣公司",
    "cp932": "株式会社", "euc_jp": "株式会社", "cp949": "조선은행", "cp1256": "شركةبنك", "cp850": "aéß", "cp437": "aéß",
}  # fmt: skip
TRICKY = st.sampled_from(
    ["001", "NA", "NO", "=1+1", " x ", 'a "b" c', "a,b;c\td|e", "two\nlines", '"', "'", "#", "\\", "8.9E+06"]
)


@st.composite
def written(draw: st.DrawFn) -> tuple[bytes, str, list[list[str]]]:
    """A table of text as bytes, their encoding, and its cells."""
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    cell = st.one_of(TRICKY, st.text(st.sampled_from(LETTERS[encoding] + "abc XY-.&"), max_size=10))
    table = draw(st.lists(st.lists(cell, min_size=4, max_size=4), max_size=6))
    stream = StringIO(newline="")
    end = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    quoting: Literal[0, 1] = csv.QUOTE_ALL if end == "\r" or draw(st.booleans()) else csv.QUOTE_MINIMAL
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([HEADER, *table])
    return stream.getvalue().encode(encoding), encoding, table


def expected(table: list[list[str]]) -> list[tuple[int, dict[str, str]]]:
    """Rows up to the last filled one; a blank row has no cells."""
    blank = [not any(cell.strip() for cell in row) for row in table]
    last = max((n for n, empty in enumerate(blank) if not empty), default=-1) + 1
    return [
        (n, {} if blank[n - 2] else dict(zip(HEADER, row, strict=True))) for n, row in enumerate(table[:last], start=2)
    ]


@given(written())
def test_every_cell_comes_back_in_every_dialect_and_encoding(one: tuple[bytes, str, list[list[str]]]) -> None:
    data, encoding, table = one
    read = read_counterparties(data, encoding=encoding).counterparties
    assert [(c.row, {k: v for k, v in c.input.items() if c.input and any(c.input.values())}) for c in read] == expected(
        table
    )


SCREENER = Screener()
CELL = st.one_of(TRICKY, st.text(st.sampled_from("abc XY-.&éßя北"), max_size=10))


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=5))
def test_rows_in_are_rows_out(table: list[list[str]]) -> None:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([HEADER, *table])
    report = SCREENER.screen(stream.getvalue().encode(), file_name="f.csv")
    rows = [(row.file, row.sheet, row.row) for row in report.counterparties]
    assert rows == [("f.csv", "", number) for number, _ in expected(table)]
    for result, (_, cells) in zip(report.counterparties, expected(table), strict=True):
        name = " ".join(cells.get("Name", "").split())
        if any(map(str.isalnum, name)):
            assert result.name == (repaired(name) or name)
            assert result.outcome != "not_screened"
        elif result.outcome == "not_screened":
            assert result.problems


@pytest.mark.parametrize(
    ("row", "outcome", "problem"),
    [
        (",KP,8905490,", "potential_match", ""),  # a row without a name is screened by its number
        (",DE,,something", "not_screened", "not screened: there is nobody to screen: empty columns 'Name', 'IMO'"),
        (
            "-,DE,abc,", "not_screened",
            "not screened: there is nobody to screen: column 'Name' holds '-'; column 'IMO' holds 'abc'",
        ),
        (
            ",DE,n/a,", "not_screened",
            "not screened: there is nobody to screen: empty column 'Name'; column 'IMO' holds 'n/a'",
        ),
        (",,,", "not_screened", "not screened: the row is empty"),
        ("Name,Country,IMO,Notes", "not_screened", "not screened: the row repeats the header of the table"),
    ],
)  # fmt: skip
def test_rows_without_a_name(row: str, outcome: str, problem: str) -> None:
    report = SCREENER.screen(f"Name,Country,IMO,Notes\n{row}\nAcme,DE,,\n".encode())
    first, second = report.counterparties
    assert (first.outcome, "".join(first.problems[:1]), second.row) == (outcome, problem, 3)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["Suppliers 2024", "", "Name,Country", "Acme,DE"], ["above the header, not screened: row 1 'Suppliers 2024'"]),
        (
            ["Acme Group,Treasury", "as of 2024", "Name,Country", "Acme,DE"],
            ["above the header, not screened: row 1 'Acme Group | Treasury', row 2 'as of 2024'"],
        ),
        (
            [*("abcdefg" * 12 for _ in range(7)), "Name,Country", "Acme,DE"],
            [
                "above the header, not screened: "
                + ", ".join(f"row {n} {('abcdefg' * 12)[:59] + '…'!r}" for n in range(1, 6))
                + " and 2 more"
            ],
        ),
        (
            ["Export,1", "Customer: Beta Ltd", "Name,Country", "Acme,DE"],
            [
                "the lines above the table name a party: it was read, too",
                "above the header, not screened: row 1 'Export | 1'",
            ],
        ),
        (["Report", "Asiakas,Country,City", "Acme Oy,FI,Oulu", "Beta Oy,FI,Espoo"], None),
        (["Name,Country", "Acme,DE"], []),
        (["Acme Trading", "Beta Trading"], None),
    ],
)  # fmt: skip
def test_what_stands_above_the_header_is_told(rows: list[str], told: list[str] | None) -> None:
    data = "\n".join(rows).encode()
    read = read_counterparties(data)
    if told is not None:
        assert list(read.notes) == told
    tables = describe(data).tables
    assert [note for table in tables for note in table.notes] == list(read.notes)
    screened = {party.row for party in read.counterparties}
    noted = {int(number) for note in read.notes for number in re.findall(r"\brow (\d+) '", note)}
    filled = {number for number, row in enumerate(rows, start=1) if row}
    assert filled - screened - noted - {table.header_row for table in tables} == (
        {6, 7} if any(" and 2 more" in note for note in read.notes) else set()
    )
