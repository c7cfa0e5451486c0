"""Text that was UTF-8 and has been read as something else: ``MÃ¼ller`` for ``Müller``.

Such a text can be turned back where its characters, written in the wrong encoding, are UTF-8 again. That is no accident
in a word or two; a text is repaired only where the result also reads more like a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from screening.tables.code_pages import bits

WRONG = ("cp1252", "latin-1", "cp1251", "mac_roman", "cp1250", "cp437", "gb18030")
"""Encodings that UTF-8 is most often misread in."""

MARGIN = 8.0
"""Bits by which the repaired text has to read better."""

ROUNDS = 3
"""How often a text may have been misread, one time upon the other."""

_CONTROL = re.compile(r"[\x80-\x9f]")
_HAN = "[\u2e80-\u9fff]"  # GB 18030 shows pairs of bytes


def repaired(text: str) -> str | None:
    """The text as it was before it was misread; None where it was not, or where that is not certain."""
    if _suspect().search(text) is None:
        return None
    found = None
    for _ in range(ROUNDS):
        better = _once(found or text)
        if better is None:
            break
        found = better
    return found if found is None or _CONTROL.search(found) is None else None


def _once(text: str) -> str | None:
    for codec in WRONG:
        undone = _undone(text, codec)
        if undone is not None and bits(undone) + MARGIN <= bits(text):
            return undone
    return None


@cache
def _suspect() -> re.Pattern[str]:
    """A first byte of UTF-8 and one that continues it, as each encoding shows them: most texts have no such pair."""
    pairs = ["[" + "".join(map(re.escape, _shown(codec, range(0xC2, 0xF5)))) + "]["
             + "".join(map(re.escape, _shown(codec, range(0x80, 0xC0)))) + "]" for codec in WRONG[:-1]]  # fmt: skip
    return re.compile("|".join((*pairs, _HAN)))


def _shown(codec: str, codes: range) -> Iterator[str]:
    for code in codes:
        yield bytes([code]).decode(codec, "ignore") or chr(code)


def _undone(text: str, codec: str) -> str | None:
    """The text whose UTF-8 bytes read like ``text`` in an encoding; None where there is none."""
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        if _CONTROL.search(text) is None:
            return None
        data = _with_controls(text, codec)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _with_controls(text: str, codec: str) -> bytes:
    """The bytes of a text in a code page; control characters stand for bytes that it does not have."""
    return b"".join(
        bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode(codec, "ignore") or b"\xff" for char in text
    )
