"""What goes into a screening: tables however they are handed over, parties made by hand, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import screening
from screening.entities import Counterparty, OtherName
from screening.errors import ConfigError, InputError, UsageError
from screening.screener import Screener

from .reports import TABLE, configured, found


def sources(folder: Path) -> Iterator[tuple[str, Any]]:
    path = folder / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    yield "path", path
    yield "text path", str(path)
    yield "bytes", TABLE.encode()
    yield "upload", BytesIO(TABLE.encode())
    header, *rows = [line.split(",") for line in TABLE.splitlines()]
    yield "frame", pd.DataFrame(rows, columns=header)


def test_a_table_gives_the_same_however_it_is_handed_over(small: Screener, tmp_path: Path) -> None:
    reports = {name: small.screen(source) for name, source in sources(tmp_path)}
    for name, report in reports.items():
        assert found(report) == {2: ["harbour"], 4: ["vexley"]}, name
        assert [result.name for result in report.counterparties][1] == "Bakery Sunrise"
        assert report.counterparties[0].input == {"Name": "Zemblan Harbour Bank", "Country": "KP"}
    with (tmp_path / "table.csv").open("rb") as stream:
        report = small.screen(stream)
    assert report.counterparties == reports["path"].counterparties
    assert report.screening.input == reports["path"].screening.input
    assert reports["path"].screening.input.file == "table.csv"
    assert reports["bytes"].screening.input.sha256 == reports["path"].screening.input.sha256
    assert small.screen(TABLE.encode(), file_name="up/load.csv").screening.input.file == "load.csv"


def test_counterparties_can_be_made_by_hand(small: Screener) -> None:
    parties = [
        Counterparty(name="Zemblan Harbour Bank", country="North Korea", id="1"),
        Counterparty(name="Bakery Sunrise", other_names=(OtherName(field="vessel", text="Corsair Wyvern"),)),
        Counterparty.model_validate({"name": "Northern Star", "type": "Ship", "identifiers": {"imo": "9187332"}}),
        Counterparty(),
    ]
    report = small.screen(party for party in parties)
    assert [[hit.entity_id for hit in result.hits] for result in report.counterparties] == [
        ["harbour"], ["corsair"], ["corsair"], [],
    ]  # fmt: skip
    assert report.counterparties[1].hits[0].matched_field == "vessel"
    assert report.counterparties[3].outcome == "not_screened"
    assert small.screen([]).summary.counterparties == 0


def test_match_and_check_say_what_screen_says(small: Screener) -> None:
    for party in (Counterparty(name="Zemblan Harbuor Bank"), Counterparty(name="Bakery"), Counterparty()):
        (result,) = small.screen([party]).counterparties
        assert small.check(party) == result
        assert small.match(party) == result.hits
        assert small.match(party.name) == result.hits


WRONG: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    ("none.csv", {}, InputError, "none.csv: there is no such file"),
    (b"", {}, InputError, "empty"),
    (b"PK\x03\x04" + bytes(range(256)), {}, InputError, ""),
    (None, {}, UsageError, "a NoneType holds no counterparties (give a path, bytes, an open binary file, a DataFrame"),
    (5, {}, UsageError, "an int holds no counterparties"),
    (TABLE.encode(), {"threshold": "80"}, UsageError, "threshold: '80' is not a score (a number above 0"),
    (TABLE.encode(), {"max_hits": 1.5}, UsageError, "max_hits: 1.5 is not a count"),
    (["Zemblan Harbour Bank"], {}, UsageError, "item 1 is a str, not a Counterparty"),
    (TABLE.encode(), {"columns": {"nam": "Name"}}, UsageError, "no field 'nam' (there is name"),
    (TABLE.encode(), {"columns": {"name": "Nmae"}}, UsageError, "no column 'Nmae' (nearest: 'Name'"),
    (TABLE.encode(), {"sheets": ["Q9"]}, InputError, "there is no sheet 'Q9'"),
    (TABLE.encode(), {"threshold": 0}, UsageError, "threshold: 0 is not a score (a number above 0, and at most 100)"),
    (TABLE.encode(), {"threshold": 101}, UsageError, "threshold: 101 is not a score"),
    (TABLE.encode(), {"threshold": float("nan")}, UsageError, "threshold: nan is not a score"),
    (TABLE.encode(), {"max_hits": 0}, UsageError, "max_hits: 0 is not a count (a whole number above 0)"),
    (TABLE.encode(), {"max_hits": -1}, UsageError, "max_hits: -1 is not a count"),
]


@pytest.mark.parametrize(("source", "told", "kind", "said"), WRONG)
def test_what_a_user_does_wrong_is_a_screening_error(
    small: Screener, source: Any, told: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(screening.ScreeningError) as caught:
        small.screen(source, **told)
    assert type(caught.value) is kind
    assert said in str(caught.value)


def test_limits_are_checked_for_one_name_too(small: Screener) -> None:
    with pytest.raises(UsageError, match="threshold: 200 is not a score"):
        small.match("x", threshold=200)
    with pytest.raises(UsageError, match="max_hits: 0 is not a count"):
        small.check(Counterparty(name="x"), max_hits=0)


@pytest.mark.parametrize("wrong", [None, 5, b"Zemblan Harbour Bank"])
def test_what_is_no_party_is_told(small: Screener, wrong: Any) -> None:
    for ask in (small.match, small.check):
        with pytest.raises(UsageError, match=r"not a Counterparty \(make it a Counterparty"):
            ask(wrong)


def test_what_holds_no_parties_is_told(small: Screener) -> None:
    wrong: Any = None
    for ask in (small.match_all, small.check_all):
        with pytest.raises(UsageError, match="a NoneType holds no counterparties"):
            ask(wrong)


def test_what_is_no_list_no_configuration_and_no_path_is_told(small: Screener) -> None:
    wrong: Any = "foo.csv"
    lists: Any
    for lists in (wrong, [wrong], 5):
        with pytest.raises(UsageError, match=r"is no Watchlist \(read the file with read_watchlist"):
            Screener(lists)
    with pytest.raises(UsageError, match=r"config: a str is no Config \(give a Config; a file is read by Screener"):
        Screener(config=wrong)
    file: Any = BytesIO()
    with pytest.raises(UsageError, match=r"a BytesIO is no path \(give a path"):
        small.screen([]).write(file)


def test_half_of_a_surrogate_pair_is_screened(small: Screener) -> None:
    party = Counterparty(name="Zemblan Harbour Bank\ud800", input={"Name": "Zemblan Harbour Bank\ud800"})
    report = small.screen([party])
    frame = pd.DataFrame({"Name": [party.name]}, dtype=object)
    assert report.counterparties[0].hits == small.screen(frame).counterparties[0].hits
    assert report.screening.input.sha256 == small.screen([party]).screening.input.sha256
    assert report.screening.input.sha256 != small.screen([Counterparty(name=party.name)]).screening.input.sha256


def test_a_party_may_come_from_a_database() -> None:
    row: dict[str, Any] = dict.fromkeys((
        "type", "country", "nationality", "gender", "address", "phone", "email", "account", "flag", "id", "file",
        "sheet",
    ))  # fmt: skip
    for day in (date(1970, 1, 2), datetime(1970, 1, 2, 3, tzinfo=UTC), "1970-01-02"):
        party = Counterparty(name="x", date_of_birth=day, **row)  # type: ignore[arg-type]
        assert party == Counterparty(name="x", date_of_birth="1970-01-02")
    assert Counterparty.model_validate({"name": None, "date_of_birth": None}) == Counterparty()


def test_weights_out_of_bounds_are_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"weights\.synonym: must be at most 1"):
        configured(tmp_path, weights={"synonym": 2.0})
    with pytest.raises(ConfigError, match=r"weights\.many_bits: must be more than few_bits \(20\)"):
        configured(tmp_path, weights={"few_bits": 20.0})


def test_unknown_weights_are_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"weights\.threshhold: unknown key \(did you mean 'threshold'\?\)"):
        configured(tmp_path, weights={"threshhold": 5.0})
