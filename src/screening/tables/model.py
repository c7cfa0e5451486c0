"""A table file as read: sheets of text cells with the row numbers that a person sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from screening.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
"""What stands between the cells of a text file."""

Cells = tuple[str, ...]
Row = tuple[int, Cells]
"""A row number (1-based, as a spreadsheet program shows it) and the row's cells from column A on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows in order, the blank ones left out (the row numbers show the gaps).

    ``problems`` says by row number what was odd about a row; ``notes`` what was odd about the sheet.
    ``has_header`` says that the first row is certainly the header (the labels of a DataFrame).
    """

    name: str
    rows: Sequence[Row]
    problems: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    has_header: bool = False


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file as read: its name without the folder, the SHA-256 of its bytes, its sheets, and what was odd about it."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Part = TypeVar("_Part", bound=_Named)


def chosen(sheets: Sequence[_Part], wanted: Sequence[str], file: str) -> tuple[_Part, ...]:
    """The sheets of the wanted names, in their own order; all of them where none is named.

    Raises InputError ``no_sheet``, naming those there are.
    """
    if not wanted:
        return tuple(sheets)
    keys = [sheet.name.strip().lower() for sheet in sheets]
    for name in wanted:
        if name.strip().lower() not in keys:
            names = ", ".join(repr(sheet.name) for sheet in sheets if sheet.name)
            hint = f"it has {names}" if names else "it is not a workbook"
            raise InputError(f"there is no sheet {name!r}", file=file, code="no_sheet", hint=hint)
    named = {name.strip().lower() for name in wanted}
    return tuple(sheet for key, sheet in zip(keys, sheets, strict=True) if key in named)


def is_blank(cells: Cells) -> bool:
    """Whether no cell holds anything but white space."""
    return not any(cell and not cell.isspace() for cell in cells)


def column_letter(index: int) -> str:
    """The letters of the column at ``index`` (0-based): A, B ... Z, AA ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
