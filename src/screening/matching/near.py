"""All words of a vocabulary that are like a given word, without comparing it with each of them.

Every way of being alike has an index that loses nothing: tables and keys of sound and spelling are looked up, and
`edits` finds what may be mistyped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from screening.matching.edits import Edits
from screening.matching.likeness import (
    EQUAL,
    LONGEST_TOGETHER,
    SHORTEST_SKELETON,
    SHORTEST_SOUND,
    SHORTEST_SPELT,
    SHORTEST_TOGETHER,
    Likeness,
    bared,
    better,
    by_table,
    compare,
    compare_joined,
    edited,
    may_be_spelt_together,
    missing_consonants,
    sound_likeness,
    sounding,
    spelt,
    unwritten,
)
from screening.matching.packing import Columns, Grouping, under
from screening.matching.policy import Policy
from screening.matching.spoken import Read, Spoken
from screening.matching.vocabulary import vocabulary_columns
from screening.matching.word_keys import MARK, table_keys
from screening.names.abjads import abjad_keys, latin_key
from screening.names.lexicon import words_in_tables
from screening.names.sound import keys_of_many, spelling_key, spelling_key_of_joined, spelling_keys_of_many
from screening.names.word_forms import has_forms
from screening.recent import Recent

_BLOCK = 512  # words compared with the vocabulary at once, so that what is found stays within some MB

REMEMBERED = 10_000
"""Words at least whose like ones are remembered for the next row that has them."""

Alike = Mapping[int, Likeness]
"""Numbers of words -> how like they are."""


class Vocabulary:
    """The distinct words of a watchlist, sorted and numbered, with the indexes that find the like ones.

    ``words`` are those that stand in names by themselves, ``joined`` (numbered on behind them) those that arise by
    joining words of a name: for these typing errors are not looked for (`likeness.run_together`). A text may be both.
    """

    def __init__(self, columns: Mapping[str, Any], policy: Policy) -> None:
        words, joined = columns["words"], columns["joined"]
        self._columns = columns
        self.words = (*words, *joined)
        self._singles = len(words)
        self._number: Mapping[str, int] = {word: i for i, word in enumerate(words)}
        self._number_joined: Mapping[str, int] = {word: i for i, word in enumerate(joined, len(words))}
        self._policy = policy
        self._by_sound, self._by_spelling, self._by_table, self._by_skeleton, self._vowelless = (
            Grouping(under(name, columns)) for name in ("sound", "spelling", "table", "skeleton", "vowelless")
        )
        self._spellings = self._by_spelling.places  # a dictionary, which is asked for every run of words
        self._has_abjads = bool(keys := self._vowelless.keys) and keys[-1].startswith(MARK)
        self._edits = Edits(words, columns, policy.likeness_floor)
        self._spoken = Spoken(words, self._by_spelling, columns["otherwise"])
        self._known: Recent[str, Alike] = Recent(REMEMBERED)
        self._known_joined: Recent[str, Alike] = Recent(REMEMBERED)

    @classmethod
    def of(cls, words: Sequence[str], policy: Policy, joined: Sequence[str] = ()) -> Vocabulary:
        """A vocabulary of sorted single words, and of sorted joined ones."""
        return cls(vocabulary_columns(words, joined), policy)

    @property
    def columns(self) -> Columns:
        """What the constructor takes."""
        return self._columns

    def near(self, word: str) -> Alike:
        """The words that are like ``word``: single ones as `likeness.compare` finds it, joined ones by
        `likeness.compare_joined`.
        """
        found = self._known.get(word)
        if found is None:
            (found,) = self._found([word])
            self._known.put(word, found)
        return found

    def near_joined(self, text: str) -> Alike:
        """The words that are like a text which arose by joining words, as `likeness.compare_joined` finds it."""
        found = self._known_joined.get(text)
        if found is None:
            found = self._together(text)
            self._known_joined.put(text, found)
        return found

    def has_joined(self, words: Sequence[str]) -> bool:
        """Whether `near_joined` finds anything for words run together, in most cases without looking for it."""
        text = "".join(words)
        is_short = SHORTEST_TOGETHER <= len(text) <= LONGEST_TOGETHER
        may_be = text in self._whole or (is_short and spelling_key_of_joined(words) in self._spellings)
        if not may_be and (self._has_abjads or not text.isascii()):
            may_be = bool(has_forms(text) and table_keys(text))
            may_be = may_be or any(key in self._vowelless for key in self._vowelless_keys(text))
        return may_be and bool(self.near_joined(text))

    def having_joined(self, texts: set[str]) -> set[str]:
        """Those texts that arose by joining words for which `near_joined` finds anything: `has_joined` of many."""
        may_be = texts & self._whole
        plain = [t for t in texts if SHORTEST_TOGETHER <= len(t) <= LONGEST_TOGETHER and t.isascii() and t.isalpha()]
        if plain:
            may_be.update(compress(plain, map(self._spellings.__contains__, spelling_keys_of_many(plain))))
        found = {text for text in may_be if self.near_joined(text)}
        others = texts if self._has_abjads else [text for text in texts if not text.isascii()]
        return found.union([text for text in others if text not in may_be and self.has_joined([text])])

    @cached_property
    def _whole(self) -> frozenset[str]:
        """All words that a text may be, or stand beside in a table: one set is quicker to look into than three."""
        return words_in_tables().union(self.words)

    def prepare(self, words: Iterable[str]) -> None:
        """Find the like words of many words at once (faster than one by one)."""
        new = sorted(w for w in set(words) if self._known.get(w) is None)
        for start in range(0, len(new), _BLOCK):
            block = new[start : start + _BLOCK]
            for word, alike in zip(block, self._found(block), strict=True):
                self._known.put(word, alike)

    def _found(self, words: Sequence[str]) -> list[dict[int, Likeness]]:
        sounds, spellings, skeletons = zip(*keys_of_many(_plain(words)), strict=True)
        read = self._spoken.read(words, spellings)
        found = self._edited(read)
        in_tables = words_in_tables()
        for word, alike in zip(words, found, strict=True):
            if word in in_tables or not word.isascii():  # as few are
                self._add_by_table(word, alike)
            self._add_unwritten(word, alike)
        self._add_by_sound(read, sounds, found)
        self._add_by_spelling(words, spellings, found)
        self._add_bared(words, skeletons, found)
        own = dict(zip(words, found, strict=True))
        for numbers in (self._number, self._number_joined):
            for word in numbers.keys() & own.keys():
                own[word][numbers[word]] = EQUAL
        return found

    def mistyped(self, words: Sequence[str]) -> set[str]:
        """Those of the words that are a few edits away from one of the single words."""
        found: set[str] = set()
        by_length = sorted(words, key=len)  # words of one length are compared at once
        for start in range(0, len(by_length), _BLOCK):
            block = by_length[start : start + _BLOCK]
            read = self._spoken.read(block, spelling_keys_of_many(_plain(block)))
            found.update(word for word, alike in zip(block, self._edited(read), strict=True) if alike)
        return found

    def number(self, text: str, *, joined: bool) -> int:
        """The number of a single word of the vocabulary, or of a joined one. Raises KeyError for others."""
        return (self._number_joined if joined else self._number)[text]

    def beginning_with(self, text: str) -> range:
        """Numbers of the single words that begin with ``text``."""
        end = self._singles
        return range(bisect_left(self.words, text, 0, end), bisect_left(self.words, text + chr(0x10FFFF), 0, end))

    def near_exhaustive(self, word: str, *, joined: bool) -> Alike:
        """What `near` or, for a text that arose by joining, `near_joined` finds, by comparing with every word."""
        found: dict[int, Likeness] = {}
        for i, other in enumerate(self.words):
            how = compare_joined if joined or i >= self._singles else compare
            likeness = how(word, other, self._policy)
            if likeness is not None:
                found[i] = likeness
        return found

    def _together(self, text: str) -> Alike:
        found: dict[int, Likeness] = {}
        for key in table_keys(text):
            for i in self._by_table.get(key):
                _keep_better(found, i, compare_joined(text, self.words[i], self._policy))
        if may_be_spelt_together(text):
            for i in self._by_spelling.get(spelling_key(text)):
                _keep_better(found, i, compare_joined(text, self.words[i], self._policy))
        for key in self._vowelless_keys(text):
            for i in self._vowelless.get(key):
                _keep_better(found, i, compare_joined(text, self.words[i], self._policy))
        for numbers in (self._number, self._number_joined):
            if text in numbers:
                found[numbers[text]] = EQUAL
        return found

    def _vowelless_keys(self, text: str) -> Iterable[str]:
        """What a text may be found by where it is written without vowels, or the words of the vocabulary are."""
        if not text.isascii():
            return abjad_keys(text)
        return (MARK + latin_key(text),) if self._has_abjads else ()

    def _add_unwritten(self, word: str, found: dict[int, Likeness]) -> None:
        for key in self._vowelless_keys(word):
            for i in self._vowelless.get(key):
                how = unwritten if i < self._singles else compare_joined
                _keep_better(found, i, how(word, self.words[i], self._policy))

    def _add_by_table(self, word: str, found: dict[int, Likeness]) -> None:
        for key in table_keys(word):
            for i in self._by_table.get(key):
                how = by_table if i < self._singles else compare_joined
                _keep_better(found, i, how(word, self.words[i], self._policy))

    def _add_by_sound(self, own: Read, keys: Sequence[str], found: Sequence[dict[int, Likeness]]) -> None:
        at, numbers, values = self._sounding(own.words, keys)
        told = zip(at, numbers, values, self._spoken.alike(own, at, numbers), strict=True)
        for n, i, value, is_spoken in told:
            _keep_better(found[n], i, sounding(own.words[n], self.words[i], value, is_spoken, self._policy))

    def _sounding(self, words: Sequence[str], keys: Sequence[str]) -> tuple[list[int], list[int], list[float]]:
        """Words by their places, the numbers of those that sound like them, and how like they are by that; without
        those between which are too many edits."""
        at, numbers = self._by_sound.pairs(key if len(key) >= SHORTEST_SOUND else "" for key in keys)
        ours, theirs = [words[n] for n in at], [self.words[i] for i in numbers]
        longer = np.maximum(list(map(len, ours)), list(map(len, theirs)))
        edits = cpdist(ours, theirs, scorer=OSA.distance, dtype=np.int32) / longer
        short = np.array([missing_consonants(key, self._policy) for key in keys])[at]
        values = sound_likeness(edits, short, self._policy)
        passed = np.flatnonzero(values >= self._policy.likeness_floor).tolist()
        return [at[n] for n in passed], [numbers[n] for n in passed], values[passed].tolist()

    def _add_by_spelling(self, words: Sequence[str], keys: Sequence[str], found: Sequence[dict[int, Likeness]]) -> None:
        for n, i in zip(*self._by_spelling.pairs(keys), strict=True):
            word, other = words[n], self.words[i]
            if i < self._singles and len(word) >= SHORTEST_SPELT:
                _keep_better(found[n], i, spelt(word, other, self._policy))
            elif i >= self._singles and may_be_spelt_together(word):
                _keep_better(found[n], i, compare_joined(word, other, self._policy))

    def _add_bared(self, words: Sequence[str], bare_words: Sequence[str], found: Sequence[dict[int, Likeness]]) -> None:
        for alike, word, bare in zip(found, words, bare_words, strict=True):
            if len(bare) < SHORTEST_SKELETON:
                continue
            if word == bare:
                for i in self._by_skeleton.get(bare):
                    _keep_better(alike, i, bared(bare, self._policy))
            elif bare in self._number:
                _keep_better(alike, self._number[bare], bared(bare, self._policy))

    def _edited(self, own: Read) -> list[dict[int, Likeness]]:
        """The words that are so few edits away from each of some words."""
        words = own.words
        found: list[dict[int, Likeness]] = [{} for _ in words]
        at, numbers, distances = self._edits.of(words)
        for n, i, distance, is_spoken in zip(at, numbers, distances, self._spoken.alike(own, at, numbers), strict=True):
            likeness = edited(words[n], self.words[i], distance, is_spoken, self._policy)
            if likeness is not None:
                found[n][i] = likeness
        return found


def _plain(words: Iterable[str]) -> list[str]:
    """The words of the letters a to z, which are known by their sounds, and nothing in the places of others."""
    return [word if word.isascii() and word.isalpha() else "" for word in words]


def _keep_better(found: dict[int, Likeness], number: int, likeness: Likeness | None) -> None:
    best = better(found.get(number), likeness)
    if best is not None:
        found[number] = best
