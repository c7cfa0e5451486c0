"""Which kind of file some bytes are: by their content, never by the name of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from screening.errors import InputError
from screening.tables.limits import Limits
from screening.tables.package import open_archive

Format = Literal["xlsx", "text", "gzip"]

_SAVE = "open it in a spreadsheet program and save it as .xlsx or .csv"
_HEAD = 4096  # bytes that the beginning of a text is judged by
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file that is known and not read: how it begins, what it is, and what to do about it."""

    beginning: bytes
    what: str
    hint: str = _SAVE


_COMMENTS = rb"(?:<!--(?:(?!-->).)*-->\s*)*"  # no comment swallows the next: that would take time without end
_REFUSED = (
    _Refused(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", "an old Excel file (.xls)"),
    _Refused(rb"PAR1", "a Parquet file", "save it as .csv"),
    _Refused(rb"%PDF-", "a PDF", "ask for the table itself, as .xlsx or .csv"),
    _Refused(
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM....\0\0\0\0|II\*\0|MM\0\*", "a picture", "a table is needed, as .xlsx or .csv"
    ),
    _Refused(
        rb"7z\xbc\xaf|Rar!|\xfd7zXZ|BZh[1-9]|\x28\xb5\x2f\xfd", "an archive", "unpack it and screen the file in it"
    ),
    _Refused(rb"\{\\rtf", "a text document (RTF)"),
    _Refused(rb"SQLite format 3", "a database", "export the table as .csv"),
    _Refused(rb"\s*(?:<\?xml[^>]*>\s*)?" + _COMMENTS + rb"<!doctype html", "a web page"),
    _Refused(rb"\s*" + _COMMENTS + rb"<(?:html|table|head|body|meta|style)\b", "a web page"),
    _Refused(rb"\s*<\?xml|\s*<(?:\w+:)?(?:workbook|document)\b", "an XML file"),
    _Refused(rb"\s*[\[{]\s*[\[{\"]", "a JSON file", "save the table as .csv"),
    _Refused(rb"TABLE\r?\n0,1\r?\n", "a DIF file"),
    _Refused(rb"ID;P[^\r\n]*\r?\n[BCFOPENUY];", "a SYLK file"),
)


def recognise(data: bytes, *, file: str, limits: Limits) -> Format:
    """The format of ``data``.

    Raises InputError: ``unsupported`` for what is known and not read, ``encrypted``, ``corrupt`` for a zip archive
    that cannot be opened, ``empty``.
    """
    if not data.strip(b"\0\t\r\n\f\v \xef\xbb\xbf\xfe\xff"):
        raise InputError("the file is empty", file=file, code="empty", hint="is it the right file?")
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(data, file, limits)
    if data.startswith(_OLE):
        raise _ole(data, file)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for kind in _REFUSED:
        if re.match(kind.beginning, head, re.IGNORECASE | re.DOTALL):
            raise InputError(f"this is {kind.what}, which is not read", file=file, code="unsupported", hint=kind.hint)
    return "text"


def _zip_format(data: bytes, file: str, limits: Limits) -> Format:
    with open_archive(data, file=file, limits=limits) as archive:
        names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    last_words = {name.rpartition("/")[2] for name in names}
    if "workbook.xml" in last_words:
        return "xlsx"
    if "workbook.bin" in last_words:
        what = "a binary Excel file (.xlsb)"
    elif {"content.xml", "mimetype"} <= names:
        what = "an OpenDocument file (.ods)"
    elif any(word.endswith(".iwa") for word in last_words):
        what = "a Numbers document"
    elif "[content_types].xml" in names:
        what = "an Office document, and no workbook"
    else:
        raise InputError(
            "this is a zip archive, and no workbook", file=file, code="unsupported",
            hint="unpack it and screen the file in it",
        )  # fmt: skip
    raise InputError(f"this is {what}, which is not read", file=file, code="unsupported", hint=_SAVE)


def _ole(data: bytes, file: str) -> InputError:
    if _ENCRYPTED_PACKAGE in data:
        return InputError(
            "the workbook is protected with a password", file=file, code="encrypted",
            hint="open it and save it without a password",
        )  # fmt: skip
    return InputError(
        "this is an old Office file (.xls or the like), which is not read", file=file, code="unsupported", hint=_SAVE
    )
