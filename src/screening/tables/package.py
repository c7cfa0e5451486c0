"""The zip archive that a workbook is, opened with care: checked before anything is unpacked, and never written out."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError

from screening.errors import InputError
from screening.tables.limits import Limits

DAMAGED = (
    # what zipfile, zlib and expat are known to raise on a broken archive or part:
    zipfile.BadZipFile,  # no directory, wrong magic, wrong checksum
    zlib.error,  # a compressed stream that makes no sense
    EOFError,  # a stream that ends early
    OSError,  # a seek to a place that is not there
    ValueError,  # negative sizes, names in no known encoding, numbers that are none
    OverflowError,  # sizes beyond any integer
    struct.error,  # a directory cut in the middle of an entry
    IndexError,  # a record shorter than its kind
    NotImplementedError,  # a compression method that workbooks never use
    ExpatError,  # XML that is not well formed
)
SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx or .csv"

_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_AES = 99  # a method of compression that says: encrypted by WinZip's rules
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@contextmanager
def damaged(file: str, sheet: str | None = None, *, what: str = "workbook") -> Iterator[None]:
    """Turn what broken archives and broken XML raise into one InputError (``corrupt``)."""
    try:
        yield
    except DAMAGED as error:
        reason = f": {told}" if (told := " ".join(str(error).split())) else ""
        raise InputError(
            f"the {what} is damaged{reason}", file=file, sheet=sheet, code="corrupt", hint=SAVE_AGAIN
        ) from error


@dataclass(frozen=True, slots=True)
class Package:
    """A checked archive. The names of its parts are compared without case, as the format wants it."""

    file: str
    archive: zipfile.ZipFile
    parts: Mapping[str, str]  # lower-cased name -> name in the archive

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises KeyError where there is none such."""
        with self.archive.open(self.parts[part.lower()]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def open_archive(data: bytes, *, file: str, limits: Limits) -> zipfile.ZipFile:
    """The zip archive in ``data``: only its directory is read. Raises InputError ``corrupt`` or ``too_large``."""
    if data.count(_DIRECTORY_ENTRY) > limits.members:  # before zipfile makes an object of each
        raise _too_large(file, f"it holds more than {limits.members:,} files")
    with damaged(file):
        return zipfile.ZipFile(BytesIO(data))


def open_package(
    data: bytes, *, file: str, limits: Limits, what: str = "workbook", password: str | None = None
) -> Package:
    """The archive in ``data``; messages call it ``what``.

    Raises InputError: ``corrupt`` (no archive, two members of one name, a name that leads out of the archive, a
    compression that workbooks do not use), ``encrypted``, ``too_large`` (beyond ``limits``).
    """
    archive = open_archive(data, file=file, limits=limits)
    if password is not None and any(info.compress_type == _AES for info in archive.infolist()):
        archive = _with_aes(data, file)
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    unpacked = sum(info.file_size for info in members)
    if unpacked > limits.unpacked_bytes:
        raise _too_large(file, f"it unpacks to {unpacked:,} bytes, more than {limits.unpacked_bytes:,}")
    if password is not None:
        archive.setpassword(password.encode())
    parts: dict[str, str] = {}
    for info in members:
        if info.flag_bits & _ENCRYPTED and password is None:
            raise InputError(
                f"the {what} is protected with a password", file=file, code="encrypted",
                hint="give the password with --password-file or in SCREENING_PASSWORD, or save it without one",
            )  # fmt: skip
        _check(info, file, limits)
        name = info.filename.replace("\\", "/").lower()  # some programs write backslashes
        if name in parts:
            raise _unsafe(file, f"it holds two files named {name!r}")
        parts[name] = info.filename
    return Package(file=file, archive=archive, parts=parts)


def _with_aes(data: bytes, file: str) -> zipfile.ZipFile:
    """The archive again, by a library that knows AES. Raises InputError ``encrypted`` where that is not installed."""
    try:
        import pyzipper  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise InputError(
            "the archive is protected with a password, under AES", file=file, code="encrypted",
            hint="pip install 'screening[encrypted]' to read it, or unpack it first",
        ) from error  # fmt: skip
    with damaged(file):
        archive: zipfile.ZipFile = pyzipper.AESZipFile(BytesIO(data))  # in all that is used here like the other
    return archive


def _check(info: zipfile.ZipInfo, file: str, limits: Limits) -> None:
    if info.compress_type not in _METHODS:
        raise _unsafe(file, f"{info.filename!r} is compressed in a way that is not read")
    if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
        raise _unsafe(file, f"the name {info.filename!r} leads out of the archive")
    if info.file_size > limits.unpack_ratio_from and info.file_size > limits.unpack_ratio * info.compress_size:
        raise _too_large(
            file, f"{info.filename!r} unpacks to more than {limits.unpack_ratio} times its size, as zip bombs do"
        )


def _unsafe(file: str, message: str) -> InputError:
    return InputError(f"the workbook is damaged or a trap: {message}", file=file, code="corrupt", hint=SAVE_AGAIN)


def _too_large(file: str, message: str) -> InputError:
    return InputError(
        f"the workbook is too large: {message}", file=file, code="too_large", hint="split it into smaller files"
    )
