"""Ways to damage a file: its bytes, the parts of its archive, the text of a part. All chance comes from outside."""

from __future__ import annotations

import gzip
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

_WORDS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"-1", b"0", b"1e999",
    b"9" * 20, b"<", b">", b"/>", b"&", b"&#0;", b"&#x110000;", b"&amp;", b"&a;", b"<!DOCTYPE a [<!ENTITY a 'b'>]>",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-16'?>", b'r="A0"', b'r="XFD1048576"',
    b'r="ZZZ1"', b't="s"', b't="zzz"', b's="99999999999"', b"<row>", b"</row>", b"<c>", b"</c>", b"<v>", b"</v>",
    b"<t>", b"</t>", b"nan", b"inf", b"_xD800_", b"_x0000_", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e".encode(),
    b"number-columns-repeated='999999999'", b"number-rows-repeated='999999999'", b'ss:Index="99999999999"',
    b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"sep=", b"A" * 5_000, b"<a>" * 300, b" x='y'" * 300,
)  # fmt: skip


def mutated(data: bytes, chance: Random) -> bytes:
    """The file with one to four things changed, in its parts where it has any."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice([_in_archive, _in_archive, _in_bytes])(data, chance)
    return data


def _in_archive(data: bytes, chance: Random) -> bytes:
    """A change within what is packed, packed again; a change of the bytes where nothing is."""
    if data.startswith(b"\x1f\x8b"):
        try:
            return gzip.compress(mutated(gzip.decompress(data), chance), mtime=0)
        except (OSError, EOFError, zlib.error):
            return _in_bytes(data, chance)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - no archive, or one that is damaged in any way
        return _in_bytes(data, chance)
    if parts:
        _change_parts(parts, chance)
    return _archive(parts, chance)


def _change_parts(parts: list[tuple[str, bytes]], chance: Random) -> None:
    here, there = chance.randrange(len(parts)), chance.randrange(len(parts))
    (name, content), (other_name, other) = parts[here], parts[there]
    what = chance.randrange(12)
    if what == 0:
        parts.pop(here)
    elif what == 1:
        parts[here], parts[there] = (name, other), (other_name, content)
    elif what == 2:
        parts.append((name.upper(), content))
    elif what == 3:
        parts[here] = (chance.choice(["../x", "/x", "a\\b", "\0", "xl/workbook.bin", "é" * 99, ""]), content)
    else:
        parts[here] = (name, _in_bytes(content, chance))


def _archive(parts: list[tuple[str, bytes]], chance: Random) -> bytes:
    stream = BytesIO()
    method = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w", method) as archive:  # of twin names
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def _in_bytes(data: bytes, chance: Random) -> bytes:
    change: Callable[[bytes, Random], bytes] = chance.choice([_flip, _insert, _replace, _remove, _repeat, _move, _cut])
    return change(data, chance)


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice([1, 2, 8, 64, 1_000]))


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 20]) if data else 0):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def _insert(data: bytes, chance: Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] + chance.choice(_WORDS) + data[start:]


def _replace(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice(_WORDS) + data[end:]


def _remove(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice([1, 2, 50]) + data[end:]


def _move(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    piece, rest = data[start:end], data[:start] + data[end:]
    to = chance.randint(0, len(rest))
    return rest[:to] + piece + rest[to:]


def _cut(data: bytes, chance: Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] if chance.random() < 0.7 else data[start:]
