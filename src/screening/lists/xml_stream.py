"""XML lists read entry by entry, with nothing that an attacker could use: no DTD, no entities, no network.

Published lists are shallow: a root, entries, and in an entry plain values and lists of items. Expat is used by itself:
it builds no tree, so memory does not grow with the file. No published list declares a document type, so refusing any
loses nothing, and with it go entity bombs and external entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from screening.errors import ListError

Item = dict[str, str]
"""The values of one item by their elements' names."""

_CHUNK = 2**18  # bytes parsed before the entries in them are handed on
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})  # what expat reads without asking Python
_ENTRY, _FIELD, _ITEM = 2, 3, 4  # levels of nesting; the root is 1

DOWNLOAD_AGAIN = "download it again from its publisher"


class Entry(NamedTuple):
    """What one element below the root holds.

    ``fields`` are its own values, ``lists`` the items in its lists by the name of the items; a plain value in a list
    is an item that holds itself (``{"program": "CUBA"}``).
    """

    name: str
    fields: Item
    lists: dict[str, list[Item]]


def read_entries(data: bytes, file: str) -> Iterator[Entry]:
    """The elements below the root, each when it is complete.

    Values lose the space around them; empty ones are left out.
    Raises ListError for XML that is not well formed (a file cut off), declares a document type or is in another
    encoding than those that XML has to know.
    """
    stream = _Stream()
    content = memoryview(data)
    for start in range(0, len(data), _CHUNK):
        yield from stream.feed(content[start : start + _CHUNK], file)
    yield from stream.feed(b"", file, is_last=True)


class RefusedError(Exception):
    """The XML holds what no published list needs and attackers use."""


class _Stream:
    """Expat, with handlers that gather entries by depth alone: the names are the business of the list's reader."""

    def __init__(self) -> None:
        self._done: list[Entry] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.ordered_attributes = True  # no attribute is read: the cheaper form
        self._parser.XmlDeclHandler = check_encoding
        self._parser.StartDoctypeDeclHandler = refuse_dtd
        self._set_handlers()

    def _set_handlers(self) -> None:
        """The handlers as closures: they run about a million times in a large list."""
        level = 0
        text: list[str] = []
        fields: Item = {}
        lists: dict[str, list[Item]] = {}
        item: Item = {}

        def on_start(_name: str, _attributes: object) -> None:
            nonlocal level
            level += 1
            text.clear()

        def on_end(name: str) -> None:
            nonlocal level, fields, lists, item
            value = "".join(text).strip() if text else ""
            text.clear()
            if level > _ITEM or (level == _ITEM and value):
                if value:
                    item[name] = f"{item[name]}; {value}" if name in item else value
            elif level == _FIELD and value:
                fields[name] = f"{fields[name]}; {value}" if name in fields else value
            elif level == _ENTRY:
                self._done.append(Entry(name, fields, lists))
                fields, lists = {}, {}
            if level == _ITEM and item:
                lists.setdefault(name, []).append(item)
                item = {}
            level -= 1

        self._parser.StartElementHandler = on_start
        self._parser.EndElementHandler = on_end
        self._parser.CharacterDataHandler = text.append

    def feed(self, chunk: bytes | memoryview, file: str, *, is_last: bool = False) -> list[Entry]:
        """The entries that end in the chunk. Raises ListError."""
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            message = f"is cut off or damaged: not well-formed XML ({expat.ErrorString(error.code)})"
            raise ListError(message, file=file, line=error.lineno, hint=DOWNLOAD_AGAIN, code="corrupt") from None
        except RefusedError as error:
            raise ListError(str(error), file=file, hint=DOWNLOAD_AGAIN, code="unsafe") from None
        done, self._done = self._done, []
        return done


def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """Refuse an encoding that XML need not know, before expat asks Python for any codec of that name.

    Raises RefusedError.
    """
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise RefusedError(f"is XML in the encoding {encoding!r}, and must be UTF-8")


def refuse_dtd(*_: object) -> None:
    """Refuse any document type. Raises RefusedError."""
    raise RefusedError("declares a document type (DTD), which published lists never do and entity bombs need")
