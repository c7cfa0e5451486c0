"""XML of one element after another (rows, shared texts), most of them alike: the plain ones are not parsed one by one.

Expat calls Python for every tag, which is most of what reading a large workbook costs. Here a caller may take an
element as text, by a pattern that only well-formed XML of one kind matches; each one that the pattern does not match
goes to expat. What expat sees is the document without some whole elements, so everything around them is checked as
ever. Where it could matter what stands between two elements (a comment, another level), expat gets all of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from screening.tables.xml_events import Events

PLAIN = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]*"
"""A pattern for text that expat would give as it stands, but for entities (see ``unescaped``)."""

_LONGEST = 1 << 20  # bytes of one element; a longer one is no plain row
_OTHER_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")


def unescaped(text: str) -> str | None:
    """The text with the five entities of XML resolved; None where it holds others, or a lone ampersand."""
    if "&" not in text:
        return text
    if _OTHER_ENTITY.search(text):
        return None
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


class RunFeed:
    """Parses a part whose elements end with one tag (``</row>``).

    ``take`` gets the text of an element without its end tag, and says whether it has read it. It must say no to what
    is not a plain element of its kind, and to all of them before one has come to the handlers of ``events``: again so
    after ``forget`` has been called, when the elements may have another parent. Without ``forget``, expat gets the rest
    from there on.
    """

    def __init__(
        self, events: Events, *, end: str, take: Callable[[str], bool], forget: Callable[[], None] | None = None
    ) -> None:
        self._events = events
        self._forget = forget
        self._end = end
        self._tag = end.encode()
        self._take = take
        self._rest = b""  # the beginning of an element whose end has not come yet
        self._level: int | None = None  # of the elements' parent, once an element has ended
        self._plain = True

    def feed(self, chunks: Iterable[bytes]) -> None:
        """Parse all chunks. Raises what ``Events.feed`` raises."""
        for chunk in chunks:
            if self._plain:
                self._read(self._rest + chunk)
            else:
                self._events.push(chunk)
        self._events.push(self._rest)
        self._events.close()

    def _read(self, data: bytes) -> None:
        cut = data.rfind(self._tag) + 1
        if not cut:
            self._rest = data
            if len(data) > _LONGEST:
                self._give_up(data)
            return
        cut += len(self._tag) - 1
        try:
            pieces = data[:cut].decode("utf-8").split(self._end)
        except UnicodeDecodeError:
            self._give_up(data)
            return
        self._rest = data[cut:]
        for place, piece in enumerate(pieces[:-1], start=1):
            if (self._level is None or not self._take(piece)) and not self._parse(piece):
                self._give_up(self._end.join(pieces[place:]).encode() + self._rest)
                return

    def _parse(self, piece: str) -> bool:
        """Give an element to expat; whether it was one, whole, and expat stands between two elements again."""
        lowest, inside = self._events.push(piece.encode())
        _, level = self._events.push(self._tag)
        settled = inside == level + 1 and self._events.is_utf8
        moved = self._level is not None and not level == self._level <= lowest
        self._level = level
        if moved and self._forget is not None:
            self._forget()
        return settled and (not moved or self._forget is not None)

    def _give_up(self, data: bytes) -> None:
        """Leave the rest of the part, which begins with ``data``, to expat."""
        self._plain = False
        self._rest = b""
        self._events.push(data)
