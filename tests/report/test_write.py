from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.utils.escape import unescape

import screening.report.csv_report
import screening.report.html_report
import screening.report.json_report
import screening.report.pdf_report
import screening.report.xlsx_report
from screening.errors import UsageError
from screening.report.model import Report, Result, summarise
from screening.report.visible import visible
from screening.report.write import FORMATS, write_report

from .sample import sample_report

REPORT = sample_report()
MIDDLE = {  # a function of each writer, and how many of its calls lie before the middle of the report
    ".xlsx": (screening.report.xlsx_report, "write_alerts", 0),
    ".html": (screening.report.html_report, "_alerts", 0),
    ".pdf": (screening.report.pdf_report, "_cards", 0),
    ".json": (screening.report.json_report, "_json", 30),
    ".jsonl": (screening.report.json_report, "_json", 30),
    ".csv": (screening.report.csv_report, "_row_cells", 30),
}


def test_the_formats_are_those_of_the_contract() -> None:
    assert set(FORMATS) == {".xlsx", ".html", ".pdf", ".json", ".jsonl", ".csv"}
    assert set(MIDDLE) == set(FORMATS)


@pytest.mark.parametrize("name", ["report.docx", "report", "report.xls", ".xlsx"])
def test_another_suffix_is_a_usage_error_that_names_the_formats(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_report(REPORT, tmp_path / name)
    assert all(suffix in str(caught.value) for suffix in FORMATS)
    assert name in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "REPORT.JSON")
    assert json.loads((tmp_path / "REPORT.JSON").read_text(encoding="utf-8"))["summary"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_report_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("one", "two"):
        REPORT.write(tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_writer_that_fails_in_the_middle_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    module, function, calls = MIDDLE[suffix]
    real = getattr(module, function)
    left = iter(range(calls))

    def fail(*args: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise RuntimeError("a bug in the writer")
        return real(*args, **named)

    target = tmp_path / f"report{suffix}"
    target.write_bytes(b"old")
    monkeypatch.setattr(module, function, fail)
    with pytest.raises(RuntimeError, match="a bug"):
        write_report(REPORT, target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_report_without_rows_can_be_written(tmp_path: Path, suffix: str) -> None:
    empty = Report(screening=REPORT.screening, summary=summarise(()), counterparties=())
    empty.write(tmp_path / f"report{suffix}")
    assert (tmp_path / f"report{suffix}").stat().st_size > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_parties_from_no_table_can_be_written(tmp_path: Path, suffix: str) -> None:
    alert = next(result for result in REPORT.counterparties if result.hits)
    bare = (alert.model_copy(update={"file": "", "sheet": "", "row": 0, "input": {}}), Result(outcome="no_hit"))
    report = Report(screening=REPORT.screening, summary=summarise(bare), counterparties=bare)
    report.write(tmp_path / f"report{suffix}")
    assert alert.name in _text(tmp_path / f"report{suffix}")


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text().replace("\0", "") for page in pypdf.PdfReader(path).pages)
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    workbook = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in workbook for row in sheet for cell in row)


def test_every_row_is_in_every_format(tmp_path: Path) -> None:
    rows = [result.row for result in REPORT.counterparties]
    for suffix in FORMATS:
        REPORT.write(tmp_path / f"report{suffix}")

    whole = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [party["row"] for party in whole["counterparties"]] == rows

    with (tmp_path / "report.jsonl").open(encoding="utf-8") as file:
        assert [json.loads(line)["row"] for line in list(file)[1:]] == rows

    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(dict.fromkeys(int(line["row"]) for line in csv.DictReader(file))) == rows

    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["All rows"]
    assert [cell.value for cell in sheet["C"][1:]] == rows
    names = [unescape(cell.value or "") for cell in sheet["D"][1:]]
    assert names == [visible(r.name) for r in REPORT.counterparties]

    text = _text(tmp_path / "report.pdf")
    assert all(f"Q3, row {row}" in text for row in rows)

    annex = (tmp_path / "report.html").read_text(encoding="utf-8").split('id="rows"')[1]
    assert all(f'<td class="number">{row}</td>' in annex for row in rows)
