"""Legal forms, business words and spellings of names: well-formed, unambiguous where they must be, complete enough."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pytest

from screening.names import reference
from screening.names.lexicon import fold_phrase
from screening.names.tokens import normal_text, tokenise

# Spellings that stand in two concepts, and why.
HOMONYMS = {
    "comm": "commerce and committee, both usual",
    "cons": "consulting and construction, both usual",
    "min": "mining and ministry, both usual",
    "nii": "a research institute, and so an institute",
    "нии": "a research institute, and so an institute",
    "tamin": "Persian for supply, Arabic for insurance",
    "tameen": "Persian for supply, Arabic for insurance",
    "动力": "what drives, and so power and energy",
    "υπηρεσια": "a service and an agency",
    "전선": "電線 cable and 戰線 front",
}

GROUPS_OF_NAMES = {"given", "family", "any", "syllable"}


def fold(text: str) -> str:
    return "".join(token.text for token in tokenise(normal_text(text))[0])


def owners(entries: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, set[str]]:
    """Folded spelling -> ids of the entries it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for identifier, spellings in entries:
        for spelling in spellings:
            found[fold(spelling)].add(identifier)
    return found


FORMS = owners((form.id, form.spellings) for form in reference.legal_forms())
CONCEPTS = owners((concept.id, (*concept.synonyms, *concept.abbreviations)) for concept in reference.concepts())
NAMES = owners((group.id, (*group.spellings, *group.nicknames)) for group in reference.person_name_groups())


@pytest.mark.parametrize(
    ("spelling", "form"),
    [
        ("Ltd.", "limited-company"),
        ("Pvt. Ltd.", "limited-company"),
        ("L.L.C.", "limited-company"),
        ("FZ-LLC", "limited-company"),
        ("G.m.b.H.", "limited-company"),
        ("S. de R.L. de C.V.", "limited-company"),
        ("Sdn. Bhd.", "limited-company"),
        ("d.o.o.", "limited-company"),
        ("Ltd. Şti.", "limited-company"),
        ("OOO", "limited-company"),
        ("ООО", "limited-company"),
        ("Obshchestvo s ogranichennoi otvetstvennostyu", "limited-company"),
        ("Sp. z o.o.", "limited-company"),
        ("有限公司", "limited-company"),
        ("有限責任公司", "limited-company"),
        ("유한회사", "limited-company"),
        ("شركة ذات مسؤولية محدودة", "limited-company"),
        ("PLC", "joint-stock-company"),
        ("A.Ş.", "joint-stock-company"),
        ("Anonim Sirketi", "joint-stock-company"),
        ("S.A. de C.V.", "joint-stock-company"),
        ("S.p.A.", "joint-stock-company"),
        ("AG", "joint-stock-company"),
        ("N.V.", "joint-stock-company"),
        ("ОАО", "joint-stock-company"),
        ("ZAO", "joint-stock-company"),
        ("Publichnoe Aktsionernoe Obshchestvo", "joint-stock-company"),
        ("PJS", "joint-stock-company"),
        ("Private Joint Stock", "joint-stock-company"),
        ("Sahami Khass", "joint-stock-company"),
        ("株式会社", "joint-stock-company"),
        ("(株)", "joint-stock-company"),
        ("주식회사", "joint-stock-company"),
        ("股份有限公司", "joint-stock-company"),
        ("PT", "joint-stock-company"),
        ("Inc.", "corporation"),
        ("Corp.", "corporation"),
        ("Co.", "company"),
        ("Cía.", "company"),
        ("GmbH & Co. KG", "partnership"),
        ("C.V.", "partnership"),
        ("FGUP", "state-enterprise"),
        ("Federal State Unitary Enterprise", "state-enterprise"),
        ("Kabushiki Kaisha", "joint-stock-company"),
        ("Representative Office", "branch"),
        ("ИП", "sole-proprietor"),
        ("ANO", "foundation-association"),
    ],
)
def test_legal_form(spelling: str, form: str) -> None:
    assert FORMS[fold(spelling)] == {form}


def test_a_dotted_form_comes_joined_and_spaced() -> None:
    (form,) = [form for form in reference.legal_forms() if form.id == "joint-stock-company"]
    assert {"s.a.d.", "sad", "s a d"} <= set(form.spellings)


def test_a_legal_form_means_one_thing() -> None:
    assert {spelling: ids for spelling, ids in FORMS.items() if len(ids) > 1} == {}


def test_a_legal_form_that_is_a_usual_word_or_name_is_a_known_homonym() -> None:
    persons = reference.word_frequencies()["person"]
    homonyms = {fold(spelling) for spelling in reference.legal_form_homonyms()}
    usual = {spelling for spelling in FORMS if persons.get(spelling, 0.0) >= 0.3}
    assert usual - homonyms == set()
    assert {"as", "co", "sa", "pt", "an", "ao"} & set(FORMS) <= homonyms


def test_homonyms_of_legal_forms_are_legal_forms_and_have_a_place() -> None:
    positions = reference.legal_form_homonyms()
    assert {spelling for spelling in positions if fold(spelling) not in FORMS} == set()
    assert set(positions.values()) == {"start", "end", "edge"}
    assert (positions["as"], positions["pt"], positions["co"]) == ("end", "start", "edge")


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        (
            "trading",
            ["Trading", "trdg", "comercio", "Handel", "ticaret", "bazargani", "贸易", "무역", "торговый", "تجارة"],
        ),
        (
            "company",
            ["company", "corp", "corporation", "chonghoesa", "총회사", "kompaniya", "sherkat", "公司", "предприятие"],
        ),
        (
            "bank",
            [
                "bank",
                "banco",
                "Bankası",
                "unhaeng",
                "eunhaeng",
                "은행",
                "yinhang",
                "银行",
                "銀行",
                "ginko",
                "банк",
                "بنك",
                "بانک",
            ],
        ),
        (
            "insurance",
            ["insurance", "pohom", "boheom", "보험", "保险", "hoken", "Versicherung", "seguros", "strakhovanie"],
        ),
        ("reinsurance", ["reinsurance", "재보험", "rückversicherung", "перестрахование"]),
        ("international", ["intl", "int'l", "internacional", "국제", "kukche", "国际", "международный"]),
        ("general", ["general", "genl", "tổng hợp"]),
        ("shipping", ["shipping", "shpg", "naviera", "해운", "haeun", "海运", "gemicilik", "keshtirani"]),
        ("marine", ["maritime", "marine", "denizcilik", "морской", "해사"]),
        ("transport", ["transport", "transp", "운수", "nakliyat", "haml o naghl"]),
        ("import-export", ["impex", "imp/exp", "import export", "수출입", "进出口"]),
        ("industry", ["inds", "industria", "sanayi", "공업", "kongop", "工业", "صنعت", "промышленный"]),
        ("factory", ["plant", "zavod", "завод", "karkhaneh", "공장", "kongjang"]),
        ("technology", ["tech", "tecnología", "기술", "kisul", "gisul", "科技", "fanavari"]),
        ("real-estate", ["real estate", "bienes raíces", "immobilien", "emlak", "不动产"]),
        ("ministry", ["ministry", "min", "vezarat", "министерство", "wizarat"]),
        ("defence", ["defence", "defense", "defensa", "oborona", "savunma", "国防"]),
        ("korea", ["Korea", "choson", "조선", "朝鮮", "코리아", "Corea", "корея"]),
        ("gold", ["gold", "oro", "золото", "altın", "黄金"]),
        ("north", ["north", "norte", "nord", "северный", "北方"]),
    ],
)
def test_concept(concept: str, words: list[str]) -> None:
    assert {word: CONCEPTS[fold(word)] for word in words if concept not in CONCEPTS[fold(word)]} == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [("bank", "insurance"), ("steel", "iron"), ("north", "south"), ("import", "export"), ("gold", "silver"),
     ("insurance", "reinsurance"), ("oil", "gas"), ("first", "second"), ("korea", "iran")],
)  # fmt: skip
def test_different_things_are_different_concepts(first: str, second: str) -> None:
    assert not CONCEPTS[fold(first)] & CONCEPTS[fold(second)]


def test_no_spelling_stands_twice_in_a_concept() -> None:
    for concept in reference.concepts():
        counts = Counter((*concept.synonyms, *concept.abbreviations))
        assert [spelling for spelling, n in counts.items() if n > 1] == [], concept.id


def test_a_spelling_in_two_concepts_is_a_known_homonym() -> None:
    stops = {concept.id for concept in reference.concepts() if concept.weight == "stop"}
    own: dict[str, set[str]] = defaultdict(set)
    for concept in reference.concepts():
        for spelling in (*concept.synonyms, *concept.abbreviations):
            own[spelling].add(concept.id)
    shared = {spelling for spelling, ids in own.items() if len(ids) > 1 and not ids <= stops}
    assert shared == set(HOMONYMS)


def test_stop_words_and_places() -> None:
    weights = {spelling: c.weight for c in reference.concepts() for spelling in c.synonyms}
    assert {weights[word] for word in ("the", "of", "de", "und", "et", "y", "для", "의")} == {"stop"}
    assert {weights[word] for word in ("north", "asia", "hong kong", "china", "россия", "조선")} == {"place"}


def test_particles() -> None:
    assert {"al", "bin", "ibn", "bint", "abu", "van", "von", "de", "da", "dos", "del", "ould"} <= reference.particles()
    assert not {"kim", "ali", "wang"} & reference.particles()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Muhammad", "Mehmet"), ("Muhammad", "محمد"), ("Hussein", "Hüseyin"),
        ("Abdulrahman", "Abderrahmane"), ("Usama", "Osama"), ("Qaddafi", "Gadhafi"), ("Chaudhry", "Chowdhury"),
        ("Aleksandr", "Oleksandr"), ("Aleksandr", "Aliaksandr"), ("Sergei", "Serhiy"), ("Sergei", "Сергей"),
        ("Yevgeny", "Evgeni"), ("Dmitri", "Dzmitry"), ("Vladimir", "Volodymyr"), ("Aleksandr", "Sasha"),
        ("Ri", "Lee"), ("Ri", "Yi"), ("Rhee", "李"), ("Kim", "Gim"), ("Kim", "김"), ("Pak", "Park"), ("Choe", "Choi"),
        ("Jong", "Jung"), ("Jong", "Chong"), ("Ryu", "Yoo"), ("Kang", "Gang"), ("Rim", "Lim"), ("No", "Ro"),
        ("Un", "Eun"), ("Chol", "Cheol"), ("Song", "Sung"), ("Hyong", "Hyung"),
        ("Chen", "Chan"), ("Chen", "陳"), ("Wang", "Wong"), ("Zhang", "Cheung"), ("Xi", "习"), ("习", "習"),
        ("William", "Bill"), ("Robert", "Bob"), ("José", "Pepe"), ("Müller", "Mueller"),
    ],
)  # fmt: skip
def test_names_of_one_group(first: str, second: str) -> None:
    assert NAMES[fold(first)] & NAMES[fold(second)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ahmad", "Muhammad"), ("Hasan", "Hussein"), ("Hamid", "Hamad"), ("Kim", "Ri"), ("Pak", "Paek"),
     ("Sergei", "Semyon"), ("Ivan", "Igor"), ("William", "Walter"), ("Salim", "Salih"), ("Khalid", "Khalil"),
     ("Rashid", "Rafiq"), ("Mahmud", "Muhammad")],
)  # fmt: skip
def test_names_of_different_groups(first: str, second: str) -> None:
    assert not NAMES[fold(first)] & NAMES[fold(second)]


def test_name_groups_are_well_formed() -> None:
    groups = reference.person_name_groups()
    assert {group.kind for group in groups} == GROUPS_OF_NAMES
    assert [group.id for group in groups if len({*group.spellings, *group.nicknames}) < 2] == []
    assert [group.id for group in groups if set(group.spellings) & set(group.nicknames)] == []


@pytest.mark.parametrize(
    "identifiers",
    [
        [entry.id for entry in reference.legal_forms()],
        [entry.id for entry in reference.concepts()],
        [entry.id for entry in reference.person_name_groups()],
    ],
    ids=["legal forms", "concepts", "person names"],
)
def test_identifiers_are_unique(identifiers: list[str]) -> None:
    assert len(identifiers) == len(set(identifiers))


def test_every_spelling_is_trimmed_lower_case_and_says_something() -> None:
    spellings = [spelling for form in reference.legal_forms() for spelling in form.spellings]
    assert [s for s in spellings if s != " ".join(s.lower().split()) or ";" in s or not fold(s)] == []


def test_phrases_are_folded_word_by_word_as_a_whole_is() -> None:
    spellings = [s for f in reference.legal_forms() for s in f.spellings]
    spellings += [s for t in reference.titles() for s in t.spellings] + ["Al A9lB", "S.A. de C.V.", "o'neill d'or"]
    assert [s for s in spellings if fold_phrase(s) != tuple(t.text for t in tokenise(normal_text(s))[0])] == []


def test_words_and_names_are_folded_as_names_are() -> None:
    """Whoever looks a word up relies on it; tools/fold_words.py makes it so."""
    spellings = [s for c in reference.concepts() for s in (*c.synonyms, *c.abbreviations)]
    spellings += [s for g in reference.person_name_groups() for s in (*g.spellings, *g.nicknames)]
    spellings += reference.particles()
    assert [s for s in spellings if fold(s) != s.replace(" ", "")] == []
