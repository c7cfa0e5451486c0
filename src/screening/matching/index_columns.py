"""An index as columns: the postings of names in the order of their words, and the words that they stand under."""

from __future__ import annotations

from itertools import compress

import numpy as np

from screening.matching.packing import Columns, prefixed
from screening.matching.posted import Posted
from screening.matching.vocabulary import vocabulary_columns
from screening.matching.word_keys import KeysOf


def index_columns(posted: Posted, keys_of: KeysOf | None = None) -> Columns:
    """What `index.Index` takes, of names whose words are in a sorted table (`numbering.put_together` gives one);
    ``keys_of`` makes the keys of the words."""
    table, places = posted.words
    is_single = np.zeros(len(table), dtype=np.bool_)
    is_joined = np.zeros(len(table), dtype=np.bool_)
    is_single[places[~posted.joined]] = True
    is_joined[places[posted.joined]] = True
    singles, joins = list(compress(table, is_single.tolist())), list(compress(table, is_joined.tolist()))
    numbers = np.where(
        posted.joined, len(singles) + np.cumsum(is_joined)[places] - 1, np.cumsum(is_single)[places] - 1
    ).astype(np.int64)
    names = np.repeat(np.arange(len(posted.counts)), posted.counts)
    order = numbers.argsort(kind="stable")  # the names of a word stay in their order
    return {
        **prefixed("words", vocabulary_columns(singles, joins, keys_of)),
        "starts": np.searchsorted(numbers[order], np.arange(len(singles) + len(joins) + 1)),
        "names": names[order],
        "weights": posted.weights[order],
        "romanised": posted.romanised[order],
        **posted.bounds._asdict(),
    }
