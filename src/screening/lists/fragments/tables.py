"""Entries of a list in TOML or JSON: the lines of a table, the lines or objects of JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from screening.lists.fragments.elements import Cut
from screening.source_text import key_lines

_DECODER = json.JSONDecoder()
_ENTITIES = re.compile(r'"entity"\s*:\s*\[')


def cut_toml(data: bytes, key: str) -> Iterator[Cut]:
    """The ``[[entity]]`` tables with the comments above them, each with the value of its ``key``."""
    text = data.decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    starts = key_lines(text)
    entries = tomllib.loads(text).get("entity", ())
    begins = [_with_comments(lines, starts[f"entity[{number}]"] - 1) for number in range(len(entries))]
    others = [_with_comments(lines, line - 1) for table, line in starts.items() if table.startswith("mentioned")]
    for entry, begin in zip(entries, begins, strict=True):
        end = min((line for line in (*begins, *others) if line > begin), default=len(lines))
        yield str(entry.get(key, "")), "".join(lines[begin:end]).encode()


def _with_comments(lines: list[str], begin: int) -> int:
    while begin and lines[begin - 1].startswith("#"):
        begin -= 1
    return begin


def cut_json(data: bytes, key: str, *, is_document: bool) -> Iterator[Cut]:
    """The objects of JSON, one a line, or in the array ``entity`` of one document, each with the value of its ``key``.

    Objects of a file that holds one a line may stand inside of an operation on them (``{"op": ..., "entity": ...}``).
    """
    text = data.decode("utf-8-sig")
    document = _ENTITIES.search(text) if is_document else None
    at = document.end() if document else 0
    while (begin := text.find("{", at)) >= 0:
        try:
            value, at = _DECODER.raw_decode(text, begin)
        except ValueError:
            return
        inner = value.get("entity", value)
        yield str(inner.get(key, "")) if isinstance(inner, dict) else "", text[begin:at].encode()
