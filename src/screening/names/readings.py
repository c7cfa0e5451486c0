"""The ways to read one word: as it stands, romanised, or with characters taken for those that they look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Literal, NamedTuple

from anyascii import anyascii

from screening.names import lexicon
from screening.names.numerals import number_of, number_word
from screening.names.orthography import tellings, told_spellings
from screening.names.pinyin import WADE_GILES, from_wade_giles
from screening.names.romanise import romanisations
from screening.names.scripts import end_with_marks
from screening.names.slavic import RESPELT, respelt
from screening.names.tokens import Token, letter_readings

ReadingKind = Literal["equal", "romanised", "lookalike"]


class Reading(NamedTuple):
    """One way to read a word: as it stands, romanised, or with its look-alikes and digits taken for letters."""

    text: str
    kind: ReadingKind = "equal"


def readings_of(token: Token, text: str, *, latin_context: bool, is_number: bool) -> tuple[Reading, ...]:
    """The readings of a word of ``text``, the plain one first."""
    written = text[token.start : end_with_marks(text, token.end)].lower()
    if token.script == "Latn":
        plain = _readings(token.text, token.text, token.script, token.latin, latin_context, is_number)
        return plain if _UMLAUTS.isdisjoint(written) or is_number else (*plain, Reading(_spelt_out(written)))
    mixed = any("a" <= c <= "z" for c in written)  # Latin letters slipped in: they may be what is meant
    return _readings(token.text, written, token.script, token.latin, latin_context or mixed, is_number)


_SPELT_OUT = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ő": "oe", "ű": "ue",
    "č": "ch", "š": "sh", "ž": "zh", "ż": "zh", "ç": "s",
}  # fmt: skip
_UMLAUTS = frozenset(_SPELT_OUT)


def _spelt_out(word: str) -> str:
    """A word with the letters that many write as others: Köhler as Koehler and Kohler, Čurin as Churin."""
    return "".join(_SPELT_OUT.get(c) or anyascii(c).lower() for c in word if c.isalpha())


def every_reading(token: Token, text: str) -> tuple[Reading, ...]:
    """All readings that a word of ``text`` may have, whatever stands beside it and whatever it does in a name."""
    readings = readings_of(token, text, latin_context=True, is_number=False)
    number = number_of(token.text, one_letter=True) or number_word(token.text)
    return readings if number is None else (*readings, Reading(str(number)))


@cache
def readings_tell() -> Callable[[str], object]:
    """Tells whether a word of the letters a to z has any as words have that are read in several ways; all others have
    the plain of `latin_readings` alone."""
    return re.compile("|".join(("rn", f"^l[{''.join(_NOT_BEHIND_L)}]", WADE_GILES, RESPELT, *tellings()))).search


reading: Callable[[tuple[str, ReadingKind]], Reading] = partial(tuple.__new__, Reading)
"""Makes a reading of its fields, in half the time."""


@lru_cache(maxsize=8192)
def latin_readings(text: str, kind: ReadingKind = "equal") -> tuple[Reading, ...]:
    """The readings of a folded word in Latin letters."""
    plain = Reading(text, kind)
    disguised = (*(() if text.isalpha() else letter_readings(text)), *_misread(text))
    foreign = dict.fromkeys((*respelt(text), *told_spellings(text)))
    romanised = (*from_wade_giles(text), *(() if not foreign or _is_usual(text) else foreign))
    if not disguised and not romanised:  # as of nearly all words
        return (plain,)
    return (plain, *(Reading(r, "lookalike") for r in disguised), *(Reading(r, "romanised") for r in romanised))


def _misread(text: str) -> list[str]:
    """What a scanner may have read wrongly to give ``text``: an m as r and n (Sarnir), a capital I as a small l (lsa);
    words that names have, and letters that are no word, stand for themselves."""
    reads = [text.replace("rn", "m")] if "rn" in text and text not in _WORDS_WITH_RN else []
    if text[0] == "l" and len(text) > 2 and text[1] in _NOT_BEHIND_L:
        reads.append("i" + text[1:])
    if reads and (_is_usual(text) or _VOWELS.isdisjoint(text)):
        return []
    return reads


def _is_usual(text: str) -> bool:
    """Whether names have a word often enough for it to be meant as it stands."""
    return lexicon.is_known(text) or lexicon.background_bits(text) is not None


_VOWELS = frozenset("aeiou")
_WORDS_WITH_RN = frozenset(
    {
        "barn", "bern", "born", "burn", "corn", "darn", "fern", "firn", "horn", "kern", "morn", "tarn", "tern", "torn",
        "turn", "yarn",
    }
)  # fmt: skip
"""Short words that are rarer in names than the table of frequent words goes, and are no other word misread."""
_NOT_BEHIND_L = frozenset("bcdfghjkmnpqrstvwxz")
"""Letters that no word has behind an opening l."""


@lru_cache(maxsize=8192)
def _readings(
    text: str, written: str, script: str, latin: str, latin_context: bool, is_number: bool
) -> tuple[Reading, ...]:
    if script in ("Latn", "Zyyy"):
        kind: ReadingKind = "lookalike" if latin else "equal"
        return (Reading(text, kind),) if is_number else latin_readings(text, kind)
    readings = [Reading(text)]
    # as written first: folding takes the marks off letters that are read otherwise without them (ё, й)
    romanised = dict.fromkeys((*romanisations(written, script), *romanisations(text, script)))
    readings += (Reading(r, "romanised") for r in romanised)
    if latin and latin_context:
        readings.append(Reading(latin, "lookalike"))
    return tuple(readings)
