"""Watchlists in TOML: the format of the shipped list."""

from __future__ import annotations

import re

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.document import read_document
from screening.source_text import Source, decode, head_text, parse_toml

_TABLE = re.compile(r"^\s*\[{1,2}\s*(watchlist|entity|entities|mentioned)\s*\]", re.MULTILINE)


def recognise(head: bytes) -> bool:
    """Whether a ``[watchlist]``, ``[[entity]]`` or ``[[mentioned]]`` stands at the beginning of the file."""
    return _TABLE.search(head_text(head)) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The watchlist in ``data``. Raises ListError with the line of each problem."""
    unparsed = Source(file, error=ListError)
    source = Source(file, decode(data, unparsed), error=ListError)
    return read_document(parse_toml(source), source, name)
