"""Greek to Latin letters: ELOT 743 (1982, ISO 843), by sound, and as newspapers and older lists write it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from anyascii import anyascii

# Voiceless consonants, before which αυ and ευ are af and ef; the end of a word counts as one.
_VOICELESS = "(?=[θκξπσςτφχψ]|$)"
_COMMON = {
    "ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch", "αι": "ai", "ει": "ei", "οι": "oi", "υι": "yi",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o", "ϐ": "v", "ϑ": "th", "ϕ": "f",
}  # fmt: skip
_ELOT = {**_COMMON, "μπ": "mp", "ντ": "nt", "γκ": "gk"}
_SOUND = {
    **_COMMON, "ου": "u", "μπ": "b", "ντ": "d", "γκ": "g", "χ": "h", "αι": "e", "ει": "i", "οι": "i", "υ": "i",
    "γγ": "g", "γχ": "nh", "τζ": "j", "τσ": "ts", "γι": "y", "γε": "ye",
}  # fmt: skip
_MIXED = {**_COMMON, "ου": "ou", "χ": "h", "γκ": "g"}  # b and d at the head, mb and nd inside
_OLD = {**_COMMON, "β": "b", "η": "e", "φ": "ph", "αυ": "au", "ευ": "eu", "μπ": "mp", "ντ": "nt", "γκ": "nk"}
_AU = re.compile(f"([αεη])υ({_VOICELESS})?")


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word in Greek letters, most usual first."""
    head = re.sub("^ντ", "d", re.sub("^μπ", "b", word))
    inner = head.replace("μπ", "mb").replace("ντ", "nd")
    voiced = [_voiced(w) for w in (head, word, inner)]
    found = (
        _latin(voiced[0], _ELOT), _latin(voiced[1], _SOUND), _latin(voiced[2], _MIXED), _latin(word, _OLD),
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _voiced(word: str) -> str:
    return re.sub("([αεη])υ(?=(.)|$)", lambda m: m[1] + ("f" if m[2] is None or m[2] in "θκξπσςτφχψ" else "v"), word)


def _latin(word: str, table: Mapping[str, str]) -> str:
    latin: list[str] = []
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        if pair in table:
            latin.append(table[pair])
            place += 2
        else:
            latin.append(table.get(word[place]) or anyascii(word[place]))
            place += 1
    return "".join(latin)
