"""Raw text to words: every character that a reader does not see is gone, every place is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.hangul import romanise_syllable
from screening.names.numerals import number_of
from screening.names.sound import sound_key
from screening.names.tokens import folded_word, letter_readings, normal_text, tokenise


def words(text: str) -> list[str]:
    return [t.text for t in tokenise(normal_text(text))[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S.A. DE C.V.", ["sa", "de", "cv"]),
        ("CO.LTD.", ["co", "ltd"]),
        ("D.G.I. ISRL LTD", ["dgi", "isrl", "ltd"]),
        ("JA'FARI-DOLATABADI", ["jafari", "dolatabadi"]),
        ("Ja’fari Ṣāliḥ", ["jafari", "salih"]),
        ("AT&T", ["at", "t"]),
        ("Müller Straße Łódź", ["muller", "strasse", "lodz"]),
        ("ＫＯＲＥＡ　Ｄａｅｓｏｎｇ", ["korea", "daesong"]),
        ("D\u200bae\u00adsong", ["daesong"]),
        ("Daesong\u202e Bank", ["daesong", "bank"]),
        ("Qalіif СADE", ["qaliif", "cade"]),
        ("О.О.О. Ромашка", ["ооо", "ромашка"]),
        ("A.B.CD.E.F G.H", ["ab", "cd", "ef", "gh"]),
        ("1.A.B 2.C. .D", ["1", "ab", "2", "c", "d"]),
        ("조선대성은행ABC", ["조선대성은행", "abc"]),
        ("習近平 Xi", ["习近平", "xi"]),
        ("Mikh4il SK0CH", ["mikh4il", "sk0ch"]),
        ("Compagnie d'assurance", ["compagnie", "d", "assurance"]),
        ("O'Neill D’Angelo", ["oneill", "d", "angelo"]),
        ("p@yment to $am! now!!", ["p@yment", "to", "$am", "now"]),
        ("…—!?", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Dae\u200bsong Bank", "invisible"),
        ("ＫＯＲＥＡ Bank", "full_width"),
        ("Коrea Dаesong", "look_alike"),
    ],
)
def test_tampering_is_said(text: str, note: str) -> None:
    assert note in tokenise(normal_text(text))[1]


@pytest.mark.parametrize("text", ["Ким Чен Ын", "조선대성은행", "محمد‌رضا", "Müller", "Łódź 2020", "O'Neill"])
def test_honest_text_is_not_called_tampered(text: str) -> None:
    assert tokenise(normal_text(text))[1] == ()


@given(st.text(max_size=60))
def test_any_text_has_words_in_their_places(raw: str) -> None:
    text = normal_text(raw)
    tokens, _ = tokenise(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.text
        assert token.text == token.text.lower() or not token.text.isascii()
        end = token.end


@given(st.text("abcdefghijklmnopqrstuvwxyzABC .'-&0123@$!,", max_size=40))
def test_case_and_ascii_route_do_not_matter(text: str) -> None:
    # a letter outside ASCII at the end takes the other route through the tokeniser
    assert words(text.upper()) == words(text.lower())
    assert words(text + " é")[:-1] == words(text)


@given(st.text("абвгАБВ조선대성中国öüÅßçأبتしカΑβ", min_size=1, max_size=8))
def test_the_short_way_of_a_single_word_does_not_matter(text: str) -> None:
    assert words(text) == words(text + " x")[:-1]


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("sk0ch", ("skoch",)),
        ("h0nest", ("honest",)),
        ("m1khail", ("mikhail", "mlkhail")),
        ("3m", ()),
        ("2050", ()),
        ("bank", ()),
    ],
)
def test_digits_among_letters(word: str, readings: tuple[str, ...]) -> None:
    assert letter_readings(word) == readings


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12),
        ("007", 7),
        ("3rd", 3),
        ("viii", 8),
        ("ix", 9),
        ("iv", 4),
        ("xiv", 14),
        ("i", None),
        ("mix", None),
        ("li", None),
        ("", None),
    ],
)
def test_numbers(word: str, value: int | None) -> None:
    assert number_of(word) == value


@pytest.mark.parametrize(
    ("syllable", "latin"),
    [("김", "gim"), ("정", "jeong"), ("은", "eun"), ("대", "dae"), ("성", "seong"), ("행", "haeng"), ("까", "kka")],
)
def test_hangul_by_arithmetic(syllable: str, latin: str) -> None:
    assert romanise_syllable(syllable) == latin


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("mohammed", "muhammad"), ("gamzatov", "kamzadov"), ("strelyukhin", "strelyookhin"), ("daesong", "taesong"),
        ("daeseong", "taesong"), ("joseon", "choson"), ("jong", "chong"), ("akhmed", "ahmed"), ("vladimir", "wladimir"),
        ("shpvlv", "shapovalov"), ("yusuf", "yousef"), ("aleksandr", "alexandr"), ("pyongyang", "pyeongyang"),
    ],
)  # fmt: skip
def test_one_sound(a: str, b: str) -> None:
    assert sound_key(a) == sound_key(b) != ""


@pytest.mark.parametrize(("a", "b"), [("daesong", "daesam"), ("kim", "lim"), ("bank", "band"), ("honest", "onset")])
def test_another_sound(a: str, b: str) -> None:
    assert sound_key(a) != sound_key(b)


@given(st.text(max_size=6) | st.text("abЖйЁ한國ガアıßéשعي٣½", min_size=1, max_size=6))
def test_the_one_word_of_a_text_is_folded_alike(text: str) -> None:
    text = normal_text(text)
    word = folded_word(text)
    assert word is None or words(text) == [word]
    assert word is not None or not (text.isalpha() and text.isascii())
