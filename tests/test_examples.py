"""The examples run, and find what they say."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from screening.cli import main
from screening.report.model import Report, Result
from screening.screener import Screener

EXAMPLES = Path(__file__).parents[1] / "examples"
WORKBOOK = EXAMPLES / "counterparties.xlsx"
EXPECTED = list(csv.DictReader(StringIO((EXAMPLES / "expected.csv").read_text(encoding="utf-8"), newline="")))
NOT_SCREENED = "not_screened"

Row = Mapping[str, str]


@cache
def report(config: str = "") -> Report:
    screener = Screener.from_config(EXAMPLES / config) if config else Screener()
    return screener.screen(WORKBOOK)


def result(row: Row, config: str = "") -> Result:
    (one,) = (r for r in report(config).counterparties if (r.sheet, str(r.row)) == (row["sheet"], row["row"]))
    return one


def said(row: Row) -> str:
    return f"{row['sheet']}-{row['row']}-{row['kind']}"


def held(row: Row, column: str, config: str = "") -> None:
    """Hold the result of a row against what is expected: an alert on the entity, no alert, or not screened."""
    one, expect = result(row, config), row[column]
    told = f"{one.name!r}: {[(hit.entity_id, hit.score, hit.matched_name, hit.matched_value) for hit in one.hits]}"
    if expect == NOT_SCREENED:
        assert one.outcome == NOT_SCREENED, told
    elif expect:
        assert expect in {hit.entity_id for hit in one.hits}, told
    else:
        assert one.outcome == "no_hit", told


@pytest.mark.parametrize("row", EXPECTED, ids=said)
def test_a_row_is_found_or_clean_with_the_shipped_list(row: Row) -> None:
    held(row, "expect")


@pytest.mark.parametrize("row", EXPECTED, ids=said)
def test_a_row_is_found_or_clean_with_the_configuration(row: Row) -> None:
    held(row, "expect_with_config", "screening.toml")


def test_the_table_is_what_the_documentation_says() -> None:
    assert {(row["sheet"], int(row["row"])) for row in EXPECTED} == {
        (one.sheet, one.row) for one in report().counterparties
    }
    kinds = {
        bool(row["expect"]): {r["kind"] for r in EXPECTED if bool(r["expect"]) is bool(row["expect"])}
        for row in EXPECTED
    }
    assert len(EXPECTED) >= 80
    assert sum(not row["expect"] for row in EXPECTED) >= 40
    assert {"exact", "typo", "hangul", "Cyrillic look-alikes", "acronym", "renamed, same IMO", "free text"} <= kinds[
        True
    ]
    assert {"near", "ordinary"} <= kinds[False]


def test_the_low_risk_row_is_of_low_risk() -> None:
    rows = [row for row in EXPECTED if row["expect"] == "yun-tae-hyong"]
    assert rows
    assert {result(row).risk for row in rows} == {"low"}


def test_the_excluded_hit_stays_visible() -> None:
    excluded = [one for one in report("screening.toml").counterparties if one.excluded_hits]
    assert [one.name for one in excluded] == ["Yoon Tae-hyung"]
    assert [hit.entity_id for hit in excluded[0].excluded_hits] == ["yun-tae-hyong"]
    assert excluded[0].excluded_hits[0].excluded is not None


def test_nothing_in_the_example_was_read_with_doubt() -> None:
    for config in ("", "screening.toml"):
        (title,) = report(config).screening.notes  # what stands above the header is quoted
        assert title.startswith("sheet 'Q3 counterparties': above the header, not screened: row 1 'Halberg & Voss")
        odd = {one.row: one.problems for one in report(config).counterparties if one.problems}
        assert set(odd) <= {int(row["row"]) for row in EXPECTED if row["expect"] == NOT_SCREENED}


def test_the_script_writes_the_committed_files(tmp_path: Path) -> None:
    script = EXAMPLES / "make_counterparties.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=300, cwd=tmp_path)
    assert (tmp_path / "expected.csv").read_bytes() == (EXAMPLES / "expected.csv").read_bytes()
    made, committed = (openpyxl.load_workbook(folder / WORKBOOK.name) for folder in (tmp_path, EXAMPLES))
    assert made.sheetnames == committed.sheetnames
    for sheet in made.sheetnames:
        assert list(made[sheet].iter_rows(values_only=True)) == list(committed[sheet].iter_rows(values_only=True)), (
            sheet
        )


def test_the_quick_start_runs_from_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "copied"
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("__pycache__", "risk.*"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, str(folder / "quickstart.py")], cwd=elsewhere, capture_output=True, encoding="utf-8",
        check=False, timeout=300, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Korea Daesung Bank: Korea Daesong Bank, score " in done.stdout
    assert "Eastern Promise: Wise Honest, by imo, risk " in done.stdout
    assert sorted(path.name for path in elsewhere.iterdir()) == ["risk.html", "risk.xlsx"]


@pytest.mark.parametrize("name", ["own_watchlist.csv", "screening.toml"])
def test_the_files_are_in_order(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(EXAMPLES / name)]) == 0
    assert capsys.readouterr().out == ""


def test_the_configuration_explains_the_default_threshold() -> None:
    text = (EXAMPLES / "screening.toml").read_text(encoding="utf-8")
    assert f"{Screener([]).threshold:g} is the default" in text


EXCERPTS = Path(__file__).parent / "lists" / "excerpts"
OFFICIAL = {
    "ofac-sdn": "ofac_sdn_excerpt.xml", "ofac-consolidated": "ofac_enhanced_excerpt.xml", "un": "un_xml_excerpt.xml",
    "eu": "eu_fsf_xml_excerpt.xml", "uk-sanctions-list": "uk_sanctions_list_excerpt.xml",
}  # fmt: skip


def test_the_official_lists_screen_the_example_table(tmp_path: Path) -> None:
    """The configuration as it stands, with excerpts of the lists in the place of what would be downloaded."""
    text = (EXAMPLES / "official_lists.toml").read_text(encoding="utf-8")
    for name, file in OFFICIAL.items():
        text = text.replace(f'name = "{name}"\n', f'name = "{name}"\npath = {str(EXCERPTS / file)!r}\n')
    config = tmp_path / "screening.toml"
    config.write_text(text.replace('max_age = "7 days"\n', ""), encoding="utf-8")
    report = Screener.from_config(config).screen(EXAMPLES / "counterparties.xlsx")
    assert [info.name for info in report.screening.watchlists] == ["dprk", *OFFICIAL]
    assert all(info.entities for info in report.screening.watchlists)
    on_several = {
        (hit.entity_name, hit.watchlist, *(other.watchlist for other in hit.also_listed))
        for row in report.alerts
        for hit in row.hits
        if hit.also_listed
    }
    bank = [lists for name, *lists in on_several if "DAESONG BANK" in name.upper()]
    assert bank
    assert {"ofac-sdn", "un", "eu"} <= set(bank[0])
