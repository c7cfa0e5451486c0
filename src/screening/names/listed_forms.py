"""Names that one listed name holds: its spellings beside each other, its acronym or its own script in brackets."""

from __future__ import annotations

import re

from screening.names.own_acronym import is_acronym_of
from screening.names.tokens import Token, normal_text, tokenise

_PARTED = re.compile(r"\s*;\s*|\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?)\s+", re.IGNORECASE)
_MARKED = re.compile(r"[;(（\[]|k\.?a", re.IGNORECASE)  # what has neither of the two below, told faster
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*")


def forms_of(text: str) -> tuple[str, ...]:
    """The names that a listed name holds beside itself; () for most.

    Parts between semicolons and a.k.a.; what stands in brackets and what stands around them, where one is the
    acronym of the other or in another script. In the middle of a name they name but a part of it; other brackets hold
    places and remarks, and are no names.
    """
    if not _MARKED.search(text) or (not _BRACKETS.search(text) and not _PARTED.search(text)):
        return ()
    parts = [part for part in _outer_parts(text) if _tokens(part)]
    found = parts if len(parts) > 1 else []
    for part in parts:
        for match in _BRACKETS.finditer(part):
            around = _BRACKETS.sub(" ", part).strip(" ,")
            names = [i for i in _PARTED.split(match[1].strip()) if _are_two_names(_tokens(i), _tokens(around))]
            if names:
                found.append(around)
                if match.end() == len(part):  # further on they name but a part: IRGC (…) Cyber Command
                    found += names
    return tuple(dict.fromkeys(name for name in found if name != text))


def _outer_parts(text: str) -> list[str]:
    """The parts of a text between signs that part names and stand in no brackets."""
    outer = _BRACKETS.sub(lambda m: "\0" * len(m.group()), text)
    ends = [0, *(place for match in _PARTED.finditer(outer) for place in match.span()), len(text)]
    return [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]


def _tokens(text: str) -> tuple[Token, ...]:
    return tokenise(normal_text(text))[0]


def _are_two_names(inside: tuple[Token, ...], around: tuple[Token, ...]) -> bool:
    if not inside or not around:
        return False
    if {t.script for t in inside}.isdisjoint(t.script for t in around):
        return any(t.script != "Zyyy" and t.text.isalpha() for t in inside)
    if len(inside) == 1:
        return is_acronym_of(inside[0].text, around)
    return len(around) == 1 and is_acronym_of(around[0].text, inside)
