"""Answers of a function that are remembered: whatever is remembered and forgotten, they are the function's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.recent import Answers


@given(st.lists(st.integers(0, 40) | st.lists(st.integers(0, 40), max_size=14)))
def test_answers_are_those_of_the_function(steps: list[int | list[int]]) -> None:
    answers = Answers(str, 10)
    for step in steps:
        if isinstance(step, int):
            assert answers[step] == str(step)
        else:
            answers.add({key: str(key) for key in step})
        assert len(answers) <= 10
        assert len(answers._older) <= 10


def test_what_is_used_again_and_again_is_worked_out_once() -> None:
    asked: list[int] = []

    def answer(key: int) -> int:
        asked.append(key)
        return key

    answers = Answers(answer, 10)
    for key in range(1000):
        assert answers[-1] == -1
        assert answers[key] == key
    assert asked.count(-1) == 1
