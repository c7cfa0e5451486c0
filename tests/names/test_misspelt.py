"""Words that everybody uses with a slip in them; and words that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening.names import lexicon, misspelt
from screening.names.analysis import analyse
from screening.names.misspelt import form_words, known_word, phrase_word, words_of_forms
from screening.names.one_slip import OneSlip
from screening.names.tokens import plain_words
from screening.recent import Recent

SLIPS = [
    ("compnay", "company"),
    ("tradng", "trading"),
    ("tradingg", "trading"),
    ("insurence", "insurance"),
    ("internatonal", "international"),
    ("exprot", "export"),
    ("holdngs", "holdings"),
    ("developmnet", "development"),
]


@pytest.mark.parametrize(("slip", "word"), SLIPS)
def test_a_slip_is_the_word(slip: str, word: str) -> None:
    found = known_word(slip)
    assert found is not None
    assert lexicon.same_thing(found, word)  # its abbreviation (trdg) may be as near as the word


@pytest.mark.parametrize(
    "word",
    [
        "",
        "a",
        "bnak",  # short: another word
        "trad",
        "bank",  # known itself
        "trading",
        "company",
        "zemblan",
        "vexley",
        "daesong",
        "taesong",
        "wyvern",
        "12345",
        "банкк",
        "조선은행",
        "cmopnya",  # two slips
        "insurnce1x",
    ],
)
def test_no_slip(word: str) -> None:
    assert known_word(word) is None


PHRASES = [
    ("norrh", "north"),
    ("esttae", "estate"),
    ("impirt", "import"),
    ("repubilc", "republic"),
    ("north", "north"),
    ("marina", "marina"),  # known itself
    ("zembla", "zembla"),
    ("esat", "esat"),  # short: another word
]


@pytest.mark.parametrize(("word", "meant"), PHRASES)
def test_a_slip_in_a_word_of_a_phrase(word: str, meant: str) -> None:
    assert phrase_word(word) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norrh East Bank", ["northeast", "bank"]),
        ("North Korae Shipping", ["country:KP", "shipping"]),
        ("Norrh Korae Shipping", ["norrh", "korae", "shipping"]),  # slips in all words of it
        ("Norrh Onhava", ["norrh", "onhava"]),
    ],
)
def test_a_phrase_with_a_slip_is_one_word(text: str, words: list[str]) -> None:
    assert [word.text for word in analyse(text).words] == words


@given(st.sampled_from(sorted(w for w in lexicon.shared_words() if w.isascii() and len(w) >= 8)), st.data())
def test_a_letter_left_out_of_a_long_word_is_found_or_makes_a_known_word(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    slip = word[:place] + word[place + 1 :]
    assert lexicon.is_known(slip) or slip.isdecimal() or known_word(slip) in lexicon.shared_words()


FORMS = [
    ("jt", "joint"),
    ("stck", "stock"),
    ("lmtd", "limited"),
    ("limted", "limited"),
    ("liablity", "liability"),
    ("liablitiy", "liability"),
    ("comapny", "company"),
    ("corporaton", "corporation"),
    ("st0ck", "stock"),
]


@pytest.mark.parametrize(("written", "word"), FORMS)
def test_words_of_legal_forms_are_known_with_a_slip(written: str, word: str) -> None:
    found = form_words(written)
    assert found[0] == written
    assert word in found


@pytest.mark.parametrize(
    "word", ["", "a", "bank", "bnak", "zemblan", "vexley", "korea", "12345", "банк", "은행", "thimble"]
)
def test_other_words_stand_for_themselves(word: str) -> None:
    assert form_words(word) == (word,)
    assert word not in words_of_forms()


@pytest.mark.parametrize("word", ["joint", "stock", "limited", "liability", "jt", "lmtd"])
def test_words_of_legal_forms(word: str) -> None:
    assert word in words_of_forms()


@given(st.text("abceilmnopstuy0", max_size=12))
def test_any_word_has_itself_first_and_few_others(word: str) -> None:
    found = form_words(word)
    assert found[0] == word
    assert len(found) <= 12
    assert known_word(word) is None or known_word(word) != word


def test_the_first_words_are_compared_as_all_others_are() -> None:
    words = sorted(w for w in lexicon.shared_words() if w.isascii() and len(w) >= 5)
    slips = [w[:2] + w[3:] for w in words[:: len(words) // misspelt._FEW]][: misspelt._FEW]
    shared = misspelt._SharedWords(words)
    assert not shared.pays(len(slips))
    few = shared.near(slips)
    assert shared.pays(1)
    many = shared.near(slips)
    for slip in slips:
        one, other = few[slip], many[slip]
        assert (
            {w for w in one if OSA.distance(slip, w) <= 1} == {w for w in other if OSA.distance(slip, w) <= 1} != set()
        )


WORDS = st.one_of(
    st.text("abcdeginorst", min_size=3, max_size=12),
    st.tuples(
        st.sampled_from(sorted(w for w in lexicon.shared_words() if w.isascii())), st.integers(0, 12), st.text("aert")
    ).map(lambda told: told[0][: told[1]] + told[2][:2] + told[0][told[1] + 1 :]),
)


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_words_that_were_looked_at_together_are_told_as_one_by_one(words: list[str]) -> None:
    misspelt._NEAR = Recent(100)
    one_by_one = [(known_word(word), phrase_word(word)) for word in words]
    misspelt._NEAR = Recent(100)
    misspelt.prepare(plain_words([" ".join(words[:2]).upper(), *words[2:]]))
    assert [(known_word(word), phrase_word(word)) for word in words] == one_by_one


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=60, unique=True), st.lists(WORDS))
def test_no_word_one_slip_away_is_missed(table: list[str], others: list[str]) -> None:
    asked = [*table, *others]
    found = OneSlip(table).near(asked)
    for word in asked:
        near = {other for other in table if OSA.distance(word, other) <= 1}
        assert near <= found.get(word, set())
