"""Everything that can go wrong through a user's file, configuration or command, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType


class ScreeningError(Exception):
    """Base of all errors that a user can cause; the text says where it is and what to do.

    ``message`` is the sentence itself. ``file``, ``sheet``, ``row`` (1-based, as the spreadsheet shows it),
    ``column`` (a header or a letter), ``line`` (1-based, of a text file), ``entry`` (the id of a listed entity)
    and ``key`` (of a configuration or list file) say where; ``hint`` says what to do. ``code`` is a stable word
    for programs (``not_found``, ``corrupt`` ...). ``problems`` holds every error that was found, where one error
    tells of several.
    """

    exit_status = 3

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        line: int | None = None,
        entry: str | None = None,
        key: str | None = None,
        hint: str | None = None,
        code: str = "error",
        problems: tuple[ScreeningError, ...] = (),
    ) -> None:
        self.message = message
        self.file = str(file) if file is not None else None
        self.sheet = sheet
        self.row = row
        self.column = column
        self.line = line
        self.entry = entry
        self.key = key
        self.hint = hint
        self.code = code
        self.problems = problems
        super().__init__(str(self))

    def __str__(self) -> str:
        place = [
            part
            for part in (
                self.file,
                f"line {self.line}" if self.line is not None else None,
                f"sheet {self.sheet!r}" if self.sheet else None,
                f"row {self.row}" if self.row is not None else None,
                f"column {self.column!r}" if self.column else None,
                f"entry {self.entry!r}" if self.entry else None,
                self.key,
            )
            if part
        ]
        sentence = f"{', '.join(place)}: {self.message}" if place else self.message
        return f"{sentence} ({self.hint})" if self.hint else sentence


class UsageError(ScreeningError):
    """The command or the call was used wrongly."""

    exit_status = 2


class ConfigError(ScreeningError):
    """The configuration is wrong: which key, and what it may be; ``problems`` holds every error found in it."""

    exit_status = 2


INPUT_CODES: Mapping[str, str] = MappingProxyType(
    {
        "not_found": "there is no such file",
        "unreadable": "it may not be read, or is a folder, a pipe or a device",
        "empty": "there is nothing in it",
        "no_table": "no column holds names or identifiers",
        "no_sheet": "a sheet that was asked for is not there",
        "unsupported": "a kind of file that is not read",
        "encrypted": "it is protected with a password",
        "corrupt": "it is damaged",
        "encoding": "a text file is not in the encoding that was given",
        "too_large": "it exceeds one of the limits",
        "timed_out": "reading it took longer than it may",
        "crashed": "the process that read it came to a sudden end",
        "no_process": "the process that reads files could not be started",
        "internal": "a reader failed in a way that was not foreseen",
        "not_a_report": "of an earlier report: it is none",
        "other_version": "of an earlier report: another version of the program wrote it",
        "not_a_table": "of an earlier report: it was not made from a table",
        "not_the_row": "of an earlier report: a row of it cannot be made again",
        "changed": "of a filled-in workbook: what is decided on is not as the report was written",
        "twice": "of a filled-in workbook: two lines decide on one hit",
        "bad_decision": "of a filled-in workbook: a cell of a decision is wrong or missing",
        "tampered": "of the store of decisions: a record is not as it was stored",
        "later_version": "of the store of decisions: a later version of the program wrote it",
    }
)
"""The codes of InputError, and what each says of the file."""


class InputError(ScreeningError):
    """A counterparty file, an earlier report or the decisions could not be read; ``code`` is one of ``INPUT_CODES``."""


class ListError(ScreeningError):
    """A watchlist could not be read; ``problems`` holds every error that was found in it.

    ``partial`` is the list as far as it goes, where what is there could be read and is not all.
    """

    partial: object = None


class OutputError(ScreeningError):
    """A report could not be written; what stood there before still stands."""

    exit_status = 4
