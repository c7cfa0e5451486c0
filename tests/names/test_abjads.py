"""What Latin words may spell words that are written without vowels, and the keys that they share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.abjads import LONGEST, abjad_keys, is_abjad, latin_key, latin_keys, may_spell, tone
from screening.names.lexicon import concepts_of
from screening.names.word_forms import has_forms, plain_forms

SPELLINGS = [
    ("محسن", ["mohsen", "muhsin", "mohssin", "mouhsin"]),
    ("درخشنده", ["derakhshandeh", "darakhshandah", "derakhshande"]),
    ("عبدالرحیم", ["abdulrahim", "abdorrahim", "abdelrahim", "abdurraheem", "abdalrahim"]),
    ("رحمتالله", ["rahmatullah", "rahmatollah", "rahmatallah"]),
    ("الشريف", ["alsharif", "asharif", "sharif", "elcherif", "assharif", "shareef"]),
    ("فاضلیان", ["fazelian", "fadhelian"]),
    ("قدير", ["qadir", "ghedeir", "kadeer"]),
    ("خواه", ["khah", "khwah"]),
    ("رييف", ["raif"]),
    ("ایمان", ["iman", "eeman"]),
    ("عاطف", ["atef", "atif"]),
    ("اوس", ["aws", "os"]),
    ("حسين", ["hussein", "hossain", "hussain", "houcine", "hocine"]),
    ("جمال", ["jamal", "gamal", "djamal"]),
    ("אברהמי", ["avrahami", "abrahami"]),
    ("יצחק", ["yitzchak", "yitzhak", "itzhak"]),
    ("עילאי", ["ilai", "ilay"]),
]
OTHERS = [
    ("محسن", ["mahsoon", "muslim", "hassan", "mohsenian"]),
    ("حسن", ["hussein", "hassani", "hasn0"]),
    ("سعيد", ["saad", "masood"]),
    ("عدن", ["dina", "dn"]),
    ("ب", ["b"]),
]


@pytest.mark.parametrize(("word", "latin"), [(word, latin) for word, every in SPELLINGS for latin in every])
def test_spellings(word: str, latin: str) -> None:
    assert latin_key(latin) in abjad_keys(word)
    assert may_spell(latin, word)


@pytest.mark.parametrize(("word", "latin"), [(word, latin) for word, every in OTHERS for latin in every])
def test_other_words(word: str, latin: str) -> None:
    assert latin_key(latin) not in abjad_keys(word) or not may_spell(latin, word)


@pytest.mark.parametrize("text", ["", "a", "محمدx", "Мухаммад", "م" * (LONGEST + 1)])
def test_what_has_no_keys(text: str) -> None:
    assert not abjad_keys(text)
    assert is_abjad(text) is (len(text) > LONGEST)


plain = st.text("abcdehijkmnorstuvwxyz", min_size=1, max_size=12)


@given(st.lists(plain, min_size=1, max_size=9))
def test_many_keys_are_made_as_one_is(words: list[str]) -> None:
    assert latin_keys(words) == [latin_key(word) for word in words]


@given(plain, plain)
def test_what_words_run_together_have_in_common(head: str, tail: str) -> None:
    assert tone(latin_key(head + tail)) == tone(tone(latin_key(head)) + tone(latin_key(tail)))


@given(st.text("حسنعبدالرحیميوخق", min_size=1, max_size=40), plain)
def test_any_words_are_compared(word: str, latin: str) -> None:
    assert may_spell(latin, word) in (True, False)
    assert len(abjad_keys(word)) <= 8


@pytest.mark.parametrize(
    ("word", "form"),
    [("والصناعات", "صناعات"), ("للصناعات", "صناعات"), ("شرکتهای", "شركت"), ("והבנק", "בנק"), ("الشركة", "شركه")],
)
def test_forms_of_a_word(word: str, form: str) -> None:
    assert form in plain_forms(word)


@pytest.mark.parametrize("text", ["ה" * 1100, "וה" * 40, "وال" * 600, "הгидравлика", "bank", ""])
def test_what_has_no_forms(text: str) -> None:
    assert not has_forms(text)
    assert concepts_of(text) in (frozenset(), concepts_of("bank"))
