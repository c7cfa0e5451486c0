"""How much of a file is read: bounds that no honest table of counterparties comes near."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024
_SECONDS = 15.0  # for any file
_SECONDS_A_MIB = 10.0  # and for each MiB of it: a packed workbook of that size takes some 2


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input. Beyond any of them reading stops with InputError ``too_large``, before it costs anything.

    ``memory_bytes`` and ``seconds`` hold where the file is read in a process of its own; beyond ``seconds`` the error
    is ``timed_out``.
    """

    file_bytes: int = 256 * _MIB
    unpacked_bytes: int = 2048 * _MIB  # of all members of a workbook: they are read as a stream, and never held
    unpack_ratio: int = 200  # unpacked to packed; sheets of real tables lie between 5 and 30
    unpack_ratio_from: int = 10 * _MIB  # members smaller than this may have any ratio: they cannot hurt
    members: int = 10_000  # files inside a workbook; each sheet, picture and comment is one
    xml_depth: int = 200
    rows: int = 2_000_000  # of one sheet or text file
    columns: int = 16_384  # what spreadsheet programs allow
    cells: int = 20_000_000  # of all sheets, counting the gaps that a table of text has to fill
    characters: int = 256 * _MIB  # of all cells, counting a shared text as often as it is used
    blank_rows: int = 1_000  # blank rows in one gap of a table that still count as rows of it
    memory_bytes: int = 4096 * _MIB
    seconds: float | None = None  # of processor time; None: by the size of the file

    def seconds_for(self, size: int) -> float:
        """The processor time that a file of ``size`` bytes may take; ten times as much may pass by the clock."""
        return self.seconds if self.seconds is not None else _SECONDS + _SECONDS_A_MIB * size / _MIB


LIMITS = Limits()
"""The bounds that hold unless a caller passes others."""
