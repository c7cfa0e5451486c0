"""Text that was UTF-8 and has been read as something else: ``MÃ¼ller`` for ``Müller``.

Such a text can be turned back where its characters, written in the wrong encoding, are UTF-8 again. That is no accident
in a word or two; a text is repaired only where the result also reads more like a language.
"""

from __future__ import annotations

import re
from functools import lru_cache

from screening.tables.code_pages import bits

WRONG = ("cp1252", "latin-1", "cp1251", "mac_roman", "cp1250", "cp437", "gb18030")
"""Encodings that UTF-8 is most often misread in."""

MARGIN = 8.0
"""Bits by which the repaired text has to read better."""

ROUNDS = 3
"""How often a text may have been misread, one time upon the other."""

_CONTROL = re.compile(r"[\x80-\x9f]")
_SUSPECT = re.compile(r"[^\x00-\x7f][^\x00-\x7f]")


@lru_cache(maxsize=10_000)
def repaired(text: str) -> str | None:
    """The text as it was before it was misread; None where it was not, or where that is not certain."""
    found = None
    current = text
    for _ in range(ROUNDS):
        better = _once(current)
        if better is None:
            break
        found = current = better
    return found


def _once(text: str) -> str | None:
    if text.isascii() or _SUSPECT.search(text) is None:
        return None
    for codec in WRONG:
        undone = _undone(text, codec)
        if undone is not None and bits(undone) + MARGIN <= bits(text):
            return undone
    return None


def _undone(text: str, codec: str) -> str | None:
    """The text whose UTF-8 bytes read like ``text`` in an encoding; None where there is none."""
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        if _CONTROL.search(text) is None:
            return None
        data = _with_controls(text, codec)
    try:
        undone = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return undone if _CONTROL.search(undone) is None else None


def _with_controls(text: str, codec: str) -> bytes:
    """The bytes of a text in a code page; control characters stand for bytes that it does not have."""
    return b"".join(
        bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode(codec, "ignore") or b"\xff" for char in text
    )
