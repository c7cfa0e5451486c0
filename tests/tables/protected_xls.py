"""Old workbooks under a password (RC4, as Excel 97 wrote them), made from plain ones: no library writes such."""

from __future__ import annotations

import hashlib
import struct
from io import BytesIO

import olefile  # type: ignore[import-untyped]  # has no stubs that are kept
from msoffcrypto.method.rc4 import DocumentRC4
from xlwt.CompoundDoc import XlsDoc

_BEGIN, _PASSWORD, _SHEET = 0x0809, 0x002F, 0x0085  # numbers of records
_BLOCK = 1024  # bytes under one key
_SALT = bytes(range(16))


def protected_xls(workbook: bytes, password: str) -> bytes:
    """The workbook, readable with the password only."""
    stream = olefile.OleFileIO(BytesIO(workbook)).openstream("Workbook").read()
    verifier = bytes(16)
    size = len(stream) + 64
    keys = DocumentRC4.decrypt(password, _SALT, BytesIO(bytes(size)), blocksize=_BLOCK).read()
    proof = _under(verifier + hashlib.md5(verifier).digest(), keys, 0)
    told = struct.pack("<HHH", 1, 1, 1) + _SALT + proof
    record = struct.pack("<HH", _PASSWORD, len(told)) + told
    made = bytearray()
    place = 0
    while any(stream[place : place + 2]):  # zeros fill it up
        number, length = struct.unpack_from("<HH", stream, place)
        data = stream[place + 4 : place + 4 + length]
        start = len(made) + 4
        if number == _SHEET:  # where the sheet begins stays readable
            data = struct.pack("<I", struct.unpack_from("<I", data)[0] + len(record)) + _under(
                data[4:], keys, start + 4
            )
        elif number != _BEGIN:
            data = _under(data, keys, start)
        made += stream[place : place + 4] + data
        if place == 0:
            made += record
        place += 4 + length
    left = -len(made) % 4
    made += struct.pack("<HH", 0, left) + bytes(left)  # the zeros that fill it up are read as records of four bytes
    saved = BytesIO()
    XlsDoc().save(saved, bytes(made))
    return saved.getvalue()


def _under(data: bytes, keys: bytes, start: int) -> bytes:
    return bytes(a ^ b for a, b in zip(data, keys[start:], strict=False))
