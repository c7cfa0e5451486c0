"""The words of a vocabulary that are a few edits away from given ones, without comparing each with each.

Three bitmaps of a word bound the distance from below: one of its letters is held against those of all words of about
its length, one of its pairs of letters and one of the letters of its halves against those that pass. Only the words
that pass all are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from screening.matching.likeness import SHORTEST_EDITED, mistypable, most_edits
from screening.matching.numbering import Ints
from screening.matching.packing import Columns

Bitmaps = npt.NDArray[np.unsignedinteger[Any]]

_AT_ONCE = 1 << 16  # pairs of words held against each other at once: few calls, and what they write stays in the cache
_ONCE, _TWICE = 26, 6  # the letters of the alphabet have a bit each; that a letter stands twice is seldom told
_PAIRS = 61  # a prime, so that pairs of letters are spread over nearly as many bits as there are


class _Band(NamedTuple):
    """The words that may be few edits away from words of one length: where they stand, and in how many bits of their
    letters they may differ from such a word."""

    words: slice
    bits: npt.NDArray[np.uint8]


def edit_columns(words: Sequence[str]) -> Columns:
    """What `Edits` takes beside the words: those that can be mistyped (numbers can't), in order of length."""
    numbers = sorted((n for n, word in enumerate(words) if mistypable(word)), key=lambda n: len(words[n]))
    letters, pairs, halves = bitmaps([words[n] for n in numbers])
    return {
        "mistypable": np.array(numbers, dtype=np.int64),
        "letters": letters,
        "letter_pairs": pairs,
        "letter_halves": halves,
    }


class Edits:
    """Finds the words of a vocabulary that are so few edits away from a word that they are ``floor`` (0 to 1) alike."""

    def __init__(self, words: Sequence[str], columns: Mapping[str, Any], floor: float) -> None:
        numbers: Ints = columns["mistypable"]
        listed = [words[n] for n in numbers.tolist()]
        self._words = np.array(listed, dtype=np.object_)
        self._lengths = np.array(list(map(len, listed)), dtype=np.int64)
        self._numbers = numbers
        self._letters: Bitmaps = columns["letters"]
        self._pairs: Bitmaps = columns["letter_pairs"]
        self._halves: Bitmaps = columns["letter_halves"]
        self._floor = floor
        self._band = lru_cache(maxsize=64)(self._make_band)

    def of(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """The places of words, the numbers of words that are so few edits away from these, and how many edits."""
        places = sorted((n for n, word in enumerate(words) if mistypable(word)), key=lambda n: len(words[n]))
        texts = [words[n] for n in places]
        letters, pairs, halves = bitmaps(texts)
        passing = []
        start = 0
        for length, group in groupby(map(len, texts)):
            end = start + sum(1 for _ in group)
            passing.append(self._by_letters(letters[start:end], length) + np.array([[start], [0]]))
            start = end
        if not passing:
            return [], [], []
        own, other = np.concatenate(passing, axis=1)
        lengths = np.array(list(map(len, texts)), dtype=np.int64)[own], self._lengths[other]
        most = self._most(np.maximum(*lengths))
        bits = np.bitwise_count(letters[own] ^ self._letters[other])
        passes = bits + np.bitwise_count(halves[own] ^ self._halves[other]) <= 4 * most
        bits += np.bitwise_count(pairs[own] ^ self._pairs[other])
        passed = np.flatnonzero(passes & (bits <= 6 * most - 2 * np.abs(np.subtract(*lengths))))
        own, other, most = own[passed], other[passed], most[passed]
        ours, theirs = [texts[n] for n in own.tolist()], self._words[other].tolist()
        cutoff = int(most.max(initial=0))
        distances = cpdist(ours, theirs, scorer=OSA.distance, score_cutoff=cutoff, dtype=np.int32)
        close = np.flatnonzero(distances <= most)
        at = [places[n] for n in own[close].tolist()]
        return at, self._numbers[other[close]].tolist(), distances[close].tolist()

    def _by_letters(self, letters: Bitmaps, length: int) -> Ints:
        """Those pairs of words of one length, by their letters, and of words of the vocabulary that pass by these."""
        band = self._band(length)
        theirs, size = self._letters[band.words], len(band.bits)
        if not size:
            return np.empty((2, 0), dtype=np.int64)
        at_once = max(1, _AT_ONCE // size)
        shape = min(at_once, len(letters)), size
        differing, counts, passes = np.empty(shape, np.uint32), np.empty(shape, np.uint8), np.empty(shape, np.bool_)
        found = []
        for start in range(0, len(letters), at_once):
            own = letters[start : start + at_once, None]
            n = len(own)
            np.bitwise_xor(own, theirs, out=differing[:n])
            np.bitwise_count(differing[:n], out=counts[:n])
            np.less_equal(counts[:n], band.bits, out=passes[:n])
            found.append(passes[:n].ravel().nonzero()[0] + start * size)
        own, other = np.divmod(np.concatenate(found), size)
        return np.stack([own, other + band.words.start])

    def _make_band(self, length: int) -> _Band:
        most = self._most(np.maximum(self._lengths, length))
        longer = np.abs(self._lengths - length)
        near = np.flatnonzero((most > 0) & (longer <= most))
        words = slice(int(near[0]), int(near[-1]) + 1) if len(near) else slice(0, 0)
        return _Band(words, np.minimum(2 * most - longer, 255)[words].astype(np.uint8))

    def _most(self, longer: Ints) -> Ints:
        """The most edits between words of which the longer ones have so many letters."""
        few = [most_edits(n, self._floor) if n >= SHORTEST_EDITED else 0 for n in range(int(longer.max(initial=0)) + 1)]
        return np.array(few, dtype=np.int64)[longer]


def bitmaps(words: Sequence[str]) -> tuple[Bitmaps, Bitmaps, Bitmaps]:
    """Which letters each of some words, in order of length, has once and twice (32 bits), which pairs of letters, and
    which letters in its first half and in its second.

    An insertion or deletion changes one letter's count, so at most one bit of the first; a replacement two; a swap of
    neighbours none. In the second they change three, four and six. In the third three, as a letter may come into the
    other half; two; and four, if the neighbours stand in two halves. Of d edits between words whose lengths differ by
    n, at least n are insertions or deletions: the words differ in at most 2 d - n bits of the first, in at most
    6 d - 2 n bits of the first and the second, and in at most 4 d bits of the first and the third.
    """
    parts = [_bitmaps(list(group)) for _, group in groupby(words, key=len)]
    letters, pairs, halves = zip(*parts, strict=True) if parts else _NO_BITMAPS
    return np.concatenate(letters), np.concatenate(pairs), np.concatenate(halves)


_NO_BITMAPS = [np.empty(0, np.uint32)], [np.empty(0, np.uint64)], [np.empty(0, np.uint64)]


def _bitmaps(words: Sequence[str]) -> tuple[Bitmaps, Bitmaps, Bitmaps]:
    """The same of words of one length."""
    length = len(words[0])
    codes = np.array(words).view(np.uint32).reshape(len(words), -1)[:, :length] % _ONCE
    one = np.uint64(1)
    middle = length // 2
    heads, tails = (np.bitwise_or.reduce(one << half, axis=1) for half in (codes[:, :middle], codes[:, middle:]))
    pairs = np.bitwise_or.reduce(one << (codes[:, :-1] * _ONCE + codes[:, 1:]) % _PAIRS, axis=1)
    codes.sort(axis=1)
    once = np.bitwise_or.reduce(one << codes, axis=1)
    repeated = codes[:, 1:] == codes[:, :-1]
    twice = np.bitwise_or.reduce(np.where(repeated, one << _ONCE + codes[:, 1:] % _TWICE, np.uint64(0)), axis=1)
    return (once | twice).astype(np.uint32), pairs, heads | tails << np.uint64(_ONCE)
