"""Names that one listed name holds: its spellings beside each other, its acronym or its own script in brackets."""

from __future__ import annotations

import re

from screening.names.lexicon import particles, weight_class
from screening.names.tokens import Token, normal_text, tokenise

_PARTED = re.compile(r"\s*;\s*|\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*")
_SHORTEST_ACRONYM = 3


def forms_of(text: str) -> tuple[str, ...]:
    """The names that a listed name holds beside itself; () for most.

    Parts between semicolons and a.k.a.; what stands in brackets and what stands around them, where the one is the
    acronym of the other or in another script. In the middle of a name they name but a part of it; other brackets hold
    places and remarks, and are no names.
    """
    if not _BRACKETS.search(text) and not _PARTED.search(text):
        return ()
    parts = [part for part in _PARTED.split(text) if _tokens(part)]
    found = parts if len(parts) > 1 else []
    for part in parts:
        for match in _BRACKETS.finditer(part):
            inside, around = match[1].strip(), _BRACKETS.sub(" ", part).strip(" ,")
            if _are_two_names(_tokens(inside), _tokens(around)):
                found.append(around)
                if match.end() == len(part):  # further on it names but a part: IRGC (…) Cyber Command
                    found.append(inside)
    return tuple(dict.fromkeys(name for name in found if name != text))


def _tokens(text: str) -> tuple[Token, ...]:
    return tokenise(normal_text(text))[0]


def _are_two_names(inside: tuple[Token, ...], around: tuple[Token, ...]) -> bool:
    if not inside or not around:
        return False
    if {t.script for t in inside}.isdisjoint(t.script for t in around):
        return any(t.script != "Zyyy" and t.text.isalpha() for t in inside)
    return len(inside) == 1 and _is_acronym(inside[0].text, around)


def _is_acronym(word: str, name: tuple[Token, ...]) -> bool:
    """Whether a word is made of the first letters of a name's words, the last of which may be missing."""
    if len(word) < _SHORTEST_ACRONYM or not word.isalpha():
        return False
    told = [t.text for t in name if t.text not in particles() and weight_class(t.text) != "stop"]
    return any(
        len(words) > 1 and "".join(w[0] for w in words).startswith(word) for words in ([t.text for t in name], told)
    )
