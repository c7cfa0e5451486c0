"""Japanese kana to Latin letters: Hepburn (as in passports: long vowels short), Kunrei (ISO 3602), and loan words."""

from __future__ import annotations

import re
from itertools import product

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ", "x": "ァィゥェォ",
}  # fmt: skip
_KUNREI = {kana: row + vowel for row, chars in _ROWS.items() for kana, vowel in zip(chars, "aiueo", strict=True)} | {
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu",
    "ャ": "xya", "ュ": "xyu", "ョ": "xyo", "ヮ": "xwa", "ヂ": "zi", "ヅ": "zu", "ッ": "q", "ー": "=",
    "ヵ": "ka", "ヶ": "ke",
}  # fmt: skip
_HEPBURN = _KUNREI | {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji"}

# Small vowels and ya, yu, yo take the place of the vowel before them: しゃ sha, じょ jo, ファ fa, ティ ti, ウェ we.
_SMALL = re.compile("(sh|ch|j)ix(?:y)?(?=[aueo])|(ts|f|v|z|[td])[eou]x(?=[aiueo])|([tdf])[eu]x(?=y)|(.)ix(?=[aueoy])")
_W = re.compile("^ux(?=[aieo])|(?<=[aiueo])ux(?=[aieo])|([kg])ux(?=w?[aieo])")
_DOUBLED = re.compile("q(?=([bcdfghjkmnprstvwyz]))")
_LONG = re.compile("(?<=o)[uo]|(?<=u)u")
# Vowels that only carry a consonant in a foreign name: most u, and o behind t and d; not before the sign of a long
# vowel (=), and in the first syllable only where two consonants open many names (スミス, プラハ).
_CARRIER = re.compile(
    "(?<=[aiueon=][sztdkgbpmlrfv])u(?=$|[bcdfghjklmnpqrstvwxyz])|(?<=[aiueo=][td])o(?=$|[bdfgkmnps])"
    "|(?<=ch)i$|(?<=[aiueon=]j)i$|(?<=^s)u(?=[kmnptr])|(?<=^[kgpbfd])u(?=r[aeio])|(?<=^[td])o(?=r[aeio])"
)
_TWICE = re.compile(r"([bcdfghjkmpstvwyz])\1")
_FIRST_KATAKANA, _FIRST_HIRAGANA, _LAST_HIRAGANA = 0x30A1, 0x3041, 0x3096

MOST_READINGS = 6
"""Readings that a word is given at most: each is looked up and indexed."""

_MOST_R = 2
"""Syllables with r up to which each is read as r and as l: Japanese writes both in one way."""


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word of kana, most usual first: as Japanese, then as a foreign name, with l for r too."""
    marked = _spelt(word, _HEPBURN)
    plain = marked.replace("=", "")
    short = _LONG.sub("", marked).replace("=", "")
    foreign = _CARRIER.sub("", _CARRIER.sub("", _TWICE.sub(r"\1", marked))).replace("=", "")
    kunrei = _LONG.sub("", _spelt(word, _KUNREI)).replace("=", "")
    return tuple(dict.fromkeys((short, foreign, *_with_l(foreign), plain, kunrei)))[:MOST_READINGS]


def _with_l(word: str) -> list[str]:
    """The word with each r read as l; where there are few, with any of them so."""
    parts = word.split("r")
    if len(parts) - 1 > _MOST_R:
        return ["l".join(parts)]
    choices = product(*["lr"] * (len(parts) - 1))
    return ["".join(a + b for a, b in zip(parts, (*letters, ""), strict=True)) for letters in choices]


def _spelt(word: str, table: dict[str, str]) -> str:
    text = "".join(table.get(_katakana(c), "") for c in word)
    text = _SMALL.sub(lambda m: m[1] or m[2] or m[3] or m[4], text)
    text = _W.sub(lambda m: (m[1] or "") + ("" if m[1] and text[m.end()] == "w" else "w"), text)
    text = _DOUBLED.sub(lambda m: "t" if m[1] == "c" else m[1], text)
    return text.replace("q", "").replace("x", "")


def _katakana(char: str) -> str:
    code = ord(char)
    if _FIRST_HIRAGANA <= code <= _LAST_HIRAGANA:
        return chr(code - _FIRST_HIRAGANA + _FIRST_KATAKANA)
    return char
