"""What words may do is told quickly, and as every table tells it; what no word may do need not be looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import analysis, lexicon, uses
from screening.names.misspelt import words_of_forms
from screening.names.numerals import number_words
from screening.names.tokens import normal_text, plain_words, tokenise
from screening.names.uses import NUMBER_SIGNS, SLASHED, looked_up, prepare, uses_of

TABLES = (
    lexicon.words_in_tables(), lexicon.particles(), lexicon.legal_words(), lexicon.legal_forms(), words_of_forms(),
    lexicon.phrase_words(), lexicon.title_openers(), lexicon.payment_words(), lexicon.payment_purposes(),
    lexicon.months(), lexicon.vessel_prefixes(), lexicon.vessel_suffixes(), number_words(), NUMBER_SIGNS, SLASHED,
)  # fmt: skip
WORDS = sorted({word for table in TABLES for word in table})


@pytest.mark.parametrize("table", TABLES, ids=range(len(TABLES)))
def test_words_of_tables(table: frozenset[str]) -> None:
    assert [word for word in table if uses_of(word) != looked_up(word)] == []


@given(
    st.text("abcdeghilnorstuvxz", min_size=1, max_size=9)
    | st.text("ivx", min_size=1, max_size=5)
    | st.text("abo01$é", min_size=1, max_size=5)
    | st.builds(str.__add__, st.sampled_from(WORDS), st.sampled_from("aeinorst01"))
)
def test_any_word(word: str) -> None:
    for token in tokenise(normal_text(word))[0]:
        assert uses_of(token.text) == looked_up(token.text)


@given(
    st.lists(
        st.text("abceghijklnorstuvwxz", min_size=1, max_size=9)
        | st.text("ivx", min_size=1, max_size=5)
        | st.builds(str.__add__, st.sampled_from(WORDS), st.sampled_from(["", "a", "rn", "jewa", "sz", "hs", "ovich"]))
        | st.sampled_from(["l'Orient", "Sch0ch", "Müller", "Szewczenko", "Schtschukin", "lsa", "a" * 41]),
        max_size=30,
    )
)
def test_words_told_all_at_once(words: list[str]) -> None:
    uses._known_uses.clear()
    uses._known_uses._older = {}
    prepare(plain_words(words))
    found = [token.text for word in words for token in tokenise(normal_text(word))[0]]
    assert list(map(uses_of, found)) == list(map(looked_up, found))


NAMES = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from(["o", "u", "c", "A.", "Ch.", "I", "vi", "12", "3rd", "ltd", "S.A.", "no", "un", "Ivanovich"])
    | st.text("abeiknorst", min_size=1, max_size=7),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(NAMES, st.sampled_from(["Person", "Vessel", ""]))
def test_what_no_word_is_marked_for_changes_nothing(name: str, kind: str) -> None:
    text = normal_text(name)
    tokens = tokenise(text)[0]
    told_of = [uses_of(token.text) for token in tokens]
    marks = 0
    for use in told_of:
        marks |= use.marks
    told = [
        analysis._roles(tokens, told_of, some, is_vessel=kind == "Vessel", is_person=kind == "Person", given=0)
        for some in ((marks, ~0) if tokens else ())
    ]
    assert told[:1] == told[1:]
