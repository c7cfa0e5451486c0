"""The first texts of an Excel workbook, for recognising a published list by its headers without reading all of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from html import unescape

_ZIP = b"PK\x03\x04"
_TEXTS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/sheet[1-5]\.xml", re.IGNORECASE)  # where a cell holds its text itself
_BYTES = 65_536  # unpacked, of each part: shared texts stand in the order in which they are first used
_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")


def first_texts(data: bytes) -> frozenset[str]:
    """The first texts of the workbook's first sheets; none for bytes that are no whole workbook."""
    if not data.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [name for name in archive.namelist() if name == _TEXTS or _SHEET.fullmatch(name)]
            return frozenset(_texts(archive.open(name).read(_BYTES) for name in parts))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return frozenset()


def _texts(parts: Iterable[bytes]) -> Iterable[str]:
    for part in parts:
        yield from (unescape(text).strip() for text in _TEXT.findall(part.decode("utf-8", "ignore")))
