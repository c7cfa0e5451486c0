"""From whatever a user hands over to a table of text: a path, bytes, an open file or a DataFrame."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Union

from screening.errors import InputError, UsageError
from screening.tables.csv_text import read_csv
from screening.tables.formats import recognise
from screening.tables.frame import is_frame, read_frame
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import TableFile
from screening.tables.xlsx import read_xlsx

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import TypeIs

TableSource = Union[str, Path, bytes, BinaryIO, "pd.DataFrame"]


def read_table(
    source: TableSource,
    *,
    file_name: str | None = None,
    sheets: Sequence[str] = (),
    encoding: str | None = None,
    limits: Limits = LIMITS,
) -> TableFile:
    """Read a table file, recognised by its content: .xlsx and its kin, or delimited text, either of them gzipped.

    ``file_name`` is what messages and the report call the file (default: the name of the path or the open file).
    ``sheets`` names the sheets to read (default: all), ``encoding`` that of a text file (default: detected). Raises
    InputError with one of the codes ``not_found``, ``unreadable``, ``empty``, ``unsupported``, ``encrypted``,
    ``corrupt``, ``too_large``, ``no_sheet``, ``encoding``; UsageError for an encoding that is not known.
    """
    file = PurePath(file_name).name if file_name else _name(source)
    if is_frame(source):
        table = read_frame(source, file=file)
        _only_sheet(sheets, file)
        return table
    data = _bytes(source, file, limits)
    digest = hashlib.sha256(data).hexdigest()
    kind = recognise(data, file=file, limits=limits)
    if kind == "gzip":
        data = _unpacked(data, file, limits)
        kind = recognise(data, file=file, limits=limits)
    if kind == "xlsx":
        return read_xlsx(data, file=file, sha256=digest, wanted=sheets, limits=limits)
    if kind == "gzip":
        raise InputError("this is a gzip file in a gzip file", file=file, code="unsupported", hint="unpack it first")
    _only_sheet(sheets, file)
    return read_csv(data, file=file, sha256=digest, encoding=encoding, limits=limits)


def is_table_source(source: object) -> TypeIs[TableSource]:
    """Whether ``source`` is something that ``read_table`` reads: a path, bytes, an open file or a DataFrame."""
    return (
        isinstance(source, str | Path | bytes | bytearray | memoryview) or hasattr(source, "read") or is_frame(source)
    )


def _name(source: TableSource) -> str:
    if isinstance(source, str | Path):
        return Path(source).name
    name = getattr(source, "name", None)  # of an open file; a DataFrame may have a column of that name
    return PurePath(name).name if isinstance(name, str) else ""


def _bytes(source: str | Path | bytes | BinaryIO, file: str, limits: Limits) -> bytes:
    """All bytes of the source, if they are no more than the limit."""
    if isinstance(source, bytes | bytearray | memoryview):
        data: object = bytes(source)
    elif isinstance(source, str | Path):
        data = _read_path(Path(source), file, limits)
    else:
        data = source.read(limits.file_bytes + 1)
    if not isinstance(data, bytes):
        raise UsageError("the file is open in text mode", file=file, hint='open it with mode "rb"')
    if len(data) > limits.file_bytes:
        raise InputError(
            f"the file is larger than {limits.file_bytes:,} bytes", file=file, code="too_large",
            hint="split it into smaller files",
        )  # fmt: skip
    return data


def _read_path(path: Path, file: str, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file", file=path, code="not_found") from error
    except IsADirectoryError as error:
        raise InputError("this is a folder", file=path, code="unreadable", hint="name one file in it") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise InputError(f"the file cannot be read: {error}", file=file, code="unreadable") from error


def _unpacked(data: bytes, file: str, limits: Limits) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            unpacked = stream.read(limits.file_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the gzip file is damaged: {error}", file=file, code="corrupt", hint="ask for it again"
        ) from error
    if len(unpacked) > limits.file_bytes:
        raise InputError(
            f"the file unpacks to more than {limits.file_bytes:,} bytes", file=file, code="too_large",
            hint="split it into smaller files",
        )  # fmt: skip
    return unpacked


def _only_sheet(sheets: Sequence[str], file: str) -> None:
    if sheets:
        raise InputError(f"there is no sheet {sheets[0]!r}", file=file, code="no_sheet", hint="it is not a workbook")
