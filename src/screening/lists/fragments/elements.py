"""Entries of an XML list, cut out of the file byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from screening.errors import ListError
from screening.lists.xml_stream import RefusedError, check_encoding, refuse_dtd

Cut = tuple[str, bytes]
"""The number of an entry, and the bytes of an element that is the entry or a part of it."""


def cut_elements(data: bytes, file: str, elements: Mapping[str, str]) -> Iterator[Cut]:
    """The elements called as the keys of ``elements``, with the number that stands where the values say.

    A value is the name of a child or ``@attribute``; namespaces count for nothing. An element inside another one is a
    part of that. Raises ListError for XML that is damaged, or declares a document type.
    """
    found: list[tuple[str, int]] = []  # number, and the byte where the element's end tag begins, if it has one
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = check_encoding
    parser.StartDoctypeDeclHandler = refuse_dtd
    begins: list[int] = []
    level = inside = 0
    wanted = number = ""
    text: list[str] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level, inside, wanted, number
        level += 1
        text.clear()
        place = elements.get(_local(name))
        if inside or place is None:
            return
        inside, wanted = level, place
        number = attributes.get(place[1:], "") if place.startswith("@") else ""
        begins.append(parser.CurrentByteIndex)

    def on_end(name: str) -> None:
        nonlocal level, inside, number
        if inside and level == inside + 1 and _local(name) == wanted and not number:
            number = "".join(text).strip()
        elif inside == level:
            found.append((number, parser.CurrentByteIndex))
            inside = 0
        level -= 1

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text.append
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"is cut off or damaged: not well-formed XML ({expat.ErrorString(error.code)})"
        raise ListError(message, file=file, line=error.lineno, code="corrupt") from None
    except RefusedError as error:
        raise ListError(str(error), file=file, code="unsafe") from None
    for begin, (told, end) in zip(begins, found, strict=True):
        has_no_end_tag = data[end - 2 : end] == b"/>" and b"<" not in data[begin + 1 : end]
        yield told, data[begin : end if has_no_end_tag else data.index(b">", end) + 1]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
