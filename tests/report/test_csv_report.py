from __future__ import annotations

import csv
from pathlib import Path

import pytest

from screening.report.csv_report import HIT_COLUMNS, INPUT_PREFIX, ROW_COLUMNS
from screening.report.lines import input_headers
from screening.report.model import Report, Result, summarise

from .sample import HOSTILE, sample_report

REPORT = sample_report()
STARTS = tuple("=+-@\t\r")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def lines(tmp_path: Path) -> list[dict[str, str]]:
    REPORT.write(tmp_path / "report.csv")
    return read(tmp_path / "report.csv")


def test_excel_gets_its_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "report.csv")
    data = (tmp_path / "report.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"file"')
    assert data.endswith(b"\r\n")


def test_one_line_a_hit_and_one_for_a_row_without(lines: list[dict[str, str]]) -> None:
    expected = [max(1, len(r.hits) + len(r.excluded_hits)) for r in REPORT.counterparties]
    assert len(lines) == sum(expected)
    two = [line for line in lines if line["name"] == "Korea Daesung Bank"]
    assert [(line["hit"], line["entity_id"]) for line in two] == [
        ("1", "korea-daesong-bank"),
        ("2", "ryugyong-corporation"),
    ]


def test_the_columns(lines: list[dict[str, str]]) -> None:
    headers = [INPUT_PREFIX + header for header in input_headers(REPORT)]
    assert list(lines[0]) == [*ROW_COLUMNS, *HIT_COLUMNS, *headers]


def test_an_excluded_hit_says_so(lines: list[dict[str, str]]) -> None:
    (excluded,) = [line for line in lines if line["excluded"] == "true"]
    assert excluded["name"] == "Daesung Industrial Co., Ltd."
    assert excluded["excluded_by"] == "A. Reviewer"
    assert excluded["outcome"] == "no_hit"


def test_no_cell_can_be_taken_for_a_formula(lines: list[dict[str, str]]) -> None:
    cells = [cell for line in lines for cell in line.values()]
    assert not [cell for cell in cells if cell.lstrip(" \"'").startswith(STARTS) and not cell.startswith("'")]
    assert {"'=1+1", "'@SUM(A1:A9)", "'-2+3", "a;'=1+1"} <= set(cells)


def test_an_unremarkable_cell_stays_as_it_is(lines: list[dict[str, str]]) -> None:
    assert {"001 Holdings", "NA", "NO", "Société Générale", "삼성전자", "東京電力ホールディングス"} <= {
        line["input.Name"] for line in lines
    }


def test_a_hostile_header_is_no_formula(tmp_path: Path) -> None:
    results = tuple(Result(outcome="no_hit", input={text: text}) for text in HOSTILE)
    report = Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)
    report.write(tmp_path / "report.csv")
    headers = list(read(tmp_path / "report.csv")[0])
    assert all(header.startswith(INPUT_PREFIX) for header in headers[-len(HOSTILE) :])
