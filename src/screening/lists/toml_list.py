"""Watchlists in TOML: the format of the shipped list."""

from __future__ import annotations

import contextlib
import re

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.document import read_document
from screening.lists.gathering import with_partial
from screening.source_text import Source, decode, head_text, parse_toml

_ENTRY = re.compile(r"^\s*\[\[\s*(?:entity|mentioned)\s*\]\]", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[{1,2}\s*(watchlist|entity|entities|mentioned)\s*\]", re.MULTILINE)


def recognise(head: bytes) -> bool:
    """Whether a ``[watchlist]``, ``[[entity]]`` or ``[[mentioned]]`` stands at the beginning of the file."""
    return _TABLE.search(head_text(head)) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The watchlist in ``data``. Raises ListError with the line of each problem.

    The error of what is no TOML holds the entries before the one in which it stands.
    """
    unparsed = Source(file, error=ListError)
    source = Source(file, decode(data, unparsed), error=ListError)
    try:
        document = parse_toml(source)
    except ListError as error:
        with contextlib.suppress(ListError):
            before = Source(file, _before(source.text, error.line or 1), error=ListError)
            with_partial(error, read_document(parse_toml(before), before, name))
        raise
    return read_document(document, source, name)


def _before(text: str, line: int) -> str:
    """The text before the entry that a line is in, which may be the one behind the last."""
    readable = "\n".join(text.split("\n")[:line])
    starts = [found.start() for found in _ENTRY.finditer(readable)]
    return readable[: starts[-1]] if starts else ""
