"""The template: what it holds, and that the reader understands all of it."""

from __future__ import annotations

import codecs
from pathlib import Path

import openpyxl
import pytest

from screening.errors import OutputError, UsageError
from screening.tables.counterparties import read_counterparties
from screening.template import TYPES, write_template


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".XLSX"])
def test_the_reader_understands_every_column(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"template{suffix}"
    write_template(path)
    file = read_counterparties(path)
    assert len(file.counterparties) == 2
    assert suffix != ".csv" or path.read_bytes().startswith(codecs.BOM_UTF8)  # or Excel would not read it as UTF-8
    for party in file.counterparties:
        assert set(party.input) == set(file.columns)
        assert "Example" in party.name
        assert party.type in TYPES
        assert party.problems == ()
    assert "ignored" not in file.columns.values()
    assert len(set(file.columns.values())) == len(file.columns) > 20
    assert all("How to fill" in note for note in file.notes)


def test_the_workbook_is_ready_to_fill(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(str(path))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Counterparties", "How to fill"]
    sheet = book["Counterparties"]
    assert sheet.freeze_panes == "A2"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == f'"{",".join(TYPES)}"'
    assert sheet["C1"].value == "Type"
    assert str(rule.sqref).startswith("C2:")
    assert sheet["A2"].number_format == "@"
    guide = [str(row[0]) for row in book["How to fill"].iter_rows(values_only=True) if row[0]]
    for header in (cell.value for cell in sheet[1]):
        assert any(line.startswith(f"{header}: ") for line in guide), header


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    for suffix in (".xlsx", ".csv"):
        one, two = tmp_path / f"1{suffix}", tmp_path / f"2{suffix}"
        write_template(one)
        write_template(two)
        assert one.read_bytes() == two.read_bytes()


def test_another_suffix_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be written as \.pdf \(use one of \.xlsx \.csv\)"):
        write_template(tmp_path / "t.pdf")
    with pytest.raises(OutputError):
        write_template(tmp_path / "nowhere" / "t.xlsx")
