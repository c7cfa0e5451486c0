"""What the pieces of texts are to the names that are sought: told once for all texts that have a piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from screening.matching.edges import is_abbreviated
from screening.matching.pieces import Piece, piece_of, plain_word, tone, tones
from screening.matching.rarity import Rarity
from screening.matching.sought import SoughtWords
from screening.names import lexicon, reference
from screening.names.analysis import AnalysedName, Word
from screening.names.misspelt import phrase_word
from screening.names.readings import Reading
from screening.names.roles import plain_role
from screening.names.standing import always_tells
from screening.names.tokens import letter_readings

_MOST_PIECES = 200_000  # that are remembered at once
_WEIGHTS = 20_000  # of pieces, which most texts have in common
_LOOKED_UP = 5_000  # readings at once, so that none is forgotten before its piece is made

OPEN = 1  # it can't be told without the text around it
REACHED = 2  # that a text has it may change what is found
BEGINS = 4  # it stands in the beginning of a name that is looked for
OPENS = 8  # a phrase may begin with it
INITIALS = 16  # it may be somebody's initials
TELLS = 32  # it may agree with a word of which a text must have one
ENOUGH = 64  # and that alone may be enough for a name
WEIGHED = 128  # it may weigh otherwise than before
JOINS = 256  # run together with what stands behind it, it may agree with a word
SHIPS = 512  # it may be a word for a ship, or the first of several that are one
POINTED = 1024  # it may be the initials of a person
ROMANISED = 2048  # it is read otherwise where it is run together as it is romanised


class Known(NamedTuple):
    """A piece as the names see it: marks, the listed words that it may agree with, and their bits by names; the tones
    of its words as they stand, and romanised; and all that its words may be in a phrase."""

    piece: Piece
    marks: int
    tones: tuple[str, ...]
    romanised_tones: tuple[str, ...]
    in_phrases: tuple[str, ...]
    agrees: Mapping[int, float] = {}
    bits: Mapping[int, float] = {}


class KnownPieces:
    """The pieces of texts that were looked up. ``rarity`` is what the words of the texts weigh."""

    def __init__(self, words: SoughtWords, rarity: Rarity) -> None:
        self._words = words
        self._rarity = rarity
        self._pieces: dict[str, Known] = {}
        self.weight = lru_cache(maxsize=_WEIGHTS)(self._weigh)

    def of(self, text: str) -> list[Known]:
        """Those of a text, in order."""
        parts = text.split()
        try:
            return [self._pieces[part] for part in parts]
        except KeyError:
            self.look_up([text])
            return [self._pieces[part] for part in parts]

    def look_up(self, texts: Iterable[str]) -> None:
        """Make the words of many texts known, which is much faster than one by one."""
        new = sorted({piece for text in texts for piece in text.split()} - self._pieces.keys())
        if len(self._pieces) + len(new) > _MOST_PIECES:
            self._pieces.clear()
        plain = {text: word for text in new if (word := plain_word(text))}
        unlike = sorted(self._words.unlike(plain.values()))
        nobody = {word: self._nobody(word, tone) for word, tone in zip(unlike, tones(unlike), strict=True)}
        pieces = []
        for text in new:
            known = nobody.get(plain.get(text, ""))
            if known is None:
                pieces.append((text, piece_of(text)))
            else:
                self._pieces[text] = known
        start = 0
        while start < len(pieces):
            readings: set[str] = set()
            end = start
            while end < len(pieces) and len(readings) < _LOOKED_UP:
                readings |= pieces[end][1].readings
                end += 1
            self._words.vocabulary.prepare(readings)
            self._pieces.update((text, self._made(text, piece)) for text, piece in pieces[start:end])
            start = end

    def _nobody(self, word: str, tone: str) -> Known:
        """A word that is like no listed one."""
        own, one_tone = (word,), (tone,)
        in_phrases = _in_phrases(own)
        marks = self._marks_of(in_phrases, own, one_tone, BEGINS if self._words.beginnings.has_word_of(word) else 0)
        if word in _ship_heads():
            marks |= SHIPS
        return Known(Piece(own, own, frozenset(own), (), "", "", False), marks, one_tone, one_tone, in_phrases)

    def whole(self, text: str, name: AnalysedName) -> Known:
        """A text that was analysed, as one piece."""
        return self._made(text, _whole(name))

    def _made(self, text: str, piece: Piece) -> Known:
        agrees: dict[int, float] = {}
        alike = [self._words.near(reading) for reading in piece.readings]
        alike += [self._words.beginning_with(beginning) for beginning in piece.abbreviated]
        for one in alike:
            for word, share in one.items():
                agrees[word] = max(share, agrees.get(word, 0.0))
        names = self._words.names
        bits = names.bits_of(agrees)
        tones = tuple(map(tone, piece.words))
        romanised = tones if piece.romanised == piece.words else tuple(map(tone, piece.romanised))
        marks = OPEN if piece.is_open else 0
        marks |= REACHED if not self._words.acronyms.isdisjoint(piece.readings) else 0
        marks |= WEIGHED if self._words.may_weigh_otherwise(piece.readings) else 0
        marks |= BEGINS if self._words.beginnings.has_word_of(text) else 0
        marks |= INITIALS if piece.initials else 0
        marks |= POINTED if piece.pointed else 0
        marks |= TELLS if any(names.tells[word] for word in agrees) else 0
        marks |= ENOUGH if any(names.may_be_enough(name, shared) for name, shared in bits.items()) else 0
        marks |= ROMANISED if romanised != tones else 0
        marks |= SHIPS if _ship_head().search(text) else 0
        in_phrases = _in_phrases(piece.words)
        marks = self._marks_of(
            (*piece.readings, *in_phrases), (*piece.words, *piece.romanised), (*tones, *romanised), marks
        )
        return Known(piece, marks, tones, romanised, in_phrases, agrees, bits)

    def _marks_of(self, readings: Iterable[str], words: Iterable[str], tones: Iterable[str], others: int) -> int:
        """These marks, and those that hang on the words alone."""
        others |= OPENS if not lexicon.phrase_openers().isdisjoint(readings) else 0
        return others | (JOINS if self._words.may_join(words, tones) else 0)

    def is_usual(self, piece: Piece) -> bool:
        """Whether a piece is one word that names have often enough, so that it is no slip in another one."""
        return len(piece.words) == 1 and self._rarity.knows(piece.words[0])

    def _weigh(self, piece: Piece) -> float:
        """The bits that the words of a piece weigh at least, in whatever name."""
        if len(piece.words) != 1 or piece.initials or piece.pointed or not all(map(always_tells, piece.readings)):
            return 0.0
        (word,) = piece.words
        readings = tuple(map(Reading, (word, *sorted(piece.readings - {word}))))
        return self._rarity.bits(Word(0, 0, readings, plain_role(word)))


def _in_phrases(words: Iterable[str]) -> tuple[str, ...]:
    """What the words may be in a phrase: themselves, undisguised, or without a slip."""
    return tuple(own for word in words for own in (word, *letter_readings(word), phrase_word(word)))


@cache
def _ship_heads() -> frozenset[str]:
    return frozenset(word.split()[0] for word in reference.vessel_prefixes().ship_words)


@cache
def _ship_head() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_ship_heads())))})(?!\w)", re.IGNORECASE)


def _whole(name: AnalysedName) -> Piece:
    """A text that was analysed, as one piece."""
    return Piece(
        words=(),
        romanised=(),
        readings=frozenset(reading.text for word in name.words for reading in word.readings),
        abbreviated=tuple(word.text for word in name.words if is_abbreviated(word)),
        initials="".join(r.text[0] for word in name.words if word.role == "initial" for r in word.readings),
        pointed="",
        is_open=False,
    )
