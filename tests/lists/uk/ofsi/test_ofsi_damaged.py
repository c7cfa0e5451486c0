"""A consolidated list of OFSI that is cut off, ragged or lacks columns."""

from __future__ import annotations

import io

import openpyxl
import pytest

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.registry import read_watchlist

from .published import DATA, HEADER, XLSX, read


def test_a_ragged_row_is_an_error() -> None:
    with pytest.raises(ListError, match="has 3 cells where the header has 12") as caught:
        read("ALPHA,,Individual,Primary name,,R,,,,,,1", "BETA,,Individual")
    assert (caught.value.row, caught.value.code) == (4, "corrupt")
    assert caught.value.hint


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_text_that_is_cut_off_is_no_list(share: float) -> None:
    with pytest.raises(ListError):
        read_watchlist(DATA[: DATA.index(b" ", int(len(DATA) * share))])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_workbook_that_is_cut_off_is_no_list(share: float) -> None:
    data = XLSX.read_bytes()
    with pytest.raises(ListError, match="damaged") as caught:
        read_watchlist(data[: int(len(data) * share)])
    assert caught.value.code == "corrupt"


def test_a_text_that_is_cut_off_in_its_last_cell_is_told() -> None:
    watchlist = read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\nALPHA,,Individual,AKA,,R,,,,,,12".encode())
    assert watchlist.warnings == (
        "the last line of the file has no end: if the publisher's file has one, this one was cut off",
        "group 12 has no primary name: 'ALPHA' was taken",
    )


CUT = (
    "ALPHA,,Individual,Primary name,,R,,,,,,12531\nBETA,,Individual,Primary name,,R,,,,,,6894\nBETA,,Individual,AKA,,R"
)


@pytest.mark.parametrize("cell", ["1253", "125", "1", "689", ""])
def test_a_text_that_is_cut_off_in_its_last_number_is_no_list(cell: str) -> None:
    with pytest.raises(ListError, match=f"is cut off {'inside' if cell else 'before'} the last Group ID") as caught:
        read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\n{CUT},,,,,,{cell}".encode())
    assert caught.value.code == "corrupt"
    assert isinstance(caught.value.partial, Watchlist)
    assert [entity.id for entity in caught.value.partial.entities] == ["ofsi-12531", "ofsi-6894"]


@pytest.mark.parametrize("end", ["6894", "12531", "12530", "6893", "13000", "125300", "1253\n", "125\r\n", "1\n"])
def test_a_last_number_that_may_be_whole_is_no_error(end: str) -> None:
    told = "the last line of the file has no end"
    watchlist = read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\n{CUT},,,,,,{end}".encode())
    assert any(warning.startswith(told) for warning in watchlist.warnings) == (not end.endswith("\n"))
    assert f"ofsi-{end.strip()}" in [entity.id for entity in watchlist.entities]


@pytest.mark.parametrize(("column", "told"), [("Name 1", "name 1"), ("Group Type", "type")])
def test_a_column_that_is_missing_is_an_error(column: str, told: str) -> None:
    with pytest.raises(ListError, match=f"has no column for the {told}"):
        read(header=HEADER.replace(column, "Other", 1))


def test_a_cell_without_a_value_is_an_error() -> None:
    workbook = openpyxl.load_workbook(XLSX)
    assert workbook.active is not None
    workbook.active["A3"] = "=1+1"
    stream = io.BytesIO()
    workbook.save(stream)
    with pytest.raises(ListError, match="holds a formula") as caught:
        read_watchlist(stream.getvalue())
    assert (caught.value.row, caught.value.column, caught.value.sheet) == (3, "Name 6", "Data")


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_read() -> None:
    watchlist = read(
        "ALPHA,,Individual,Primary name,,R,,,,,,", ",,Individual,Primary name,,R,,,,,,2",
        "GAMMA,,Individual,Primary name,,R,,,,,,3",
    )  # fmt: skip
    assert [entity.id for entity in watchlist.entities] == ["ofsi-3"]
    assert watchlist.warnings[0] == "row 3 has nothing under 'Group ID' and was left out"
    assert watchlist.warnings[1].startswith("group 2 (without a name) was left out")


def test_a_list_without_its_day_or_rows_is_told() -> None:
    assert set(read(day="Last Updated,soon").warnings) == {
        "the file does not say of which day it is", "the list holds no entries",
    }  # fmt: skip


def test_text_that_is_neither_utf_8_nor_of_the_code_page_is_an_error() -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(DATA.replace(b"CHOSEN EXPO", b"\x81\x8d", 1))
    assert caught.value.code == "encoding"
