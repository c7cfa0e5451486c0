"""From the bytes of a file to a table of text: the one place where it is decided which reader reads them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from screening.errors import InputError
from screening.tables.csv_text import read_csv
from screening.tables.formats import recognise
from screening.tables.model import TableFile
from screening.tables.package import SAVE_AGAIN
from screening.tables.request import Request
from screening.tables.xlsx import read_xlsx

_REASON = 200  # most characters of a foreign message that are shown


def read_bytes(data: bytes, request: Request, *, sha256: str = "") -> TableFile:
    """The table in ``data``; ``sha256`` is passed on.

    Raises InputError and nothing else, whatever the bytes are: with the codes of `registry.read_table`.
    """
    with only_input_errors(request.file):
        return _read(data, request, sha256)


def _read(data: bytes, request: Request, sha256: str) -> TableFile:
    file, limits = request.file, request.limits
    kind = recognise(data, file=file, limits=limits)
    if kind == "gzip":
        data = _unpacked(data, request)
        kind = recognise(data, file=file, limits=limits)
    if kind == "xlsx":
        return read_xlsx(data, file=file, sha256=sha256, wanted=request.sheets, limits=limits)
    if kind == "gzip":
        raise InputError("this is a gzip file in a gzip file", file=file, code="unsupported", hint="unpack it first")
    if request.sheets:
        raise InputError(
            f"there is no sheet {request.sheets[0]!r}", file=file, code="no_sheet", hint="it is not a workbook"
        )
    return read_csv(data, file=file, sha256=sha256, limits=limits)


def _unpacked(data: bytes, request: Request) -> bytes:
    most = request.limits.file_bytes
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            unpacked = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the gzip file is damaged: {error}", file=request.file, code="corrupt", hint="ask for it again"
        ) from error
    if len(unpacked) > most:
        raise InputError(
            f"the file unpacks to more than {most:,} bytes", file=request.file, code="too_large",
            hint="split it into smaller files",
        )  # fmt: skip
    return unpacked


@contextmanager
def only_input_errors(file: str) -> Iterator[None]:
    """Turn whatever a reader raises into an InputError; what stops the program itself goes through."""
    try:
        yield
    except (InputError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except MemoryError as error:
        raise no_memory(file) from error
    except BaseException as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_REASON]
        raise InputError(
            f"reading it failed in a way that was not foreseen ({reason})", file=file, code="internal", hint=SAVE_AGAIN
        ) from error


def no_memory(file: str) -> InputError:
    """That the file would take more memory than it may."""
    return InputError(
        "reading it takes more memory than it may", file=file, code="too_large",
        hint="split it into smaller files, or raise max_memory under [input] in the configuration",
    )  # fmt: skip
