"""From the bytes of a file to its table: what is wrapped around it comes off, then the reader of its format reads."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from screening.errors import InputError
from screening.tables.csv_text import read_csv
from screening.tables.encrypted import decrypted
from screening.tables.formats import UNPACK, Format, misnamed, recognise
from screening.tables.html_table import read_html
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.ods import read_fods, read_ods
from screening.tables.parquet import read_parquet
from screening.tables.spreadsheetml import read_spreadsheetml
from screening.tables.xls import read_xls
from screening.tables.xlsb import read_xlsb
from screening.tables.xlsx import read_xlsx
from screening.tables.zipped import unzipped

_READERS: Mapping[Format, Callable[..., TableFile]] = {
    "text": read_csv, "xlsx": read_xlsx, "xlsb": read_xlsb, "xls": read_xls, "ods": read_ods, "fods": read_fods,
    "spreadsheetml": read_spreadsheetml, "html": read_html, "parquet": read_parquet,
}  # fmt: skip
_NO_TABLE = ("unsupported", "empty")  # codes of files that may lie beside a table in an archive


def read_data(
    data: bytes, *, file: str, sha256: str, sheets: Sequence[str], password: str | None, limits: Limits
) -> TableFile:
    """The table in ``data``, or only its ``sheets`` of those names; ``password`` opens a protected file.

    Raises InputError with the codes of ``read_table``, but for those of files that cannot be opened.
    """
    return _Opener(sha256, tuple(sheets), password, limits).read(data, file)


@dataclass(frozen=True, slots=True)
class _Opener:
    """What stays the same while one thing after another is taken off a file."""

    sha256: str
    sheets: tuple[str, ...]
    password: str | None
    limits: Limits

    def read(self, data: bytes, file: str) -> TableFile:
        kind = recognise(data, file=file, limits=self.limits)
        odd = misnamed(file, kind)
        if kind == "gzip":
            table = self._gunzipped(data, file)
        elif kind == "zip":
            table = self._unzipped(data, file)
        else:
            return self._table(data, kind, file, file)
        return replace(table, notes=(odd, *table.notes)) if odd else table

    def _gunzipped(self, data: bytes, file: str) -> TableFile:
        inside = _gunzip(data, file, self.limits)
        kind = recognise(inside, file=file, limits=self.limits)
        if kind in ("gzip", "zip"):
            raise _archive_in_archive(file)
        name = file[:-3] if file.lower().endswith(".gz") else ""
        return self._table(inside, kind, file, name)

    def _unzipped(self, data: bytes, file: str) -> TableFile:
        """The tables in an archive as sheets of one; what holds none is left out with a note."""
        everything = replace(self, sheets=())
        tables: list[tuple[str, TableFile]] = []
        notes: list[str] = []
        for member, content in unzipped(data, file=file, password=self.password, limits=self.limits):
            place = f"{file}/{member}"
            kind: Format = "text"  # until it is known: garbage is no table, but a table that fails stops the reading
            try:
                kind = recognise(content, file=place, limits=self.limits)
                if kind in ("gzip", "zip"):
                    raise _archive_in_archive(place)
                tables.append((member, everything._table(content, kind, place, member)))
            except InputError as error:
                if kind != "text" or error.code not in _NO_TABLE or error.hint == UNPACK:
                    raise
                notes.append(f"{member!r} was left out: {error.message}")
        if not tables:
            raise InputError(
                "this is a zip archive without a table in it", file=file, code="unsupported",
                hint="; ".join(notes[:3]) or "is it the right file?",
            )  # fmt: skip
        alone = len(tables) == 1
        sheets = [replace(s, name=_sheet_name(m, s, alone=alone)) for m, table in tables for s in table.sheets]
        for member, table in tables:
            notes.extend(note if alone else f"{member!r}: {note}" for note in table.notes)
        chosen_sheets = chosen(sheets, self.sheets, file)
        return TableFile(file=file, sha256=self.sha256, sheets=chosen_sheets, notes=tuple(notes))

    def _table(self, data: bytes, kind: Format, file: str, name: str) -> TableFile:
        """The table of a file that is no archive; ``name`` is what its kind is compared with."""
        odd = misnamed(name, kind)
        if kind == "encrypted":
            data = decrypted(data, file=file, password=self.password)
            kind = recognise(data, file=file, limits=self.limits)
        try:
            table = self._parsed(data, kind, file)
        except InputError as error:
            if error.code != "encrypted" or kind != "xls":
                raise
            table = self._parsed(decrypted(data, file=file, password=self.password), "xls", file)
        return replace(table, notes=(odd, *table.notes)) if odd else table

    def _parsed(self, data: bytes, kind: Format, file: str) -> TableFile:
        reader = _READERS.get(kind)
        if reader is None:  # a protected archive, or a protected file twice over
            raise InputError(f"this is a {kind} file in a protected file", file=file, code="unsupported", hint=UNPACK)
        return reader(data, file=file, sha256=self.sha256, wanted=self.sheets, limits=self.limits)


def _sheet_name(member: str, sheet: Sheet, *, alone: bool) -> str:
    """The name of a sheet out of an archive: that of its file stands before it where there are several files."""
    if alone:
        return sheet.name
    return f"{member}: {sheet.name}" if sheet.name else member


def _archive_in_archive(file: str) -> InputError:
    return InputError("this is an archive in an archive", file=file, code="unsupported", hint=UNPACK)


def _gunzip(data: bytes, file: str, limits: Limits) -> bytes:
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
