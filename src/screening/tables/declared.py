"""Text in the encoding that a file declares of itself, as web pages and XML do."""

from __future__ import annotations

import codecs
import re

from screening.tables.decode import decode

# Encodings of text that files are written in. Python knows more under such names, and some of them are no encodings
# of text or take quadratic time.
_KNOWN = re.compile(
    r"windows-?\d+|cp-?\d+|iso[-_]?8859[-_]\d+|latin[-_]?\d|koi8[-_][ru]|gb(?:k|2312|18030)|big5(?:-hkscs)?|shift[-_]jis"
    r"|euc[-_](?:jp|kr|cn)|ks_c_5601-1987|tis-620|macintosh|mac[-_]\w+",
    re.IGNORECASE,
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_declared(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` in the encoding called ``name`` if it fits, or else in the likeliest; and notes on that.

    A byte order mark says more than a name. A name of UTF-8 or of no encoding for text says nothing.
    """
    if _KNOWN.fullmatch(name) and not data.startswith(_MARKS):
        try:
            return data.decode(name), ()
        except (UnicodeDecodeError, LookupError):
            pass
    decoded = decode(data)
    return decoded.text, decoded.notes
