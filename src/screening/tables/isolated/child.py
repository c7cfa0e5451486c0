"""The process that reads one file: its bytes come on standard input, what is in it goes to standard output.

It is started by `parent`, ends with it, and is never used for a second file.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from io import BytesIO
from typing import IO

from screening.errors import InputError
from screening.tables.from_bytes import only_input_errors, read_bytes
from screening.tables.isolated import messages
from screening.tables.isolated.bounds import end_with, set_bounds
from screening.tables.isolated.messages import send
from screening.tables.limits import Limits
from screening.tables.model import Sheet
from screening.tables.request import Request
from screening.texts import Texts, speaking

_RESERVE = 4 << 20  # bytes that are let go when memory has run out, to say so


def main() -> None:
    """Read the one file that standard input holds, answer, and end the process."""
    faulthandler.enable()  # where a library crashes, standard error says at which call
    gc.disable()  # rows hold no cycles, and all goes when this process ends
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that prints may get between the answers
    send(answers, messages.READY, [])
    answers.flush()
    if (asked := messages.receive(source)) is None:
        os._exit(1)  # the parent has gone
    told, language, changed = asked[1]
    request = Request(**{**told, "sheets": tuple(told["sheets"]), "limits": Limits(**told["limits"])})
    data = _file(source)
    end_with(source.fileno())
    set_bounds(memory_bytes=request.limits.memory_bytes, seconds=request.limits.seconds_for(len(data)))
    with speaking(Texts(language, changed)):
        _answer(answers, data, request)
    answers.flush()
    os._exit(0)  # at once: millions of cells need not be let go one by one


def _file(source: IO[bytes]) -> bytes:
    """The bytes of the file: pieces, each after its length, and an empty one at the end."""
    data = BytesIO()
    while size := int.from_bytes(source.read(messages.LENGTH), "little"):
        data.write(source.read(size))
    return data.getvalue()


def _answer(answers: IO[bytes], data: bytes, request: Request) -> None:
    reserve = bytearray(_RESERVE)
    try:
        with only_input_errors(request.file):
            table = read_bytes(data, request)
            sheets, notes = list(reversed(table.sheets)), table.notes
            del table, data
            while sheets:
                _send_sheet(answers, sheets.pop())
            send(answers, messages.DONE, list(notes))
    except InputError as error:
        reserve.clear()
        send(answers, messages.FAILED, messages.told(error))


def _send_sheet(answers: IO[bytes], sheet: Sheet) -> None:
    send(answers, messages.SHEET, [sheet.name, list(sheet.notes), sheet.has_header])
    for problems in messages.batches(list(sheet.problems.items())):
        send(answers, messages.PROBLEMS, [[row, list(texts)] for row, texts in problems])
    rows = sheet.rows if isinstance(sheet.rows, list) else list(sheet.rows)
    for batch in messages.batches(rows):
        number, cells = batch[-1]  # the only one that may be long
        if sum(map(len, cells)) > messages.LONGEST_ROW:
            raise InputError(
                f"the row has more than {messages.LONGEST_ROW:,} characters", sheet=sheet.name or None, row=number,
                code="too_large", hint="is it a table?",
            )  # fmt: skip
        send(answers, messages.ROWS, messages.packed(batch))
