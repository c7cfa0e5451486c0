"""The keys that words of a vocabulary are found by: how they sound, how they are spelt, what the tables say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from screening.matching.likeness import SHORTEST_SOUND, SHORTEST_SPELT, may_be_spelt_together
from screening.matching.numbering import Ints, Numbered
from screening.names.abjads import abjad_keys, latin_keys
from screening.names.lexicon import concepts_of, name_groups_of, words_in_tables
from screening.names.orthography import read_otherwise
from screening.names.sound import keys_of_many, spelling_keys_of_many
from screening.names.word_forms import has_forms


class WordKeys(NamedTuple):
    """Keys of five kinds, and behind each kind the numbers of the words that have them; the single words that are
    spoken ``otherwise`` than their spelling key says."""

    sound: Numbered
    sounding: Ints
    spelling: Numbered
    spelt: Ints
    table: Numbered
    in_table: Ints
    skeleton: Numbered
    bared: Ints
    vowelless: Numbered
    unwritten: Ints
    otherwise: Ints


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
    plain = [(n, w) for n, w in enumerate(words.texts, words.first) if w.isascii() and w.isalpha()]  # others have none
    if words.joined:
        together = [(n, w) for n, w in plain if w in words.also_single or may_be_spelt_together(w)]
        told = [w for _, w in together]
        keys = [("", key, "") for key in (spelling_keys_of_many(told) if told else ())]
        otherwise: set[str] = set()
        plain = together
    else:
        keys = list(keys_of_many([w for _, w in plain])) if plain else []
        otherwise = read_otherwise([w for _, w in plain if len(w) >= SHORTEST_SPELT])
    found = list(zip(plain, keys, strict=True))
    return WordKeys(
        *_keyed((n, sound) for (n, _), (sound, _, _) in found if len(sound) >= SHORTEST_SOUND),
        *_keyed((n, spelt) for (n, word), (_, spelt, _) in found if len(word) >= SHORTEST_SPELT),
        *_keyed((n, key) for n, word in enumerate(words.texts, words.first) for key in table_keys(word)),
        *_keyed((n, bare) for (n, _), (_, _, bare) in found),
        *_keyed(
            chain(
                zip((n for n, _ in plain), latin_keys([w for _, w in plain]) if plain else (), strict=True),
                ((n, MARK + key) for n, w in enumerate(words.texts, words.first) for key in sorted(abjad_keys(w))),
            )
        ),
        np.array([n for n, word in plain if word in otherwise], dtype=np.int64),
    )


MARK = "~"
"""What stands before the keys of words that are written without vowels."""


def _keyed(keys: Iterable[tuple[int, str]]) -> tuple[Numbered, Ints]:
    """Keys with the numbers of the words that have them; a word may have none, which is an empty one."""
    told = [(number, key) for number, key in keys if key]
    return Numbered.of(key for _, key in told), np.array([number for number, _ in told], dtype=np.int64)


def table_keys(word: str) -> list[str]:
    """The table entries that a word belongs to."""
    if word not in words_in_tables() and not has_forms(word):  # as most
        return []
    return [f"c:{c}" for c in sorted(concepts_of(word))] + [f"n:{g}" for g in sorted(name_groups_of(word))]
