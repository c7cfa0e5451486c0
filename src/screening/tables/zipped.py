"""A zip archive around tables: its files in memory, checked as workbooks are, and never written out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile

from screening.errors import InputError
from screening.tables.limits import Limits
from screening.tables.package import DAMAGED, damaged, open_package

_LEFT_BY_SYSTEMS = ("__macosx", "thumbs.db", "desktop.ini")  # beside what a person packed; dot files too


def unzipped(data: bytes, *, file: str, password: str | None, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file in an archive, one after another, in the order of the archive.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``.
    """
    package = open_package(data, file=file, limits=limits, what="archive", password=password)
    for name, member in package.parts.items():
        if any(word.startswith((".", *_LEFT_BY_SYSTEMS)) for word in PurePosixPath(name).parts):
            continue
        with damaged(f"{file}/{member}", what="archive"):
            try:
                content = b"".join(package.chunks(name))
            except (*DAMAGED, MemoryError):
                raise
            except RuntimeError as error:  # what zipfile says of a wrong password
                raise InputError(
                    "the password does not open the archive", file=file, code="encrypted", hint="unpack it first"
                ) from error
            except Exception as error:  # the library for AES has a BadZipFile of its own, and passes others on
                raise BadZipFile(str(error)) from error
        yield member, content
