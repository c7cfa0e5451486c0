"""Words that are spoken alike: told of many pairs at once as of each by itself."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from screening.matching.likeness import are_spoken_alike
from screening.matching.packing import Grouping, under
from screening.matching.spoken import Spoken
from screening.matching.vocabulary import vocabulary_columns
from screening.names.orthography import read_otherwise, spoken_keys
from screening.names.sound import spelling_key

WORDS = [
    "janukowycz", "yanukovych", "ianoukovitch", "prigojine", "prigozhin", "xhafer", "jafer", "anna", "annna", "ana",
    "schow" * 9, "scho" * 10, "putin", "poutine", "poutinen", "шойгу", "ab1cd", "17", "chan", "khan",
]  # fmt: skip
words = st.one_of(st.sampled_from(WORDS), st.text("aceghijnostuwxz", min_size=1, max_size=9))


@given(st.sets(words, min_size=1), st.lists(words, min_size=1, unique=True))
@example(set(WORDS), WORDS)
def test_words_are_spoken_alike_as_each_pair_is(listed: set[str], asked: list[str]) -> None:
    every = sorted(listed)
    columns: dict[str, Any] = dict(vocabulary_columns(every, ["annna", "anaanna"]))
    spoken = Spoken(every, Grouping(under("spelling", columns)), columns["otherwise"])
    read = spoken.read(asked, list(map(spelling_key, asked)))
    at = [n for n in range(len(asked)) for _ in every]
    told = spoken.alike(read, at, [*range(len(every))] * len(asked))
    assert told == [are_spoken_alike(own, other) for own in asked for other in every]


@given(st.lists(st.text("aceghijnostuwxz", min_size=5, max_size=42)))
def test_other_words_are_spoken_as_they_are_spelt(asked: list[str]) -> None:
    otherwise = read_otherwise(asked)
    assert all((spoken_keys(word) == {spelling_key(word)}) is (word not in otherwise) for word in asked)
