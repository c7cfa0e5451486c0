"""Which format a file is in, whatever it is called, and what is wrapped around it."""

from __future__ import annotations

import gzip
import struct
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pytest
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from screening.errors import InputError
from screening.tables import encrypted
from screening.tables.formats import recognise
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table

from .test_ods import content
from .workbooks import archive, raw_parts, workbook
from .written import WRITERS, as_html, as_ods, as_parquet, as_spreadsheetml, as_xls, as_xlsb

TABLE = [["Name", "Country"], ["Wise Honest", "KP"]]
ROWS = [(1, ("Name", "Country")), (2, ("Wise Honest", "KP"))]
CSV = b"Name,Country\nWise Honest,KP\n"
XLSX = workbook({"S": TABLE})
ONE = "<row><c t='str'><v>Name</v></c></row>"
FILES: Mapping[str, bytes] = {
    "text": CSV, "xlsx": XLSX, "xlsb": as_xlsb(TABLE), "xls": as_xls(TABLE), "ods": as_ods(TABLE),
    "html": as_html(TABLE), "spreadsheetml": as_spreadsheetml(TABLE), "parquet": as_parquet(TABLE),
    "gzip": gzip.compress(CSV, mtime=0), "zip": archive({"a.csv": CSV}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        *FILES.items(),
        ("fods", content("<table:table/>", root="document").encode()),
        ("html", b"\xef\xbb\xbf<!-- made by us -->\n<!DOCTYPE HTML PUBLIC><html><TABLE>"),
        ("html", "<html><table>".encode("utf-16")),
        ("html", b"<?xml version='1.0'?><html xmlns='x'><tr>"),
        ("html", b"<meta charset=utf-8>" + b" " * 10_000 + b"<table>"),
        ("text", b"<name>,<country>\nx,y\n"),
        ("text", b"PK,Name\n1,x\n"),
        ("text", b"MZ Ltd,Name\n1,x\n"),
        ("text", b"From: us, to: you\n1,x\n"),
        ("ods", archive({"content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"})),
        ("xls", b"\x09\x00\x04\x00\x02\x00\x10\x00"),
        ("zip", archive({"document/workbook.xml": "<x/>"})),
    ],
)
def test_recognised_by_content(kind: str, data: bytes) -> None:
    assert recognise(data, file="f", limits=LIMITS) == kind


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["list.xls", "list.csv", "list.dat", "list"])
def test_a_wrong_suffix_is_said_and_the_file_read_all_the_same(kind: str, name: str) -> None:
    table = read_table(FILES[kind], file_name=name)
    assert table.sheets[0].rows == ROWS
    suffix = name.removeprefix("list")
    right = {"text": ".csv", "xls": ".xls"}.get(kind) == suffix or suffix in ("", ".dat")
    assert [note.startswith(f"the file is named {suffix} and is ") for note in table.notes] == [True] * (not right)


def test_a_suffix_inside_of_a_wrapping() -> None:
    assert read_table(gzip.compress(CSV), file_name="list.csv.gz").notes == ()
    assert read_table(gzip.compress(XLSX), file_name="list.csv.gz").notes == (
        "the file is named .csv and is an Excel workbook (.xlsx); it was read as that",
    )
    assert read_table(archive({"a.xls": CSV}), file_name="list.zip").notes == (
        "the file is named .xls and is delimited text; it was read as that",
    )


def test_an_archive_of_several_tables() -> None:
    data = archive(
        {
            "a/one.csv": CSV, "two.xlsx": workbook({"P": TABLE, "Q": TABLE}), "three.csv.txt": CSV,
            "scan.pdf": "%PDF-1.4", "empty.txt": "", "__MACOSX/a/._one.csv": "x", ".DS_Store": "x", "a/Thumbs.db": "x",
        }
    )  # fmt: skip
    table = read_table(data, file_name="all.zip")
    assert [s.name for s in table.sheets] == ["a/one.csv", "two.xlsx: P", "two.xlsx: Q", "three.csv.txt"]
    assert all(s.rows == ROWS for s in table.sheets)
    assert table.notes == (
        "'scan.pdf' was left out: this is a PDF, which is not read",
        "'empty.txt' was left out: the file is empty",
    )
    assert [s.name for s in read_table(data, sheets=["two.xlsx: Q"]).sheets] == ["two.xlsx: Q"]


def test_the_sheets_of_the_only_workbook_in_an_archive_have_their_own_names() -> None:
    data = archive({"two.xlsx": workbook({"P": TABLE, "Q": TABLE})})
    assert [s.name for s in read_table(data, sheets=["q"]).sheets] == ["Q"]
    with pytest.raises(InputError, match="there is no sheet 'R'"):
        read_table(data, sheets=["R"])


def test_a_table_in_an_archive_that_cannot_be_read_is_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"f\.zip/b\.parquet: .*not installed"):
        read_table(archive({"a.csv": CSV, "b.parquet": FILES["parquet"]}), file_name="f.zip")


def protected_zip() -> bytes:
    """An archive with one stored member under the classic cipher, which the standard library reads and never writes."""
    table = [0] * 256
    for n in range(256):
        value = n
        for _ in range(8):
            value = value >> 1 ^ 0xEDB88320 * (value & 1)
        table[n] = value
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    for byte in b"open sesame":
        turn(byte)
    plain = archive({"a.csv": CSV}, method=zipfile.ZIP_STORED)
    info = zipfile.ZipFile(BytesIO(plain)).infolist()[0]
    secret = bytearray()
    for byte in bytes(11) + bytes([info.CRC >> 24]) + CSV:
        word = keys[2] | 2
        secret.append(byte ^ (word * (word ^ 1) >> 8) & 0xFF)
        turn(byte)
    start = 30 + len("a.csv")
    head = bytearray(plain[:start])
    head[6] |= 1
    head[18:22] = struct.pack("<I", len(secret))
    directory = bytearray(plain[start + len(CSV) :])
    directory[8] |= 1
    directory[20:24] = struct.pack("<I", len(secret))
    end = directory.rindex(b"PK\5\6")
    directory[end + 16 : end + 20] = struct.pack("<I", len(head) + len(secret))
    return bytes(head + secret + directory)


def test_a_protected_archive() -> None:
    data = protected_zip()
    assert read_table(data, password="open sesame").sheets[0].rows == ROWS
    for password, message in ((None, "is protected with a password"), ("wrong", "does not open the archive")):
        with pytest.raises(InputError, match=message) as caught:
            read_table(data, file_name="f.zip", password=password)
        assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (archive({**raw_parts(ONE), "xl/vbaProject.bin": b"Sub Auto_Open()"}), True),
        (archive({"a.xlsm": archive({**raw_parts(ONE), "xl/vbaProject.bin": b""})}), True),
        (archive({**raw_parts(ONE), "xl/macrosheets/sheet1.xml": "<x/>"}), True),
        (FILES["xls"] + "_VBA_PROJECT_CUR\0".encode("utf-16-le"), True),
        (archive(raw_parts(ONE)), False), (FILES["xls"], False), (CSV + b"vbaProject.bin,\n", False),
    ],
)  # fmt: skip
def test_macros_are_said_and_not_run(data: bytes, told: bool) -> None:
    table = read_table(data)
    assert table.notes == (("the workbook holds macros, which were not run",) if told else ())
    assert table.sheets[0].rows


def aes_zip() -> bytes:
    stream = BytesIO()
    with pyzipper.AESZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as target:
        target.setpassword(b"open sesame")
        target.writestr("a.csv", CSV)
    return stream.getvalue()


def test_an_archive_under_aes() -> None:
    data = aes_zip()
    assert read_table(data, password="open sesame").sheets[0].rows == ROWS
    for password, message in (
        (None, "is protected with a password .give the password"),
        ("wrong", "does not open the arc"),
    ):
        with pytest.raises(InputError, match=message) as caught:
            read_table(data, file_name="f.zip", password=password)
        assert caught.value.code == "encrypted"


def code_of(data: bytes, password: str) -> str:
    """The code of the error that reading ends in; empty where it is read."""
    try:
        read_table(data, password=password, isolated=False)
    except InputError as error:
        return error.code
    return ""


def test_a_damaged_archive_under_aes() -> None:
    whole = aes_zip()
    damaged = [whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :] for place in range(0, len(whole), 3)]
    codes = {code_of(data, "open sesame") for data in damaged}
    assert {"corrupt"} < codes <= {"", "corrupt", "encrypted", "unsupported", "too_large"}


def protected(password: str) -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(XLSX)).encrypt(password, stream)
    return stream.getvalue()


def test_a_protected_workbook() -> None:
    data = protected("open sesame")
    assert read_table(data, password="open sesame", file_name="a.xlsx").sheets[0].rows == ROWS
    for password, message in (
        (None, r"protected with a password \(.*--password-file"),
        ("wrong", "does not open the wor"),
    ):
        with pytest.raises(InputError, match=message) as caught:
            read_table(data, file_name="f.xlsx", password=password)
        assert caught.value.code == "encrypted"


def test_a_workbook_that_excel_opens_without_asking() -> None:
    assert read_table(protected(encrypted.USUAL)).sheets[0].rows == ROWS


@pytest.mark.parametrize(
    ("module", "data", "code", "message"),
    [
        ("msoffcrypto", protected("x"), "encrypted", r"pip install 'screening\[encrypted\]'"),
        ("pyarrow", FILES["parquet"], "unsupported", r"pip install 'screening\[parquet\]'"),
        ("pyzipper", aes_zip(), "encrypted", r"pip install 'screening\[encrypted\]'"),
    ],
)
def test_without_the_extra_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: str, data: bytes, code: str, message: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=message) as caught:
        read_table(data, file_name="f", password="x" if module == "pyzipper" else None)
    assert caught.value.code == code


def test_values_of_a_parquet_file() -> None:
    frame = pd.DataFrame(
        {
            "Name": ["001", None], "n": [1.0, float("nan")], "d": [pd.Timestamp("1984-01-08"), pd.NaT],
            "b": [True, False], "x": [Decimal("1.50"), None], "raw": [b"ab", b"\xff"],
        }
    )  # fmt: skip
    stream = BytesIO()
    frame.to_parquet(stream)
    sheet = read_table(stream.getvalue()).sheets[0]
    assert sheet.has_header
    assert sheet.rows == [
        (1, ("Name", "n", "d", "b", "x", "raw")),
        (2, ("001", "1", "1984-01-08", "TRUE", "1.5", "ab")),
        (3, ("", "", "", "FALSE", "", "\ufffd")),
    ]


def test_a_parquet_file_that_is_damaged_or_too_large() -> None:
    data = FILES["parquet"]
    with pytest.raises(InputError, match="the Parquet file is damaged") as caught:
        read_table(data[: len(data) // 2], file_name="f")
    assert caught.value.code == "corrupt"
    with pytest.raises(InputError) as caught:
        read_table(data, limits=replace(LIMITS, cells=3))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_cut_anywhere_is_read_or_refused(name: str) -> None:
    data = WRITERS[name](TABLE)
    for cut in range(0, len(data), max(len(data) // 40, 1)):
        with suppress(InputError):
            read_table(data[:cut], file_name="f")
