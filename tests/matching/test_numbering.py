"""Columns made apart and put together say what columns of all would."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.numbering import Ints, Numbered, found_among, members, put_together, starts_of, united

texts = st.lists(st.text("abc", max_size=2), max_size=8)


def told(numbered: Numbered) -> list[str]:
    return [numbered.table[place] for place in numbered.places.tolist()]


@given(texts)
def test_numbered_texts_are_those_texts(of: list[str]) -> None:
    numbered = Numbered.of(of)
    assert told(numbered) == of
    assert len(numbered.table) == len(set(of))


@given(st.lists(texts, min_size=1, max_size=4))
def test_texts_of_several_tables_are_in_one_that_is_sorted(parts: list[list[str]]) -> None:
    both = united([Numbered.of(part) for part in parts])
    assert told(both) == [text for part in parts for text in part]
    assert list(both.table) == sorted({text for part in parts for text in part})


class Inner(NamedTuple):
    words: Numbered


class Outer(NamedTuple):
    counts: Ints
    inner: Inner
    texts: list[str]


@given(st.lists(texts, min_size=1, max_size=4))
def test_columns_are_put_together_each_with_its_own(parts: list[list[str]]) -> None:
    made = [Outer(np.array([len(part)]), Inner(Numbered.of(part)), part) for part in parts]
    found = put_together(made)
    assert found.counts.tolist() == [len(part) for part in parts]
    assert told(found.inner.words) == found.texts == [text for part in parts for text in part]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.data())
def test_members_of_groups_stand_group_by_group(counts: list[int], data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=8))
    sizes = np.array(counts, dtype=np.int64)
    starts = starts_of(sizes).tolist()
    expected = [n for group in groups for n in range(starts[group], starts[group + 1])]
    assert members(sizes, np.array(groups, dtype=np.int64)).tolist() == expected


@given(st.sets(st.integers(0, 400), min_size=1), st.lists(st.integers(0, 400)))
def test_keys_are_found_where_they_stand(among: set[int], keys: list[int]) -> None:
    numbers = sorted(among)
    kept, at = found_among(np.array(numbers), np.array(keys, dtype=np.int64))
    assert kept.tolist() == [n for n, key in enumerate(keys) if key in among]
    assert at.tolist() == [numbers.index(key) for key in keys if key in among]
