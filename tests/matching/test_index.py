"""The index loses nobody: what it proposes, scored, is what scoring every listed name gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening.entities import Counterparty, Entity, EntityType, Name, NameQuality, Watchlist
from screening.matching.align import blend
from screening.matching.likeness import compare
from screening.matching.matcher import Match, Matcher
from screening.matching.near import Vocabulary, letter_bitmap
from screening.matching.policy import Policy, load_policy

WORDS = [
    "korea", "korean", "daesong", "taesong", "daesung", "bank", "unhaeng", "national", "natl", "insurance",
    "corporation", "corp", "co", "ltd", "llc", "limited", "liability", "company", "kim", "jong", "jongun", "un", "il",
    "kimjong", "muhammad", "mohamed", "al", "bin", "hassan", "a", "b", "k", "j", "the", "of", "viii", "ix", "12", "mv",
    "wise", "honest", "h0nest", "knic", "kdb", "조선", "대성은행", "김정은", "習近平", "банк", "корея", "hоnest",
    "s.a.", "intl.", "trading", "trdg", "payment", "invoice", "ref", "ooo", "joint", "stock", "delta", "asia",
    "deltaasia", "mr", "dr", "sheikh",
]  # fmt: skip
words = st.one_of(st.sampled_from(WORDS), st.text("abdeiknorst", min_size=1, max_size=9))
names = st.lists(words, min_size=1, max_size=6).map(" ".join)
types: st.SearchStrategy[EntityType | None] = st.sampled_from(["Person", "Organization", "Company", "Vessel", None])
qualities: st.SearchStrategy[NameQuality] = st.sampled_from(["alias", "weak", "former"])


def _known(kind: EntityType | None) -> EntityType:
    return kind if kind is not None else "LegalEntity"


@st.composite
def watchlists(draw: st.DrawFn) -> Watchlist:
    entities = []
    for i in range(draw(st.integers(1, 8))):
        first = Name(text=draw(names), quality="primary")
        others = [Name(text=t, quality=draw(qualities)) for t in draw(st.lists(names, max_size=2))]
        entities.append(Entity(id=f"e{i}", type=_known(draw(types)), names=(first, *others)))
    return Watchlist(name="test", entities=tuple(entities))


def outcome(matches: list[Match]) -> list[tuple[Any, ...]]:
    return [(m.entity.id, m.score, m.matched_name, m.evidence) for m in matches]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(watchlists(), names, types, st.sampled_from([5.0, 40.0, 60.0, 76.0, 90.0]))
def test_the_index_gives_what_scoring_every_name_gives(
    watchlist: Watchlist, query: str, kind: Any, threshold: float
) -> None:
    matcher = Matcher([watchlist], load_policy())
    party = Counterparty(name=query, type=kind)
    found = matcher.match(party, threshold=threshold, max_hits=1000)
    everything = matcher.match(party, threshold=threshold, max_hits=1000, exhaustive=True)
    assert outcome(found) == outcome(everything)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(watchlists(), names, st.data())
def test_so_it_does_under_any_policy(watchlist: Watchlist, query: str, data: st.DataObject) -> None:
    shares = [
        "subset_ceiling",
        "extra_discount",
        "tail_discount",
        "thin_penalty",
        "order",
        "number_conflict",
        "initial",
        "prefix",
    ]
    overrides = {name: data.draw(st.floats(0.0, 1.0), label=name) for name in shares}
    overrides["likeness_floor"] = data.draw(st.floats(0.5, 1.0))
    overrides["doubt"] = data.draw(st.floats(1.0, 3.0))
    matcher = Matcher([watchlist], load_policy(overrides))
    party = Counterparty(name=query, country="Korea", date_of_birth="1970")
    found = matcher.match(party, threshold=50, max_hits=1000)
    assert outcome(found) == outcome(matcher.match(party, threshold=50, max_hits=1000, exhaustive=True))


@settings(max_examples=300, deadline=None)
@given(st.lists(words.map(str.lower), min_size=1, max_size=30, unique=True), words)
@example(["daesong"], "daesung")
@example(["muhammad"], "mhmd")
@example(["ab"], "ba")
def test_near_words_are_just_those_that_compare_alike(listed: list[str], word: str) -> None:
    policy = load_policy()
    vocabulary = Vocabulary(sorted(listed), policy)
    expected = {w: c for w in listed if (c := compare(word, w, policy)) is not None}
    found = vocabulary.near(word)
    assert {w: round(v.value, 9) for w, v in found.items()} == {w: round(v.value, 9) for w, v in expected.items()}


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_bitmap_never_overstates_the_edits(a: str, b: str) -> None:
    differing = (letter_bitmap(a) ^ letter_bitmap(b)).bit_count()
    assert differing <= 2 * OSA.distance(a, b)


shares = st.floats(0.0, 1.0)


@given(shares, shares, st.floats(0, 60), shares, shares, st.floats(0, 60))
def test_more_agreement_never_scores_less(
    q: float, listed: float, bits: float, dq: float, dl: float, db: float
) -> None:
    policy = load_policy()
    less = blend(q, listed, bits, policy)
    more = blend(min(1.0, q + dq), min(1.0, listed + dl), bits + db, policy)
    assert more >= less - 1e-9
    assert 0.0 <= less <= 1.0


@pytest.mark.parametrize("name", sorted(Policy.model_fields))
def test_every_number_of_the_policy_can_be_overridden(name: str) -> None:
    assert getattr(load_policy({name: 0.625}), name) == 0.625
