"""XML lists read record by record, each a small tree of its own, with nothing that an attacker could use.

Expat by itself finds the records; what is around them is dropped, so memory grows with a record and not with the file.
Names lose their namespaces, since publishers change these. A document type is refused, and with it entity bombs and
external entities: no published list declares one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from screening.errors import ListError
from screening.lists.xml_stream import DOWNLOAD_AGAIN, RefusedError, check_encoding, refuse_dtd

_CHUNK = 2**18  # bytes parsed before the records in them are handed on
_DEEPEST = 100  # levels of nesting; published lists have some ten


def read_records(
    data: bytes, file: str, names: Collection[str], *, around: Collection[str] | None = None
) -> Iterator[Element]:
    """First the root, with its attributes alone, then each element called as one of ``names``, when it is complete.

    A record inside a record is a part of that one. Where it is told which elements stand ``around`` the records, any
    other one is handed on too: a part that the format did not have before must not pass unseen. Raises ListError for
    XML that is not well formed (a file cut off), declares a document type, or is in an encoding that XML need not know.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = check_encoding
    parser.StartDoctypeDeclHandler = refuse_dtd
    done: list[Element] = []
    _set_handlers(parser, frozenset(names), None if around is None else frozenset(around), done)
    content = memoryview(data)
    for start in range(0, len(data) + _CHUNK, _CHUNK):
        try:
            parser.Parse(content[start : start + _CHUNK], start >= len(data))
        except expat.ExpatError as error:
            message = f"is cut off or damaged: not well-formed XML ({expat.ErrorString(error.code)})"
            raise ListError(message, file=file, line=error.lineno, hint=DOWNLOAD_AGAIN, code="corrupt") from None
        except RefusedError as error:
            raise ListError(str(error), file=file, hint=DOWNLOAD_AGAIN, code="unsafe") from None
        yield from done
        done.clear()


def _set_handlers(
    parser: expat.XMLParserType, names: frozenset[str], around: frozenset[str] | None, done: list[Element]
) -> None:
    """The handlers as closures: they run about a million times in a large list."""
    builder = TreeBuilder()
    level = 0
    record_level = 0  # of the record that is being read; 0 outside of one

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level, record_level, builder
        level += 1
        name = name.rpartition(" ")[2]
        if level > _DEEPEST:
            raise RefusedError(f"is nested more than {_DEEPEST} levels deep, as no published list is")
        if " " in "".join(attributes):
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if level == 1:
            done.append(Element(name, attributes))
        is_new = around is not None and level > 1 and name not in around
        if not record_level and (name in names or is_new):
            record_level = level
            builder = TreeBuilder()
        if record_level:
            builder.start(name, attributes)

    def on_end(name: str) -> None:
        nonlocal level, record_level
        if record_level:
            builder.end(name.rpartition(" ")[2])
            if level == record_level:
                done.append(builder.close())
                record_level = 0
        level -= 1

    def on_text(text: str) -> None:
        if record_level:
            builder.data(text)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_text


def text_of(element: Element | None, path: str = "") -> str:
    """The text at a path below an element, with single spaces; "" where there is none."""
    found = element.find(path) if element is not None and path else element
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
