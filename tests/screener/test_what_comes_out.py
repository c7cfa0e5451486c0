"""The report of a screening: every row, what it was screened against, what the list says of a hit, and the formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import screening
from screening.entities import Counterparty
from screening.errors import UsageError
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.report.model import Report
from screening.screener import Screener

from .reports import GAPS, NOW, TABLE, configured


def test_rows_out_are_rows_in(small: Screener) -> None:
    report = small.screen(GAPS.encode())
    assert [result.row for result in report.counterparties] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [result.outcome for result in report.counterparties] == [
        "potential_match", "not_screened", "not_screened", "not_screened", "not_screened", "not_screened",
        "potential_match", "no_hit",
    ]  # fmt: skip
    assert report.summary.outcome == {"potential_match": 2, "no_hit": 1, "not_screened": 5}
    for result in report.counterparties:
        told = [problem for problem in result.problems if problem.startswith("not screened: ")]
        assert len(told) == (result.outcome == "not_screened"), result


def test_alerts_stand_highest_risk_first(small: Screener) -> None:
    names = ["Gryphon Thimble Society", "Orlando Quillon Vexley", "Bakery", "Zemblan Harbour Bank", "Corsair Wyvern"]
    report = small.screen([Counterparty(name=name, row=row) for row, name in enumerate(names)])
    assert [(alert.risk, alert.row) for alert in report.alerts] == [
        ("high", 3),
        ("medium", 1),
        ("medium", 4),
        ("low", 0),
    ]
    assert report.summary.risk == {"high": 1, "medium": 2, "low": 1, "none": 1}


def test_the_report_says_what_was_screened_against_what(small: Screener) -> None:
    told = small.screen(TABLE.encode(), now=NOW).screening
    (watchlist,) = told.watchlists
    assert (watchlist.name, watchlist.issuer, watchlist.version, watchlist.as_of) == (
        "zembla",
        "Nobody",
        "1",
        "2026-01-31",
    )
    assert (watchlist.entities, watchlist.names) == (4, 6)
    assert len(watchlist.sha256) == len(told.input.sha256) == len(told.config_sha256) == 64
    assert told.started == "2026-06-15T12:00:00+00:00"
    assert told.version == screening.__version__
    assert told.columns == {"Name": "name", "Country": "country"}
    assert (told.threshold, told.max_hits, told.exhaustive) == (small.threshold, 10, False)


def test_the_progress_is_told_in_rows(small: Screener) -> None:
    steps: list[tuple[int, int]] = []
    parties = [Counterparty(name=f"Bakery {n}") for n in range(1500)]
    small.screen(parties, progress=lambda done, rows: steps.append((done, rows)))
    assert steps[-1] == (1500, 1500)
    assert steps == sorted(steps)
    assert len(steps) > 1


@pytest.mark.parametrize("kept", [True, False], ids=["kept-index", "lists-in-memory"])
def test_a_hit_has_what_its_entry_says_and_whom_it_is_related_to(shipped: Screener, kept: bool) -> None:
    screener = shipped if kept else Screener([read_watchlist(shipped_lists()["dprk"])])
    party = Counterparty(name="Korea Daesong Bank")
    (hit, *_) = screener.screen([party]).counterparties[0].hits
    assert hit.listed is not None
    assert hit.listed.names[0].text == "Korea Daesong Bank"
    assert "KDBKKPPY" in {identifier.value for identifier in hit.listed.identifiers}
    assert hit.listed.countries == ("KP",)
    assert hit.related == {"room-39": "Room 39"}
    assert screener.check(party).hits[0].related == hit.related


def test_a_report_has_the_numbers_that_it_was_made_with(tmp_path: Path) -> None:
    screener = configured(tmp_path, weights={"country_equal": 1.25})
    weights = screener.screen([Counterparty(name="x")]).screening.weights
    assert weights["country_equal"] == 1.25
    assert weights["identifier_score"] == 100


def test_a_report_is_written_by_its_suffix(small: Screener, tmp_path: Path) -> None:
    report = small.screen(TABLE.encode())
    report.write(tmp_path / "risk.json")
    assert Report.model_validate_json((tmp_path / "risk.json").read_bytes()) == report
    assert report.to_dict() == json.loads((tmp_path / "risk.json").read_bytes())
    with pytest.raises(UsageError, match=r"\.doc"):
        report.write(tmp_path / "risk.doc")
