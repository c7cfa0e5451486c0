"""What a text is made of between its white spaces, told once for all texts that have it: enough to rule out names.

Words do not reach over white space, so what a piece may be read as does not hang on the text around it. What does hang
on it (what a word does in the name, names run together without spaces) is left open here, for all that it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from screening.matching.edges import SHORTEST_PREFIX
from screening.names import abjads
from screening.names.initials import LONG_INITIALS, is_block_of, is_pointed, letters_of
from screening.names.numerals import number_of
from screening.names.readings import every_reading
from screening.names.scripts import UNSPACED
from screening.names.tokens import Token, normal_text, tokenise

_TWO_CAPITALS = re.compile(r"[A-KM-Z].*[A-KM-Z]")
_MADE_SURE = " Al"  # a text that has this is read for small letters l in place of a capital I, all its words


class Piece(NamedTuple):
    """A piece of a text: its words as they stand, and run together as they are romanised; all that they may be read
    as; beginnings of words marked by a point; letters that may be initials, in any name and in a person's alone.

    ``is_open`` where it can't be told without the text around it.
    """

    words: tuple[str, ...]
    romanised: tuple[str, ...]
    readings: frozenset[str]
    abbreviated: tuple[str, ...]
    initials: str
    pointed: str
    is_open: bool


def plain_word(text: str) -> str:
    """The one word that a piece without anything odd about it is, folded; "" for all other pieces."""
    word = text.strip(",;:()")
    is_odd = _hides_l(word) or is_block_of(word)  # what may be initials is looked at closely
    return word.lower() if word.isascii() and word.isalpha() and not is_odd else ""


def piece_of(text: str) -> Piece:
    """What is to be told of a text without white space."""
    text = normal_text(text)
    tokens, _ = tokenise(text)
    words: list[str] = []
    romanised: list[str] = []
    readings: set[str] = set()
    letters: list[str] = []
    pointed: list[str] = []
    for token in tokens:
        read = every_reading(token, text)
        words.append(read[0].text)
        romanised.append(next((r.text for r in read if r.kind == "romanised"), read[0].text))
        readings.update(r.text for r in read)
        if len(token.text) == 1:
            letters.append(_first_letters([token], text))
        elif is_pointed(token):
            # no number is written with points: such letters are initials in any name
            own = _first_letters(letters_of(token, 2), text)
            (pointed if number_of(token.text) is None else letters).append(own)
            readings.update(own)
        elif is_block_of(text[token.start : token.end]):
            own = _first_letters(letters_of(token, 1), text)
            pointed.append(own)
            readings.update(own)
        elif token.dotted and token.text in LONG_INITIALS:
            pointed.append(_first_letters([token], text))
    return Piece(
        tuple(words),
        tuple(romanised),
        frozenset(readings),
        tuple(t.text for t in tokens if t.dotted and len(t.text) >= SHORTEST_PREFIX),
        "".join(letters),
        "".join(pointed),
        any(t.script in UNSPACED or t.script in abjads.SCRIPTS for t in tokens) or _may_be_misread(text, tokens),
    )


def _first_letters(tokens: Iterable[Token], text: str) -> str:
    """The letters that words may begin with, however they are read."""
    return "".join(reading.text[0] for token in tokens for reading in every_reading(token, text))


def _may_be_misread(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a word is read otherwise where another one of the text has a small l in place of a capital I."""
    return _hides_l(text) and tokenise(text + _MADE_SURE)[0][:-1] != tokens


def _hides_l(text: str) -> bool:
    return "l" in text and bool(_TWO_CAPITALS.search(text))


_SOUNDS = str.maketrans({
    **dict.fromkeys("aeiouy", "a"), **dict.fromkeys("bfpvw", "p"), **dict.fromkeys("cdghjkqstxz", "x"),
})  # fmt: skip
_SWALLOWED = {"n": "nx", "p": "px"}
"""Sound -> those that are none behind it: itself, doubled, and the second letter of ng and ph. Others: themselves."""
_SWALLOWING = re.compile(r"(n)[nx]+|(p)[px]+|([^np\n])\3+")


def tone(word: str) -> str:
    """What all words with one spelling key have in common, told of words run together by those of each."""
    return _SWALLOWING.sub(r"\1\2\3", word.translate(_SOUNDS))


def tones(words: Sequence[str]) -> list[str]:
    """The `tone` of each of many words, which have no line ends in them: faster than one by one."""
    return tone("\n".join(words)).split("\n") if words else []


def joined_tone(head: str, tail: str) -> str:
    """The `tone` of two texts run together, from theirs."""
    last = head[-1:]
    return head + (tail.lstrip(_SWALLOWED.get(last, last)) if last else tail)
