"""Ships' names in cells that hold more than a name: a flag, an IMO number, names it had before, a shipping text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from screening.names import reference
from screening.names.countries import country_code
from screening.names.tokens import normal_text


class ShipText(NamedTuple):
    """A text that names a ship: alone, or (``is_free``) somewhere in it."""

    text: str
    is_free: bool


_MARK = re.compile(
    r"[()\[\]]|\b(?:ex|former|flag|imo|mmsi|call|dwt|grt|gt|nt|loa|built|blt|yob|old|now|alias|[afn]\W?k\W?a)|renamed"
    r"|previous|[a-z]\d",
    re.IGNORECASE,
)
"""What every cell has that holds more than a ship's name: looked for first, as most have none."""
_IMO = re.compile(r"[\s,;(\[/\-]*\bIMO(?:\s*(?:no|nr|number)\b)?[\s.:#]*\d{7}\b[)\]]*", re.IGNORECASE)
_DATA = re.compile(
    r"[\s,;(\[/\-]*\b(?:MMSI(?:\s*(?:no|nr|number)\b)?[\s.:#]*\d{9}"
    r"|call\s?sign[\s.:#]*(?=\w*\d)[A-Z0-9]{3,8}"
    r"|(?:DWT|GRT|GT|NT|LOA)[\s.:#]*\d[\d.,]*(?:\s?(?:mts?|tons?|m)\b)?"
    r"|(?:built|blt|yob)(?:\s+in)?[\s.:#]*(?:19|20)\d\d)\b[)\]]*",
    re.IGNORECASE,
)
"""What is told of a ship beside its name: its station's numbers, its size, the year in which it was built."""
_FORMER = re.compile(
    r"[\s,;(\[/\-]+(?:ex(?:[\s.\-]*names?)?|formerly(?:\s+(?:known\s+as|named))?|former(?:\s+names?)?|old\s+names?"
    r"|previous(?:ly|\s+names?)|renamed|now|alias|[afn]\W?k\W?a)(?:[\s.:\-]+)(?=\S)",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"(?:[,;(\[\-]|\s-)\s*(?:under\s+)?(?:[^,;()\[\]]{0,30}[\s\-])?flag(?:ged)?\b[^,;()\[\]]{0,30}[)\]]?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})(?=\d{1,4}\b)")
"""Between a word and the number run together with it; a letter or two before a number are a label (F30)."""
_EDGES = " ,.;:-/()[]\"'"
_LONGEST = 400
"""Letters of a cell that is looked through; what is longer is a document."""


def ship_texts(text: str, *, is_ship: bool) -> Iterator[ShipText]:
    """What else of a cell names a ship, beside the cell as it stands; nothing for most cells.

    The name without its flag and its IMO number, with its own number apart (``LYDIA5``); names that it had before; and
    the text of a bill of lading or a payment, in which the name stands anywhere. Without ``is_ship``, where nothing
    says what kind of party the cell is about, only what stands behind a word for a ship (``per mv ...``).
    """
    text = normal_text(text)
    behind = _behind_ship_word(text) if len(text) <= _LONGEST else None
    if len(text) > _LONGEST or (behind is None and not is_ship):
        return
    about = behind or text
    names = _names(about) if _MARK.search(about) else [about]
    yield from (ShipText(name, False) for name in dict.fromkeys(names) if name and name != text)
    if _is_shipping_text(text):
        yield ShipText(about, True)


def _names(text: str) -> list[str]:
    bare = _GLUED.sub(" ", _BRACKETS.sub(_without_country, _FLAG.sub(" ", _DATA.sub(" ", _IMO.sub(" ", text)))))
    parts = _FORMER.split(bare)
    return [part.strip(_EDGES) for part in parts] if len(parts) > 1 or bare != text else [text]


def _without_country(found: re.Match[str]) -> str:
    return " " if country_code(found.group(1)) else found.group()


def _behind_ship_word(text: str) -> str | None:
    """What stands behind the last word for a ship; None without one."""
    ends = [found.end() for found in _ship_word().finditer(text)]
    return text[ends[-1] :].strip(_EDGES) or None if ends else None


def _is_shipping_text(text: str) -> bool:
    """Whether a text has words of the trade, which no ship is called by (*cargo loaded on ... at ...*)."""
    words = text.lower().split()
    return len(words) > 2 and not _text_words().isdisjoint(word.strip(_EDGES) for word in words)


@cache
def _text_words() -> frozenset[str]:
    return frozenset(reference.vessel_prefixes().text_words)


@cache
def _ship_word() -> re.Pattern[str]:
    words = sorted(reference.vessel_prefixes().ship_words, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)[\s.:]*", re.IGNORECASE)
