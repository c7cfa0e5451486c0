"""The keys that words of a vocabulary are found by: how they sound, how they are spelt, what the tables say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from screening.matching.likeness import SHORTEST_SOUND, may_be_spelt_together, spells
from screening.matching.numbering import Ints, Numbered
from screening.names.lexicon import concepts_of, name_groups_of
from screening.names.sound import consonant_skeleton, sound_key, spelling_key


class WordKeys(NamedTuple):
    """Keys of four kinds, and behind each kind the numbers of the words that have them."""

    sound: Numbered
    sounding: Ints
    spelling: Numbered
    spelt: Ints
    table: Numbered
    in_table: Ints
    skeleton: Numbered
    bared: Ints


class Words(NamedTuple):
    """Words of a vocabulary, numbered on from ``first``: single ones, or ``joined`` ones, which of them are both."""

    texts: Sequence[str]
    first: int
    joined: bool = False
    also_single: frozenset[str] = frozenset()


KeysOf = Callable[[Sequence[Words]], Sequence[WordKeys]]
"""Makes the `word_keys` of several portions of words, in their order."""


def word_keys(words: Words) -> WordKeys:
    """The keys of words."""
    texts = words.texts
    single = () if words.joined else texts
    return WordKeys(
        *_keyed(words.first, single, lambda w: key if len(key := sound_key(w)) >= SHORTEST_SOUND else ""),
        *_keyed(words.first, texts, _joined_spelling(words.also_single) if words.joined else _spelling),
        *_tabled(words.first, texts),
        *_keyed(words.first, single, consonant_skeleton),
    )


def _spelling(word: str) -> str:
    return spelling_key(word) if spells(word) else ""


def _joined_spelling(also_single: frozenset[str]) -> Callable[[str], str]:
    return lambda word: _spelling(word) if may_be_spelt_together(word) or word in also_single else ""


def _keyed(first: int, words: Sequence[str], key_of: Callable[[str], str]) -> tuple[Numbered, Ints]:
    """The key of each word that has one, and the numbers of these words."""
    keys = list(map(key_of, words))
    numbers = np.flatnonzero(np.fromiter(map(len, keys), np.int64, len(keys)))
    return Numbered.of(filter(None, keys)), numbers + first


def _tabled(first: int, words: Sequence[str]) -> tuple[Numbered, Ints]:
    keys = [(key, number) for number, word in enumerate(words, first) for key in table_keys(word)]
    return Numbered.of(key for key, _ in keys), np.array([number for _, number in keys], dtype=np.int64)


def table_keys(word: str) -> list[str]:
    """The table entries that a word belongs to."""
    concepts, groups = concepts_of(word), name_groups_of(word)
    if not concepts and not groups:
        return []
    return [f"c:{c}" for c in sorted(concepts)] + [f"n:{g}" for g in sorted(groups)]
