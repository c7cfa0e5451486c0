"""Scripts of characters, and the look-alike letters that pass for Latin ones."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

UNSPACED = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai"})
"""Scripts whose names are often written as one run, without spaces between the words."""

# First words of Unicode character names that stand for a script, with the ISO 15924 code of the script.
_SCRIPT_WORDS: Mapping[str, str] = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "HANGUL": "Hang",
    "CJK": "Hani", "HIRAGANA": "Hira", "KATAKANA": "Kana", "THAI": "Thai", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "CHEROKEE": "Cher", "COPTIC": "Copt", "LISU": "Lisu",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "KHMER": "Khmr", "LAO": "Laoo", "MYANMAR": "Mymr", "ETHIOPIC": "Ethi", "TIBETAN": "Tibt",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "MONGOLIAN": "Mong",
}  # fmt: skip


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """The ISO 15924 code of a letter's script; ``Zyyy`` for what belongs to none (digits, signs) or is unknown."""
    if char.isascii():
        return "Latn" if char.isalpha() else "Zyyy"
    words = unicodedata.name(char, "").split()
    for word in words[:2]:  # "FULLWIDTH LATIN ...", "HALFWIDTH KATAKANA ..."
        if word in _SCRIPT_WORDS:
            return _SCRIPT_WORDS[word]
    return "Zyyy"


def end_with_marks(text: str, end: int) -> int:
    """The place behind the marks that follow a word's last letter: vowel signs of Thai, Devanagari and others."""
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc"):
        end += 1
    return end


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("screening.data").joinpath("lookalikes.toml").read_text(encoding="utf-8"))


@cache
def lookalikes() -> Mapping[str, str]:
    """Letters of other scripts that look like Latin ones -> the Latin letter, lower case."""
    return {char: latin for latin, chars in _tables()["latin"].items() for char in chars}


@cache
def twins(script: str) -> Mapping[str, str]:
    """Latin letters -> those of another script that they look like, which words of it are written with by mistake."""
    table = _tables()["twins"].get(script)
    return dict(zip(table["latin"], table["other"], strict=True)) if table else {}


@cache
def digit_letters() -> Mapping[str, str]:
    """Digits and signs that pass for letters inside a word (leet, scanner errors) -> the letters, most usual first."""
    return dict(_tables()["digits"])
