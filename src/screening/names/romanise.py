"""Words of other scripts in Latin letters: the usual reading first, then those of names that were foreign already."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from screening.names.hangul import is_syllable, romanise_syllable

# How Russian writes Korean sounds (Kontsevich's system, 2001): voiced and aspirated consonants as pairs of letters that
# Russian words hardly have, the vowel eu, and yo with its dots, which anyascii leaves off.
_KONTSEVICH = re.compile("чж|дж|тх|кх|пх|чх|нъ|ы|ё")
_KONTSEVICH_LATIN = {"чж": "дж", "дж": "дж", "тх": "т", "кх": "к", "пх": "п", "чх": "ч", "нъ": "н", "ы": "у", "ё": "йо"}

# Japanese syllables end in a vowel and have no l: foreign names in kana are read with l for r, and without the vowels
# that only carry a consonant.
_KANA_VOWEL = re.compile("(?<=[sztdkgbpmlf])u(?=$|[bcdfghjklmnpqrstvwxyz])|(?<=[td])o$")


@lru_cache(maxsize=65536)
def romanisations(text: str, script: str) -> tuple[str, ...]:
    """The readings of a folded word in Latin letters, most usual first; () where it has none.

    Hangul by the arithmetic of its syllables, all else by the tables of anyascii.
    """
    plain = _latin(text)
    readings = [plain]
    if script == "Kana":
        loan = plain.replace("r", "l")
        readings += [loan, _KANA_VOWEL.sub("", loan)]
    if script == "Cyrl" and _KONTSEVICH.search(text):
        readings.append(_latin(_KONTSEVICH.sub(lambda m: _KONTSEVICH_LATIN[m.group()], text)))
    return tuple(dict.fromkeys(r for r in readings if r and r != text))


def _latin(text: str) -> str:
    parts = (romanise_syllable(c) if is_syllable(c) else anyascii(c) for c in text)
    return "".join(c for c in "".join(parts).lower() if c.isalnum())
