"""Which kind of file some bytes are: by their content, never by the name of the file."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from screening.errors import InputError

Format = Literal["xlsx", "text", "gzip"]

_SAVE = "open it in a spreadsheet program and save it as .xlsx or .csv"
_HEAD = 4096  # bytes that the beginning of a text is judged by
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PARTS = ("spreadsheetml.sheet.main+xml", "sheet.macroenabled.main+xml", "template.main+xml")


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file that is known and not read: how it begins, what it is, and what to do about it."""

    beginning: bytes
    what: str
    hint: str = _SAVE


_REFUSED = (
    _Refused(rb"\x09[\x00\x02\x04\x08].[\x00\x02\x04-\x06]", "an old Excel file (.xls)"),
    _Refused(rb"PAR1", "a Parquet file", "save it as .csv"),
    _Refused(rb"%PDF-", "a PDF", "ask for the table itself, as .xlsx or .csv"),
    _Refused(rb"\x89PNG|\xff\xd8\xff|GIF8|BM....\0\0\0\0|II\*\0|MM\0\*", "a picture", "a table is needed, as .xlsx or .csv"),
    _Refused(rb"7z\xbc\xaf|Rar!|\xfd7zXZ|BZh[1-9]|\x28\xb5\x2f\xfd", "an archive", "unpack it and screen the file in it"),
    _Refused(rb"\{\\rtf", "a text document (RTF)"),
    _Refused(rb"SQLite format 3", "a database", "export the table as .csv"),
    _Refused(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<!doctype html", "a web page"),
    _Refused(rb"\s*(?:<!--.*?-->\s*)*<(?:html|table|head|body|meta|style)\b", "a web page"),
    _Refused(rb"\s*<\?xml|\s*<(?:\w+:)?(?:workbook|document)\b", "an XML file"),
    _Refused(rb"\s*[\[{]\s*[\[{\"]", "a JSON file", "save the table as .csv"),
    _Refused(rb"TABLE\r?\n0,1\r?\n", "a DIF file"),
    _Refused(rb"ID;P[^\r\n]*\r?\n[BCFOPENUY];", "a SYLK file"),
)


def recognise(data: bytes, *, file: str) -> Format:
    """The format of ``data``.

    Raises InputError: ``unsupported`` for what is known and not read, ``encrypted``, ``corrupt`` for a zip archive
    that cannot be opened, ``empty``.
    """
    if not data.strip(b"\0\t\r\n\f\v \xef\xbb\xbf\xfe\xff"):
        raise InputError("the file is empty", file=file, code="empty", hint="is it the right file?")
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(data, file)
    if data.startswith(_OLE):
        raise _ole(data, file)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for kind in _REFUSED:
        if re.match(kind.beginning, head, re.IGNORECASE | re.DOTALL):
            raise InputError(f"this is {kind.what}, which is not read", file=file, code="unsupported", hint=kind.hint)
    return "text"


def _zip_format(data: bytes, file: str) -> Format:
    names = _zip_names(data, file)
    if {"xl/workbook.xml", "[content_types].xml"} & names and not any(n.endswith("workbook.bin") for n in names):
        if "xl/workbook.xml" in names or any(name.startswith("xl/") for name in names):
            return "xlsx"
        what = "an office document, and no workbook"
    elif any(name.endswith("workbook.bin") for name in names):
        what = "a binary Excel file (.xlsb)"
    elif "content.xml" in names and "mimetype" in names:
        what = "an OpenDocument file (.ods)"
    elif any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        what = "a Numbers document"
    else:
        raise InputError(
            "this is a zip archive, and no workbook", file=file, code="unsupported",
            hint="unpack it and screen the file in it",
        )  # fmt: skip
    raise InputError(f"this is {what}, which is not read", file=file, code="unsupported", hint=_SAVE)


def _zip_names(data: bytes, file: str) -> set[str]:
    from screening.tables.package import damaged  # noqa: PLC0415

    with damaged(file), zipfile.ZipFile(BytesIO(data)) as archive:
        return {name.lower() for name in archive.namelist()}


def _ole(data: bytes, file: str) -> InputError:
    if _ENCRYPTED_PACKAGE in data:
        return InputError(
            "the workbook is protected with a password", file=file, code="encrypted",
            hint="open it and save it without a password",
        )  # fmt: skip
    return InputError(
        "this is an old Office file (.xls or the like), which is not read", file=file, code="unsupported", hint=_SAVE
    )
