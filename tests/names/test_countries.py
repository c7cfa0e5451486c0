"""Countries: what each usual name means, what means none, and what always holds of the data."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import countries
from screening.names.countries import country_code, country_name, country_phrases
from screening.names.tokens import normal_text, tokenise

CODES = sorted({code for code, _, _ in countries._lines()})

NAMED = {
    "KP": [
        "KP", "kp", "PRK", "North Korea", "N. Korea", "NORTH-KOREA", "Korea (North)", "Korea, North", "DPRK",
        "D.P.R.K.",
        "D.P.R. Korea", "Korea, DPR", "Korea, Dem. People's Rep. of", "Korea, Dem. People’s Rep. of", "North Korean",
        "Korea (Democratic People's Republic of)", "Democratic People's Republic of Korea", "Nordkorea",
        "Corée du Nord",
        "Corea del Norte", "Coreia do Norte", "Corea del Nord", "Noord-Korea", "Korea Północna", "КНДР",
        "Северная Корея", "Корейская Народно-Демократическая Республика", "朝鲜", "北韓", "北朝鮮", "조선", "북한",
        "조선민주주의인민공화국", "조선 민주주의 인민 공화국", "كوريا الشمالية", "کره شمالی", "Північна Корея",
        "Kuzey Kore",
        "République populaire démocratique de Corée", "República Popular Democrática de Corea", "Triều Tiên",
        "Demokratische Volksrepublik Korea",
    ],
    "KR": [
        "KR", "KOR", "South Korea", "S. Korea", "Korea (South)", "Korea South", "Republic of Korea", "Rep. of Korea",
        "Korea, Republic of", "Korea, Rep.", "Korea (Republic of)", "R.O.K.", "ROK", "South Korean", "Südkorea",
        "Suedkorea", "Corée du Sud", "République de Corée", "Республика Корея", "Южная Корея", "대한민국", "한국",
        "韩国", "韓國", "Hàn Quốc", "Güney Kore",
    ],
    "CN": ["China", "PRC", "P.R. China", "PR of China", "People's Republic of China", "中国", "中國", "КНР", "Chinese"],
    "TW": ["Taiwan", "R.O.C.", "Republic of China", "Taiwan, Province of China", "Taiwan (R.O.C.)", "台灣", "臺灣"],
    "HK": ["Hong Kong", "Hongkong", "Hong Kong SAR", "Hong Kong, China", "Hong Kong SAR, China", "香港", "홍콩"],
    "MO": ["Macau", "Macao", "Macao SAR", "澳门", "澳門"],
    "XK": ["Kosovo", "XKX", "Republic of Kosovo"],
    "RU": ["RUS", "Russia", "Russian Federation", "Россия", "Российская Федерация", "РФ", "Росія", "Russian", "俄罗斯"],
    "IR": [
        "Iran", "Iran, Islamic Republic of", "Iran (Islamic Republic of)", "I.R. Iran", "İran",
        "ایران", "إيران", "Iranian",
    ],
    "SY": ["Syria", "Syrian Arab Republic", "سوريا", "Syrien"],
    "CD": [
        "DRC", "Zaire", "Zaïre", "Democratic Republic of the Congo", "Congo, Dem. Rep.", "DR Congo",
        "Congo (Kinshasa)",
    ],
    "CG": ["Republic of the Congo", "Republic of Congo", "Congo, Rep.", "Congo-Brazzaville", "République du Congo"],
    "GB": ["UK", "U.K.", "GBR", "United Kingdom", "England", "Großbritannien", "英国", "British"],
    "US": ["USA", "U.S.A.", "U.S.", "US", "U. S.", "United States of America", "EE.UU.", "США", "Mỹ", "American"],
    "AE": ["UAE", "U.A.E.", "United Arab Emirates", "the United Arab Emirates", "ОАЭ", "الإمارات العربية المتحدة"],
    "NO": ["NO", "no", "Norway", "Norwegen"],
    "NA": ["NA", "Namibia"],
    "MM": ["Burma", "Myanmar", "Myanmar (Burma)", "Birmanie", "Burmese"],
    "SZ": ["Swaziland", "Eswatini", "eSwatini"],
    "MK": ["Macedonia", "North Macedonia", "N. Macedonia", "FYROM"],
    "TR": ["Turkey", "Türkiye", "TÜRKİYE", "Tuerkei"],
    "CI": ["Côte d'Ivoire", "Cote d’Ivoire", "Cote d Ivoire", "Ivory Coast"],
    "GN": ["Guinea"],
    "GE": ["Georgia"],
    "JE": ["Jersey"],
    "IS": ["IS", "Iceland"],
    "LC": ["St. Lucia", "Saint Lucia"],
    "TT": ["Trinidad & Tobago", "Trinidad and Tobago"],
    "GM": ["The Gambia", "Gambia", "Gambia, The"],
    "LA": ["Laos", "Lao People's Democratic Republic", "Lao PDR"],
    "VN": ["Viet Nam", "Vietnam", "Việt Nam"],
    "AT": ["Áo", "Österreich"],
    "AO": ["AO", "ao"],
}  # fmt: skip

UNNAMED = [
    "Korea", "Korean", "Corée", "Корея", "كوريا", "Congo", "Congo, the", "Kongo", "Конго", "刚果", "Congolese",
    "Dominican",
    "Virgin Islands", "USSR", "Soviet Union", "Yugoslavia", "", " ", "-", "the", "of the", "Russland AG",
    "Rusia Petrol",
    "Seoul, South Korea", "North", "Unknown", "ZZ", "XX", "EU", "N/A Trading", "Russsia", "🙂", ",", "()", "Korea,",
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, texts in NAMED.items() for text in texts])
def test_named(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", UNNAMED)
def test_unnamed(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize("code", CODES)
def test_a_code_leads_to_a_name_and_the_name_back(code: str) -> None:
    assert country_code(code) == code
    assert country_name(code) != code
    assert country_code(country_name(code)) == code


def test_unknown_codes_stay() -> None:
    assert country_name("ZZ") == "ZZ"
    assert country_name("") == ""


def test_every_country_is_there_with_both_codes() -> None:
    codes = {code: names.split("; ") for code, kind, names in countries._lines() if kind == "code"}
    assert len(CODES) == 249 + 1  # ISO 3166-1, and Kosovo
    assert sorted(codes) == CODES
    assert all(names[0] == code.lower() and len(names[1]) == 3 for code, names in codes.items())


def test_no_spelling_is_two_countries() -> None:
    owners = defaultdict(set)
    for code, _, name in countries._spellings():
        owners[countries._key(tuple(name.split()))].add(code)
    assert {key: sorted(codes) for key, codes in owners.items() if len(codes) > 1} == {}


def test_spellings_are_written_folded() -> None:
    folded = {name: " ".join(t.text for t in tokenise(normal_text(name))[0]) for _, _, name in countries._spellings()}
    assert {name: right for name, right in folded.items() if name != right} == {}


def test_every_kind_is_known() -> None:
    kinds = {kind for _, kind, _ in countries._lines()}
    assert kinds == {"name", "code", "cldr", "usual", "official", "abroad", "people", "column"}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Democratic People's Republic of Korea", "KP"),
        ("Dem. People's Rep. of Korea", "KP"),
        ("DPR Korea", "KP"),
        ("N. Korea", "KP"),
        ("North Korean", "KP"),
        ("조선 민주주의 인민 공화국", "KP"),
        ("Корейская Народно-Демократическая Республика", "KP"),
        ("République populaire démocratique de Corée", "KP"),
        ("Republic of Korea", "KR"),
        ("South Korean", "KR"),
        ("Республика Корея", "KR"),
        ("People's Republic of China", "CN"),
        ("Republic of China", "TW"),
        ("Democratic Republic of the Congo", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Islamic Republic of Iran", "IR"),
        ("Syrian Arab Republic", "SY"),
        ("Russian Federation", "RU"),
        ("Trinidad & Tobago", "TT"),
        ("Hong Kong", "HK"),
    ],
)
def test_phrases(phrase: str, code: str) -> None:
    assert country_phrases()[countries._words(phrase)] == code


@pytest.mark.parametrize("phrase", ["Korea North", "Korea South", "U. S.", "Ha Lan", "San Martin", "Central African"])
def test_words_that_meet_by_chance_are_no_phrase(phrase: str) -> None:
    assert countries._words(phrase) not in country_phrases()


def test_phrases_agree_with_codes() -> None:
    assert all(len(phrase) > 1 for phrase in country_phrases())
    assert {p for p, code in country_phrases().items() if country_code(" ".join(p)) != code} == set()


@given(st.sampled_from([name for _, _, name in countries._spellings() if name.isascii()]), st.sampled_from(" .-,/"))
def test_case_and_punctuation_do_not_matter(name: str, mark: str) -> None:
    written = f" {name.upper().replace(' ', mark + ' ')}{mark} "
    assert country_code(written) == country_code(name)


@given(st.text())
def test_any_text_gives_a_code_or_none(text: str) -> None:
    assert country_code(text) in (None, *CODES)
