"""Names of our own making for the entities of the shipped list: how many are found, and how many clean ones alert."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from screening.entities import Counterparty, entity_type
from screening.report.model import Report
from screening.screener import Screener

TABLE = Path(__file__).parent / "matching" / "dprk_cases.csv"
CASES = list(csv.DictReader(StringIO(TABLE.read_text(encoding="utf-8"), newline="")))
LISTED = [case for case in CASES if case["expect"]]
CLEAN = [case for case in CASES if not case["expect"]]

FOUND = 0.95
"""Least share of the names of listed parties that must be found, at the default threshold."""

ALERTS = 0.02
"""Largest share of the clean names that may alert."""


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener()


def screened(screener: Screener, cases: Sequence[dict[str, str]]) -> Report:
    return screener.screen([Counterparty(name=case["name"], type=entity_type(case["type"])) for case in cases])


def told(cases: Sequence[str], share: float) -> str:
    return "\n".join([f"{share:.1%}:", *cases])


def test_there_are_enough_cases() -> None:
    assert len(LISTED) >= 150
    assert len(CLEAN) >= 100
    assert len({(case["name"], case["type"]) for case in CASES}) == len(CASES)


def test_the_cases_name_entities_of_the_list(screener: Screener) -> None:
    ids = {entity.id for watchlist in screener.watchlists for entity in watchlist.entities}
    assert {case["expect"] for case in LISTED} <= ids


def test_the_names_of_listed_parties_are_found(screener: Screener) -> None:
    missed = [
        f"{case['name']!r} is {case['expect']} ({case['kind']}: {case['note']}); hits: "
        f"{', '.join(f'{hit.entity_id} {hit.score}' for hit in result.hits) or 'none'}"
        for case, result in zip(LISTED, screened(screener, LISTED).counterparties, strict=True)
        if case["expect"] not in {hit.entity_id for hit in result.hits}
    ]
    found = 1 - len(missed) / len(LISTED)
    assert found >= FOUND, told(missed, found)


def test_clean_names_hardly_alert(screener: Screener) -> None:
    alerts = [
        f"{case['name']!r} ({case['kind']}: {case['note']}); hits: "
        f"{', '.join(f'{hit.entity_id} {hit.score} by {hit.matched_name!r}' for hit in result.hits)}"
        for case, result in zip(CLEAN, screened(screener, CLEAN).counterparties, strict=True)
        if result.hits
    ]
    share = len(alerts) / len(CLEAN)
    assert share <= ALERTS, told(alerts, share)


def test_the_best_hit_is_the_party_meant(screener: Screener) -> None:
    wrong = [
        f"{case['name']!r} is {case['expect']}, best hit: {result.hits[0].entity_id}"
        for case, result in zip(LISTED, screened(screener, LISTED).counterparties, strict=True)
        if case["expect"] in {hit.entity_id for hit in result.hits} and result.hits[0].entity_id != case["expect"]
    ]
    share = len(wrong) / len(LISTED)
    assert share <= 1 - FOUND, told(wrong, share)
