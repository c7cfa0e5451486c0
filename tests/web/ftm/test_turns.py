"""Queries take turns: in order, none lost, none too large."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.web.ftm.query import query_of
from screening.web.ftm.turns import in_turns


@given(st.lists(st.integers(0, 300), max_size=90))
def test_all_queries_get_a_turn_in_order(lengths: list[int]) -> None:
    queries = [query_of("Person", {"name": "x" * length}) for length in lengths]
    turns = in_turns(queries)
    assert [query for turn in turns for query in turn] == queries
    for turn in turns:
        assert 1 <= len(turn) <= 20
        assert len(turn) == 1 or sum(query.text_length for query in turn) <= 1_000


def test_a_batch_is_cut_where_it_must_be() -> None:
    short, long = query_of("Person", {"name": "x"}), query_of("Person", {"name": "x" * 500, "alias": "y" * 500})
    assert [len(turn) for turn in in_turns([short] * 45)] == [20, 20, 5]
    assert [len(turn) for turn in in_turns([short, long, short, short])] == [1, 1, 2]
    assert in_turns([]) == []
    with pytest.raises(ValueError, match="Too much text"):
        in_turns([long] * 31)
