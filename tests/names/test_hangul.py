"""Hangul in Latin letters: the sound changes between syllables and each system's spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.hangul import compose, mccune, northern, pronounced, readings, revised, southern, syllable

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("신라", "silla"),  # n before r
        ("박람회", "bangnamhoe"),  # k before r
        ("독립", "dongnip"),
        ("종로", "jongno"),  # ng before r
        ("왕십리", "wangsimni"),  # p before r
        ("대통령", "daetongnyeong"),
        ("백마", "baengma"),  # k before m
        ("압록강", "amnokgang"),
        ("별내", "byeollae"),  # l before n
        ("해돋이", "haedoji"),  # t before i
        ("같이", "gachi"),
        ("좋고", "joko"),  # h before k
        ("놓다", "nota"),
        ("설악", "seorak"),  # a final before a vowel opens the next syllable
        ("은행", "eunhaeng"),
        ("많이", "mani"),
        ("값이", "gapsi"),  # of two finals one moves
        ("닭", "dak"),
        ("묵호", "mukho"),
        ("조선", "joseon"),
        ("평양", "pyeongyang"),
        ("울산", "ulsan"),
        ("강이", "gangi"),  # ng stays
    ],
)
def test_revised_romanization(word: str, latin: str) -> None:
    assert revised(pronounced(word)) == latin


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("조선", "choson"),
        ("대성", "taesong"),
        ("은행", "unhaeng"),
        ("평양", "pyongyang"),
        ("김정은", "kimjongun"),  # voiced behind m
        ("정은", "chongun"),
        ("부산", "pusan"),
        ("대구", "taegu"),  # voiced between vowels
        ("신라", "silla"),
        ("독립", "tongnip"),
        ("백두산", "paektusan"),  # not voiced behind k
        ("판문점", "panmunjom"),
        ("인천", "inchon"),
    ],
)
def test_mccune_reischauer(word: str, latin: str) -> None:
    assert mccune(pronounced(word)) == latin


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("리영호", "riyongho"),
        ("로동", "rodong"),
        ("정은", "jongun"),
        ("련봉", "ryonbong"),
        ("평안", "phyongan"),
        ("성택", "songthaek"),
        ("류경", "ryugyong"),
    ],
)
def test_the_north_keeps_its_letters(word: str, latin: str) -> None:
    assert northern([syllable(c) for c in word]) == latin


@pytest.mark.parametrize(
    ("word", "law"),
    [
        ("리", "이"),
        ("로동당", "노동당"),
        ("녀성", "여성"),
        ("량강", "양강"),
        ("나라", "나라"),
        ("니", "이"),
        ("", ""),
        ("a", "a"),
    ],
)
def test_the_sound_law_of_the_south(word: str, law: str) -> None:
    assert southern(word) == law


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("정은", {"jeongeun", "chongun", "jongun", "jungeun"}),
        ("영호", {"yeongho", "yongho", "youngho", "ryongho"}),
        ("로동당", {"rodongdang", "nodongdang"}),
        ("철수", {"cheolsu", "cholsu", "chulsoo"}),
        ("우", {"u", "woo"}),
        ("광철", {"gwangcheol", "kwangchol", "kwangchul"}),
    ],
)
def test_readings(word: str, expected: set[str]) -> None:
    assert expected <= set(readings(word))


@given(SYLLABLES)
def test_any_word_has_a_few_plain_readings(word: str) -> None:
    found = readings(word)
    assert 1 <= len(found) <= 7
    assert len(set(found)) == len(found)
    assert all(r.isascii() and r.isalpha() and r == r.lower() for r in found)


@given(SYLLABLES)
def test_syllables_come_apart_and_together(word: str) -> None:
    assert "".join(compose(syllable(c)) for c in word) == word
