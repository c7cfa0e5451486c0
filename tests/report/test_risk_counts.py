from __future__ import annotations

import pytest

from screening.report.fact_counts import fact_counts
from screening.report.model import Identity, Report, Result, summarise
from screening.report.risk_counts import RiskCount, by_country, by_watchlist

from .entries import DAESONG, LAZARUS, fact, hit, named
from .sample import sample_report

REPORT = sample_report()


def alert(risk: str, country: str = "", watchlist: str = "dprk", second: str | None = None) -> Result:
    one = hit(DAESONG, named("a", "b", 90.0, "", ()), risk=risk, watchlist=watchlist)
    hits = (one, hit(LAZARUS, named("a", "c", 90.0, "", ()), risk=second, watchlist=watchlist)) if second else (one,)
    return Result.model_validate({
        "name": "a", "outcome": "potential_match", "risk": risk, "hits": hits, "identity": Identity(country=country),
    })  # fmt: skip


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def test_countries_are_counted_by_what_they_mean_and_rows_without_one_come_last() -> None:
    rows = (alert("low"), alert("low"), alert("high", "DPRK"), alert("medium", "North Korea"), alert("low", "Atlantis"))
    assert by_country(of(*rows, Result(outcome="no_hit"))) == (
        RiskCount("North Korea", 1, 1, 0),
        RiskCount("Atlantis", 0, 0, 1),
        RiskCount(None, 0, 0, 2),
    )


@pytest.mark.parametrize("second", ["high", "low"])
def test_a_row_counts_once_for_a_list_with_its_highest_risk(second: str) -> None:
    dprk, own = by_watchlist(of(alert("medium", second=second)))
    assert dprk == RiskCount("dprk", int(second == "high"), int(second == "low"), 0)
    assert own == RiskCount("own", 0, 0, 0)


def test_the_lists_count_all_alerts() -> None:
    assert sum(count.total for count in by_watchlist(REPORT)) == len(REPORT.alerts)
    assert sum(count.total for count in by_country(REPORT)) == len(REPORT.alerts)


def test_facts_are_counted_with_their_points() -> None:
    evidence = (
        fact("country", "CN", "KP", -4.0, ""),
        fact("country", "KP", "KP", 1.5, ""),
        fact("bic", "X", "X", 5, ""),
    )
    one = hit(DAESONG, named("a", "b", 90.0, "", ()), evidence)
    result = alert("high").model_copy(update={"hits": (one,)})
    counts = {count.feature: count for count in fact_counts(of(result))}
    assert list(counts) == ["country", "bic", "name"]
    assert counts["country"][1:] == (1, 1, 0, 0, -4.0, 1.5)
    assert counts["name"][1:] == (1, 0, 0, 1, None, None)
    assert counts["bic"].least == counts["bic"].most == 5
