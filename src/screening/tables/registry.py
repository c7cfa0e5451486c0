"""From whatever a user hands over to a table of text: a path, bytes, an open file or a DataFrame."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Union

from screening.tables.decode import known_encoding
from screening.tables.frame import is_frame, read_frame
from screening.tables.from_bytes import read_bytes
from screening.tables.isolated.parent import read_isolated
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import TableFile, chosen
from screening.tables.request import Request
from screening.tables.sources import is_file_source, pieces, source_name

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import TypeIs

TableSource = Union[str, Path, bytes, BinaryIO, "pd.DataFrame"]


class HowToRead(TypedDict, total=False):
    """What may be said of how to read a file: the keywords of ``read_table``."""

    file_name: str | None
    sheets: Sequence[str]
    encoding: str | None
    password: str | None
    limits: Limits
    isolated: bool


def read_table(
    source: TableSource,
    *,
    file_name: str | None = None,
    sheets: Sequence[str] = (),
    encoding: str | None = None,
    password: str | None = None,
    limits: Limits = LIMITS,
    isolated: bool = True,
) -> TableFile:
    """Read a table file, whatever its format, which its content tells: a workbook, text, a web page ...

    ``file_name`` is what messages and the report call the file (default: the name of the path or the open file).
    ``sheets`` names the sheets to read (default: all), ``encoding`` that of a text file (default: detected);
    ``password`` opens a protected file. ``isolated``: in a process of its own, with all ``limits``; a DataFrame needs
    none. Raises InputError with one of the codes of `errors.INPUT_CODES`, UsageError for an encoding that is not known.
    """
    file = PurePath(file_name).name if file_name else source_name(source)
    if is_frame(source):
        table = read_frame(source, file=file)
        chosen(table.sheets, sheets, file)  # it has no sheet of any name
        return table
    codec = known_encoding(encoding) if encoding is not None else None
    request = Request(file=file, sheets=tuple(sheets), encoding=codec, password=password, limits=limits)
    digest = hashlib.sha256()
    hashed = _hashed(pieces(source, file=file, most=limits.file_bytes), digest)
    table = read_isolated(hashed, request) if isolated else read_bytes(b"".join(hashed), request)
    return replace(table, sha256=digest.hexdigest())


def is_table_source(source: object) -> TypeIs[TableSource]:
    """Whether ``source`` is something that ``read_table`` reads: a path, bytes, an open file or a DataFrame."""
    return is_file_source(source) or is_frame(source)


def _hashed(data: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    """The same pieces; what is hashed is what is read, even of a file that changes meanwhile."""
    for piece in data:
        digest.update(piece)
        yield piece
