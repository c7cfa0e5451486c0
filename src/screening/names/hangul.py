"""Hangul to Latin letters: by the arithmetic of the Unicode block, the sound changes between syllables, and a system.

Systems: the Revised Romanization of Korean (South Korea, 2000), McCune-Reischauer (1939, without its breves and
apostrophes, which hardly anybody types), the North Korean one (1992: ``Ri``, ``Jo``, ``Phyongan``), and the customary
spelling of South Korean personal names (``Young``, ``Soo``, ``Jung``), which follows none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = 0xAC00, 0xD7A3

_REVISED_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_REVISED_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_REVISED = dict(zip(_INITIALS + _VOWELS, _REVISED_INITIALS + _REVISED_VOWELS, strict=True))
_BREVE_FREE = {**_REVISED, "ㅓ": "o", "ㅕ": "yo", "ㅡ": "u"}
# McCune-Reischauer: plain stops are voiceless at the head of a word and voiced between vowels and sonorants.
_MCCUNE = {**_BREVE_FREE, "ㄱ": "k", "ㄷ": "t", "ㅂ": "p", "ㅈ": "ch", "ㅉ": "tch"}
_NORTHERN = {**_MCCUNE, "ㅈ": "j", "ㅉ": "jj", "ㅋ": "kh", "ㅌ": "th", "ㅍ": "ph"}
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}
_CODA = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}

# How personal names are customarily spelt, where it is not as in the Revised system; the vowels of a closed syllable
# are read as English ones (정 Jung, 영 Young, 준 Joon).
_CUSTOMARY = {**_REVISED, "ㄱ": "k", "ㅜ": "oo", "ㅠ": "yoo"}
_CUSTOMARY_CLOSED = {"ㅓ": "u", "ㅕ": "yu", "ㅜ": "oo", "ㅠ": "yoo"}
_CUSTOMARY_SYLLABLES = {
    "영": "young",
    "희": "hee",
    "우": "woo",
    "운": "woon",
    "시": "shi",
    "신": "shin",
    "식": "shik",
    "규": "kyu",
}

# The sound that a final has before a pause or a consonant: the seven of the standard pronunciation (1988, rules 8-11).
_PAUSAL = {
    **dict.fromkeys("ㄱㄲㅋㄳㄺ", "ㄱ"), **dict.fromkeys("ㄴㄵㄶ", "ㄴ"), **dict.fromkeys("ㄷㅌㅅㅆㅈㅊㅎ", "ㄷ"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"), **dict.fromkeys("ㅁㄻ", "ㅁ"), **dict.fromkeys("ㅂㅍㅄㄿ", "ㅂ"),
    "ㅇ": "ㅇ", "": "",
}  # fmt: skip
_PARTS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_WITHOUT_H = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_PALATAL = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}
_BEFORE_Y = frozenset("ㅑㅕㅖㅛㅠㅣ")

_AFTER_R = frozenset("ㅑㅕㅖㅛㅠ")

LONGEST_NAME = 4
"""Syllables of the longest run that may be a personal name (two of the family, two of the given name)."""
LONGEST_GIVEN_NAME = 2
"""Syllables of nearly all given names, and at most of those that are read as the North would write them."""


class Syllable(NamedTuple):
    """A syllable by its letters (compatibility jamo); ``final`` is empty in an open one."""

    initial: str
    vowel: str
    final: str


def is_syllable(char: str) -> bool:
    """Whether the character is a composed hangul syllable."""
    return _FIRST <= ord(char) <= _LAST


def syllable(char: str) -> Syllable:
    """The letters of a composed syllable."""
    code = ord(char) - _FIRST
    return Syllable(_INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28])


def compose(part: Syllable) -> str:
    """The composed syllable of three letters."""
    code = _INITIALS.index(part.initial) * 588 + _VOWELS.index(part.vowel) * 28 + _FINALS.index(part.final)
    return chr(_FIRST + code)


def romanise_syllable(char: str) -> str:
    """One composed hangul syllable in Latin letters (``김`` -> ``gim``)."""
    part = syllable(char)
    return _REVISED[part.initial] * (part.initial != "ㅇ") + _REVISED[part.vowel] + _CODA.get(_PAUSAL[part.final], "")


def pronounced(word: str) -> tuple[Syllable, ...]:
    """The syllables of a word as they are spoken: liaison, assimilation, aspiration, palatalisation.

    Of the standard pronunciation (South Korea, 1988) what the romanisations write down.
    """
    parts = [syllable(c) for c in word]
    for i in range(len(parts) - 1):
        final, initial = _border(parts[i].final, parts[i + 1].initial, parts[i + 1].vowel)
        parts[i] = parts[i]._replace(final=final)
        parts[i + 1] = parts[i + 1]._replace(initial=initial)
    if parts:
        parts[-1] = parts[-1]._replace(final=_PAUSAL[parts[-1].final])
    return tuple(parts)


def _border(final: str, initial: str, vowel: str) -> tuple[str, str]:
    """What a final and the initial behind it sound like together."""
    if initial == "ㅇ" and final not in ("", "ㅇ"):
        final = _WITHOUT_H.get(final, final)
        pair = _PARTS.get(final, final)
        moves = pair[-1:] or "ㅇ"
        return pair[:-1], _PALATAL.get(moves, moves) if vowel == "ㅣ" else moves
    if final in _WITHOUT_H and initial in _ASPIRATED:
        return _WITHOUT_H[final], _ASPIRATED[initial]
    final = _PAUSAL[final]
    if initial == "ㄹ":
        if final in ("ㄴ", "ㄹ"):
            return "ㄹ", "ㄹ"
        return (_NASAL.get(final, final), "ㄴ") if final else ("", "ㄹ")
    if initial == "ㄴ" and final == "ㄹ":
        return "ㄹ", "ㄹ"
    if initial in ("ㄴ", "ㅁ"):
        return _NASAL.get(final, final), initial
    return final, initial


def southern(word: str) -> str:
    """The word with its first sound as the South writes it: no r there, no n before i and y (리 -> 이, 로 -> 노)."""
    if not word or not is_syllable(word[0]):
        return word
    part = syllable(word[0])
    if part.initial in ("ㄹ", "ㄴ") and part.vowel in _BEFORE_Y:
        return compose(part._replace(initial="ㅇ")) + word[1:]
    if part.initial == "ㄹ":
        return compose(part._replace(initial="ㄴ")) + word[1:]
    return word


def revised(parts: Sequence[Syllable]) -> str:
    """Syllables in the Revised Romanization."""
    return _spelt(parts, _REVISED, voiced=False)


def mccune(parts: Sequence[Syllable]) -> str:
    """Syllables in McCune-Reischauer, without breves and apostrophes."""
    return _spelt(parts, _MCCUNE, voiced=True)


def northern(parts: Sequence[Syllable]) -> str:
    """Syllables in the North Korean system."""
    return _spelt(parts, _NORTHERN, voiced=True)


def _spelt(parts: Sequence[Syllable], letters: dict[str, str], *, voiced: bool) -> str:
    spelt: list[str] = []
    before: str | None = None  # the final before, none at the head of the word
    for part in parts:
        initial = letters[part.initial] * (part.initial != "ㅇ")
        if voiced and before is not None and before in ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ"):
            initial = _VOICED.get(part.initial, initial)
        if before == "ㄹ" and part.initial == "ㄹ":
            initial = "l"
        before = _PAUSAL[part.final]
        spelt.append(initial + letters[part.vowel] + _CODA.get(before, ""))
    return "".join(spelt)


def _customary(word: str) -> str:
    """A given name in the spelling that South Koreans choose most, syllable by syllable (``영수`` -> ``youngsoo``)."""
    return "".join(_CUSTOMARY_SYLLABLES.get(c) or _customary_syllable(syllable(c)) for c in word)


def _customary_syllable(part: Syllable) -> str:
    vowel = (_CUSTOMARY_CLOSED if part.final else {}).get(part.vowel) or _CUSTOMARY[part.vowel]
    return _CUSTOMARY[part.initial] * (part.initial != "ㅇ") + vowel + _CODA.get(_PAUSAL[part.final], "")


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word of composed syllables: most usual first, none twice.

    Revised, McCune-Reischauer and North Korean; for what may be a name syllable by syllable as well, since names are
    written without sound changes, and in customary spelling.
    """
    spoken = pronounced(word)
    plain = [syllable(c) for c in word]
    found = [revised(spoken), mccune(spoken), northern(plain), revised(plain)]
    found.append(_customary(word) if len(word) <= LONGEST_NAME else mccune(plain))
    if (law := southern(word)) != word:
        found.append(revised(pronounced(law)))
    if 1 < len(word) <= LONGEST_GIVEN_NAME and plain[0].initial == "ㅇ" and plain[0].vowel in _AFTER_R:
        found.append(northern([plain[0]._replace(initial="ㄹ"), *plain[1:]]))  # 용해, which the North writes 룡해
    return tuple(dict.fromkeys(found))
