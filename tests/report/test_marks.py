from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.report.marks import Segment, Side, basis, matched, segments
from screening.report.model import Evidence, Part

from .entries import DAESONG, WISE_HONEST, fact, hit, named


def shown(evidence: Evidence, side: Side) -> list[tuple[str, str]]:
    return [(piece.text, piece.mark) for piece in segments(evidence, side)]


@pytest.mark.parametrize(
    ("kind", "query", "listed", "q_marks", "l_marks"),
    [
        ("typo", "Daesung", "Daesong", [("Daes", "similar"), ("u", "different"), ("ng", "similar")],
         [("Daes", "similar"), ("o", "different"), ("ng", "similar")]),
        ("typo", "DAESONG", "Daesong", [("DAESONG", "similar")], [("Daesong", "similar")]),
        ("typo", "Daesng", "Daesong", [("Daesng", "similar")],
         [("Daes", "similar"), ("o", "different"), ("ng", "similar")]),
        ("romanised", "대성", "Daesong", [("대성", "similar")], [("Daesong", "similar")]),
        ("acronym", "KNIC", "Korean National Insurance Company", [("KNIC", "similar")],
         [("Korean National Insurance Company", "similar")]),
        ("equal", "Bank", "Bank", [("Bank", "equal")], [("Bank", "equal")]),
        ("contradicted", "East", "West", [("East", "contradicted")], [("West", "contradicted")]),
    ],
)  # fmt: skip
def test_letters(
    kind: str, query: str, listed: str, q_marks: list[tuple[str, str]], l_marks: list[tuple[str, str]]
) -> None:
    evidence = named(query, listed, 90, "", ((kind, query, listed),))  # type: ignore[arg-type]  # a kind of part
    assert shown(evidence, "query") == q_marks
    assert shown(evidence, "listed") == l_marks


def test_what_stands_on_one_side_only_and_what_was_not_compared() -> None:
    evidence = named("pay Daesong Ltd", "Daesong Bank", 90, "",
                     (("equal", "Daesong", "Daesong"), ("ignored", "Ltd", ""), ("omitted", "", "Bank")))  # fmt: skip
    assert shown(evidence, "query") == [("pay ", "plain"), ("Daesong", "equal"), (" ", "plain"), ("Ltd", "ignored")]
    assert shown(evidence, "listed") == [("Daesong", "equal"), (" ", "plain"), ("Bank", "missing")]


@given(
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(
        st.tuples(
            st.sampled_from(["equal", "typo", "extra", "omitted", "ignored"]),
            st.none() | st.tuples(st.integers(-3, 25), st.integers(-3, 25)),
            st.none() | st.tuples(st.integers(-3, 25), st.integers(-3, 25)),
        ),
        max_size=5,
    ),
)
def test_the_pieces_are_always_the_whole_text(query: str, listed: str, parts: list[tuple[str, object, object]]) -> None:
    aligned = tuple(
        Part.model_validate({"kind": kind, "query_span": q_span, "listed_span": l_span})
        for kind, q_span, l_span in parts
    )
    evidence = Evidence(feature="name", score=1, weight=1, query=query, listed=listed, detail="", parts=aligned)
    assert "".join(piece.text for piece in segments(evidence, "query")) == query
    assert "".join(piece.text for piece in segments(evidence, "listed")) == listed


def test_a_hit_by_number_shows_the_number_even_if_a_name_was_aligned() -> None:
    number = fact("imo", "8905490", "8905490", 1.0, "the same IMO")
    name = named("MV Song I", "Wise Honest", 20, "", (("contradicted", "Song", "Wise"),))
    found = hit(WISE_HONEST, number, (name,))
    assert basis(found) == number
    assert matched(found, "query") == (Segment("8905490", "plain"),)


def test_a_hit_without_evidence_shows_what_matched() -> None:
    found = hit(DAESONG, named("a", "b", 90, "", ())).model_copy(update={"evidence": ()})
    assert matched(found, "listed") == (Segment("b", "plain"),)
