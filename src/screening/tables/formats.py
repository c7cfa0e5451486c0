"""Which kind of file some bytes are: by their content, never by the name of the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from screening.errors import InputError
from screening.tables.limits import Limits
from screening.tables.package import damaged, open_archive
from screening.texts import spoken

Format = Literal[
    "text", "xlsx", "xlsb", "xls", "ods", "fods", "spreadsheetml", "html", "mhtml", "parquet", "gzip", "zip",
    "encrypted", "encrypted_ods",
]  # fmt: skip

_SAVE = "open it in a spreadsheet program and save it as .xlsx or .csv"
_TABLE = "ask for the table itself, as .xlsx or .csv"
UNPACK = "unpack it and screen the file in it"
"""What to do about an archive that is not read."""

_HEAD = 4096  # bytes that the beginning of a text is judged by
_TAGS = 1 << 20  # bytes of a web page in which the first table is looked for
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
_BARE_XLS = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")  # one without the container: of before 1993
_ROW = re.compile(rb"<(?:table|tr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file that is known and not read: how it begins, what it is, and what to do about it."""

    beginning: bytes
    what: str
    hint: str = _SAVE


_COMMENTS = rb"(?:<!--(?:(?!-->).)*-->\s*)*"  # no comment swallows the next: that would take time without end
_PROLOGUE = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?mso-application[^>]*>\s*)?" + _COMMENTS
_SPREADSHEETML = re.compile(
    _PROLOGUE + rb"<(?:\w+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.I | re.S
)
_FODS = re.compile(_PROLOGUE + rb"<office:document\b", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(
    _PROLOGUE + rb"<(?:!doctype html|(?:html|table|head|body|meta|style|title|div|font|center)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MIME = rb"(?:[a-z][\w-]*:[^\n]*\n|[ \t][^\n]*\n){0,30}MIME-Version:"  # after other lines of the head, or none
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_REFUSED = (
    _Refused(rb"%PDF-", "a PDF", _TABLE),
    _Refused(
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM....\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:heic|mif1|avif)", "a picture",
        "a table is needed, as .xlsx or .csv",
    ),
    _Refused(rb"7z\xbc\xaf|Rar!|\xfd7zXZ|BZh[1-9]|\x28\xb5\x2f\xfd|.{257}ustar", "an archive", UNPACK),
    _Refused(rb"MZ.{2,60}\0\0\0\0|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", "a program", "do not open it; " + _TABLE),
    _Refused(rb"\{\\rtf", "a text document (RTF)"),
    _Refused(rb"SQLite format 3|.{4}Standard (?:Jet|ACE) DB", "a database", "export the table as .csv"),
    _Refused(_MIME, "a mail", "save the table that is attached to it"),
    _Refused(rb"\s*<\?xml|\s*<(?:\w+:)?(?:workbook|document)\b", "an XML file"),
    _Refused(rb"\s*[\[{]\s*[\[{\"]", "a JSON file", "save the table as .csv"),
    _Refused(rb"TABLE\r?\n0,1\r?\n", "a DIF file"),
    _Refused(rb"ID;P[^\r\n]*\r?\n[BCFOPENUY];", "a SYLK file"),
    _Refused(rb"\0\0\x02\0[\x04-\x06]\x04|\0\0\x1a\0[\0-\x05]\x10", "a Lotus 1-2-3 file"),
)  # fmt: skip

_MACRO_PARTS = (b"vbaProject.bin", b"xl/macrosheets/", b"Basic/script-lc.xml")  # names stand in an archive as they are
_XLS_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")  # of Excel 97 and later, of Excel 5; others shout

# Streams and folders in the old container, by which its kind is told: their names stand in its directory.
_OLE_KINDS = (
    ("WordDocument", "an old Word document (.doc)", _TABLE),
    ("PowerPoint Document", "an old PowerPoint document (.ppt)", _TABLE),
    ("__properties_version1.0", "an Outlook message (.msg)", "save the table that is attached to it"),
    ("VisioDocument", "a Visio drawing", _TABLE),
)

_SUFFIXES: Mapping[Format, str] = {
    "text": ".csv .tsv .txt .tab",
    "xlsx": ".xlsx .xlsm .xltx .xltm",
    "xlsb": ".xlsb",
    "xls": ".xls .xlt",
    "ods": ".ods .ots",
    "fods": ".fods",
    "spreadsheetml": ".xml",
    "html": ".html .htm",
    "mhtml": ".mhtml .mht",
    "parquet": ".parquet .pq",
    "gzip": ".gz",
    "zip": ".zip",
}
"""The suffixes that say what a file is."""

_KNOWN_SUFFIXES = frozenset(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes.split())


def recognise(data: bytes, *, file: str, limits: Limits) -> Format:
    """The format of ``data``.

    Raises InputError: ``unsupported`` for what is known and not read, ``corrupt`` for a zip archive that cannot be
    opened, ``too_large`` for one of too many files, ``empty``.
    """
    if not data.strip(b"\0\t\r\n\f\v \xef\xbb\xbf\xfe\xff"):
        raise InputError("the file is empty", file=file, code="empty", hint="is it the right file?")
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(data, file, limits)
    if data.startswith(_OLE):
        return _ole_format(data, file)
    if data.startswith(b"PAR1"):
        return "parquet"
    if _BARE_XLS.match(data):
        return "xls"
    return _text_format(data, file)


def misnamed(file: str, kind: Format) -> str | None:
    """A sentence where the suffix of a file's name says another kind than the file is."""
    suffix = PurePath(file).suffix.lower()
    own = _SUFFIXES.get(kind, "").split()
    if suffix not in _KNOWN_SUFFIXES or suffix in own or not own:
        return None
    texts = spoken()
    return texts("note.misnamed", suffix=suffix, what=texts(f"format.{kind}"))


def holds_macros(data: bytes, kind: Format) -> bool:
    """Whether a workbook brings programs along, by the names of its parts: nobody here looks into them."""
    if kind == "xls":
        return _holds(data, "_VBA_PROJECT_CUR")
    return kind in ("xlsx", "xlsb", "ods") and any(part in data for part in _MACRO_PARTS)


def _text_format(data: bytes, file: str) -> Format:
    head = _plain_head(data)
    if _SPREADSHEETML.match(head):
        return "spreadsheetml"
    if _FODS.match(head) and b"opendocument.spreadsheet" in head:
        return "fods"
    if _HTML.match(head):
        if _ROW.search(_plain_head(data, _TAGS)):
            return "html"
        raise _unsupported(file, "a web page without a table", _TABLE)
    if re.match(_MIME, head, re.IGNORECASE) and _RELATED.search(head):
        return "mhtml"
    for kind in _REFUSED:
        if re.match(kind.beginning, head, re.IGNORECASE | re.DOTALL):
            raise _unsupported(file, f"{kind.what}, which is not read", kind.hint)
    return "text"


def _plain_head(data: bytes, size: int = _HEAD) -> bytes:
    """The beginning of a text without its byte order mark, in an encoding that has ASCII as it is."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) : size].decode(encoding, "replace").encode("utf-8", "replace")
    return data[:size].removeprefix(codecs.BOM_UTF8)


def _zip_format(data: bytes, file: str, limits: Limits) -> Format:
    with open_archive(data, file=file, limits=limits) as archive:
        names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    last_words = {name.rpartition("/")[2] for name in names}
    if "[content_types].xml" in names or any(name.startswith("xl/") for name in names):
        if "workbook.xml" in last_words:
            return "xlsx"
        if "workbook.bin" in last_words:
            return "xlsb"
        raise _unsupported(file, "an Office document without a workbook, which is not read", _TABLE)
    if {"encrypted-package", "meta-inf/manifest.xml"} <= names:
        return "encrypted_ods"
    if {"content.xml", "mimetype"} <= names or {"content.xml", "meta-inf/manifest.xml"} <= names:
        return _open_document(data, file, limits)
    if any(word.endswith(".iwa") for word in last_words):
        raise _unsupported(file, "a Numbers document, which is not read", "export it as .xlsx or .csv")
    if "androidmanifest.xml" in names or "meta-inf/manifest.mf" in names:
        raise _unsupported(file, "a program", _TABLE)
    return "zip"


def _open_document(data: bytes, file: str, limits: Limits) -> Format:
    """OpenDocument by its ``mimetype``, which a careless writer may have left out."""
    with open_archive(data, file=file, limits=limits) as archive, damaged(file):
        try:
            with archive.open("mimetype") as stream:
                kind = stream.read(_HEAD)
        except KeyError:
            return "ods"
    if b"opendocument.spreadsheet" in kind or (b"opendocument" not in kind and b"sun.xml" not in kind):
        return "ods"
    what = "an OpenOffice 1 file (.sxc or the like)" if b"sun.xml" in kind else "an OpenDocument text or drawing"
    raise _unsupported(file, f"{what}, which is not read", _SAVE)


def _ole_format(data: bytes, file: str) -> Format:
    if _holds(data, "EncryptedPackage"):
        return "encrypted"
    if any(_holds(data, name) for name in _XLS_STREAMS):
        return "xls"
    for name, what, hint in _OLE_KINDS:
        if _holds(data, name):
            raise _unsupported(file, f"{what}, which is not read", hint)
    raise _unsupported(file, "an old Office file without a workbook, which is not read", _SAVE)


def _holds(data: bytes, name: str) -> bool:
    """Whether the directory of an old container has an entry of that name."""
    return name.encode("utf-16-le") + b"\0\0" in data


def _unsupported(file: str, what: str, hint: str) -> InputError:
    return InputError(f"this is {what}", file=file, code="unsupported", hint=hint)
