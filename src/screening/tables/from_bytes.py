"""From the bytes of a file to a table of text, or an InputError: nothing else comes out of a reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from screening.errors import InputError
from screening.tables.model import TableFile
from screening.tables.package import SAVE_AGAIN
from screening.tables.readers import read_data
from screening.tables.request import Request

_REASON = 200  # most characters of a foreign message that are shown


def read_bytes(data: bytes, request: Request, *, sha256: str = "") -> TableFile:
    """The table in ``data``; ``sha256`` is passed on.

    Raises InputError and nothing else, whatever the bytes are: with the codes of `registry.read_table`.
    """
    with only_input_errors(request.file):
        return read_data(
            data, file=request.file, sha256=sha256, sheets=request.sheets, password=request.password,
            limits=request.limits,
        )  # fmt: skip


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
