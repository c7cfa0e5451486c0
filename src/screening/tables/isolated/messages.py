"""What passes between the two processes: messages of a kind and a length, with JSON in them.

Whoever receives a message may have been sent it by a process that a hostile file has taken over. So nothing in it can
run (as in a pickle) or break the reader (as in a marshalled value), and everything in it is checked.
"""

from __future__ import annotations

import json
import struct
import traceback
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from types import NoneType
from typing import IO, Any, TypeVar

from screening.errors import INPUT_CODES, InputError
from screening.tables.model import Row

READY = b"r"  # the child has started
SHEET = b"s"  # a sheet begins: its name, notes, whether it has a header
ROWS = b"w"  # rows of that sheet
PROBLEMS = b"p"  # problems of that sheet, by row
DONE = b"d"  # the file has been read: its notes
FAILED = b"f"  # the file has been refused: the error

LENGTH = 4
"""Bytes of the number before each piece of the file, on the way to the child."""

LONGEST_ROW = 16 << 20
"""Most characters of one row: a row is told whole."""

_BATCH_ROWS = 2_000
_BATCH_CHARACTERS = 1 << 20
_ESCAPED = 6  # most bytes of a character

MOST = _ESCAPED * LONGEST_ROW + (4 << 20)
"""Most bytes of one message: of a row that stands alone in it."""

_BETWEEN = "\x7f"  # between the cells of a message: a sign that JSON leaves as it is, and hardly any cell holds

_ENCODED = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_HEAD = struct.Struct("<cQ")
_PIECE = 1 << 20
_MESSAGE = 2_000  # most characters of an error
_TRACE = 20_000  # most characters of a traceback: its end


_Told = TypeVar("_Told", bound=tuple[int, tuple[str, ...]])


class BrokenMessageError(ValueError):
    """The other side did not say what it should have said."""


def send(stream: IO[bytes], kind: bytes, value: object) -> None:
    """Write one message. Lone surrogates, which no encoding has, pass through."""
    data = _ENCODED(value).encode("utf-8", "surrogatepass")
    stream.write(_HEAD.pack(kind, len(data)))
    stream.write(data)


def receive(stream: IO[bytes], *, most: int = MOST) -> tuple[bytes, Any] | None:
    """The next message; None where the stream has ended. Raises BrokenMessageError, also beyond ``most`` bytes."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    if size > most:
        raise BrokenMessageError(f"a message of {size} bytes")
    data = bytearray()  # grows with what is there, whatever size was told
    while len(data) < size:
        if not (piece := stream.read(min(_PIECE, size - len(data)))):
            return None
        data += piece
    try:
        return kind, json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise BrokenMessageError(str(error)) from error


def batches(rows: list[_Told]) -> Iterator[list[_Told]]:
    """Rows, or problems of rows, in order, some at a time. They are taken off the list: memory shrinks as they go."""
    rows.reverse()
    while rows:
        batch = rows[: -_BATCH_ROWS - 1 : -1]
        while len(batch) > 1 and sum(map(len, _texts_of(batch))) > _BATCH_CHARACTERS:
            del batch[len(batch) // 2 :]
        del rows[-len(batch) :]
        yield batch


def _texts_of(rows: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    return chain.from_iterable(texts for _, texts in rows)


def packed(rows: Sequence[Row]) -> list[Any]:
    """Rows as their numbers, how many cells each has, and all cells: as one text, for lists of texts cost much more."""
    cells = list(_texts_of(rows))
    joined = _BETWEEN.join(cells)
    apart = joined.count(_BETWEEN) != len(cells) - 1  # a cell holds that sign, or there are no cells
    return [[number for number, _ in rows], [len(row) for _, row in rows], cells if apart else joined]


def unpacked(value: Any) -> list[Row]:
    """The rows that ``packed`` made this of. Raises BrokenMessageError."""
    if type(value) is not list or len(value) != 3:
        raise BrokenMessageError("rows of another form")
    numbers, widths, told = value
    if not all(type(one) is list and _all(one, int) for one in (numbers, widths)):
        raise BrokenMessageError("rows of another form")
    cells = told.split(_BETWEEN) if type(told) is str else list(texts(told))
    if len(numbers) != len(widths) or sum(widths) != len(cells) or min(widths, default=0) < 0:
        raise BrokenMessageError("cells that fit no rows")
    ends = list(accumulate(widths, initial=0))
    return [(number, tuple(cells[start:end])) for number, start, end in zip(numbers, ends, ends[1:], strict=False)]


def told(error: InputError) -> list[Any]:
    """The error as a message, with where it arose."""
    trace = "".join(traceback.format_exception(error))
    return [error.code, error.message, error.hint, error.sheet, error.row, error.column, error.line, trace[-_TRACE:]]


def untold(value: Any, *, file: str) -> tuple[InputError, str]:
    """The error that ``told`` made this of, and where it arose. Raises BrokenMessageError."""
    if type(value) is not list or len(value) != 8:
        raise BrokenMessageError("an error of another form")
    code, message, hint, sheet, row, column, line, trace = value
    if {*map(type, (code, message, trace))} != {str} or code not in INPUT_CODES:
        raise BrokenMessageError("an error of another form")
    if not ({*map(type, (hint, sheet, column))} <= {str, NoneType} and {*map(type, (row, line))} <= {int, NoneType}):
        raise BrokenMessageError("an error of another form")
    error = InputError(
        message[:_MESSAGE], file=file, sheet=sheet, row=row, column=column, line=line, hint=hint, code=code
    )
    return error, trace


def parts(value: Any, *types: type) -> list[Any]:
    """The items of a list that has one of each of the types. Raises BrokenMessageError for anything else."""
    if type(value) is not list or list(map(type, value)) != list(types):
        raise BrokenMessageError("a message of another form")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts. Raises BrokenMessageError for anything else."""
    if type(value) is not list or not _all(value, str):
        raise BrokenMessageError("texts of another form")
    return tuple(value)


def _all(values: Iterable[Any], kind: type) -> bool:
    return set(map(type, values)) <= {kind}
