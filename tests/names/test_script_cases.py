"""Names in other scripts against Latin and each other: pairs that must match at the shipped threshold, and must not."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast, get_args

import pytest

from screening.entities import Counterparty, Entity, EntityType, Name, Watchlist
from screening.matching.matcher import Match, Matcher
from screening.matching.policy import load_policy

POLICY = load_policy()
CASES = list(csv.DictReader((Path(__file__).parent / "script_cases.csv").read_text("utf-8").splitlines()))


def matches(query: str, listed: str, kind: str) -> list[Match]:
    assert kind in get_args(EntityType)
    entity = Entity(id="listed", type=cast("EntityType", kind), names=(Name(text=listed, quality="primary"),))
    matcher = Matcher.of([Watchlist(name="test", entities=(entity,))], POLICY)
    return matcher.match(
        Counterparty(name=query, type=cast("EntityType", kind)), threshold=POLICY.threshold, max_hits=1
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['query']} | {c['listed']}")
def test_pairs(case: dict[str, str]) -> None:
    found = [(m.score, m.evidence[0].detail) for m in matches(case["query"], case["listed"], case["type"])]
    assert case["expect"] in ("match", "no")
    assert bool(found) == (case["expect"] == "match"), (case["note"], found)


def test_the_table_is_of_a_useful_size() -> None:
    pairs = [(c["query"], c["listed"]) for c in CASES]
    assert len(set(pairs)) == len(pairs) >= 200
    assert sum(c["expect"] == "no" for c in CASES) >= 25


@pytest.mark.parametrize(
    ("same", "romanised", "query"),
    [
        ("김정은", "Kim Jong Un", "김정은"),
        ("習近平", "Xi Jinping", "習近平"),
        ("Владимир Шаповалов", "Vladimir Shapovalov", "Владимир Шаповалов"),
        ("محمد حسن", "Muhammad Hasan", "محمد حسن"),
    ],
)
def test_agreement_in_the_same_script_is_worth_more(same: str, romanised: str, query: str) -> None:
    assert matches(query, same, "Person")[0].score > matches(query, romanised, "Person")[0].score
