"""docs/report.md says everything that a report has, in the words that the schema uses."""

from __future__ import annotations

import io
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from screening.report.csv_report import HIT_COLUMNS, INPUT_PREFIX, ROW_COLUMNS
from screening.report.lines import input_headers
from screening.report.model import Disposition, Outcome
from screening.report.schema import field_descriptions
from screening.report.write import FORMATS
from screening.report.xlsx_report import write_xlsx
from screening.texts import load_texts

from .sample import sample_report

DOCS = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
REPORT = sample_report()


@pytest.mark.parametrize("model", field_descriptions())
def test_every_field_is_described(model: str) -> None:
    section = DOCS.split(f"({model})\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{field}` | {sentence} |" for field, sentence in field_descriptions()[model].items()]


def test_every_sheet_and_column_is_described() -> None:
    file = io.BytesIO()
    write_xlsx(REPORT, file, load_texts())
    book = openpyxl.load_workbook(file)
    for sheet in book:
        assert f"### {sheet.title}\n" in DOCS
    own = {"All rows": len(input_headers(REPORT))}
    for name in ("Alerts", "Comparison", "All rows", "Excluded", "Terms"):
        headers = [cell.value for cell in book[name][1]]
        assert not [h for h in headers[: len(headers) - own.get(name, 0)] if f"`{h}`" not in DOCS], name


def test_every_csv_column_is_described() -> None:
    section = DOCS.split("## CSV\n", 1)[1].split("\n## ", 1)[0]
    assert not [column for column in (*ROW_COLUMNS, *HIT_COLUMNS) if f"`{column}`" not in section]
    assert f"`{INPUT_PREFIX}<header>`" in section


def test_formats_and_words_are_described() -> None:
    assert not [word for word in (*FORMATS, *get_args(Outcome), *get_args(Disposition)) if f"`{word}`" not in DOCS]
