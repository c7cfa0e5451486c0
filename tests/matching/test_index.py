"""The index loses nobody: what it proposes, scored, is what scoring every listed name gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening.entities import (
    Counterparty,
    Dates,
    Entity,
    EntityType,
    Identifier,
    Name,
    NameQuality,
    OtherName,
    Watchlist,
)
from screening.matching.edits import bitmaps
from screening.matching.likeness import compare, compare_joined
from screening.matching.matcher import Match, Matcher
from screening.matching.near import Vocabulary
from screening.matching.policy import Policy, load_policy
from screening.matching.score import Agreement, Scorer

WORDS = [
    "korea", "korean", "daesong", "taesong", "daesung", "bank", "unhaeng", "national", "natl", "insurance",
    "corporation", "corp", "co", "ltd", "llc", "limited", "liability", "company", "kim", "jong", "jongun", "un", "il",
    "kimjong", "muhammad", "mohamed", "al", "bin", "hassan", "a", "b", "k", "j", "the", "of", "viii", "ix", "12", "mv",
    "wise", "honest", "h0nest", "knic", "kdb", "조선", "대성은행", "김정은", "習近平", "банк", "корея", "hоnest",
    "s.a.", "intl.", "trading", "trdg", "payment", "invoice", "ref", "ooo", "joint", "stock", "delta", "asia",
    "deltaasia", "mr", "dr", "sheikh", "liablity", "lmtd", "jt", "stck", "mhmd", "nsrnc", "ii", "2", "no", "i", "klm",
    "北京", "北京大学", "محمد", "Αθήνα", "محمدحسن", "حسن", "عبدالله", "رحمت", "الله", "rahmatullah",
    "والصناعات", "والصن", "اعات", "صناعات", "industries", "abd", "allah",
    "עדן", "eden",
]  # fmt: skip
words = st.one_of(st.sampled_from(WORDS), st.text("abdeiknorst", min_size=1, max_size=9))
names = st.lists(words, min_size=1, max_size=6).map(" ".join)
types: st.SearchStrategy[EntityType | None] = st.sampled_from(["Person", "Organization", "Company", "Vessel", None])
qualities: st.SearchStrategy[NameQuality] = st.sampled_from(["alias", "weak", "former"])
days = st.sampled_from(["1970-03-02", "1970-01-01", "1970-03", "1962-11-30"])


def _known(kind: EntityType | None) -> EntityType:
    return kind if kind is not None else "LegalEntity"


@st.composite
def watchlists(draw: st.DrawFn) -> Watchlist:
    entities = []
    for i in range(draw(st.integers(1, 8))):
        first = Name(text=draw(names), quality="primary")
        others = [Name(text=t, quality=draw(qualities)) for t in draw(st.lists(names, max_size=2))]
        dates = Dates(birth=tuple(draw(st.lists(days, max_size=2))))
        entities.append(Entity(id=f"e{i}", type=_known(draw(types)), names=(first, *others), dates=dates))
    return Watchlist(name="test", entities=tuple(entities))


def outcome(matches: list[Match]) -> list[tuple[Any, ...]]:
    return [(m.entity.id, m.score, m.matched_name, m.evidence) for m in matches]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    watchlists(), names, types, st.sampled_from([5.0, 40.0, 60.0, 76.0, 90.0]), st.sampled_from(["", "2 March 1970"])
)
def test_the_index_gives_what_scoring_every_name_gives(
    watchlist: Watchlist, query: str, kind: Any, threshold: float, born: str
) -> None:
    matcher = Matcher.of([watchlist], load_policy())
    other = OtherName(field="notes", text=f"about {query}", free_text=True)
    party = Counterparty(name=query, type=kind, other_names=(other,), date_of_birth=born)
    found = matcher.match(party, threshold=threshold, max_hits=1000)
    everything = matcher.match(party, threshold=threshold, max_hits=1000, exhaustive=True)
    assert outcome(found) == outcome(everything)


@pytest.mark.parametrize(
    ("listed", "query"),
    [
        ("Zorvexa industries", "Zorvexa والصن اعات"), ("Zorvexa bakery", "Zorvexa والمخ ابز"),
        ("Zorvexa رحمت الله", "Zorvexa Rahmatullah"),
        ("Zorvexa Rahmatullah", "Zorvexa رحمت الله"), ("محمدحسین کرمانی", "Mohammad Hossein Kermani"),
    ],
)  # fmt: skip
def test_words_run_together_in_other_scripts(listed: str, query: str) -> None:
    entity = Entity(id="e", type="LegalEntity", names=(Name(text=listed, quality="primary"),))
    matcher = Matcher.of([Watchlist(name="test", entities=(entity,))], load_policy())
    party = Counterparty(name=query)
    found, everything = (
        matcher.match(party, threshold=75.0, max_hits=9, exhaustive=exhaustive) for exhaustive in (False, True)
    )
    assert outcome(found) == outcome(everything)
    assert found


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(watchlists(), names, st.data())
def test_so_it_does_under_any_policy(watchlist: Watchlist, query: str, data: st.DataObject) -> None:
    shares = [
        "extra_discount", "text_discount", "place_beside", "order", "scattered", "kinship", "syllable_order",
        "number_conflict", "number_missing", "initial",
        "vessel_synonym", "prefix", "type_conflict", "weak_alias", "omission", "person_omission",
        "unlikeness", "person_unlikeness",
    ]  # fmt: skip
    overrides = {name: data.draw(st.floats(0.0, 1.0), label=name) for name in shares}
    for name in ("contradiction", "person_contradiction"):  # never below what an omission counts
        overrides[name] = data.draw(st.floats(1.5, 3.0), label=name)
    for name in ("contradiction_few", "person_contradiction_few"):
        overrides[name] = data.draw(st.floats(3.0, 6.0), label=name)
    overrides["doubt_bits"] = data.draw(st.floats(0.0, 12.0))
    overrides["curve"] = data.draw(st.floats(0.3, 2.0))
    overrides["likeness_floor"] = data.draw(st.floats(0.5, 1.0))
    matcher = Matcher.of([watchlist], load_policy(overrides))
    party = Counterparty(name=query, country="Korea", date_of_birth="1970")
    found = matcher.match(party, threshold=50, max_hits=1000)
    assert outcome(found) == outcome(matcher.match(party, threshold=50, max_hits=1000, exhaustive=True))


@pytest.mark.parametrize("free_text", [True, False])
@pytest.mark.parametrize("threshold", [50.0, 76.0, 86.0, 91.0, 96.0])
@pytest.mark.parametrize(
    ("listed", "query"),
    [  # several words of the query want one listed word: who stays without a partner is left over, and not unlike
        ("Zorvexa", "Zorvexa Zorvaxi"),
        ("Zorvexa", "Zorvexa Zorvaxi Zurvexo Zirvaxa Zorwexi Zarvexo"),
        ("Sovcomflot", "Sovcomflot Sovkomflat Sovconflod"),
        ("Tanmuzorba-Jongro", "Jontro Tanmuzorba-Madka Jongro-Jngro"),
    ],
)
def test_words_that_compete_for_one_lose_nobody(listed: str, query: str, threshold: float, free_text: bool) -> None:
    entity = Entity(id="e", type="Company", names=(Name(text=listed, quality="primary"),))
    matcher = Matcher.of([Watchlist(name="test", entities=(entity,))], load_policy())
    other = OtherName(field="notes", text=query, free_text=free_text)
    party = Counterparty(name="" if free_text else query, other_names=(other,) if free_text else ())
    found = matcher.match(party, threshold=threshold, max_hits=10)
    assert outcome(found) == outcome(matcher.match(party, threshold=threshold, max_hits=10, exhaustive=True))


PASSPORT = Identifier(kind="passport", value="P1234567", country="SY")


@pytest.mark.parametrize("born", ["1966-05-20", "20.5.1966 or 1970", "1966", "1966-01-01", ""])
@pytest.mark.parametrize("field", ["name", "director"])
@pytest.mark.parametrize("name", ["Mohamed Hamcho", "Jogn Lee", "Javier Fotres Cacho", "Invoice to Mohamed Hamcho"])
def test_the_same_day_of_birth_finds_what_scoring_every_name_finds(name: str, field: str, born: str) -> None:
    listed = ["Mohammad Hamsho", "John Lee", "Javier Flores Cacho"]
    entities = tuple(
        Entity(
            id=f"e{n}",
            type="Person",
            names=(Name(text=text, quality="primary"),),
            dates=Dates(birth=(date,)),
            identifiers=(PASSPORT,) if date == "1966-01-01" else (),
        )
        for n, (text, date) in enumerate((text, date) for text in listed for date in ("1966-05-20", "1966-01-01"))
    )
    matcher = Matcher.of([Watchlist(name="test", entities=entities)], load_policy())
    other = (OtherName(field=field, text=name),) if field != "name" else ()
    party = Counterparty(name="" if other else name, other_names=other, date_of_birth=born, identifiers=(PASSPORT,))
    found = matcher.match(party, threshold=75, max_hits=10)
    assert outcome(found) == outcome(matcher.match(party, threshold=75, max_hits=10, exhaustive=True))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(words.map(str.lower), min_size=1, max_size=30, unique=True),
    st.lists(words.map(str.lower), max_size=10, unique=True),
    words.map(str.lower),
)
@example(["daesong"], ["daesung"], "daesung")
@example(["muhammad"], [], "mhmd")
@example(["ab"], ["ab"], "ba")
@example(["rivera"], [], "rvr")
@example(["rvr"], [], "rivera")
def test_near_words_are_just_those_that_compare_alike(listed: list[str], joined: list[str], word: str) -> None:
    policy = load_policy()
    singles = sorted(listed)
    vocabulary = Vocabulary.of(singles, policy, sorted(joined))

    def alike(how: Any, words: list[str], first: int) -> dict[int, float]:
        return {i: round(c.value, 9) for i, w in enumerate(words, first) if (c := how(word, w, policy)) is not None}

    as_joined = alike(compare_joined, sorted(joined), len(singles))
    for found, expected in (
        (vocabulary.near(word), alike(compare, singles, 0) | as_joined),
        (vocabulary.near_joined(word), alike(compare_joined, singles, 0) | as_joined),
        (vocabulary.near_exhaustive(word, joined=False), alike(compare, singles, 0) | as_joined),
    ):
        assert {i: round(v.value, 9) for i, v in found.items()} == expected


@given(
    st.lists(words.map(str.lower), min_size=1, max_size=20, unique=True),
    st.lists(words.map(str.lower), max_size=10, unique=True),
    st.sets(st.lists(words.map(str.lower), min_size=1, max_size=3).map("".join), max_size=20),
)
@example(["daesong"], ["kimjong"], {"daesung", "kim1jong", "taesong", "gimjong", "دائی", "bankunhaeng"})
def test_runs_of_words_are_asked_for_together_as_one_by_one(
    listed: list[str], joined: list[str], texts: set[str]
) -> None:
    vocabulary = Vocabulary.of(sorted(listed), load_policy(), sorted(joined))
    found = vocabulary.having_joined(texts)
    assert found == {text for text in texts if vocabulary.near_joined(text)}
    assert found == {text for text in texts if vocabulary.has_joined([text])}


@given(st.text(max_size=12), st.text(max_size=12))
@example("abcde", "badce")
@example("aabb", "abab")
@example("abcdefg", "abcxdefg")
def test_the_bitmaps_never_overstate_the_edits(a: str, b: str) -> None:
    distance, longer = OSA.distance(a, b), abs(len(a) - len(b))
    differing = (one[0] ^ other[0] for one, other in zip(bitmaps([a]), bitmaps([b]), strict=True))
    letters, pairs, halves = (int(bits).bit_count() for bits in differing)
    assert letters <= 2 * distance - longer
    assert letters + pairs <= 6 * distance - 2 * longer
    assert letters + halves <= 4 * distance


bits = st.floats(0.0, 80.0)


@given(st.tuples(bits, bits, bits, bits, bits), st.tuples(bits, bits, bits, bits, bits), st.booleans())
def test_more_agreement_and_less_left_over_never_scores_less(
    names: tuple[float, float, float, float, float], gain: tuple[float, float, float, float, float], is_person: bool
) -> None:
    scorer = Scorer(load_policy())
    worse = scorer.score(Agreement(*names, is_person))
    less = [max(0.0, n - g) for n, g in zip(names, gain, strict=True)]
    better = scorer.score(Agreement(names[0] + gain[0], less[1], less[2], less[3], less[4], is_person))
    assert better >= worse - 1e-9
    assert 0.0 <= worse <= 1.0


@given(st.lists(st.tuples(bits, bits, bits, bits, bits, st.booleans()), min_size=1, max_size=20))
def test_the_bound_of_an_agreement_is_its_score(
    agreements: list[tuple[float, float, float, float, float, bool]],
) -> None:
    scorer = Scorer(load_policy())
    columns = [np.array(column) for column in zip(*agreements, strict=True)]
    bounds = scorer.ceilings(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5].astype(bool))
    assert bounds.tolist() == pytest.approx([scorer.score(Agreement(*a)) for a in agreements])


@pytest.mark.parametrize("name", sorted(Policy.model_fields))
def test_every_number_of_the_policy_can_be_overridden(name: str) -> None:
    value = 25.0 if "many_bits" in name else 0.625  # they must be more than those of few
    assert getattr(load_policy({name: value}), name) == value


def test_words_of_more_text_than_is_remembered_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.matching.near.REMEMBERED", 40)
    monkeypatch.setattr("screening.matching.index.REMEMBERED", 40)
    listed = Entity(id="a", type="Company", names=(Name(text="Korea Daesong Bank", quality="primary"),))
    matcher = Matcher.of([Watchlist(name="test", entities=(listed,))], load_policy())
    texts = [" ".join(f"word{chr(97 + n)}{chr(97 + m)}ing" for m in range(20)) for n in range(20)]
    parties = [
        Counterparty(name=name, other_names=(OtherName(field="notes", text=text, free_text=True),))
        for name, text in zip(["Korea Daesong Bank", *[""] * 19], texts, strict=True)
    ]
    sought: list[str] = []
    look_up = Vocabulary._found

    def noted(vocabulary: Vocabulary, block: Sequence[str]) -> Any:
        sought.extend(block)
        return look_up(vocabulary, block)

    monkeypatch.setattr(Vocabulary, "_found", noted)
    found = matcher.match_all(parties, threshold=75, max_hits=10)
    assert [len(hits) for hits in found] == [1, *[0] * 19]
    assert len(sought) == len(set(sought)) > 400


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(watchlists(), st.lists(names, min_size=2, max_size=6))
def test_postings_that_were_forgotten_are_found_again(watchlist: Watchlist, queries: list[str]) -> None:
    parties = [Counterparty(name=query) for query in queries]
    at_once = Matcher.of([watchlist], load_policy()).match_all(parties, threshold=50, max_hits=10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screening.matching.postings._UNITS_KEPT", 2)
        matcher = Matcher.of([watchlist], load_policy())
        assert [matcher.match(party, threshold=50, max_hits=10) for party in parties] == at_once
