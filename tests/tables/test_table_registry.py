"""Sources: paths, bytes, open files, gzip."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from screening.errors import InputError, UsageError
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table

from .workbooks import workbook

CSV = b"Name,Country\nWise Honest,KP\n"
XLSX = workbook({"Q3": [["Name", "Country"], ["Wise Honest", "KP"]]})
ROWS = [(1, ("Name", "Country")), (2, ("Wise Honest", "KP"))]


@pytest.mark.parametrize(("data", "sheet"), [(CSV, ""), (XLSX, "Q3")])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".dat"])  # the suffix does not matter
def test_every_kind_of_source(tmp_path: Path, data: bytes, sheet: str, suffix: str) -> None:
    path = tmp_path / f"list{suffix}"
    path.write_bytes(data)
    with path.open("rb") as stream:
        sources: list[Any] = [path, str(path), stream]
        for source in [*sources, data, bytearray(data), BytesIO(data)]:
            table = read_table(source)
            assert [(s.name, s.rows) for s in table.sheets] == [(sheet, ROWS)]
            assert table.sha256 == hashlib.sha256(data).hexdigest()
            assert table.file == ("" if isinstance(source, bytes | bytearray | BytesIO) else path.name)


@pytest.mark.parametrize("data", [CSV, XLSX])
def test_gzip(data: bytes) -> None:
    packed = gzip.compress(data)
    table = read_table(packed, file_name="somewhere/list.csv.gz")
    assert table.sheets[0].rows == ROWS
    assert table.file == "list.csv.gz"
    assert table.sha256 == hashlib.sha256(packed).hexdigest()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv: there is no such file") as caught:
        read_table(tmp_path / "nothing.csv")
    assert caught.value.code == "not_found"
    with pytest.raises(InputError, match=r"this is a folder \(name one file in it\)") as caught:
        read_table(tmp_path)
    assert caught.value.code == "unreadable"
    with pytest.raises(InputError, match="the file cannot be read"):
        read_table("a\0b")


def test_a_file_open_in_text_mode() -> None:
    source: Any = StringIO("Name\nx\n")
    with pytest.raises(UsageError, match=r'open in text mode \(open it with mode "rb"\)'):
        read_table(source)


def test_a_file_beyond_the_limit_is_not_read_to_its_end() -> None:
    stream = BytesIO(CSV * 100)
    with pytest.raises(InputError, match="the file is larger than 100 bytes") as caught:
        read_table(stream, limits=replace(LIMITS, file_bytes=100))
    assert caught.value.code == "too_large"
    assert stream.tell() == 101


def test_a_text_file_has_no_sheets_to_choose() -> None:
    with pytest.raises(InputError, match=r"there is no sheet 'Q3' \(it is not a workbook\)") as caught:
        read_table(CSV, sheets=["Q3"])
    assert caught.value.code == "no_sheet"
