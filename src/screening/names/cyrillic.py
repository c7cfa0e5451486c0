"""Cyrillic to Latin letters, in the systems that passports, lists and newspapers use.

BGN/PCGN (1947; ``zh kh ts yu ya``), passports (ICAO Doc 9303; ``iu ia ie``), scholarly (ISO 9 and the South Slavic
alphabets without their marks; ``z h c ju ja``), Ukrainian (Cabinet resolution 55 of 2010), Bulgarian (Transliteration
Act of 2009), and how Russian writes Korean sounds (Kontsevich 2001).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from anyascii import anyascii

# Only letters on which the systems differ, or that anyascii reads otherwise; all else is anyascii's.
_BGN = {
    "ё": "yo", "й": "y", "х": "kh", "ц": "ts", "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
    "є": "ye", "ї": "yi", "і": "i", "ґ": "g", "ў": "u", "ћ": "c", "ђ": "dj", "џ": "dz", "љ": "lj", "њ": "nj", "ј": "j",
    "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
}  # fmt: skip
_PASSPORT = {**_BGN, "ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie", "є": "ie", "ї": "i", "ћ": "ch", "џ": "dj"}
_SCHOLARLY = {
    **_BGN, "ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "й": "j", "ё": "e", "ю": "ju", "я": "ja",
    "ђ": "d", "є": "je", "ї": "ji", "ы": "y",
}  # fmt: skip
_UKRAINIAN = {**_BGN, "г": "h", "и": "y", "й": "i", "ю": "iu", "я": "ia", "є": "ie", "ї": "i"}
_BULGARIAN = {**_BGN, "х": "h", "щ": "sht", "ъ": "a"}
_UKRAINIAN_LETTERS = frozenset("іїєґ")
_BEFORE_YE = re.compile("(?:^|(?<=[аеёиоуыэюяъь]))е")

# Kontsevich: voiced and aspirated consonants as pairs of letters that Russian words hardly have, the vowel eu, and yo
# with its dots.
_KONTSEVICH = re.compile("чж|дж|тх|кх|пх|чх|нъ|ы|ё")
_KONTSEVICH_LATIN = {"чж": "дж", "дж": "дж", "тх": "т", "кх": "к", "пх": "п", "чх": "ч", "нъ": "н", "ы": "у", "ё": "йо"}

MOST_READINGS = 6
"""Readings that a word is given at most: each is looked up and indexed."""


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word in Cyrillic, most usual first; few words differ between all systems."""
    ukrainian = bool(_UKRAINIAN_LETTERS & set(word))
    systems = [_UKRAINIAN, _BGN] if ukrainian else [_BGN]
    systems += [_PASSPORT, _SCHOLARLY]
    if not ukrainian and "г" in word and not _KONTSEVICH.search(word):
        systems.append(_UKRAINIAN)  # Гордієнко without a telling letter: Гриценко
    if "ъ" in word or "щ" in word:
        systems.insert(1, _BULGARIAN)
    found = [_latin(word, system) for system in systems]
    if _KONTSEVICH.search(word):
        found.insert(1, _latin(_KONTSEVICH.sub(lambda m: _KONTSEVICH_LATIN[m.group()], word), _BGN))
    if _BEFORE_YE.search(word):
        found.append(_latin(_BEFORE_YE.sub("йе", word), _BGN))
    return tuple(dict.fromkeys(found))[:MOST_READINGS]


def _latin(word: str, system: Mapping[str, str]) -> str:
    return "".join(system[c] if c in system else anyascii(c) for c in word).lower()
