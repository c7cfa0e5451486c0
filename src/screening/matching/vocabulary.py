"""The words of a vocabulary as columns, with the keys that `near.Vocabulary` finds like ones by."""

from __future__ import annotations

from collections.abc import Sequence

from screening.matching.edits import edit_columns
from screening.matching.numbering import put_together
from screening.matching.packing import Columns, Grouping, prefixed
from screening.matching.word_keys import KeysOf, WordKeys, Words, word_keys

_PORTION = 4_000  # words whose keys are made at once


def vocabulary_columns(words: Sequence[str], joined: Sequence[str], keys_of: KeysOf | None = None) -> Columns:
    """The columns of sorted single words and of sorted joined ones; ``keys_of`` makes their keys."""
    single = frozenset(words)
    portions = [Words(words[n : n + _PORTION], n) for n in range(0, len(words), _PORTION)]
    for n in range(0, len(joined), _PORTION):
        texts = joined[n : n + _PORTION]
        portions.append(Words(texts, len(words) + n, True, single.intersection(texts)))
    keys = put_together((keys_of or _keys)(portions or [Words((), 0)]))
    return {
        "words": words,
        "joined": joined,
        **edit_columns(words),
        "otherwise": keys.otherwise,
        **prefixed("sound", Grouping.of_numbered(keys.sound, keys.sounding).columns),
        **prefixed("spelling", Grouping.of_numbered(keys.spelling, keys.spelt).columns),
        **prefixed("table", Grouping.of_numbered(keys.table, keys.in_table).columns),
        **prefixed("skeleton", Grouping.of_numbered(keys.skeleton, keys.bared).columns),
        **prefixed("vowelless", Grouping.of_numbered(keys.vowelless, keys.unwritten).columns),
    }


def _keys(portions: Sequence[Words]) -> Sequence[WordKeys]:
    return list(map(word_keys, portions))
