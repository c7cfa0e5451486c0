"""From the bytes of a file to its table: what is wrapped around it comes off, then the reader of its format reads."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from typing import Any

from screening.errors import InputError
from screening.tables.encrypted import decrypted
from screening.tables.formats import UNPACK, Format, holds_macros, misnamed, recognise
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.request import Request
from screening.tables.zipped import unzipped
from screening.texts import spoken

# Module and function. Only the one that is needed is imported: each file is read by a process that imports anew.
_READERS: Mapping[Format, tuple[str, str]] = {
    "text": ("csv_text", "read_csv"), "xlsx": ("xlsx", "read_xlsx"), "xlsb": ("xlsb", "read_xlsb"),
    "xls": ("xls", "read_xls"), "ods": ("ods", "read_ods"), "fods": ("ods", "read_fods"),
    "spreadsheetml": ("spreadsheetml", "read_spreadsheetml"), "html": ("html_table", "read_html"),
    "mhtml": ("mhtml", "read_mhtml"), "parquet": ("parquet", "read_parquet"),
}  # fmt: skip
_NO_TABLE = ("unsupported", "empty")  # codes of files that may lie beside a table in an archive


def read_data(data: bytes, request: Request, *, sha256: str) -> TableFile:
    """The table in ``data``, as it is asked for.

    Raises InputError with the codes of ``read_table``, but for those of files that cannot be opened.
    """
    return _Opener(request, sha256).read(data, request.file)


@dataclass(frozen=True, slots=True)
class _Opener:
    """What stays the same while one thing after another is taken off a file."""

    request: Request
    sha256: str

    def read(self, data: bytes, file: str) -> TableFile:
        kind = recognise(data, file=file, limits=self.request.limits)
        odd = misnamed(file, kind)
        if kind == "gzip":
            table = self._gunzipped(data, file)
        elif kind == "zip":
            table = self._unzipped(data, file)
        else:
            return self._table(data, kind, file, file)
        return replace(table, notes=(odd, *table.notes)) if odd else table

    def _gunzipped(self, data: bytes, file: str) -> TableFile:
        inside = _gunzip(data, file, self.request.limits)
        kind = recognise(inside, file=file, limits=self.request.limits)
        if kind in ("gzip", "zip"):
            raise _archive_in_archive(file)
        name = file[:-3] if file.lower().endswith(".gz") else ""
        return self._table(inside, kind, file, name)

    def _unzipped(self, data: bytes, file: str) -> TableFile:
        """The tables in an archive as sheets of one; what holds none is left out with a note."""
        everything = replace(self, request=replace(self.request, sheets=()))
        tables: list[tuple[str, TableFile]] = []
        notes: list[str] = []
        for member, content in unzipped(data, file=file, password=self.request.password, limits=self.request.limits):
            place = f"{file}/{member}"
            kind: Format = "text"  # until it is known: garbage is no table, but a table that fails stops the reading
            try:
                kind = recognise(content, file=place, limits=self.request.limits)
                if kind in ("gzip", "zip"):
                    raise _archive_in_archive(place)
                tables.append((member, everything._table(content, kind, place, member)))
            except InputError as error:
                if kind != "text" or error.code not in _NO_TABLE or error.hint == UNPACK:
                    raise
                notes.append(spoken()("note.left_out", member=repr(member), why=error.message))
        if not tables:
            raise InputError(
                "this is a zip archive without a table in it", file=file, code="unsupported",
                hint="; ".join(notes[:3]) or "is it the right file?",
            )  # fmt: skip
        alone = len(tables) == 1
        sheets = [replace(s, name=_sheet_name(m, s, alone=alone)) for m, table in tables for s in table.sheets]
        for member, table in tables:
            notes.extend(note if alone else f"{member!r}: {note}" for note in table.notes)
        chosen_sheets = chosen(sheets, self.request.sheets, file)
        return TableFile(file=file, sha256=self.sha256, sheets=chosen_sheets, notes=tuple(notes))

    def _table(self, data: bytes, kind: Format, file: str, name: str) -> TableFile:
        """The table of a file that is no archive; ``name`` is what its kind is compared with."""
        odd = misnamed(name, kind)
        if kind in ("encrypted", "encrypted_ods"):
            data = self._opened(data, kind, file)
            kind = recognise(data, file=file, limits=self.request.limits)
        try:
            table = self._parsed(data, kind, file)
        except InputError as error:
            if error.code != "encrypted" or kind != "xls":
                raise
            table = self._parsed(self._opened(data, "encrypted", file), "xls", file)
        notes = ([odd] if odd else []) + ([spoken()("note.macros")] if holds_macros(data, kind) else [])
        return replace(table, notes=(*notes, *table.notes)) if notes else table

    def _opened(self, data: bytes, kind: Format, file: str) -> bytes:
        """The workbook in a protected file. What OpenDocument needs is imported for it alone."""
        asked = self.request
        if kind == "encrypted":
            return decrypted(data, file=file, password=asked.password)
        opener = _function("ods_encrypted", "opened_package")
        opened: bytes = opener(data, file=file, password=asked.password, limits=asked.limits)
        return opened

    def _parsed(self, data: bytes, kind: Format, file: str) -> TableFile:
        if kind not in _READERS:  # a protected archive, or a protected file twice over
            raise InputError(
                "this is an archive, or another protected file, in a protected file", file=file, code="unsupported",
                hint=UNPACK,
            )  # fmt: skip
        asked = self.request
        told = {"text": {"encoding": asked.encoding}, "ods": {"password": asked.password}}.get(kind, {})
        reader = _function(*_READERS[kind])
        table: TableFile = reader(data, file=file, sha256=self.sha256, wanted=asked.sheets, limits=asked.limits, **told)
        return table


def _function(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is imported now."""
    function: Callable[..., Any] = getattr(import_module(f"screening.tables.{module}"), name)
    return function


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
