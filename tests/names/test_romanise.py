"""Readings in Latin letters, script by script; hangul and Han have their own tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.romanise import MOST_READINGS, romanisations
from screening.names.scripts import end_with_marks, script_of


@pytest.mark.parametrize(
    ("script", "word", "expected"),
    [
        # Cyrillic: BGN/PCGN, passports, scholarly, Ukrainian, Bulgarian, Serbian, Korean in Russian
        ("Cyrl", "щербаков", {"shcherbakov", "scerbakov"}),
        ("Cyrl", "юрий", {"yuriy", "iurii", "jurij"}),
        ("Cyrl", "хабаров", {"khabarov", "habarov"}),
        ("Cyrl", "хрущёв", {"khrushchev", "khrushchyov"}),
        ("Cyrl", "юлія", {"yuliya", "iuliia", "julija"}),
        ("Cyrl", "гриценко", {"gritsenko", "hrytsenko"}),
        ("Cyrl", "ельцин", {"yeltsin", "eltsin"}),
        ("Cyrl", "подъячев", {"podyachev", "podieiachev"}),
        ("Cyrl", "първанов", {"parvanov"}),
        ("Cyrl", "щерев", {"shterev"}),
        ("Cyrl", "ђорђе", {"djordje", "dorde"}),
        ("Cyrl", "ковачевић", {"kovacevic", "kovachevich"}),
        ("Cyrl", "ын", {"yn", "un"}),
        ("Cyrl", "чжон", {"dzhon"}),
        # Arabic script: Arabic, Persian
        ("Arab", "محمد", {"muhammad"}),  # by the table of names
        ("Arab", "حسن", {"hassan"}),
        ("Arab", "مسعود", {"masud"}),
        ("Arab", "صالح", {"salih"}),
        ("Arab", "الظواهري", {"zawahiri"}),
        ("Arab", "مشعل", {"mashal"}),
        ("Arab", "هنية", {"haniya"}),
        ("Arab", "زاده", {"zadeh"}),
        ("Arab", "ظریف", {"zarif"}),
        ("Arab", "عبدالحكيم", {"abdulhakim"}),
        ("Arab", "إسماعيل", {"ismail"}),
        ("Arab", "مُنَى", {"muna"}),  # short vowels written
        ("Arab", "گیلانی", {"gilani"}),
        # Hebrew
        ("Hebr", "ברק", {"barak"}),
        ("Hebr", "שרון", {"sharon", "sharun"}),
        ("Hebr", "כהן", {"cohen"}),
        ("Hebr", "גולן", {"golan"}),
        # Greek: ELOT 743, by sound, older
        ("Grek", "παπαδοπουλος", {"papadopoulos", "papadopulos"}),
        ("Grek", "μπακογιαννη", {"bakogianni", "bakoyanni"}),
        ("Grek", "ευαγγελος", {"evangelos", "euangelos"}),
        ("Grek", "παπανδρεου", {"papandreou"}),
        ("Grek", "λαμπρος", {"lampros", "lambros"}),
        ("Grek", "φωτιος", {"fotios", "photios"}),
        ("Grek", "χατζης", {"chatzis", "hatzis"}),
        # kana: Japanese words, foreign names with r or l
        ("Kana", "キム", {"kim"}),
        ("Kana", "プーチン", {"putin"}),
        ("Kana", "ウラジーミル", {"urajimir"}),
        ("Kana", "カルロス", {"karlos"}),
        ("Kana", "フセイン", {"fusein", "husein"}),
        ("Kana", "ヴァレリー", {"valeri"}),
        ("Kana", "ティム", {"tim"}),
        ("Kana", "シュミット", {"shumitto"}),
        ("Hira", "さとう", {"sato", "satou"}),
        ("Hira", "きょうと", {"kyoto"}),
        ("Hira", "まっちゃ", {"matcha"}),
        # Thai by the syllable, as in the standard and as names are spelt
        ("Thai", "สมชาย", {"somchai"}),
        ("Thai", "ใจดี", {"chaidi", "jaidee"}),
        ("Thai", "ทักษิณ", {"thaksin"}),
        ("Thai", "ธนาคาร", {"thanakhan"}),
        ("Thai", "กรุงเทพ", {"krungthep"}),
        ("Thai", "ประยุทธ์", {"prayut"}),
        ("Thai", "ใหม่", {"mai"}),
        # India by the names of the characters
        ("Deva", "नरेन्द्र", {"narendra", "narendr"}),
        ("Deva", "मोदी", {"modi"}),
        ("Deva", "गांधी", {"gandhi"}),
        ("Beng", "ইব্রাহিম", {"ibrahim"}),
        ("Guru", "ਸਿੰਘ", {"singh"}),
        # by the tables of anyascii
        ("Geor", "კაპანაძე", {"kapanadze"}),
        ("Armn", "արթուր", {"artur"}),
        ("Ethi", "ቴድሮስ", {"tedros"}),
        # several writings in one word
        ("Hani", "佐々木", {"sasaboku"}),
        ("Hang", "39호", {"39ho"}),
    ],
)
def test_readings(script: str, word: str, expected: set[str]) -> None:
    assert expected <= set(romanisations(word, script))


SCRIPTS = st.sampled_from(
    ["Cyrl", "Grek", "Arab", "Hebr", "Thai", "Deva", "Hani", "Kana", "Hang", "Geor", "Armn", "Taml"]
)


@given(st.text(min_size=1, max_size=8), SCRIPTS)
def test_any_word_has_few_readings_of_plain_letters(word: str, script: str) -> None:
    found = romanisations(word, script)
    assert len(found) <= MOST_READINGS
    assert len(set(found)) == len(found)
    assert all(r and r.isalnum() and r == r.lower() for r in found)
    romanisations.cache_clear()
    assert romanisations(word, script) == found


_ALPHABETS = st.one_of(
    *(
        st.text(st.characters(min_codepoint=first, max_codepoint=last), min_size=1, max_size=8)
        for first, last in (
            (0x0400, 0x04FF),
            (0x0590, 0x06FF),
            (0x0370, 0x03FF),
            (0x0E00, 0x0E7F),
            (0x0900, 0x0DFF),
            (0x3041, 0x30FF),
        )
    )
)


@given(_ALPHABETS)
def test_any_word_of_a_script_can_be_read(word: str) -> None:
    assert all(r.isascii() for r in romanisations(word, script_of(word[0])))


def test_marks_behind_the_last_letter_belong_to_the_word() -> None:
    assert end_with_marks("ดี x", 1) == 2
    assert end_with_marks("Kim", 3) == 3
    assert end_with_marks("मोदी", 1) == 2
