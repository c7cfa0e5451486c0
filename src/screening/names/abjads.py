"""Whether a word in Latin letters may be how a word in Arabic or Hebrew script is spelt.

Such writing leaves short vowels out, and transcribers of Arabic, Persian, Pashto, Urdu and Hebrew spell one consonant
in several ways (ق as q, k, g, gh). So no one romanisation is compared: each letter is held against all that it is spelt
as, with a short vowel between any two where the Latin word has one. What a word can be found by is a key that such
spellings share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

SCRIPTS = frozenset({"Arab", "Hebr"})
"""Their codes in ISO 15924."""

LONGEST = 32
"""Letters of the longest word that is compared."""

_MOST_KEYS = 8

# Letter -> how it is spelt, and the classes that such spellings have in a key ("" for none).
_Letter = tuple[str, str]
_ARABIC_LETTERS: Mapping[str, _Letter] = {
    "ب": ("b p", "b"), "پ": ("p b", "b"), "ف": ("f ph", "b"), "ڤ": ("v w", " "), "ۋ": ("v w", " "),
    "ت": ("t th", "t"), "ة": ("h t", "t "), "ۃ": ("h t", "t "), "ث": ("th s t", "t"), "ج": ("j g dj dzh zh c gu", "tk"),
    "چ": ("ch tch tsch c sh", "tk"), "د": ("d t", "t"), "ذ": ("dh z d th", "t"), "ر": ("r", "r"),
    "ز": ("z s", "t"), "ژ": ("zh j", "t"), "س": ("s c", "t"), "ش": ("sh ch s sch", "t"), "ص": ("s c", "t"),
    "ض": ("d z dh", "t"), "ط": ("t th", "t"), "ظ": ("z dh d th", "t"), "غ": ("gh g q k", "k"),
    "خ": ("kh h ch x k", "k t"), "ق": ("q k g gh c ck", "k"), "ك": ("k c ck q", "k"), "ک": ("k c ck q", "k"),
    "گ": ("g gu k", "k"), "ڭ": ("ng", "n"), "ڠ": ("ng", "n"), "ل": ("l", "l"), "م": ("m", "m"), "ن": ("n", "n"),
    "ں": ("n", "n"), "ڼ": ("n", "n"), "ٹ": ("t", "t"), "ټ": ("t", "t"), "ڈ": ("d", "t"), "ډ": ("d", "t"),
    "ڑ": ("r d", "rt"), "ړ": ("r", "r"), "ښ": ("sh kh x", "tk"), "ځ": ("z dz j", "t"), "څ": ("ts s", "t"),
    "ږ": ("zh g", "tk"), "ح": ("h", " "), "ه": ("h", " "), "ھ": ("h", " "), "ہ": ("h", " "), "ۀ": ("h", " "),
}  # fmt: skip
_HEBREW_LETTERS: Mapping[str, _Letter] = {
    "ב": ("b v w", "b "), "ג": ("g gu j dj", "kt"), "ד": ("d", "t"), "ה": ("h", " "), "ז": ("z s", "t"),
    "ח": ("h ch kh", " tk"), "ט": ("t th", "t"), "כ": ("k kh ch c ck", "kt"), "ך": ("k kh ch", "kt"), "ל": ("l", "l"),
    "מ": ("m", "m"), "ם": ("m", "m"), "נ": ("n", "n"), "ן": ("n", "n"), "ס": ("s", "t"), "פ": ("p f ph", "b"),
    "ף": ("f ph p", "b"), "צ": ("ts tz z s", "t"), "ץ": ("ts tz z s", "t"), "ק": ("k q c ck", "k"), "ר": ("r", "r"),
    "ש": ("sh s sch ch", "t"), "ת": ("t th", "t"),
}  # fmt: skip
_LETTERS = {**_ARABIC_LETTERS, **_HEBREW_LETTERS}
_VOWELS: Mapping[str, str] = {
    "ا": "a aa e o", "آ": "a aa o", "أ": "a e o u", "إ": "i e", "ٱ": "a", "و": "w ww v vv o u oo ou oe",
    "ي": "y yy i ii e ee iy iyy ie yi", "ی": "y yy i ii e ee iy iyy ie yi", "ې": "e ee i", "ۍ": "ai ay ei",
    "ى": "a aa i y e ee", "ئ": "y i e", "ؤ": "w u o", "ء": "", "ع": "a aa e i o u", "ے": "e ai ay ey",
    "ە": "e a", "ۇ": "u o", "ۆ": "o", "א": "a aa e i o u", "ע": "a aa e i o u", "ו": "v w vv o oo u ou",
    "י": "y yy i ii ee e ie j", "״": "", "׳": "",
}  # fmt: skip
_SILENT = frozenset("ءعئؤאע״׳")
"""Letters that many spell as nothing."""
_LONG_VOWELS = frozenset("اويیוי")
_FINAL = frozenset("ةۃهہۀה")
"""Letters that at the end of a word are as often not spelt."""
_FINAL_A = frozenset("يی")
_OPENING = "a e i o u aa"
_SHORT = ("a", "e", "i", "o", "u", "ou")
_DOUBLED = {"sh": ("shsh", "ssh"), "ch": ("chch",), "kh": ("khkh", "kkh"), "dh": ("dhdh", "ddh"), "th": ("tth",)}

_SOFT_C = re.compile(r"c(?=[heiy])")
_DROPPED = str.maketrans(
    {
        **dict.fromkeys("bpf", "b"), **dict.fromkeys("tdszj", "t"), **dict.fromkeys("ckgq", "k"), "x": "kt",
        **dict.fromkeys("aeiouyhwv", ""),
    }
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def is_abjad(word: str) -> bool:
    """Whether a word is written in letters of Arabic or Hebrew script alone."""
    return bool(word) and all(c in _LETTERS or c in _VOWELS for c in word)


def latin_key(word: str) -> str:
    """The key of a folded word in Latin letters; "" where it says nothing, and for other scripts."""
    if not word.isascii() or not word.isalpha():
        return ""
    return _undoubled((_SOFT_C.sub("t", word) if "c" in word else word).translate(_DROPPED))


def latin_keys(words: Sequence[str]) -> list[str]:
    """`latin_key` of many words, at least one, of the letters a to z: one by one costs several times as much."""
    return _undoubled(_SOFT_C.sub("t", "\n".join(words)).translate(_DROPPED)).split("\n")


def _undoubled(text: str) -> str:
    return _TWICE.sub(lambda m: m[1], text)


def tone(key: str) -> str:
    """What keys have in common with those of the words that a text is run together from: of ``c`` at the end of a word
    it hangs on the next one how it is read."""
    return _undoubled(key.replace("k", "t"))


@lru_cache(maxsize=8192)
def abjad_keys(word: str) -> frozenset[str]:
    """The keys that spellings of a word in Arabic or Hebrew script may have."""
    if not is_abjad(word) or not 1 < len(word) <= LONGEST:
        return frozenset()
    choices = []
    for i, letter in enumerate(word):
        classes = _LETTERS[letter][1] if letter in _LETTERS else " "
        choices.append(classes + " " if _is_of_article(word, i) and letter == "ل" else classes)
    keys: list[str] = [""]
    for own in choices:
        further = (head + c.strip() for head, c in product(keys, own))
        keys = list(dict.fromkeys(map(_undoubled, further)))[:_MOST_KEYS]
    return frozenset(filter(None, keys))


def _is_of_article(word: str, place: int) -> bool:
    """Whether a letter may be one of an Arabic article, which is spelt in many ways (al-, ul, ur-R...)."""
    start = place - (word[place] == "ل")
    return start >= 0 and word[start : start + 2] == "ال" and start + 3 < len(word)


@lru_cache(maxsize=65536)
def may_spell(latin: str, word: str) -> bool:
    """Whether a folded Latin word may be a spelling of a word in Arabic or Hebrew script that shares a key with it."""
    reached = {0}
    *heads, last = _spellings(word)
    for spellings in heads:
        further = {p + len(s) for p in reached for s in spellings if latin.startswith(s, p)}
        reached = further | {p + len(s) for p in further for s in _SHORT if latin.startswith(s, p)}
        if not reached:
            return False
    ends = (*last, *(spelling + "e" for spelling in last))  # French: Hassine
    return any(latin[p:] in ends for p in reached)


@lru_cache(maxsize=8192)
def _spellings(word: str) -> tuple[tuple[str, ...], ...]:
    """For each letter of a word all that it may be spelt as."""
    return tuple(tuple(dict.fromkeys(_spelt(word, i))) for i in range(len(word)))


def _spelt(word: str, place: int) -> Iterable[str]:
    letter, is_last = word[place], place == len(word) - 1
    if letter in _LETTERS:
        for spelling in _LETTERS[letter][0].split():
            yield spelling
            if len(spelling) == 1:
                yield spelling * 2
            yield from _DOUBLED.get(spelling, ())
        if (is_last and letter in _FINAL) or (letter == "ل" and _is_of_article(word, place)):
            yield ""
        return
    yield from _VOWELS[letter].split()
    bears = word[1:2] in _LONG_VOWELS  # an opening letter for no sound of its own, but where there is no other vowel
    if (letter in _SILENT and (place or bears)) or word[place : place + 2] in ("וו", "יי", "يي", "یی"):
        yield ""
    if letter == "ا" and (place == 0 or _is_of_article(word, place)):
        yield from _OPENING.split()
        if _is_of_article(word, place) or bears:
            yield ""
    if letter == "و" and word[place - 1 : place] == "خ" and word[place + 1 : place + 2] == "ا":
        yield ""  # Persian: خواه Khah
    if is_last and letter in _FINAL_A:
        yield "a"
