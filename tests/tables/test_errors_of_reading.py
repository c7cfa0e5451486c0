"""Each way in which a file cannot be read: one sentence with the file and the place, a code, and what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from screening.cli import main
from screening.errors import INPUT_CODES, InputError
from screening.tables.counterparties import read_counterparties
from screening.tables.limits import Limits

from .test_formats import aes_zip, protected, protected_zip
from .test_ods import MIMETYPE
from .workbooks import archive, raw_parts, raw_workbook, workbook

GOOD = workbook({"Q1": [["Name", "Country"], ["Acme", "DE"]]})
EMPTY_SHEET = workbook({"Q1": [["Name"], ["Acme"]], "Leer": [], "Notes": [[1, 2], [3, 4]]})
NUMBERS = workbook({"S": [[1, 2], [3, 4]]})
LOCKED_ODS = archive(
    {
        "mimetype": MIMETYPE,
        "content.xml": "?",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>",
    }
)
TWICE = raw_workbook('<row r="7"><c r="B7"><v>1</v></c><c r="B7"><v>2</v></c></row>')
NESTED = archive({"a.zip": archive({"a.csv": b"Name"})})
FAR = raw_workbook('<row r="3"><c r="XFE3"><v>1</v></c></row>')

# Bytes, keywords, code, and what the sentence says: the place first.
CASES: list[tuple[bytes, Mapping[str, Any], str, str]] = [
    (b"", {}, "empty", r"f\.xlsx: the file is empty \(is it the right file\?\)"),
    (workbook({"S": []}), {}, "empty", r"f\.xlsx: the file is empty"),
    (EMPTY_SHEET, {"sheets": ["Leer"]}, "empty", r"f\.xlsx, sheet 'Leer': there is nothing in it"),
    (EMPTY_SHEET, {"sheets": ["Notes"]}, "no_table", r"f\.xlsx, sheet 'Notes': no table of counterparties was found"),
    (NUMBERS, {}, "no_table", r"f\.xlsx, sheet 'S': no table .*name the columns in the first .*--column name=HEADER"),
    (GOOD, {"sheets": ["Q2"]}, "no_sheet", r"f\.xlsx: there is no sheet 'Q2' \(it has 'Q1'\)"),
    (b"%PDF-1.7", {}, "unsupported", r"f\.xlsx: this is a PDF, which is not read \(ask for the table itself"),
    (b"\x01\x02\x03" * 99, {}, "unsupported", r"neither a workbook nor text \(save it as"),
    (NESTED, {}, "unsupported", r"f\.xlsx/a\.zip: .*archive in an archive \(unpack"),
    (archive({"a.png": b"\x89PNG"}), {}, "unsupported", r"f\.xlsx: .*without a table in it \('a\.png' was left out"),
    (protected("x"), {}, "encrypted", r"f\.xlsx: .*protected with a password \(.*--password-file"),
    (protected("x"), {"password": "y"}, "encrypted", r"the password does not open the workbook \(.*--password-file"),
    (protected_zip(), {}, "encrypted", r"the archive is protected with a password \(.*--password-file"),
    (aes_zip(), {"password": "y"}, "encrypted", r"the password does not open the archive \(unpack"),
    (LOCKED_ODS, {}, "encrypted", r"protected with a password \(.*--password-file"),
    (GOOD[:-40], {}, "corrupt", r"f\.xlsx: the workbook is damaged.*\(open it in a spreadsheet program and save"),
    (TWICE, {}, "corrupt", r"f\.xlsx, sheet 'S': .*cell B7 stands in it twice \("),
    (FAR, {}, "corrupt", r"f\.xlsx, sheet 'S': .*cell 'XFE3' lies beyond the last column \("),
    (archive({**raw_parts(""), "../x": ""}), {}, "corrupt", r"a trap: the name '\.\./x' leads out of the archive \("),
    (b"Name\nAcme\n\xff\n", {"encoding": "utf-8"}, "encoding", r"f\.xlsx, line 3: .*not in .* utf-8 .*\(leave"),
    (b"Name\nAcme\nB\n", {"limits": Limits(rows=2)}, "too_large", r"f\.xlsx, row 3: .*more than 2 rows.*\(split it"),
    (GOOD, {"limits": Limits(cells=3)}, "too_large", r"f\.xlsx, sheet 'Q1', row 2: .*more than 3 cells \(split it"),
    (GOOD, {"limits": Limits(file_bytes=9)}, "too_large", r"f\.xlsx: .*\("),
    (b"Name," + b"," * 20_000, {}, "too_large", r"f\.xlsx, line 1: .*more than 16,384 columns \(is it a table"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "how", "code", "said"), CASES, ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)])
def test_bytes_that_are_not_read(data: bytes, how: Mapping[str, Any], code: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_counterparties(data, file_name="folder/f.xlsx", **how)
    sentence = str(caught.value)
    assert (caught.value.code, caught.value.file) == (code, sentence.partition(",")[0].partition(":")[0])
    assert re.search(said, sentence)
    assert caught.value.hint
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("list.xslx", "not_found", "list.xslx: there is no such file (did you mean 'list.xlsx'?)"),
        ("other", "not_found", "other: there is no such file (check the path)"),
        (
            "none/list.xlsx",
            "not_found",
            "list.xlsx: there is no such file (check the path: there is no such folder either)",
        ),
        ("pipe", "unreadable", "pipe: this is a pipe or a device, and no file (give - to read from standard input)"),
        (".", "unreadable", ".: this is a folder (name one file in it)"),
    ],
)
def test_paths_that_are_not_read(
    name: str, code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.xlsx").write_bytes(GOOD)
    if name == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no such pipes")
        os.mkfifo(name)
    with pytest.raises(InputError) as caught:
        read_counterparties(Path(name))
    assert caught.value.code == code
    assert main(["screen", name]) == 3
    assert capsys.readouterr().err.endswith(f"{said}\n")


def test_the_table_has_all_codes_of_reading() -> None:
    """But for those of the process that reads, which have tests of their own, and of what is no table."""
    of_the_process = {"timed_out", "crashed", "no_process", "internal"}
    of_tables = list(INPUT_CODES)[: list(INPUT_CODES).index("not_a_report")]
    assert {case[2] for case in CASES} | {"not_found", "unreadable"} | of_the_process == set(of_tables)
