"""XML read as a stream of events, with nothing that an attacker could use: no DTD, no entities, no deep nesting.

Expat itself is used rather than ElementTree: it builds no tree, so memory does not grow with the file. No format of
workbooks has a DTD, so refusing any loses nothing, and with it go entity bombs and external entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.parsers import expat

Attributes = dict[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]

SPREADSHEETML = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the "strict" variant of the format
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)
_SEPARATOR = "}"
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})  # what expat reads by itself


class UnsafeXmlError(ValueError):
    """The XML holds what no workbook needs and attackers use."""


class Events:
    """Feeds XML to handlers, one for each element of a format that matters, by its local name.

    Elements of other namespaces than ``namespaces`` are not seen. ``text`` receives all character data, ``declared``
    each declaration of a namespace: its prefix (None for the default) and its name.
    """

    def __init__(
        self,
        starts: Mapping[str, Start],
        ends: Mapping[str, End] = MappingProxyType({}),
        text: Callable[[str], object] | None = None,
        *,
        depth: int,
        namespaces: Sequence[str] = SPREADSHEETML,
        declared: Callable[[str | None, str], object] | None = None,
    ) -> None:
        at_start = {qualified(space, name): start for space in namespaces for name, start in starts.items()}
        at_end = {qualified(space, name): end for space in namespaces for name, end in ends.items()}
        level = lowest = 0

        def on_start(name: str, attributes: Attributes) -> None:
            nonlocal level
            level += 1
            if level > depth:
                raise UnsafeXmlError(f"its XML is nested more than {depth} levels deep")
            if name in at_start:
                at_start[name](attributes)

        def on_end(name: str) -> None:
            nonlocal level, lowest
            level -= 1
            lowest = min(lowest, level)
            if name in at_end:
                at_end[name]()

        def push(data: bytes) -> tuple[int, int]:
            nonlocal lowest
            lowest = level
            self._parser.Parse(data, False)
            return lowest, level

        self.is_utf8 = True
        self.push = push
        """Parse some bytes; the least depth on the way, and the depth now. Raises what ``feed`` raises."""
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = _refuse_dtd
        self._parser.StartNamespaceDeclHandler = declared
        self._parser.StartElementHandler = on_start
        self._parser.EndElementHandler = on_end
        self._parser.CharacterDataHandler = text

    def feed(self, chunks: Iterable[bytes]) -> None:
        """Parse. Raises ExpatError for XML that is not well formed, UnsafeXmlError for a DTD or deep nesting."""
        for chunk in chunks:
            self._parser.Parse(chunk, False)
        self.close()

    def close(self) -> None:
        """Say that there is no more. Raises what ``feed`` raises."""
        self._parser.Parse(b"", True)

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        """Refuse an encoding that the format does not know, before expat asks Python for any codec of that name."""
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise UnsafeXmlError(f"its XML is in the encoding {encoding!r}, and must be UTF-8")
        self.is_utf8 = encoding is None or encoding.lower() == "utf-8"


def qualified(namespace: str, name: str) -> str:
    """The key of an attribute that stands in a namespace."""
    return f"{namespace}{_SEPARATOR}{name}"


def attribute(attributes: Attributes, name: str) -> str | None:
    """An attribute by its local name, in whatever namespace it stands."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.endswith(_SEPARATOR + name)), None)


def _refuse_dtd(*_: object) -> None:
    raise UnsafeXmlError("its XML declares a document type, which workbooks never do and entity bombs need")
