"""Scripts whose consonants carry a vowel: those of India by the names of their characters, and Thai.

India: the names of the characters in Unicode are readings (LETTER KA, VOWEL SIGN II); close to the Hunterian system
(India, 1954) without its marks. Thai: the Royal Thai General System of Transcription (1999), by the shape of the
syllable; words that no rule reads right (loans, doubled finals) come out near enough for a sound key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_DOUBLED = re.compile(r"([AIUEOTDNLR])\1")


def indic(word: str) -> tuple[str, ...]:
    """The readings of a word in a script of India: without the last inherent vowel (Hindi), and with it (Sanskrit)."""
    whole = _spelt(word)
    if len(whole) > 2 and " LETTER " in unicodedata.name(word[-1], ""):
        return whole.removesuffix("a"), whole
    return (whole,) if whole else ()


def _spelt(word: str) -> str:
    text = ""
    for char in word:
        name = unicodedata.name(char, "")
        _, _, kind = name.partition(" LETTER ")
        if kind:
            text += _sound(kind)
        elif " VOWEL SIGN " in name:
            text = text.removesuffix("a") + _sound(name.partition(" VOWEL SIGN ")[2])
        elif name.endswith(("VIRAMA", "PULLI")):
            text = text.removesuffix("a")
        elif name.endswith(("ANUSVARA", "BINDI", "TIPPI", "CANDRABINDU")):
            text += "n"
    return text


def _sound(name: str) -> str:
    """Letters of a character's name: long and retroflex letters single, ``SSA`` sha, ``CA`` cha, vocalic r ri."""
    word = name.removeprefix("VOCALIC ").split(" ")[-1]
    if name.startswith("VOCALIC "):
        return word.lower()[0] + "i"
    if word in ("CA", "CHA", "CCA"):
        return "cha"
    return _DOUBLED.sub(r"\1", word.replace("SSA", "SHA")).lower()


# ---- Thai
_HEADS = {
    **dict.fromkeys("ก", "k"), **dict.fromkeys("ขฃคฅฆ", "kh"), "ง": "ng", "จ": "ch", **dict.fromkeys("ฉชฌ", "ch"),
    **dict.fromkeys("ซศษส", "s"), **dict.fromkeys("ญย", "y"), **dict.fromkeys("ฎด", "d"), **dict.fromkeys("ฏต", "t"),
    **dict.fromkeys("ฐฑฒถทธ", "th"), **dict.fromkeys("ณน", "n"), "บ": "b", "ป": "p", **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"), "ม": "m", "ร": "r", **dict.fromkeys("ลฬ", "l"), "ว": "w", **dict.fromkeys("หฮ", "h"),
    "อ": "", "ฤ": "ru", "ฦ": "lu",
}  # fmt: skip
_TAILS = {
    **dict.fromkeys("กขคฆ", "k"), "ง": "ng", **dict.fromkeys("จชซฎฏฐฑฒดตถทธศษส", "t"), **dict.fromkeys("ญณนรลฬ", "n"),
    **dict.fromkeys("บปพฟภ", "p"), "ม": "m", "ย": "i", "ว": "o",
}  # fmt: skip
_C = "(?P<head>ห(?=[งญนมยรลว](?!์))[งญนมยรลว]|[กขคปผพต][รลว](?=[ะ-ูเแโใไอ])|[กขคปพต][รล](?=[ก-ฮ](?![ะ-ู์]))|[ก-ฮ])"
_F = "(?P<tail>[ก-ฮ](?![ะ-ูๅ]))?"
_SILENCED = re.compile("[ก-ฮ][ิุ]?์")
_TONES = re.compile("[็่-๋ํ๎]")
_SHAPES = (
    ("เCียะ?F", "ia"), ("เCือะ?F", "uea"), ("เCาะ", "o"), ("เCา", "ao"), ("เCิF", "oe"), ("เCอะ?F", "oe"),
    ("เCย(?![ะ-ู])", "oei"), ("เCะ", "e"), ("แCะ", "ae"), ("โCะ", "o"), ("เCF", "e"), ("แCF", "ae"), ("โCF", "o"),
    ("[ใไ]Cย?(?![ะ-ู])", "ai"), ("Cัวะ?", "ua"), ("Cัย", "ai"), ("CัF", "a"), ("Cำ", "am"), ("CาF", "a"), ("Cะ", "a"),
    ("Cิ(?:F)", "i"), ("CีF", "ii"), ("CืออF", "ue"), ("Cือ", "ue"), ("C[ึื]F", "ue"), ("CุF", "u"), ("CูF", "uu"),
    ("Cรร(?P<double>[ก-ฮ](?![ะ-ู]))", "a"), ("Cรร", "an"), ("Cวย", "uai"), ("Cว(?P<ua>[ก-ฮ](?![ะ-ู]))", "ua"),
    ("CอF", "o"), ("C(?P<tight>[ก-ฮ](?![ะ-ู]))", "o"), ("C", "a"),
)  # fmt: skip

# Spelt otherwise than the standard by most people: ใจดี Jaidee, not Chaidi.
_CUSTOMARY = {"จ": "j", "ii": "ee", "uu": "oo"}
_STANDARD = {"ii": "i", "uu": "u"}


@cache
def _syllables() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shapes of a syllable with its vowel, the most special first."""
    return tuple((re.compile(shape.replace("C", _C).replace("F", _F)), vowel) for shape, vowel in _SHAPES)


def thai(word: str) -> tuple[str, ...]:
    """The readings of a word in Thai letters, tone marks left out: by the standard, and as most people spell names."""
    text = _TONES.sub("", _SILENCED.sub("", word))
    parts: list[tuple[str, str, str]] = []
    place = 0
    while place < len(text):
        for pattern, vowel in _syllables():
            if found := pattern.match(text, place):
                parts.append((*_ends(found), vowel))
                place = found.end()
                break
        else:
            place += 1
    spelt = ("".join(_thai_syllable(*part, letters) for part in parts) for letters in (_STANDARD, _CUSTOMARY))
    return tuple(dict.fromkeys(r for r in spelt if r))


def _ends(found: re.Match[str]) -> tuple[str, str]:
    """The initial consonants and the final one of a syllable."""
    head = found["head"]
    parts = found.groupdict()
    tail = next((parts[k] for k in ("tail", "double", "ua", "tight") if parts.get(k)), "")
    return head[1:] if len(head) == 2 and head[0] == "ห" else head, tail


def _thai_syllable(head: str, tail: str, vowel: str, letters: Mapping[str, str]) -> str:
    return "".join(letters.get(c, _HEADS[c]) for c in head) + letters.get(vowel, vowel) + _TAILS.get(tail, "")
