"""Readings of Han characters in China, Hong Kong, Korea and Japan; the table is read when the first is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from screening.names import hangul
from screening.names.han_forms import fold_han
from screening.names.pinyin import wade_giles
from screening.names.sound import sound_key


class Readings(NamedTuple):
    """How one character is read, most usual first; () where no reading is known."""

    mandarin: tuple[str, ...] = ()
    cantonese: tuple[str, ...] = ()
    korean: tuple[str, ...] = ()  # in hangul, before the sound law of the South
    japanese: tuple[str, ...] = ()


class _Tables(NamedTuple):
    lines: Mapping[str, str]  # character -> its line
    phrases: Mapping[str, tuple[str, ...]]  # words -> the pinyin of their characters, where it is not the usual one


@cache
def _tables() -> _Tables:
    text = resources.files("screening.data").joinpath("han_readings.tsv").read_text(encoding="utf-8")
    lines = {line[0]: line for line in text.splitlines() if line[1] == "\t"}
    phrases = (line.partition("\t") for line in text.splitlines() if line[1] != "\t" and line[0] != "#")
    return _Tables(lines, {word: tuple(pinyin.split()) for word, _, pinyin in phrases})


@cache
def character(char: str) -> Readings:
    """The readings of a character, else those of the form in which it is compared."""
    line = _tables().lines.get(char)
    form = _tables().lines.get(fold_han(char))
    own, other = (_fields(one) if one else Readings() for one in (line, form))
    return Readings(*(mine or theirs for mine, theirs in zip(own, other, strict=True)))


def _fields(line: str) -> Readings:
    return Readings(*(tuple(field.split()) for field in line.split("\t")[1:]))


def readings(word: str) -> tuple[str, ...]:
    """The readings of a word of Han characters in Latin letters, most usual first.

    Pinyin joined, a second pinyin reading where a character has one, the Korean reading (North Korean, Revised), the
    Cantonese one with a and with u in its short syllables, Wade-Giles where it sounds otherwise than pinyin to the
    sound key, and the Japanese on reading.
    """
    parts = [character(c) for c in word]
    mandarin = _mandarin(word, parts)
    found = ["".join(syllables) for syllables in mandarin]
    if all(p.korean for p in parts):
        found += _korean(parts)
    if all(p.cantonese for p in parts):
        found += ["".join(p.cantonese[0] for p in parts), "".join(p.cantonese[-1] for p in parts)]
    wade = [wade_giles(syllables) for syllables in mandarin[:1]]
    found += [w for w in wade if sound_key(w) != sound_key(found[0])]
    if all(p.japanese for p in parts):
        found.append(_japanese([p.japanese[0] for p in parts]))
    return tuple(dict.fromkeys(found))


def _mandarin(word: str, parts: Sequence[Readings]) -> list[tuple[str, ...]]:
    """The syllables of pinyin: all in the first reading; and with the second of the first character that has two."""
    if not all(p.mandarin for p in parts):
        return []
    first = [p.mandarin[0] for p in parts]
    fixed: set[int] = set()
    folded = fold_han(word)
    for phrase, syllables in _tables().phrases.items():
        place = folded.find(phrase)
        if place >= 0:
            first[place : place + len(phrase)] = syllables
            fixed.update(range(place, place + len(phrase)))
    second = next((i for i, p in enumerate(parts) if len(p.mandarin) > 1 and i not in fixed), None)
    if second is None:
        return [tuple(first)]
    return [tuple(first), (*first[:second], parts[second].mandarin[1], *first[second + 1 :])]


def _korean(parts: Sequence[Readings]) -> list[str]:
    """In the North Korean system and the Revised one; a single character also in its second reading (金: 금, 김)."""
    words = ["".join(p.korean[0] for p in parts)]
    if len(parts) == 1:
        words = list(parts[0].korean[:2])
    north = [hangul.northern([hangul.syllable(c) for c in word]) for word in words]
    return [*north, hangul.revised(hangul.pronounced(hangul.southern(words[0])))]


_GEMINATE = re.compile("(?:tsu|chi)(?=[kstp])|(?:ku|ki)(?=k)")


def _japanese(syllables: Sequence[str]) -> str:
    """On readings joined: long vowels short as in passports, and the doubled consonants of compounds (hatsu-ten)."""
    joined = _GEMINATE.sub("-", "".join(syllables))
    doubled = re.sub("-(.)", r"\1\1", joined)
    return doubled.replace("ou", "o").replace("uu", "u").replace("oo", "o")
