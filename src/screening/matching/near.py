"""All words of a vocabulary that are like a given word, without comparing it with each of them.

Every way of being alike has an index that loses nothing: tables and sound keys are looked up, and for edits a bitmap
of each word's letters bounds the distance from below, so that only words which pass the bound are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from screening.matching.likeness import (
    EQUAL,
    SHORTEST_EDITED,
    Likeness,
    by_table,
    edited,
    mistypable,
    most_edits,
    sounding,
    spells,
    spelt,
)
from screening.matching.policy import Policy
from screening.names.lexicon import concepts_of, name_groups_of
from screening.names.sound import sound_key, spelling_key

Sought = tuple[str, bool]
"""A word to find like words of, and whether it arose by joining words of a query."""

_BLOCK = 256  # words compared with the vocabulary at once, so that the bitmaps in flight stay within some MB


def letter_bitmap(word: str) -> int:
    """64 bits: which letters a word has once (32 buckets) and twice (32 buckets).

    An insertion or deletion changes one letter's count, so at most one bit; a replacement two; a swap of neighbours
    none.
    So words that are d edits apart differ in at most 2 d bits.
    """
    once = twice = 0
    for char in word:
        bit = 1 << (ord(char) & 31)
        if once & bit:
            twice |= bit
        once |= bit
    return once | twice << 32


class Vocabulary:
    """The distinct words of a watchlist, sorted and numbered, with the indexes that find the like ones.

    ``joined`` are those of the words that only arise by joining words of a name: for these, and for words of a query
    that do, likeness below ``policy.joined_floor`` is of no use and typing errors below it are not looked for.
    """

    def __init__(self, words: Sequence[str], policy: Policy, joined: Collection[str] = ()) -> None:
        self.words = tuple(words)
        self.number: Mapping[str, int] = {word: i for i, word in enumerate(self.words)}
        self._policy = policy
        self._by_sound = _grouped((sound_key(w), i) for i, w in enumerate(self.words))
        self._by_spelling = _grouped((spelling_key(w), i) for i, w in enumerate(self.words) if spells(w))
        self._by_table = _grouped((key, i) for i, w in enumerate(self.words) for key in table_keys(w))
        joined = frozenset(joined)
        self._singles = _by_length(self.words, [i for i, w in enumerate(self.words) if w not in joined])
        self._joins = _by_length(self.words, [i for i, w in enumerate(self.words) if w in joined])
        self._known: dict[Sought, Mapping[str, Likeness]] = {}

    def near(self, word: str, *, joined: bool = False) -> Mapping[str, Likeness]:
        """The words that are like ``word``, with their likeness as `likeness.compare` finds it.

        ``joined`` says that the word arose by joining words.
        """
        found = self._known.get((word, joined))
        if found is None:
            self.prepare([(word, joined)])
            found = self._known[word, joined]
        return found

    def prepare(self, sought: Iterable[Sought]) -> None:
        """Find the like words of many words at once (faster than one by one)."""
        new = {s for s in sought if s not in self._known}
        for joined in (False, True):
            words = sorted(w for w, j in new if j == joined)
            for start in range(0, len(words), _BLOCK):
                self._prepare_block(words[start : start + _BLOCK], joined)

    def _prepare_block(self, block: Sequence[str], joined: bool) -> None:
        tight = self._policy.joined_floor
        found: list[dict[int, Likeness]] = [{} for _ in block]
        self._add_edited(found, block, self._singles, tight if joined else self._policy.likeness_floor)
        self._add_edited(found, block, self._joins, tight)
        for word, edited_words in zip(block, found, strict=True):
            alike = self._with_tables(word, edited_words)
            self._known[word, joined] = {self.words[i]: likeness for i, likeness in alike.items()}

    def beginning_with(self, text: str) -> range:
        """Numbers of the words that begin with ``text``."""
        return range(bisect_left(self.words, text), bisect_left(self.words, text + chr(0x10FFFF)))

    def _with_tables(self, word: str, found: dict[int, Likeness]) -> dict[int, Likeness]:
        exact = self.number.get(word)
        for key in table_keys(word):
            for i in self._by_table.get(key, ()):
                _keep_better(found, i, by_table(word, self.words[i], self._policy))
        key = sound_key(word)
        if len(key) >= 2:
            for i in self._by_sound.get(key, ()):
                _keep_better(found, i, sounding(word, self.words[i], key, self._policy))
        if spells(word):
            for i in self._by_spelling.get(spelling_key(word), ()):
                _keep_better(found, i, spelt(word, self.words[i], self._policy))
        if exact is not None:
            found[exact] = EQUAL
        return found

    def _add_edited(
        self, found: list[dict[int, Likeness]], block: Sequence[str], groups: Mapping[int, _SameLength], floor: float
    ) -> None:
        """Add to ``found`` the words of ``groups`` that are so few edits away from each of a block of words."""
        by_length: dict[int, list[int]] = {}
        for row, word in enumerate(block):
            if mistypable(word):
                by_length.setdefault(len(word), []).append(row)
        for length, rows in by_length.items():
            bitmaps = np.array([letter_bitmap(block[r]) for r in rows], dtype=np.uint64)[:, None]
            for other, group in groups.items():
                longer = max(length, other)
                most = most_edits(longer, floor)
                if longer < SHORTEST_EDITED or abs(length - other) > most or most == 0:
                    continue
                at_row, at_word = np.nonzero(np.bitwise_count(bitmaps ^ group.bitmaps) <= 2 * most)
                if not len(at_row):
                    continue
                queries = [block[rows[r]] for r in at_row.tolist()]
                words = group.words[at_word].tolist()
                distances = cpdist(queries, words, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)
                close = np.nonzero(distances <= most)[0]
                numbers = group.numbers[at_word[close]].tolist()
                for k, i in zip(close.tolist(), numbers, strict=True):
                    likeness = edited(queries[k], words[k], int(distances[k]), self._policy)
                    if likeness is not None:
                        found[rows[int(at_row[k])]][i] = likeness


@dataclass(frozen=True, slots=True)
class _SameLength:
    """The words of one length that can be mistyped (numbers can't), with their numbers and bitmaps."""

    words: npt.NDArray[np.object_]
    numbers: npt.NDArray[np.int64]
    bitmaps: npt.NDArray[np.uint64]


def _by_length(words: Sequence[str], numbers: Iterable[int]) -> Mapping[int, _SameLength]:
    groups: dict[int, list[int]] = {}
    for i in numbers:
        if mistypable(words[i]):
            groups.setdefault(len(words[i]), []).append(i)
    return {
        length: _SameLength(
            np.array([words[i] for i in group], dtype=object),
            np.array(group, dtype=np.int64),
            np.array([letter_bitmap(words[i]) for i in group], dtype=np.uint64),
        )
        for length, group in sorted(groups.items())
    }


def table_keys(word: str) -> list[str]:
    """The table entries that a word belongs to."""
    return [f"c:{c}" for c in sorted(concepts_of(word))] + [f"n:{g}" for g in sorted(name_groups_of(word))]


def _grouped(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for key, number in pairs:
        if key:
            groups.setdefault(key, []).append(number)
    return groups


def _keep_better(found: dict[int, Likeness], number: int, likeness: Likeness | None) -> None:
    if likeness is not None and (number not in found or likeness.value > found[number].value):
        found[number] = likeness
