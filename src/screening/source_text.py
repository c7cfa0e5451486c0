"""A user's text file: decoded strictly, parsed as TOML, and complained about with file, line and key."""

from __future__ import annotations

import codecs
import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from screening.errors import ConfigError, ScreeningError

_UTF16_OR_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """A file that complaints are about: its name, its TOML text where it has one, and the kind of its errors.

    ``prefix`` is the table that holds the data (``tool.screening``), if not the whole file does.
    """

    file: str | None = None
    text: str = ""
    prefix: str = ""
    error: type[ScreeningError] = ConfigError

    def problem(
        self, key: str, message: str, *, hint: str | None = None, entry: str | None = None, table: str = ""
    ) -> ScreeningError:
        """An error at ``key``; ``table`` is its parent (``entity[3]``) where the text names ``entry``."""
        line = self.line(f"{table}.{key}".strip("."))
        return self.error(message, file=self.file, line=line, entry=entry, key=key, hint=hint)

    def line(self, key: str) -> int | None:
        """The line of a dotted key, or of the nearest table or key around it; None where neither is there."""
        path = f"{self.prefix}.{key}".strip(".")
        while path:
            if path in self._lines:
                return self._lines[path]
            path = re.sub(r"(^|\.)[^.\[\]]*$|\[\d+\]$", "", path)
        return None

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return key_lines(self.text)


def decode(data: bytes, source: Source, *, hint: str = "save it as UTF-8") -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises ``source.error`` with the ``hint`` for any other encoding.
    """
    if data.startswith(_UTF16_OR_32):
        raise source.error("is UTF-16 text", file=source.file, hint=hint, code="encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        raise source.error(message, file=source.file, line=line, hint=hint, code="encoding") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "holds a NUL character: it is UTF-16 text, or damaged"
        raise source.error(message, file=source.file, line=line, hint=hint, code="encoding")
    return text


def head_text(head: bytes) -> str:
    """The beginning of a file as text good enough to recognise its format by.

    NUL characters and what is not UTF-8 are dropped, so that a UTF-16 file is recognised for what it holds,
    and its reader can say what is wrong with it.
    """
    return head.replace(b"\0", b"").decode("utf-8", errors="ignore").removeprefix("\ufeff")


def parse_toml(source: Source) -> dict[str, Any]:
    """The data of the source's TOML text, dates as ISO text.

    Raises ``source.error`` with line and column where the text is not TOML.
    """
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        what, line, column = _place(str(error))
        where = f"at column {column}" if column else "at the end of the file"
        message = f"not valid TOML {where}: {what[:1].lower()}{what[1:]}"
        at = int(line) if line else source.text.count("\n") + 1
        raise source.error(message, file=source.file, line=at, code="syntax") from None
    except RecursionError:
        raise source.error("is nested too deeply", file=source.file, code="syntax") from None
    except ValueError:  # what int() says of thousands of digits
        raise source.error("holds a number that is too long", file=source.file, code="syntax") from None
    return {key: _dates_as_text(value) for key, value in data.items()}


def _place(text: str) -> tuple[str, str | None, str | None]:
    """What tomllib says, and at which line and column."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", text, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (text, None, None)


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


_STRING_OR_COMMENT = re.compile(
    r'''""".*?(?<!\\)(?:\\\\)*"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*''', re.DOTALL
)
_HEADER = re.compile(r"\s*(\[{1,2})([^\[\]]+)\]{1,2}\s*$")
_KEY = re.compile(r"\s*([^=\[\]{}#]+?)\s*=")
_PART = re.compile(r""""[^"]*"|'[^']*'|[^.\s]+""")


def key_lines(text: str) -> dict[str, int]:
    """Where each table and key of a TOML text stands: dotted key (``entity[3].name``) to line number.

    An array of tables (``entity``) stands where its first table does. Keys inside inline tables are not told: their
    line is that of the key that holds them.
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, depth = "", 0
    for number, (line, code) in enumerate(zip(text.split("\n"), _masked(text).split("\n"), strict=True), 1):
        if depth == 0 and (header := _HEADER.match(code)):
            table = _table(_parts(line, header.span(2)), counts, is_array=len(header[1]) == 2)
            lines.setdefault(table, number)
            lines.setdefault(table.removesuffix("[0]"), number)
        elif depth == 0 and (key := _KEY.match(code)):
            parts = _parts(line, key.span(1))
            for end in range(1, len(parts) + 1):
                lines.setdefault(".".join([*([table] if table else []), *parts[:end]]), number)
        depth += code.count("[") + code.count("{") - code.count("]") - code.count("}")
    return lines


def _masked(text: str) -> str:
    """The text with every string and comment blanked out, so that what is left is structure."""
    return _STRING_OR_COMMENT.sub(
        lambda found: re.sub(r"[^\n]", " " if found[0].startswith("#") else "_", found[0]), text
    )


def _parts(line: str, span: tuple[int, int]) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(line[slice(*span)])]


def _table(parts: list[str], counts: dict[str, int], *, is_array: bool) -> str:
    """The dotted name of a table header, with the index of each array of tables on the way."""
    path = ""
    for part in parts[:-1]:
        path = f"{path}.{part}".strip(".")
        path = f"{path}[{counts[path] - 1}]" if path in counts else path
    path = f"{path}.{parts[-1]}".strip(".")
    if not is_array:
        return path
    counts[path] = counts.get(path, 0) + 1
    return f"{path}[{counts[path] - 1}]"
