"""Han characters: one form for all countries' forms, and their readings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.han import character, readings
from screening.names.han_forms import fold_han, is_han
from screening.names.pinyin import from_wade_giles, parse, wade_giles


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("習近平", "习近平"),
        ("中國銀行", "中国银行"),
        ("朝鮮総連", "朝鲜总连"),  # Japan
        ("朝鮮總聯", "朝鲜总连"),
        ("廣州", "广州"),
        ("広州", "广州"),
        ("髙橋", "高桥"),
        ("渡邉", "渡边"),
        ("渡邊", "渡边"),
        ("渡辺", "渡边"),
        ("沢", "泽"),
        ("臺灣", "台湾"),
        ("呂", "吕"),
        ("曺", "曹"),  # Korea
        ("万", "万"),
        ("文芸", "文芸"),  # Japan's 藝, but a character of its own in China
        ("Kim 김 キム", "Kim 김 キム"),
        ("", ""),
    ],
)
def test_one_form(text: str, form: str) -> None:
    assert fold_han(text) == form


@given(st.text(max_size=30))
def test_folding_keeps_places_and_is_done_once(text: str) -> None:
    folded = fold_han(text)
    assert len(folded) == len(text)
    assert fold_han(folded) == folded


@given(st.text(st.characters(max_codepoint=0x2E7F), max_size=30))
def test_other_scripts_stay(text: str) -> None:
    assert fold_han(text) == text


@pytest.mark.parametrize(
    ("word", "han"), [("習近平", True), ("佐々木", True), ("김", False), ("金정", False), ("", False)]
)
def test_han_alone(word: str, han: bool) -> None:
    assert is_han(word) == han


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("近平", {"jinping", "kanping", "geunpyeong"}),
        ("習", {"xi", "chap", "hsi"}),
        ("习", {"xi", "chap", "hsi"}),
        ("小平", {"xiaoping", "siuping", "hsiaoping"}),
        ("正恩", {"zhengen", "jongun", "jeongeun"}),
        ("金", {"jin", "kim", "kam"}),
        ("李", {"li", "ri", "lei"}),
        ("朝鮮", {"chaoxian", "joson", "joseon", "chosen"}),
        ("大聖", {"dasheng", "taesong", "daeseong"}),
        ("銀行", {"yinhang", "unhaeng", "eunhaeng", "ginko"}),  # not yinxing
        ("银行", {"yinhang", "unhaeng", "eunhaeng"}),
        ("重慶", {"chongqing", "chungching"}),
        ("曾", {"zeng", "tsang"}),
        ("朴", {"piao", "pak"}),
        ("大文", {"dawen", "taiman"}),
        ("振英", {"zhenying", "chunying"}),
        ("國強", {"guoqiang", "kwokkeung"}),
        ("総連", {"soren"}),
        ("太郎", {"taro"}),
    ],
)
def test_readings(word: str, expected: set[str]) -> None:
    assert expected <= set(readings(word))
    assert len(readings(word)) <= 9


def test_a_form_is_read_like_the_other() -> None:
    assert character("習").mandarin == character("习").mandarin == ("xi",)
    assert character("国").korean == character("國").korean == ("국",)
    assert character("\U0002a6d6").mandarin == ()


@pytest.mark.parametrize(
    ("pinyin", "wade"),
    [
        ("xiaoping", "hsiaoping"),
        ("xi", "hsi"),
        ("jinping", "chinping"),
        ("zedong", "tsetung"),
        ("zhou", "chou"),
        ("deng", "teng"),
        ("xueliang", "hsuehliang"),
        ("qian", "chien"),
        ("rong", "jung"),
        ("sichuan", "ssuchuan"),
        ("jieshi", "chiehshih"),
        ("luo", "lo"),
        ("guo", "kuo"),
        ("hello", "hello"),
    ],
)
def test_wade_giles(pinyin: str, wade: str) -> None:
    assert wade_giles(parse(pinyin) or [pinyin]) == wade


@pytest.mark.parametrize(
    ("wade", "pinyin"),
    [
        ("hsiaoping", "xiaoping"),
        ("hsi", "xi"),
        ("hsuehliang", "xueliang"),
        ("chiehshih", "jieshi"),
    ],
)
def test_back_from_wade_giles(wade: str, pinyin: str) -> None:
    assert pinyin in from_wade_giles(wade)


@pytest.mark.parametrize("word", ["kim", "sung", "xiaoping", "hsbc", "tzar", "teng", "street", "", "alien"])
def test_other_words_are_not_taken_for_it(word: str) -> None:
    assert from_wade_giles(word) == ()


def test_syllables() -> None:
    assert parse("xiaoping") == ("xiao", "ping")
    assert parse("xian") == ("xian",)
    assert parse("zzz") == ()
