"""The tables of titles, ships' affixes, personal names and word frequencies: well-formed, and right where it counts."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from screening.names import lexicon, reference
from screening.names.lexicon import fold_phrase


def text_of(name: str) -> str:
    return (files("screening") / "data" / name).read_text("utf-8")


def entries(block: str) -> list[str]:
    lines = [line for line in block.splitlines() if not line.startswith("#")]
    return [entry.strip().lower() for entry in "\n".join(lines).replace("\n", ";").split(";") if entry.strip()]


def twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


# ---------------------------------------------------------------------------------------------- titles
def test_titles_have_unique_ids_and_known_strengths() -> None:
    titles = reference.titles()
    assert not twice([t.id for t in titles])
    assert {t.strength for t in titles} == {"title", "of_person", "maybe_name"}
    assert all(t.spellings for t in titles)


def test_no_title_is_written_twice() -> None:
    table = tomllib.loads(text_of("titles.toml"))["title"]
    assert not twice([spelling for entry in table for spelling in entries(entry["spellings"])])


def test_nothing_of_a_title_is_lost_in_folding() -> None:
    assert [(t.id, s) for t in reference.titles() for s in t.spellings if not fold_phrase(s)] == []


@pytest.mark.parametrize(
    ("spelling", "strength"),
    [
        ("Mr.", "title"),
        ("Dr", "title"),
        ("Capt.", "title"),
        ("His Excellency", "title"),
        ("г-н", "title"),
        ("先生", "title"),
        ("국무위원장", "title"),
        ("国務委員長", "title"),
        ("总书记", "title"),
        ("위원장", "maybe_name"),
        ("委員長", "maybe_name"),
        ("將軍", "of_person"),
        ("대통령", "maybe_name"),
        ("씨", "title"),
        ("الدكتور", "title"),
        ("Jr.", "title"),
        ("Sheikh", "maybe_name"),
        ("Haji", "title"),
        ("Syed", "maybe_name"),
        ("Khan", "maybe_name"),
        ("الحاج", "title"),
    ],
)
def test_titles_are_known(spelling: str, strength: str) -> None:
    assert lexicon.titles()[fold_phrase(spelling)] == strength


@pytest.mark.parametrize("name", ["Kim", "Ali", "Sri Lanka", "Shipping", "Pacific"])
def test_names_and_ordinary_words_are_no_titles(name: str) -> None:
    assert fold_phrase(name) not in lexicon.titles()


# ---------------------------------------------------------------------------------------------- ships
def test_no_affix_of_ships_is_written_twice() -> None:
    table = tomllib.loads(text_of("vessel_prefixes.toml"))
    assert set(table) == {"prefixes", "suffixes", "generic", "ship_words", "text_words"}
    assert {key: twice(entries(block)) for key, block in table.items()} == {key: [] for key in table}


@pytest.mark.parametrize(
    "prefix",
    [
        "m/v",
        "M.V.",
        "MV",
        "M/T",
        "MT",
        "S.S.",
        "F/V",
        "R/V",
        "LPG/C",
        "M/Tanker",
        "Motor Tanker",
        "HMS",
        "т/х",
        "선박",
        "貨物船",
    ],
)
def test_prefixes_of_ships_are_known(prefix: str) -> None:
    phrase = fold_phrase(prefix)
    assert phrase in lexicon.vessel_prefixes()[phrase[0]]


@pytest.mark.parametrize("suffix", ["호", "号"])
def test_suffixes_of_ships_are_known(suffix: str) -> None:
    assert suffix in lexicon.vessel_suffixes()


def test_maru_belongs_to_the_name() -> None:
    affixes = reference.vessel_prefixes()
    assert "maru" in affixes.generic
    assert "maru" not in (*affixes.prefixes, *affixes.suffixes)


# ---------------------------------------------------------------------------------------------- personal names
def test_groups_of_names_are_well_formed() -> None:
    groups = reference.person_name_groups()
    assert not twice([g.id for g in groups])
    assert [g.id for g in groups if not g.spellings] == []
    assert [s for g in groups for s in (*g.spellings, *g.nicknames) if s != s.strip() or not fold_phrase(s)] == []


def test_no_nickname_is_a_spelling_of_its_own_group() -> None:
    assert [(g.id, n) for g in reference.person_name_groups() for n in g.nicknames if n in g.spellings] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad", "Mohamed"),
        ("Muhammad", "محمد"),
        ("Yusuf", "Youssef"),
        ("Abdulrahman", "Abdelrahman"),
        ("Aleksandr", "Oleksandr"),
        ("Vladimir", "Володимир"),
        ("Kim", "김"),
        ("Ri", "Lee"),
        ("Pak", "Park"),
        ("Choe", "Choi"),
        ("Un", "Eun"),
        ("Zhang", "Cheung"),
        ("陈", "陳"),
        ("Kim", "Ким"),
        ("Choe", "Цой"),
        ("Choe", "Чхве"),
        ("Pak", "Пак"),
        ("Jong", "Чен"),
        ("Un", "Ын"),
        ("Il", "Ир"),
        ("Chol", "Чхоль"),
        ("Kim", "キム"),
        ("Un", "ウン"),
    ],
)
def test_spellings_of_one_name_share_a_group(one: str, other: str) -> None:
    words = ["".join(fold_phrase(name)) for name in (one, other)]
    assert lexicon.name_groups_of(words[0]) & lexicon.name_groups_of(words[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hassan", "Hussein"), ("Ahmad", "Muhammad"), ("Kim", "Pak"), ("Ivan", "Igor"), ("Mahmud", "Muhammad")],
)
def test_different_names_share_no_group(one: str, other: str) -> None:
    assert not lexicon.name_groups_of(one.lower()) & lexicon.name_groups_of(other.lower())


# ---------------------------------------------------------------------------------------------- frequencies
def test_lines_of_frequencies_are_well_formed() -> None:
    lines = [line for line in text_of("frequent_words.tsv").splitlines() if not line.startswith("#")]
    form = re.compile(r"[^\W\d_]+\t(?:company|person|text)\t\d+(?:\.\d+)?")
    assert [line for line in lines if not form.fullmatch(line)] == []
    assert not twice([line.rpartition("\t")[0] for line in lines])


def test_frequent_words_are_folded_as_names_are() -> None:
    tables = reference.word_frequencies()
    assert [w for table in tables.values() for w in table if fold_phrase(w) != (w,)] == []


def test_rates_are_shares_of_ten_thousand_names() -> None:
    assert all(0 < rate <= 10_000 for table in reference.word_frequencies().values() for rate in table.values())


def test_tables_of_frequencies_are_long_enough_to_tell_common_from_rare() -> None:
    tables = reference.word_frequencies()
    assert len(tables["company"]) > 4_000
    assert len(tables["person"]) > 5_000
    assert len(tables["text"]) > 5_000


def test_words_of_texts_are_known_but_not_stock_words() -> None:
    """7 bits (one in 128) to 10.5: an ordinary word is no evidence for a party, and no legal form either."""
    tables = reference.word_frequencies()
    assert [w for w in tables["text"] if not 7 <= (lexicon.background_bits(w) or 0) <= 10.5] == []
    assert [w for w, rate in tables["text"].items() if rate <= tables["person"].get(w, 0)] == []


@pytest.mark.parametrize(
    "word",
    ["premium", "repairs", "ransom", "demand", "signed", "advance", "ginseng", "drydock", "coal", "salary", "refund"],
)
def test_words_of_payments_are_ordinary(word: str) -> None:
    bits = lexicon.background_bits(word)
    assert bits is not None
    assert bits <= 10.5


@pytest.mark.parametrize("name", ["brown", "young", "chan", "song", "grace"])
def test_names_of_persons_are_no_words_of_texts(name: str) -> None:
    assert name not in reference.word_frequencies()["text"]


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [
        ("limited", 1000, 4000),
        ("technology", 100, 600),
        ("trading", 100, 900),
        ("delta", 2, 15),
        ("vision", 3, 25),
        ("navigator", 0.3, 5),
        ("pandora", 0.1, 2),
    ],
)
def test_company_words_have_plausible_rates(word: str, low: float, high: float) -> None:
    assert low <= reference.word_frequencies()["company"][word] <= high


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [
        ("mohammed", 30, 200),
        ("kim", 30, 200),
        ("smith", 5, 60),
        ("ivanov", 5, 60),
        ("김", 30, 200),
        ("hussein", 10, 100),
    ],
)
def test_names_have_plausible_rates(word: str, low: float, high: float) -> None:
    assert low <= reference.word_frequencies()["person"][word] <= high


@pytest.mark.parametrize("word", ["ryongbong", "namchongang", "wagner", "rosneft"])
def test_names_of_listed_parties_are_not_called_common(word: str) -> None:
    """What makes a listed company recognisable must not count as an everyday word of companies."""
    assert reference.word_frequencies()["company"].get(word, 0.0) < 1
