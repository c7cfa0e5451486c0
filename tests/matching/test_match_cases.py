"""Pairs of names that must match at the shipped threshold, and pairs that must not, by what tells them apart."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty, Entity, EntityType, Identifier, Name, Watchlist
from screening.matching.matcher import Match, Matcher
from screening.matching.policy import load_policy

POLICY = load_policy()

Case = tuple[str, EntityType | None, str, EntityType]

MUST_MATCH: list[Case] = [
    # case, punctuation, accents, width, invisible characters
    ("KOREA daesong  bank", "Company", "Korea Daesong Bank", "Organization"),
    ("Inversiones Rodimé, S.A.", "Company", "INVERSIONES RODIME S A", "Company"),
    ("Ｋｏｒｅａ Ｄａｅｓｏｎｇ Ｂａｎｋ", None, "Korea Daesong Bank", "Organization"),
    ("Korea Dae\u200bsong Bank", None, "Korea Daesong Bank", "Organization"),
    ("Ali Ja'fari-Dolatabadi", "Person", "Ali Jafari Dolatabadi", "Person"),
    # look-alikes and digits for letters
    ("Kоrea Dаesong Bank", None, "Korea Daesong Bank", "Organization"),
    ("K0rea Daes0ng Bank", None, "Korea Daesong Bank", "Organization"),
    ("C10udwalk Technology", "Company", "CLOUDWALK TECHNOLOGY CO., LTD.", "Company"),
    # typing errors
    ("Korea Desong Bank", None, "Korea Daesong Bank", "Organization"),
    ("Inevrsiones Rodime", "Company", "Inversiones Rodime", "Company"),
    ("Vladimir Sivkocich", "Person", "Vladimir Sivkovich", "Person"),
    ("Vladimir Shpvlv", "Person", "Vladimir Shapovalov", "Person"),
    # word order, commas
    ("SHAPOVALOV, Oleg Georgievich", "Person", "Oleg Georgievich Shapovalov", "Person"),
    ("Bank Daesong Korea", None, "Korea Daesong Bank", "Organization"),
    # joined and split words, everything run together
    ("KoreaDaesong Bank", None, "Korea Daesong Bank", "Organization"),
    ("Korea Dae song Bank", None, "Korea Daesong Bank", "Organization"),
    ("RYUGYONGCORPORATION", None, "Ryugyong Corporation", "Company"),
    ("Kim Jong-un", "Person", "Kim Jongun", "Person"),
    # legal forms in all their languages, added and left out
    ("Transadria GmbH", "Company", "TRANSADRIA LTD", "Company"),
    ("OOO Transadria", "Company", "Transadria", "Company"),
    ("ООО Ромашка Трейд", "Company", "LIMITED LIABILITY COMPANY ROMASHKA TREID", "Company"),
    ("Ryugyong Corp. Ltd.", None, "Ryugyong Corporation", "Company"),
    # abbreviations both ways, acronyms
    ("Songi Trdg Co", "Company", "Songi Trading Company", "Company"),
    ("Sakhteman International Development", "Company", "Sakhteman Intl Dev", "Company"),
    ("KNIC", None, "Korea National Insurance Corporation", "Organization"),
    # vessel prefixes, titles
    ("M/V Wise Honest", "Vessel", "Wise Honest", "Vessel"),
    ("MV WISE HONEST", "Vessel", "Wise Honest", "Vessel"),
    ("Wise Honest", "Vessel", "M.V. Wise Honest", "Vessel"),
    ("Dr. Khalid al-Bakur", "Person", "Khalid AL-BAKUR", "Person"),
    ("Messrs Evrotransekspeditsiya", "Company", "OOO EVROTRANSEKSPEDITSIYA", "Company"),
    # initials
    ("G. Aleksandrovich Shelestenko", "Person", "Gennadiy Aleksandrovich Shelestenko", "Person"),
    ("Z A Mutsoev", "Person", "Zelimkhan Alikoevich Mutsoev", "Person"),
    # text around a name, cut off at a field's length
    ("payment to Korea Daesong Bank inv 4471", None, "Korea Daesong Bank", "Organization"),
    ("c/o Yun Gun Jon attn accounts", "Person", "Yun Gun Jon", "Person"),
    ("PETROCHEMICAL NON-INDUSTRIAL OPERAT", "Company", "Petrochemical Non-Industrial Operations & Services", "Company"),
    # Korean: romanisations, hangul, the same word translated
    ("Choson Taesong Unhaeng", None, "조선대성은행", "Organization"),
    ("Joseon Daeseong Eunhaeng", None, "Choson Taesong Unhaeng", "Organization"),
    ("조선대성은행", None, "Choson Taesong Unhaeng", "Organization"),
    ("김정은", "Person", "Kim Jong Un", "Person"),
    ("Kim Chong-un", "Person", "김정은", "Person"),
    ("Pak Chol Su", "Person", "Park Cheol-soo", "Person"),
    ("Ri Yong Ho", "Person", "Lee Yong-ho", "Person"),
    # other scripts
    ("Ким Чен Ын", "Person", "Kim Jong Un", "Person"),
    ("Владимир Шаповалов", "Person", "Vladimir Shapovalov", "Person"),
    ("習近平", "Person", "Xi Jinping", "Person"),
    ("محمد حسن", "Person", "Muhammad Hasan", "Person"),
    ("ヒズボラ", None, "Hezbollah", "Organization"),
]  # fmt: skip

MUST_NOT_MATCH: list[Case] = [
    # one telling word differs, the rest is of the trade
    ("AMA Group Ltd.", "Company", "AMS Group LLC", "Company"),
    ("ICICI Bank Limited", "Company", "IS Bank, AO", "Company"),
    ("TAT Technologies Ltd.", "Company", "TOP Technologies SARL", "Company"),
    ("Korea Development Bank", None, "Korea Daesong Bank", "Organization"),
    ("Korea National Oil Corporation", None, "Korea National Insurance Corporation", "Organization"),
    ("Korean Reinsurance Company", None, "Korean National Insurance Company", "Organization"),
    ("Asia Delta Shipping Pte. Ltd.", "Company", "Banco Delta Asia", "Organization"),
    # a common word of a longer name is the listed name
    ("Superior Gold Inc.", "Company", "SUPERIOR", "Vessel"),
    ("The Honest Company", "Company", "Wise Honest", "Vessel"),
    # numbers must agree
    ("Fund VIII", "Company", "Fund IX", "Company"),
    ("Bicentenario XV", "Vessel", "Bicentenario XVI", "Vessel"),
    ("Star 7", "Vessel", "Star 9", "Vessel"),
    ("Office 36", None, "39호실", "Organization"),
    ("Office 38", None, "Office 39", "Organization"),
    # countries that share all words but one
    ("Embassy of the Republic of Korea", None, "Embassy of the Democratic People's Republic of Korea", "Organization"),
    ("Government of Lao People's Democratic Republic", None, "Government of the DPRK", "Organization"),
    # another given name is another person
    ("Kim Jong Kook", "Person", "Kim Jong Il", "Person"),
    ("Kim Dae-jung", "Person", "Kim Jong Un", "Person"),
    ("Marina Petrova", "Person", "Karina Petrova", "Person"),
    ("Gary Carolyn Hall", "Person", "Gary Mill", "Person"),
    # an acronym that is not theirs, a short word with an edit
    ("KNEC", None, "KNIC", "Organization"),
    ("Ryobi", "Company", "Ryugyong Corporation", "Company"),
    # a legal form alone, an article alone
    ("LLC", "Company", "Romashka LLC", "Company"),
    ("The", None, "The Myanmar Timber Enterprise", "Company"),
    # a weak alias inside a longer name
    ("한국석유공사", None, "조선대성은행", "Organization"),
]  # fmt: skip


def matches(case: Case) -> list[Match]:
    query, query_type, listed, listed_type = case
    entity = Entity(id="listed", type=listed_type, names=(Name(text=listed, quality="primary"),))
    matcher = Matcher.of([Watchlist(name="test", entities=(entity,))], POLICY)
    return matcher.match(Counterparty(name=query, type=query_type), threshold=POLICY.threshold, max_hits=5)


@pytest.mark.parametrize("case", MUST_MATCH, ids=lambda c: f"{c[0]} = {c[2]}")
def test_must_match(case: Case) -> None:
    assert matches(case)


@pytest.mark.parametrize("case", MUST_NOT_MATCH, ids=lambda c: f"{c[0]} | {c[2]}")
def test_must_not_match(case: Case) -> None:
    assert [(m.score, m.evidence[0].detail) for m in matches(case)] == []


def one(names: list[Name], kind: EntityType = "Organization") -> Matcher:
    return Matcher.of([Watchlist(name="test", entities=(Entity(id="e", type=kind, names=tuple(names)),))], POLICY)


def test_a_number_that_cannot_be_right_contradicts_nothing() -> None:
    ship = Entity(
        id="e", type="Vessel", names=(Name(text="Wise Honest", quality="primary"),),
        identifiers=(Identifier(kind="imo", value="8905490"),),
    )  # fmt: skip
    matcher = Matcher.of([Watchlist(name="test", entities=(ship,))], POLICY)
    scores = {
        number: matcher.match(
            Counterparty(name="Wise Honest", identifiers=(Identifier(kind="imo", value=number),)),
            threshold=50,
            max_hits=1,
        )[0]
        for number in ("8905490", "8905491", "9074729")
    }
    assert scores["8905491"].score == scores["8905490"].score == 100.0
    assert scores["9074729"].score < 100.0
    assert any(e.verdict == "contradicts" for e in scores["9074729"].evidence)


def test_a_weak_alias_agrees_only_as_a_whole() -> None:
    matcher = one([Name(text="Lazarus Group", quality="primary"), Name(text="Red Dot", quality="weak")])
    alone = matcher.match(Counterparty(name="Red Dot"), threshold=POLICY.threshold, max_hits=5)
    assert [m.name_quality for m in alone] == ["weak"]
    assert matcher.match(Counterparty(name="Red Dot Storage Partners"), threshold=POLICY.threshold, max_hits=5) == []


def test_many_aliases_make_one_match_with_the_best_name() -> None:
    names = [
        Name(text="Korea Daesong Bank", quality="primary"),
        Name(text="Daesong Bank"),
        Name(text="Korea Taesong Bank"),
    ]
    found = one(names).match(Counterparty(name="Korea Taesong Bank"), threshold=50, max_hits=5)
    assert [(m.entity.id, m.matched_name, m.score) for m in found] == [("e", "Korea Taesong Bank", 100.0)]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("Korea Daesung Bank", "Daesung ≈ Daesong (1 of 7 letters"),
        ("K0rea Daesong Bank", "possible tampering"),
        ("Daesong Bank", "Korea is missing"),
        ("Korea Daesong Bank Vienna", "extra: Vienna"),
    ],
)
def test_the_evidence_says_what_differs(query: str, detail: str) -> None:
    matcher = one([Name(text="Korea Daesong Bank", quality="primary")])
    (match,) = matcher.match(Counterparty(name=query), threshold=50, max_hits=5)
    assert detail in match.evidence[0].detail


def test_the_parts_cover_both_names() -> None:
    matcher = one([Name(text="Korea Daesong Bank Ltd", quality="primary")])
    (match,) = matcher.match(Counterparty(name="Payment to Korea Daesung Bk"), threshold=50, max_hits=5)
    evidence = match.evidence[0]
    for part in evidence.parts:
        if part.query_span:
            assert evidence.query[slice(*part.query_span)] == part.query
        if part.listed_span:
            assert evidence.listed[slice(*part.listed_span)] == part.listed
    assert {p.query for p in evidence.parts if p.query_span} == {"Payment", "to", "Korea", "Daesung", "Bk"}
    assert {p.listed for p in evidence.parts if p.listed_span} == {"Korea", "Daesong", "Bank", "Ltd"}
    assert sum(p.share for p in evidence.parts) == pytest.approx(1.0, abs=0.01)
