"""Phrases found in texts: the index finds what a plain search finds, and its quick look never hides anything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.placeholders import is_placeholder, stand_for_nothing
from screening.red_flags.phrases import Phrases, folded, words_of
from screening.red_flags.row import BETWEEN

CASES = [
    # phrase, text, found
    ("Crème brûlée", "creme brulee", True),
    ("D.P.R.K.", "the D.P.R.K. office", True),
    ("dprk", "the D.P.R.K. office", False),
    ("bill of lading", "Bill-of-Lading", True),
    ("bill of lading", "bill lading", False),
    ("document*", "DOCUMENTS", True),
    ("gefälschte* Dokument*", "gefälschter Dokumente", True),
    ("朝鲜", "與朝鮮貿易", True),
    ("선박 간 환적", "선박간환적", True),
    ("선박 간 환적", "선박 간 환적을", True),
    ("فحم", "الفحم", True),
    ("Уголь", "УГОЛЬ", True),
    ("Straße", "STRASSE", True),
    ("AIS off", "Ａ Ｉ Ｓ off", False),
    ("AIS off", "ＡＩＳ　ｏｆｆ", True),
    ("x ray", "x\nray", True),
    ("coal ship", "coal 北 ship", False),
    ("AIS off", "AIS信号off", False),
    ("AIS off", "信号AIS off信号", True),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), CASES)
def test_a_phrase_in_a_text(phrase: str, text: str, expected: bool) -> None:
    assert bool(list(Phrases([("it", phrase)]).found(folded(text)))) is expected


WORDS = st.lists(
    st.sampled_from(["coal", "of", "the", "sea", "ship", "to", "shipper", "seafarer", "北", "朝鲜"]),
    min_size=1,
    max_size=6,
)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=5), WORDS)
def test_the_index_finds_what_a_plain_search_finds(phrases: list[tuple[list[str], bool]], text: list[str]) -> None:
    told = [
        (" ".join(words) + ("*" if star and len(words[-1]) > 3 else ""), n) for n, (words, star) in enumerate(phrases)
    ]
    index = Phrases((str(n), phrase) for phrase, n in told)
    plain = folded(" ".join(text))
    found = {hit.owner for hit in index.found(plain)}
    assert found == {str(n) for phrase, n in told if _plainly(phrase, plain)}
    assert index.may_hold(plain) or not found


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4), st.booleans())
def test_the_quick_look_at_several_texts_hides_none(
    phrases: list[list[str]], texts: list[list[str]], star: bool
) -> None:
    index = Phrases(("it", " ".join(words) + "*" * (star and len(words[-1]) > 3)) for words in phrases)
    apart = [folded(" ".join(words)) for words in texts]
    assert index.may_hold(BETWEEN.join(apart)) or not any(list(index.found(plain)) for plain in apart)


def _plainly(phrase: str, text: str) -> bool:
    if not phrase.isascii():
        return phrase.replace(" ", "") in text.replace(" ", "")
    words, ours = text.split(), phrase.split()
    return any(
        len(words) >= start + len(ours)
        and all(w == o or (o.endswith("*") and w.startswith(o[:-1])) for w, o in zip(words[start:], ours, strict=False))
        for start in range(len(words))
    )


@given(st.text(st.characters(max_codepoint=127)))
def test_the_words_of_ascii_are_runs_of_letters_and_digits(text: str) -> None:
    assert words_of(folded(text)) == re.findall("[a-z0-9]+", text.lower())
    assert stand_for_nothing(words_of(folded(text))) is is_placeholder(text)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4), st.booleans())
def test_words_of_many_texts_tell_which_may_hold_a_phrase(
    phrases: list[list[str]], texts: list[list[str]], star: bool
) -> None:
    index = Phrases(("it", " ".join(words) + "*" * (star and len(words[-1]) > 3)) for words in phrases)
    each = [words_of(" ".join(words)) for words in texts if " ".join(words).isascii()]
    telling = index.telling({word for words in each for word in words})
    assert all(not telling.isdisjoint(words) for words in each if index.may_hold_of_words(words))
