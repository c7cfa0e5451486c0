"""What goes into a screening: tables however they are handed over, parties made by hand, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
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
    (["Zemblan Harbour Bank"], {}, UsageError, "item 1 is a str, not a Counterparty"),
    (TABLE.encode(), {"columns": {"nam": "Name"}}, UsageError, "no field 'nam' (there is name"),
    (TABLE.encode(), {"columns": {"name": "Nmae"}}, UsageError, "no column 'Nmae' (nearest: 'Name'"),
    (TABLE.encode(), {"sheets": ["Q9"]}, InputError, "there is no sheet 'Q9'"),
    (TABLE.encode(), {"threshold": 0}, UsageError, "threshold: 0 is not a score (above 0, and at most 100)"),
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


def test_weights_out_of_bounds_are_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"weights\.synonym: must be at most 1"):
        configured(tmp_path, weights={"synonym": 2.0})
    with pytest.raises(ConfigError, match=r"weights\.many_bits: must be more than few_bits \(20\)"):
        configured(tmp_path, weights={"few_bits": 20.0})


def test_unknown_weights_are_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"weights\.threshhold: unknown key \(did you mean 'threshold'\?\)"):
        configured(tmp_path, weights={"threshhold": 5.0})
