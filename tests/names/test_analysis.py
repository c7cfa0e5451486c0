"""Analysing a name: whatever the text, and what initials and family names it tells."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screening.names.analysis import analyse
from screening.names.eastern import is_eastern_surname
from screening.names.initials import may_be_person


@given(st.text(max_size=40), st.sampled_from(["Person", "Vessel", ""]))
@example("-----", "Person")
@example("", "Person")
@example("V.", "Person")
@example("le", "Person")
@example("İ. Ж", "Person")
def test_any_text_is_analysed(text: str, kind: str) -> None:
    name = analyse(text, is_person=kind == "Person", is_vessel=kind == "Vessel")
    assert all(0 <= word.start < word.end <= len(name.text) for word in name.words)
    assert all(word.readings and word.text for word in name.words)


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Putin V.V.", 2), ("Putin VV", 2), ("VV Putin", 2), ("Путин В.В.", 2), ("Kovalchuk Yu.V.", 2),
        ("J.R. Vexley", 2),
        ("Artyom USS", 0), ("Tok RI", 0), ("Vexley JR", 0), ("Vexley II", 0), ("Putin VV Smirnov", 0), ("Le VV", 0),
        ("Cho Il U", 0), ("O Kuk Ryol", 0), ("Kim U. Il", 1), ("An O Kim Lee Park Choi Han", 1), ("U Thein Sein", 1),
    ],
)  # fmt: skip
def test_initials_of_a_person(text: str, initials: int) -> None:
    assert [word.role for word in analyse(text, is_person=True).words].count("initial") == initials


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("V.V. Putin", True), ("Putin V.V.", True), ("Путин В.В.", True), ("Putin, Yu. V.", True), ("Putin VV", True),
        ("O'Brien K.R.", True), ("Петров-Водкин К.С.", True),
        ("Velmora S.A.", False), ("Velmora HOLDING", False), ("Velmora UK", False), ("Velmora", False), ("", False),
        ("V.V.", False), ("Zemblan Harbour Bank V.V.", False), ("Baltic TV", False), ("Ocean KGB", False),
        ("Velmora LNG", False), ("Velmora Trading K.R.", False), ("Kim KR", True),
    ],
)  # fmt: skip
def test_who_may_be_a_person(text: str, is_so: bool) -> None:
    assert may_be_person(text) is is_so


@pytest.mark.parametrize(
    ("word", "others", "is_so"),
    [
        ("le", ["minh", "tuan"], True), ("so", ["kwang", "il"], True), ("ye", ["jianming"], True), ("le", [], False),
        ("la", ["torre", "carlos"], False), ("de", ["kwang"], False), ("van", ["dijk"], False),
    ],
)  # fmt: skip
def test_family_names_that_are_particles_elsewhere(word: str, others: list[str], is_so: bool) -> None:
    assert is_eastern_surname(word, others) is is_so
