"""The items of one array in a JSON object, one by one: only the text is held, and never all that it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from screening.errors import ListError
from screening.lists.xml_stream import DOWNLOAD_AGAIN

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Item(NamedTuple):
    """An item of the array, with its 1-based number and the line on which it begins."""

    number: int
    line: int
    value: Any


class Beside(NamedTuple):
    """What stands beside the array in the object, under its key."""

    key: str
    value: Any


def read_items(text: str, file: str, key: str) -> Iterator[Item | Beside]:
    """Each item of the array under ``key`` and what else the object holds, in the order of the file.

    Raises ListError where the text is no JSON object, ends too early, or has no such array.
    """
    try:
        yield from _Scanner(text, file).items(key)
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        message = f"is cut off or damaged: not valid JSON at column {error.colno} ({what})"
        raise ListError(message, file=file, line=error.lineno, hint=DOWNLOAD_AGAIN, code="corrupt") from None
    except RecursionError:
        raise ListError("is nested too deeply", file=file, code="syntax") from None


class _Scanner:
    """A JSON text and how far it is read."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._line, self._counted = 1, 0

    def items(self, wanted: str) -> Iterator[Item | Beside]:
        is_found, is_first = False, True
        self._expect("{")
        while not self._accept("}"):
            if not is_first:
                self._expect(",")
            is_first = False
            key = self._value()
            self._expect(":")
            if key == wanted and not is_found:
                is_found = True
                yield from self._array()
            else:
                yield Beside(str(key), self._value())
        self._skip()
        if self._at != len(self._text):
            raise json.JSONDecodeError("extra data", self._text, self._at)
        if not is_found:
            raise ListError(f"has no {wanted!r}", file=self._file, hint=DOWNLOAD_AGAIN, code="corrupt")

    def _array(self) -> Iterator[Item]:
        self._expect("[")
        number = 0
        while not self._accept("]"):
            if number:
                self._expect(",")
            self._skip()
            number += 1
            line = self._line_here()
            yield Item(number, line, self._value())

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _value(self) -> Any:
        self._skip()
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return value

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _accept(self, sign: str) -> bool:
        self._skip()
        if not self._text.startswith(sign, self._at):
            return False
        self._at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._accept(sign):
            raise json.JSONDecodeError(f"expecting {sign!r}", self._text, self._at)
