"""The made-up trading book: what it plants is found, and the same call makes the same rows."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SCRIPT = Path(__file__).parents[1] / "examples" / "trading_book.py"
SMALL = ("--rows", "300", "--listed", "66", "--flags", "44", "--near", "36")  # every planted text once


def made(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(SCRIPT), str(path), *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_what_is_planted_is_found(tmp_path: Path) -> None:
    done = made(tmp_path / "book.csv", *SMALL, "--screen")
    assert (done.returncode, done.stderr) == (0, "")
    head, *said = done.stdout.splitlines()
    assert head == "300 rows, planted: 44 flag, 66 listed, 36 near"
    assert said == [
        "as planted: 44 of 44 flag, 66 of 66 listed, 36 of 36 near",
        "66 alerts, 0 of them on rows without a planted party",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "book.csv", "book_planted.csv", "book_risk.xlsx", "book_risk.html",
    }  # fmt: skip


def test_the_same_call_makes_the_same_book_in_both_formats(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv", "three.xlsx"):
        assert made(tmp_path / name, *SMALL).returncode == 0
    table = rows(tmp_path / "one.csv")
    assert table == rows(tmp_path / "two.csv")
    assert len(table) == 301
    sheet = openpyxl.load_workbook(tmp_path / "three.xlsx").active
    assert sheet is not None
    assert [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)] == table
    planted = rows(tmp_path / "one_planted.csv")[1:]
    assert len(planted) == 66 + 44 + 36
    for row, ref, _, _, _ in planted:
        assert table[int(row) - 1][0] == ref


@pytest.mark.parametrize("options", [("--rows", "10"), ("--listed", "20000", "--rows", "30000", "--flags", "15000")])
def test_more_than_there_is_room_for_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = made(tmp_path / "book.csv", *options)
    assert done.returncode == 2
    assert "cannot be planted" in done.stderr
    assert not list(tmp_path.iterdir())


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    done = made(tmp_path / "book.ods", "--rows", "300")
    assert done.returncode == 2
    assert "write .csv or .xlsx" in done.stderr
