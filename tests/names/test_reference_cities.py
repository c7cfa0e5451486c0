"""Cities: well-formed, apart from the other words and from names of persons, and complete where it counts."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from screening.names import lexicon, reference
from screening.names.lexicon import fold_phrase

CITIES = {c.id: c.synonyms for c in reference.concepts() if c.id.startswith("city-")}
OTHERS = [c for c in reference.concepts() if c.id not in CITIES]


def fold(text: str) -> str:
    return "".join(fold_phrase(text))


def test_every_city_is_read_once() -> None:
    lines = (files("screening") / "data" / "cities.txt").read_text("utf-8").splitlines()
    heads = [line for line in lines if line.startswith("[")]
    assert len(heads) == len(CITIES) > 900
    assert all(head.startswith("[city-") and head.endswith("] place") for head in heads)


def test_ids_of_both_files_do_not_clash() -> None:
    assert [i for i, count in Counter(c.id for c in reference.concepts()).items() if count > 1] == []


def test_a_spelling_stands_for_one_city_and_in_no_other_concept() -> None:
    found = Counter(word for spellings in CITIES.values() for word in {fold(s) for s in spellings})
    found.update({fold(s) for c in OTHERS for s in (*c.synonyms, *c.abbreviations)})
    assert [(i, s) for i, spellings in CITIES.items() for s in spellings if found[fold(s)] != 1] == []


def test_nothing_of_a_city_is_lost_in_folding() -> None:
    assert [(i, s) for i, spellings in CITIES.items() for s in spellings if not fold_phrase(s)] == []


def test_no_city_is_spelled_like_a_name_of_persons() -> None:
    names = {fold(s) for g in reference.person_name_groups() for s in (*g.spellings, *g.nicknames)}
    assert [(i, s) for i, spellings in CITIES.items() for s in spellings if fold(s) in names] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Manchester", "Манчестер"),
        ("Cologne", "Köln"),
        ("Genoa", "Génova"),
        ("Kobe", "神戸"),
        ("Chabahar", "چابهار"),
        ("Latakia", "اللاذقية"),
        ("Hunchun", "珲春"),
        ("Dandong", "丹東"),
        ("Macao", "澳門"),
        ("Macau", "澳门"),
        ("Hong Kong", "香港"),
        ("Hungnam", "흥남"),
        ("Kimchaek", "김책"),
        ("Haeju", "해주"),
        ("Sinuiju", "신의주"),
        ("Los Angeles", "洛杉磯"),
        ("Cape Town", "Кейптаун"),
        ("Mariupol", "Маріуполь"),
    ],
)
def test_spellings_of_one_place_share_a_concept(one: str, other: str) -> None:
    assert lexicon.concepts_of(fold(one)) & lexicon.concepts_of(fold(other))


@pytest.mark.parametrize("name", ["Victoria", "Santiago", "Nice", "Split", "Reading", "Kim", "Florence", "Songjin"])
def test_names_of_persons_and_common_words_are_no_places(name: str) -> None:
    assert lexicon.weight_class(fold(name)) != "place"
