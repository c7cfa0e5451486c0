"""What holds of the results of any table and any counterparty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.entities import Counterparty, Identifier
from screening.report.model import Outcome, Result
from screening.screener import Screener

LISTED = [
    "Zemblan Harbour Bank",
    "zemblan harbuor",
    "Orlando Vexley",
    "CORSAIR WYVERN",
    "Gryphon",
    "Crimson Kettle",
    "",
    " ",
]

NAMES = st.one_of(st.sampled_from(LISTED), st.text(max_size=30))

COUNTRIES = st.one_of(st.sampled_from(["KP", "North Korea", "DE", "", "??"]), st.text(max_size=8))

BIRTHS = st.one_of(st.sampled_from(["1969-04-23", "23.4.1969", "1931", ""]), st.text(max_size=10))

IMOS = st.one_of(st.sampled_from(["9187332", "IMO9187332", "9187331", "", "n/a"]), st.text(max_size=10))

ROWS = st.lists(st.tuples(NAMES, COUNTRIES, BIRTHS, IMOS), max_size=6)


def sound(results: Sequence[Result], threshold: float) -> None:
    for result in results:
        assert result.outcome in get_args(Outcome)
        assert (result.outcome == "potential_match") is bool(result.hits)
        assert (result.risk == "none") is not bool(result.hits)
        assert result.outcome != "not_screened" or any(p.startswith("not screened: ") for p in result.problems)
        assert all(threshold <= hit.score <= 100 for hit in result.hits)
        assert all(0 <= fact.score <= 100 for hit in result.hits for fact in hit.evidence)
        keys = [(hit.watchlist, hit.entity_id) for hit in result.hits]
        assert len(keys) == len(set(keys))
        order = [(-hit.score, hit.watchlist, hit.entity_id) for hit in result.hits]
        assert order == sorted(order)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from([20.0, 60.0, 80.0]))
def test_every_row_of_a_table_gets_one_sound_result(
    small: Screener, rows: list[tuple[str, str, str, str]], threshold: float
) -> None:
    last = ("Bakery Sunrise", "DE", "", "")  # blank rows at the end of a table are none
    table = pd.DataFrame([*rows, last], columns=["Name", "Country", "Date of birth", "IMO"])
    report = small.screen(table, threshold=threshold)
    assert [result.row for result in report.counterparties] == list(range(2, len(rows) + 3))
    sound(report.counterparties, threshold)
    assert report.summary.counterparties == sum(report.summary.outcome.values()) == len(rows) + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from([20.0, 60.0, 80.0]))
def test_every_counterparty_gets_one_sound_result(
    small: Screener, rows: list[tuple[str, str, str, str]], threshold: float
) -> None:
    parties = [
        Counterparty(
            name=name, country=country, date_of_birth=birth,
            identifiers=(Identifier(kind="imo", value=imo),) if imo.strip() else (), row=row,
        )
        for row, (name, country, birth, imo) in enumerate(rows, start=1)
    ]  # fmt: skip
    report = small.screen(parties, threshold=threshold)
    assert [(result.row, result.name) for result in report.counterparties] == [(p.row, p.name) for p in parties]
    sound(report.counterparties, threshold)
    assert small.screen(parties, threshold=threshold, exhaustive=True).counterparties == report.counterparties
