"""Whether a workbook holds the headers of a published list, without opening it in a spreadsheet library."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

_ZIP = b"PK\x03\x04"
_PARTS = re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d*)\.xml", re.IGNORECASE)
_FARTHEST = 32 * 2**20  # bytes of a part that are looked through: several times those of any published list


def holds_texts(data: bytes, texts: Iterable[str]) -> bool:
    """Whether all the texts stand in cells of a workbook; False for what is no workbook.

    The first bytes of a workbook tell nothing of what is in it: it is an archive whose texts stand anywhere.
    """
    if not data.startswith(_ZIP):
        return False
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        missing = {text.encode() for text in texts}
        for name in archive.namelist():
            if _PARTS.fullmatch(name) and missing:
                with archive.open(name) as part:
                    content = part.read(_FARTHEST)
                missing = {text for text in missing if text not in content}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return False
    return not missing
