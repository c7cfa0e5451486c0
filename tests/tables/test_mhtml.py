"""Web archives, as ERP systems write them under the name of a workbook: their tables are read, mails are not."""

from __future__ import annotations

from base64 import b64encode
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from random import Random

import pytest

from screening.errors import InputError
from screening.tables.registry import read_table

from .fuzz.mutations import mutated
from .test_formats import code_of

TABLE = "<table><tr><th>Name<th>Country</tr><tr><td>{}<td>KP</tr></table>"
ROWS = [(1, ("Name", "Country")), (2, ("Müller & 조선대성은행", "KP"))]
PAGE = f"<html><head><meta charset=iso-8859-1></head><body>{TABLE.format('Müller &amp; 조선대성은행')}</body></html>"


def archived(*pages: str, charset: str = "utf-8", kind: str = "related") -> bytes:
    archive = MIMEMultipart(kind, boundary="----=_NextPart_01")
    archive.attach(MIMEText("p {color: red}", "css", "utf-8"))
    for page in pages:
        archive.attach(MIMEText(page, "html", charset))
    return bytes(archive)


def test_the_encoding_is_that_of_the_archive() -> None:
    for data in (archived(PAGE), archived(PAGE, charset="utf-16")):
        (sheet,) = read_table(data, file_name="f.mhtml").sheets
        assert (sheet.name, sheet.rows) == ("", ROWS)


def test_quoted_printable_with_broken_lines() -> None:
    body = TABLE.format("M=C3=BCller & =\r\n조선대성은행").replace("<tr>", "=3Ctr>")
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n boundary="x"\r\n\r\n'
    part = '--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    table = read_table(f"{head}{part}{body}\r\n--x--\r\n".encode(), file_name="export.xls")
    assert table.sheets[0].rows == ROWS
    assert table.notes == ("the file is named .xls and is a web archive; it was read as that",)


def test_pages_of_a_workbook_are_sheets() -> None:
    data = archived("<html><frameset></frameset></html>", TABLE.format("Q1"), TABLE.format("Q2"))
    assert [(s.name, s.rows[1][1][0]) for s in read_table(data).sheets] == [("table 1", "Q1"), ("table 2", "Q2")]
    assert [s.rows[1][1][0] for s in read_table(data, sheets=["table 2"]).sheets] == ["Q2"]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (archived("<p>no table</p>"), "unsupported", "this is a web archive without a table"),
        (archived(), "unsupported", "this is a web archive without a table"),
        (archived(PAGE, kind="mixed"), "unsupported", "this is a mail, which is not read"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + b64encode(PAGE.encode()),
            "unsupported",
            "without",
        ),
    ],
)
def test_what_is_refused(data: bytes, code: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_table(data, file_name="f.mhtml")
    assert caught.value.code == code


def test_archives_in_archives_without_end() -> None:
    nested = "".join(f"--b{n}\nContent-Type: multipart/related; boundary=b{n + 1}\n\n" for n in range(5_000))
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n{nested}".encode()
    assert code_of(data, "") in {"corrupt", "unsupported"}


def test_damaged_archives_are_read_or_refused() -> None:
    data = archived(PAGE, TABLE.format("x"))
    for number in range(150):
        assert code_of(mutated(data, Random(number)), "") != "internal"
