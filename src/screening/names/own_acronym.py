"""The acronym that a name gives of itself, in brackets beside it."""

from __future__ import annotations

from screening.names.lexicon import particles, weight_class
from screening.names.tokens import Token

_SHORTEST = 3


def is_acronym_of(word: str, name: tuple[Token, ...]) -> bool:
    """Whether a word is made of the first letters of a name's words, the last of which may be missing."""
    if len(word) < _SHORTEST or not word.isalpha():
        return False
    told = [t.text for t in name if t.text not in particles() and weight_class(t.text) != "stop"]
    return any(
        len(words) > 1 and "".join(w[0] for w in words).startswith(word) for words in ([t.text for t in name], told)
    )
