"""Sound keys: what stays of a word when the choices of romanisation and spelling are folded away.

The key keeps the consonant classes in order. It folds what transcribers of Korean, Russian, Arabic, Persian and Chinese
names choose differently (g/k/q, d/t, b/p, v/w/f, j/ch, z/s/ts, double letters, a silent h) and drops vowels,
which Arabic script does not write and which romanisations disagree on most; n and ng are one, as Cyrillic and hurried typists write them. Kin to Soundex and Double Metaphone,
but not tuned to English.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longest first: letters that are written as a group and heard as one.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("shch", "s"), ("sch", "s"), ("tsch", "j"), ("tch", "j"), ("dzh", "j"), ("zh", "j"), ("ch", "j"), ("cz", "j"),
    ("sh", "s"), ("ph", "f"), ("th", "t"), ("dh", "t"), ("kh", "h"), ("gh", "k"), ("ck", "k"), ("dj", "j"),
    ("dz", "s"), ("ts", "s"), ("tz", "s"), ("ng", "n"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans({
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "q": "k", "v": "f", "w": "f", "f": "f",
    "z": "s", "s": "s", "j": "j", "l": "l", "r": "r", "m": "m", "n": "n", "h": "h",
})  # fmt: skip
_GROUP = re.compile("|".join(g for g, _ in sorted(_GROUPS, key=lambda g: -len(g[0]))))
_GROUP_CLASS = dict(_GROUPS)
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=262144)
def sound_key(word: str) -> str:
    """The consonant classes of a Latin word in order; an opening vowel stays as ``a``. Empty for other scripts."""
    if not word.isascii() or not word.isalpha():
        return ""
    head = "s" + word[1:] if word[0] == "x" else word  # Xi, Xiao
    text = _SOFT_C.sub("s", head)
    text = _GROUP.sub(lambda m: _GROUP_CLASS[m.group()], text).replace("c", "k").translate(_CLASSES)
    text = _DOUBLE.sub(r"\1", text)
    kept = [c for i, c in enumerate(text) if c not in _VOWELS and not (c == "h" and i == len(text) - 1)]
    key = _DOUBLE.sub(r"\1", "".join(kept))
    return "a" + key if text[0] in _VOWELS else key
