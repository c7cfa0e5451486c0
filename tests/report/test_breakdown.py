"""Alerts counted by risk within countries and lists."""

from __future__ import annotations

import pytest

from screening.config import RiskLevel
from screening.report.breakdown import by_country, by_list, country_of, lists_of
from screening.report.model import Hit, Identity, Report, Result, summarise

from .entries import DAESONG, hit, named
from .sample import sample_report

INFO = sample_report().screening


def found(risk: RiskLevel, watchlist: str = "dprk") -> Hit:
    return hit(DAESONG, named("a", "b", 90.0, "", ()), risk=risk, watchlist=watchlist)


def alert(country: str, *hits: Hit) -> Result:
    identity = Identity(name="a", country=country)
    return Result(name="a", outcome="potential_match", risk=hits[0].risk, hits=hits, identity=identity)


def report(*results: Result) -> Report:
    return Report(screening=INFO, summary=summarise(results), counterparties=results)


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        (Identity(country="DPRK"), "KP"),
        (Identity(country="nowhere", nationality="French"), "FR"),
        (Identity(country="nowhere"), ""),
        (None, ""),
    ],
)
def test_the_country_of_a_row(identity: Identity | None, code: str) -> None:
    assert country_of(Result(outcome="no_hit", identity=identity)) == code


def test_alerts_by_country_most_first_and_unknown_last() -> None:
    rows = [alert("", found("high")), alert("", found("low")), alert("", found("low")), alert("China", found("low")),
            alert("Japan", found("high")), alert("CN", found("medium"))]  # fmt: skip
    groups = by_country(report(*rows, Result(outcome="no_hit", identity=Identity(country="FR"))))
    assert [(group.key, dict(group.by_risk), group.total) for group in groups] == [
        ("CN", {"high": 0, "medium": 1, "low": 1}, 2),
        ("JP", {"high": 1, "medium": 0, "low": 0}, 1),
        ("", {"high": 1, "medium": 0, "low": 2}, 3),
    ]


def test_alerts_by_list_have_the_risk_of_that_list() -> None:
    two = alert("", found("high"), found("low", "own"), found("medium", "own"))
    assert lists_of(two) == ("dprk", "own")
    assert {group.key: dict(group.by_risk) for group in by_list(report(two, alert("", found("low"))))} == {
        "dprk": {"high": 1, "medium": 0, "low": 1},
        "own": {"high": 0, "medium": 1, "low": 0},
    }
    assert [group.total for group in by_list(report())] == [0, 0], "every list is there"
