"""Results beside the rows of a DataFrame: each beside its own row, whatever the frame looks like."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_list import made_up_list

from screening.config import Config
from screening.errors import InputError, UsageError
from screening.frames import COLUMNS
from screening.screener import Screener

HIT = {"Zemblan Harbour Bank": "harbour", "Corsair Wyvern": "corsair", "Gryphon Thimble Society": "gryphon"}


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    return Screener([made_up_list(tmp_path_factory.mktemp("list"))])


def frame() -> pd.DataFrame:
    rows = [("Zemblan Harbour Bank", 1.5), ("Bakery Sunrise", 2.5), ("", 3.5), ("Corsair Wyvern", 4.5)]
    return pd.DataFrame(rows, columns=["Name", "Turnover"], index=["d", "a", "a", 7])


def test_the_columns_say_what_the_report_says(screener: Screener) -> None:
    told = screener.screen(frame()).counterparties
    found = screener.screen_frame(frame())
    assert list(found.columns) == ["Name", "Turnover", *COLUMNS]
    assert found["outcome"].tolist() == ["potential_match", "no_hit", "not_screened", "potential_match"]
    assert found["outcome"].tolist() == [result.outcome for result in told]
    assert found["risk"].tolist() == [result.risk for result in told]
    assert found["hits"].tolist() == [len(result.hits) for result in told] == [1, 0, 0, 1]
    assert found["entity_id"].tolist() == ["harbour", "", "", "corsair"]
    assert found["watchlist"].tolist() == ["zembla", "", "", "zembla"]
    assert found["entity_name"].tolist() == ["Zemblan Harbour Bank", "", "", "Corsair Wyvern"]
    assert found["matched_name"].tolist() == ["Zemblan Harbour Bank", "", "", "Corsair Wyvern"]
    assert found["why"].tolist()[0] == told[0].hits[0].evidence[0].detail
    assert found["score"].isna().tolist() == [False, True, True, False]
    assert found["score"].tolist()[0] == told[0].hits[0].score
    assert [bool(text) for text in found["problems"]] == [False, False, True, False]


def test_red_flags_stand_beside_their_rows(screener: Screener) -> None:
    rows = [
        ("Zemblan Harbour Bank", "STS transfer off Nampo"),
        ("Bakery Sunrise", "AIS off"),
        ("", "rye"),
        ("Mill", ""),
    ]
    found = screener.screen_frame(pd.DataFrame(rows, columns=["Name", "Notes"]))
    assert found["red_flags"].tolist() == ["north-korean-port; ship-to-ship-transfer", "ais-gap", "", ""]
    assert found["outcome"].tolist() == ["potential_match", "no_hit", "not_screened", "no_hit"]


def test_the_frame_is_left_alone_and_the_same_frame_gives_the_same(screener: Screener) -> None:
    given_one, before = frame(), frame()
    first = screener.screen_frame(given_one)
    pd.testing.assert_frame_equal(given_one, before)
    pd.testing.assert_frame_equal(screener.screen_frame(given_one), first)
    first.loc["d", "Name"] = "another"
    pd.testing.assert_frame_equal(given_one, before)


def test_index_columns_and_values_are_kept(screener: Screener) -> None:
    own = frame()
    own.index.name = "key"
    found = screener.screen_frame(own)
    assert found.index.equals(own.index)
    assert found.index.name == "key"
    pd.testing.assert_frame_equal(found[["Name", "Turnover"]], own)
    levels = own.set_index(pd.MultiIndex.from_product([["x", "y"], [1, 2]]))
    assert screener.screen_frame(levels).index.equals(levels.index)


def test_any_part_of_a_frame_gives_that_part_of_the_result(screener: Screener) -> None:
    whole = screener.screen_frame(frame())
    parts = [screener.screen_frame(frame().iloc[place : place + 2]) for place in (0, 2)]
    pd.testing.assert_frame_equal(pd.concat(parts), whole)


def test_own_columns_keep_their_names(screener: Screener) -> None:
    own = frame().assign(risk=["mine"] * 4, score=[9, 8, 7, 6])
    found = screener.screen_frame(own)
    assert found.columns.is_unique
    assert found["risk"].tolist() == ["mine"] * 4
    assert found["score"].tolist() == [9, 8, 7, 6]
    assert found["screening_risk"].tolist() == ["high", "none", "none", "medium"]
    assert "risk" in found
    assert "screening_outcome" not in found


def test_a_result_can_be_screened_again(screener: Screener) -> None:
    once = screener.screen_frame(frame())
    again = once
    for _ in range(3):
        again = screener.screen_frame(again, columns={"name": "Name"})
        assert again.columns.is_unique
    assert again.iloc[:, : len(once.columns)].equals(once)
    assert again["screening_entity_id"].tolist() == once["entity_id"].tolist()


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, "", "  "])
def test_an_empty_row_is_not_screened_wherever_it_stands(screener: Screener, missing: object) -> None:
    for names in (
        [missing, "Corsair Wyvern"],
        ["Corsair Wyvern", missing],
        ["Corsair Wyvern", "Zemblan Harbour Bank", missing, missing],
        [missing, missing],
        ["Corsair Wyvern", *[missing] * 1100, "Zemblan Harbour Bank"],
    ):
        found = screener.screen_frame(pd.DataFrame({"Name": names}))
        assert found["entity_id"].tolist() == [HIT.get(str(name), "") for name in names]
        assert found["outcome"].tolist() == ["potential_match" if str(n) in HIT else "not_screened" for n in names]
        assert all(bool(text) == (str(name) not in HIT) for name, text in zip(names, found["problems"], strict=True))
        assert found["hits"].tolist() == [int(str(name) in HIT) for name in names]


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*HIT, "Bakery Sunrise", "Name", "Total", "", None]), max_size=7))
def test_each_result_stands_beside_its_row(screener: Screener, names: list[str | None]) -> None:
    found = screener.screen_frame(pd.DataFrame({"Name": pd.Series(names, dtype=object)}))
    assert found["entity_id"].tolist() == [HIT.get(str(name), "") for name in names]


def test_a_frame_without_rows_has_all_columns(screener: Screener) -> None:
    found = screener.screen_frame(frame().iloc[:0])
    assert list(found.columns) == ["Name", "Turnover", *COLUMNS]
    assert len(found) == 0
    assert found["Turnover"].dtype == frame()["Turnover"].dtype


def test_a_frame_without_columns_is_an_error(screener: Screener) -> None:
    with pytest.raises(InputError):
        screener.screen_frame(pd.DataFrame())


def test_columns_can_be_named(screener: Screener) -> None:
    odd = frame().rename(columns={"Name": "qqq"})
    found = screener.screen_frame(odd, columns={"name": "qqq"})
    assert found["entity_id"].tolist() == ["harbour", "", "", "corsair"]
    with pytest.raises(UsageError, match="no column 'rrr'"):
        screener.screen_frame(odd, columns={"name": "rrr"})


def test_a_pickled_screener_gives_the_same(screener: Screener, tmp_path: Path) -> None:
    other = pickle.loads(pickle.dumps(screener))
    pd.testing.assert_frame_equal(other.screen_frame(frame()), screener.screen_frame(frame()))
    twice = pickle.loads(pickle.dumps(other))
    pd.testing.assert_frame_equal(twice.screen_frame(frame()), screener.screen_frame(frame()))
    assert other.lists == screener.lists
    assert other.watchlists == screener.watchlists
    assert other.identifier_kinds() == screener.identifier_kinds()
    strict = Screener([made_up_list(tmp_path)], Config.model_validate({"threshold": 99.0, "weights": {"extra": 0.9}}))
    copy = pickle.loads(pickle.dumps(strict))
    assert copy.config == strict.config
    assert copy.policy == strict.policy
    assert copy.threshold == 99.0


def test_the_parts_of_a_table_fit_together(screener: Screener) -> None:
    parts = [screener.screen_frame(frame().iloc[rows]) for rows in (slice(0, 1), slice(1, 2), slice(2, 3), slice(0, 0))]
    types = [part[list(COLUMNS)].dtypes.to_dict() for part in parts]
    assert types == [types[0]] * len(parts)
    assert (types[0]["hits"], types[0]["score"]) == ("int64", "float64")
