"""Files that are no lists and are given for one: what they are, and which file to take instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from screening.errors import ListError
from screening.lists.xml_root import root_name

_HEAD = 65_536  # bytes that tell what a file is
_PREFACE = r"(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*"  # before what a file begins with


class _File(NamedTuple):
    """A kind of file, how it begins and what it holds (all of these)."""

    what: str
    take: str
    begins: re.Pattern[str]
    holds: Sequence[re.Pattern[str]]


def mistake(data: bytes, file: str) -> ListError | None:
    """The error that says what a file is and which one to take in its place; None where it is none that is known."""
    head = data[:_HEAD]
    text = head.decode("latin-1")  # every byte is a letter: the signs are ASCII, or the bytes of packed files
    for kind in _kinds():
        if kind.begins.match(text) and all(sign.search(text) for sign in kind.holds):
            return ListError(kind.what, file=file, hint=kind.take, code="unrecognised")
    if root := root_name(head):
        message = f"is XML with the root element <{root}>, which no list that is known here has"
        return ListError(message, file=file, hint="download the list in one of its usual formats", code="unrecognised")
    return None


@cache
def _kinds() -> Sequence[_File]:
    text = (files("screening") / "data" / "mistaken_files.toml").read_text(encoding="utf-8")
    return [
        _File(
            kind["what"],
            kind["take"],
            re.compile(f"{_PREFACE}(?:{kind['begins']})", re.IGNORECASE | re.DOTALL),
            [re.compile(sign, re.IGNORECASE) for sign in kind.get("holds", ())],
        )
        for kind in tomllib.loads(text)["file"]
    ]
