"""The records of binary workbooks (.xlsb): each part is one record after another, a number, a length and its bytes.

Names and numbers are those of [MS-XLSB] 2.3 to 2.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum

_LENGTH_BYTES = 4  # of seven bits each


class Record(IntEnum):
    """The records that hold cells, or what is needed to read cells."""

    ROW = 0
    BLANK = 1
    RK = 2
    ERROR = 3
    BOOL = 4
    REAL = 5
    TEXT = 6
    SHARED = 7
    FORMULA_TEXT = 8
    FORMULA_NUMBER = 9
    FORMULA_BOOL = 10
    FORMULA_ERROR = 11
    SHARED_TEXT = 19
    FORMAT = 44
    STYLE = 47
    COLUMN = 60
    RICH_TEXT = 62
    PROPERTIES = 153
    SHEET = 156
    BEGIN_STYLES = 617
    END_STYLES = 618


_WANTED = frozenset(Record)


def records(chunks: Iterable[bytes]) -> Iterator[tuple[Record, bytes]]:
    """The records of a part that matter here. Raises EOFError where the part ends in the middle of one."""
    source = iter(chunks)
    held = b""
    place = 0

    def need(count: int) -> bool:
        nonlocal held, place
        if len(held) - place >= count:
            return True
        pieces, size = [held[place:]], len(held) - place
        while size < count and (chunk := next(source, b"")):
            pieces.append(chunk)
            size += len(chunk)
        held, place = b"".join(pieces), 0
        return size >= count

    while need(1):
        number = held[place]
        place += 1
        if number & 0x80:
            if not need(1):
                raise EOFError("a part ends in the middle of a record")
            number = number & 0x7F | (held[place] & 0x7F) << 7
            place += 1
        length = 0
        for shift in range(0, 7 * _LENGTH_BYTES, 7):
            if not need(1):
                raise EOFError("a part ends in the middle of a record")
            byte = held[place]
            place += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if not need(length):
            raise EOFError("a part ends in the middle of a record")
        if number in _WANTED:
            yield Record(number), held[place : place + length]
        place += length


def text_at(data: bytes, place: int) -> str:
    """A text with its length before it (XLWideString). Raises struct.error or ValueError where it is cut off."""
    (length,) = struct.unpack_from("<I", data, place)
    if place + 4 + 2 * length > len(data):
        raise ValueError("a text is longer than its record")
    return data[place + 4 : place + 4 + 2 * length].decode("utf-16-le", "replace")


def nullable_text_at(data: bytes, place: int) -> tuple[str, int]:
    """A text that may be missing (XLNullableWideString), and the place behind it."""
    (length,) = struct.unpack_from("<I", data, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    text = text_at(data, place)
    return text, place + 4 + 2 * length


def rk_number(value: int) -> float:
    """A number in 30 bits: an integer or the upper half of a double, perhaps in hundredths (RkNumber)."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0])
    return number / 100 if value & 1 else number
