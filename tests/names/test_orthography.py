"""Words that one language spells and another, and those that no language makes one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.orthography import english_spellings, spoken_keys, told_spellings
from screening.names.sound import spelling_key

ALIKE = [
    ("janukowycz", "yanukovych"),  # Polish
    ("ianoukovitch", "yanukovych"),  # French
    ("siergiejewicz", "sergeyevich"),
    ("prigoschin", "prigozhin"),  # German, whose sch has two sounds
    ("schewtschenko", "shevchenko"),
    ("ahmadineschad", "ahmadinezhad"),
    ("chamenei", "khamenei"),
    ("prigojine", "prigozhin"),
    ("choigou", "shoigu"),
    ("zaouahiri", "zawahiri"),
    ("loekasjenko", "lukashenko"),  # Dutch
    ("soeharto", "suharto"),
    ("gheddafi", "geddafi"),  # Italian
    ("cseljabinszki", "chelyabinski"),  # Hungarian
    ("xalilov", "khalilov"),  # Azerbaijani
    ("xhafer", "jafer"),  # Albanian
    ("janukowycz", "ianoukovitch"),  # neither in English
    ("sacharowa", "zakharova"),
]
UNLIKE = [
    ("jan", "yan"),  # as short as names of their own are
    ("chan", "khan"),
    ("shevchenko", "chernenko"),
    ("kharkov", "markov"),
    ("jalili", "khalili"),  # of two families, though a Spaniard would write both alike
    ("carter", "jarter"),
    ("putin", "rutin"),
]


@pytest.mark.parametrize(("a", "b"), ALIKE)
def test_spoken_alike(a: str, b: str) -> None:
    assert spoken_keys(a) & spoken_keys(b)


@pytest.mark.parametrize(("a", "b"), UNLIKE)
def test_spoken_otherwise(a: str, b: str) -> None:
    assert not spoken_keys(a) & spoken_keys(b)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=14))
def test_a_word_is_spoken_as_it_stands_too(word: str) -> None:
    assert spelling_key(word) in spoken_keys(word)
    assert all(spelt.isalpha() for spelt in english_spellings(word))


@pytest.mark.parametrize("word", ["", "№17", "шойгу", "ab1cd", "schow" * 9])
def test_other_words_are_not_read(word: str) -> None:
    assert spoken_keys(word) == frozenset()


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("szewczenko", "shevchenko"),
        ("schirinowski", "zhirinovski"),
        ("tchoubais", "chubais"),
        ("michailow", "mikhailov"),
    ],
)
def test_letters_that_tell_the_language(word: str, english: str) -> None:
    assert english in told_spellings(word)


@pytest.mark.parametrize("word", ["charles", "walker", "sachs", "machowner", "jackson", "ch" * 50_000])
def test_letters_that_tell_none(word: str) -> None:
    assert told_spellings(word) == ()
