"""Arabic and Hebrew script to Latin letters: the consonants, and the vowels that such writing leaves out.

Short vowels are not written, so they are guessed by the shape of the word (``CaCaC``, ``CaCCaC``, ``CāCiC`` as in
خالد Khalid). Names whose vowels are others stand in the table of names, and the sound key drops vowels anyway: the
guess is for the words of which neither knows. Consonants follow the simplified ALA-LC and BGN/PCGN tables for Arabic,
Persian and Urdu, and the simplified rules of the Hebrew Academy (2006).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from screening.names.reference import person_name_groups

MOST_READINGS = 6
"""Readings that a word is given at most: each is looked up and indexed."""

_ARABIC = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    "ں": "n", "ھ": "h", "ہ": "h", "ۀ": "h", "ڠ": "ng", "ڭ": "ng", "ۋ": "v", "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "sh",
    "ځ": "z", "څ": "ts", "ږ": "zh", "ڼ": "n", "ع": "", "ء": "",
}  # fmt: skip
_ARABIC_VOWELS = {
    "ا": "a", "أ": "a", "آ": "a", "ٱ": "a", "إ": "i", "ى": "a", "ة": "a", "ۃ": "a", "ئ": "i", "ؤ": "u", "ے": "e",
    "ە": "e", "ې": "e", "ۇ": "u", "ۆ": "o", "\u064e": "a", "\u064f": "u", "\u0650": "i",
}  # fmt: skip
_ARABIC_HALF = {"و": ("w", "u", "aw"), "ي": ("y", "i", "ay"), "ی": ("y", "i", "ay"), "ې": ("y", "i", "ay")}

# Small words of names, whose vowels no rule gives.
_ARABIC_WORDS = {
    "عبد": ("abd", "abdul", "abdel"), "بن": ("bin", "ben"), "ابن": ("ibn",), "ابو": ("abu",), "أبو": ("abu",),
    "ام": ("umm",), "أم": ("umm",), "ال": ("al",), "آل": ("al",), "بنت": ("bint",), "حزب": ("hizb", "hezb"),
    "الله": ("allah",), "اللہ": ("allah",), "بو": ("bou", "bu"),
}  # fmt: skip
_ENDINGS = {
    "الدين": ("uddin", "aldin"), "الدین": ("uddin", "aldin"), "الله": ("ullah", "allah"), "اللہ": ("ullah", "allah"),
}  # fmt: skip
_FEMININE = ("ة", "ۃ")
_ARTICLE = "ال"
_SERVANT = "عبدال"
_LONGEST_NAME = 32
"""Letters of the longest word that is looked at for the parts of a name."""

_HEBREW = {
    "א": "", "ב": "v", "ג": "g", "ד": "d", "ז": "z", "ח": "h", "ט": "t", "כ": "kh", "ך": "kh", "ל": "l", "מ": "m",
    "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "f", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r",
    "ש": "sh", "ת": "t", "ה": "h",
}  # fmt: skip
_HARD = {"ב": "b", "כ": "k", "פ": "p"}
_HEBREW_HALF_O = {"ו": ("v", "o", "o"), "י": ("y", "i", "ai")}
_HEBREW_HALF_U = {"ו": ("v", "u", "u"), "י": ("y", "i", "ai")}


@cache
def _known_names() -> Mapping[str, tuple[str, ...]]:
    """Names in these scripts -> the first Latin spelling of each in the table of names: its vowels are known."""
    found: dict[str, tuple[str, ...]] = {}
    for group in person_name_groups():
        latin = next((s for s in group.spellings if s.isascii()), "").replace(" ", "")
        for spelling in group.spellings:
            if latin and "\u0590" <= spelling[0] <= "\u06ff":
                found[spelling.replace(" ", "")] = (*found.get(spelling.replace(" ", ""), ()), latin)[:2]
    return found


Part = tuple[str, bool]
"""Latin letters and whether they are a vowel."""


@lru_cache(maxsize=8192)
def arabic(word: str) -> tuple[str, ...]:
    """The readings of a word in Arabic script, most usual first; with the article also without it. Of a word that the
    table of names has no vowels are guessed."""
    return _ARABIC_WORDS.get(word) or _known_names().get(word) or _arabic(word)


def _arabic(word: str) -> tuple[str, ...]:
    if len(word) > _LONGEST_NAME:
        return _arabic_word(word)
    if word.startswith(_SERVANT) and len(word) > len(_SERVANT) + 1:
        rest = arabic(word[len(_SERVANT) :])
        return tuple(f"{head}{r}" for head in ("abdul", "abdel") for r in rest[:2])
    for ending, spellings in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = arabic(word.removesuffix(ending))[:1]
            return tuple(s + spelling for s in stem for spelling in spellings)
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        bare = _arabic_word(word.removeprefix(_ARTICLE))
        return tuple(dict.fromkeys((*(f"al{b}" for b in bare), *bare)))[:MOST_READINGS]
    return _arabic_word(word)


def _arabic_word(word: str) -> tuple[str, ...]:
    plain = _parts(word, _ARABIC, _ARABIC_VOWELS, _ARABIC_HALF, diphthongs=False)
    broad = _parts(word, _ARABIC, _ARABIC_VOWELS, _ARABIC_HALF, diphthongs=True)
    found = [_with_vowels(plain), _with_vowels(broad), _with_vowels(plain, final_cluster=True)]
    if word.endswith("ه"):  # Persian: زاده Zadeh
        found = [r.removesuffix("ih") + "eh" if r.endswith("ih") else r for r in found]
    if word.endswith(_FEMININE):
        found.append(found[0] + "h")
    return tuple(dict.fromkeys(r for r in found if r))


@lru_cache(maxsize=8192)
def hebrew(word: str) -> tuple[str, ...]:
    """The readings of a word in Hebrew script, most usual first: b, k, p soft (v, kh, f) inside a word or all hard."""
    known = _known_names().get(word, ())
    soft = {**_HEBREW, word[0]: _HARD[word[0]]} if word[:1] in _HARD and word.count(word[0]) == 1 else _HEBREW
    hard = {**_HEBREW, **_HARD}
    text = word.replace("וו", "ב") if word[0] != "ו" else "ב" + word.lstrip("ו")  # doubled vav is a v
    final = {"ה": "a"} if text.endswith("ה") else {}
    body = text.removesuffix("ה") if final else text
    found = [
        _with_vowels(_parts(body, letters, {}, half, diphthongs=False)) + final.get("ה", "")
        for half in (_HEBREW_HALF_O, _HEBREW_HALF_U)
        for letters in (soft, hard)
    ]
    return tuple(dict.fromkeys(r for r in (*known, *found) if r))[:MOST_READINGS]


def _parts(
    word: str,
    consonants: Mapping[str, str],
    vowels: Mapping[str, str],
    half: Mapping[str, tuple[str, str, str]],
    *,
    diphthongs: bool,
) -> list[Part]:
    """The letters of a word; the half vowels w and y by their neighbours."""
    parts: list[Part] = []
    for i, char in enumerate(word):
        following = word[i + 1 : i + 2]
        if char in half:
            consonant, vowel, diphthong = half[char]
            after_vowel = bool(parts) and parts[-1][1]
            opens = following in vowels or (following in half and i + 2 == len(word))
            if following in _FEMININE and parts and not after_vowel:
                parts += [(vowel, True), (consonant, False)]  # هنية Haniya
            elif not parts or after_vowel or (opens and following):
                parts.append((consonant, False))
            elif diphthongs and following:
                parts.append((diphthong, True))
            else:
                parts.append((vowel, True))
        elif char in vowels:
            if not (parts and parts[-1] == (vowels[char], True)):  # a short mark before its long letter
                parts.append((vowels[char], True))
        elif char in consonants:
            parts.append((consonants[char], False))
    return parts


def _with_vowels(parts: Sequence[Part], *, final_cluster: bool = False) -> str:
    """Latin letters with the vowels put in that were not written; with ``final_cluster`` none before the last letter.

    Each run of consonants is parted into syllables: the last one before a vowel opens that vowel's syllable.
    """
    text: list[str] = []
    place = 0
    while place < len(parts):
        letters, is_vowel = parts[place]
        if is_vowel:
            text.append(letters)
            place += 1
            continue
        end = place
        while end < len(parts) and not parts[end][1]:
            end += 1
        run = [p[0] for p in parts[place:end]]
        before = parts[place - 1][0] if place else ""
        long_a = before == "a" and place > 1  # not of an opening alif: Ahmad
        text.append(_run(run, before=before, vowel="i" if long_a else "a", ends=end == len(parts), tight=final_cluster))
        place = end
    return "".join(text)


def _run(run: Sequence[str], *, before: str, vowel: str, ends: bool, tight: bool) -> str:
    """A run of consonants with vowels between them: ``h s n`` is hasan (tight: hasn), ``k r`` before a vowel kar."""
    if ends and tight and len(run) == 3 and not before:
        return f"{run[0]}a{run[1]}{run[2]}"
    closed = list(run) if ends else list(run[:-1])
    onset = "" if ends else run[-1]
    spelt: list[str] = []
    if before:  # the vowel before takes one consonant with it, unless that leaves the last one alone
        if ends and len(closed) == 2:
            return f"{closed[0]}{vowel}{closed[1]}"
        if not ends and len(closed) == 1:
            return f"{closed[0]}{vowel if vowel == 'i' else ''}{onset}"
        if closed:
            spelt.append(closed.pop(0))
    if ends and len(closed) == 3:
        spelt.append(f"{closed[0]}a")
        closed = closed[1:]
    while closed:
        if len(closed) == 1:
            spelt.append(closed[0] + ("" if ends and (before or len(run) > 1) else "a"))
            break
        spelt.append(f"{closed[0]}a{closed[1]}")
        closed = closed[2:]
    return "".join(spelt) + onset
