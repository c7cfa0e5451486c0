"""Lists in zip archives, unpacked within bounds: no more than a list may have, and no path is ever used."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from screening.errors import ListError

MAX_FILES = 1000  # members of an archive; published ones have up to four
MAX_RATIO = 200  # unpacked to packed; lists of names pack to a tenth, and zip bombs to less than a five-hundredth
_RATIO_FROM = 2**20  # bytes unpacked: a small file may pack as well as it likes
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # an archive; an empty one; one split into volumes
_NESTED = (*_MAGIC, b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
_ENCRYPTED = 0x1
_WORKBOOK = "[Content_Types].xml"
_PASSED_OVER = ("__MACOSX/",)  # what macOS adds about each file

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for a damaged archive, and for a compression that it does not know."""


def is_archive(data: bytes) -> bool:
    """Whether the file is a zip archive; an Office workbook is not taken for one, though it is packed like one."""
    if not data.startswith(_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _WORKBOOK not in archive.namelist()
    except _BROKEN:
        return b"[Content_Types].xml" not in data[:4096] and b"xl/" not in data[:4096]


def unpacked(data: bytes, file: str, max_bytes: int) -> Mapping[str, bytes]:
    """The files in a zip archive by their names, hidden ones left out; together they have at most ``max_bytes``.

    The names are for messages. Raises ListError for an archive that is damaged, has a password, holds archives, or
    unpacks to more than a list can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, file)
            return dict(_read(archive, members, file, max_bytes))
    except _BROKEN:
        hint = "download it again from its publisher"
        raise ListError("the zip archive is damaged or cut off", file=file, hint=hint, code="corrupt") from None


def _members(archive: zipfile.ZipFile, file: str) -> Sequence[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith(_PASSED_OVER)]
    if len(members) > MAX_FILES:
        raise ListError(f"the zip archive holds more than {MAX_FILES} files", file=file, code="too_large")
    shown = [member for member in members if not _base(member.filename).startswith(".")]
    if not shown:
        raise ListError("the zip archive holds no file", file=file, code="empty")
    if any(member.flag_bits & _ENCRYPTED for member in shown):
        message = "the zip archive has a password"
        raise ListError(message, file=file, hint="unpack it, and read the list in it", code="encrypted")
    return shown


def _read(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], file: str, max_bytes: int
) -> Iterator[tuple[str, bytes]]:
    left = max_bytes
    seen: set[str] = set()
    for member in members:
        name = _base(member.filename)
        while name in seen:  # the same name in two folders
            name += "'"
        seen.add(name)
        with archive.open(member) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        ratio = len(content) / max(member.compress_size, 1)
        if left < 0 or (len(content) > _RATIO_FROM and ratio > MAX_RATIO):
            message = f"the zip archive unpacks to more than a list can be (in {name!r})"
            raise ListError(message, file=file, code="too_large")
        if content.startswith(_NESTED) and (not content.startswith(_MAGIC) or is_archive(content)):
            message = f"the zip archive holds another archive ({name!r})"
            raise ListError(message, file=file, hint="unpack it first", code="nested")
        yield name, content


def _base(name: str) -> str:
    """The last part of a member's name: folders say nothing, and are never followed."""
    return name.replace("\\", "/").rpartition("/")[2]
