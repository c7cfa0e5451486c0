"""``screening columns`` as it is used: what it shows, and that its answers can be given back to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TEXT = (
    "Report date;2024-01-31;;\n\nKd-Nr.;Asiakas;Land;Custommer type\n1;Müller & Söhne;DE;Company\n2;Acme Ltd;KP;Bank\n"
)


def run(folder: Path, *arguments: str, text: bytes | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "screening", *arguments], input=text, capture_output=True, cwd=folder, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "SCREENING_CACHE": "off"}, timeout=120,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_bytes(TEXT.encode("cp1252"))
    return tmp_path


def columns(told: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    (table,) = told["tables"]
    return [(c["letter"], c["header"], c["field"], c["ground"]) for c in table["columns"]]


def test_it_tells_header_fields_grounds_and_values(folder: Path) -> None:
    status, out, err = run(folder, "columns", "table.csv")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "table.csv"
    assert "Windows Western European (cp1252)" in lines[1]
    assert "header in row 3, 2 rows" in lines
    (number, name) = (line.split() for line in lines if line.lstrip().startswith(("A ", "B ")))
    assert number == ["A", "Kd-Nr.", "id", "its", "header", "is", "known", "1;", "2"]
    assert name == [
        "B",
        "Asiakas",
        "name",
        "its",
        "cells",
        "look",
        "like",
        "it",
        "Müller",
        "&",
        "Söhne;",
        "Acme",
        "Ltd",
    ]


def test_a_column_given_is_read(folder: Path) -> None:
    status, out, _ = run(folder, "columns", "table.csv", "--column", "name=Asiakas", "--json")
    assert status == 0
    assert columns(json.loads(out)) == [
        ("A", "Kd-Nr.", "id", "exact"), ("B", "Asiakas", "name", "given"), ("C", "Land", "country", "exact"),
        ("D", "Custommer type", "type", "near"),
    ]  # fmt: skip


def test_the_configuration_counts_too(folder: Path) -> None:
    (folder / "screening.toml").write_text('encoding = "cp1250"\n[columns]\nalias = "Asiakas"\n', encoding="utf-8")
    _, out, _ = run(folder, "columns", "table.csv", "--json")
    told = json.loads(out)
    assert columns(told)[1] == ("B", "Asiakas", "alias", "given")
    assert told["notes"] == []  # the encoding was given, and nothing had to be guessed


def test_standard_input_and_sheets(folder: Path) -> None:
    _, out, _ = run(folder, "columns", "-", text=b"Name,IMO\nPong Su,\n")
    assert out.splitlines()[0] == "standard input"
    status, _, err = run(folder, "columns", "table.csv", "--sheet", "Q1")
    assert (status, "there is no sheet 'Q1'" in err) == (3, True)


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("utf-8", 3, "screening: table.csv, line 4: the text is not in the encoding utf-8 that was given"),
        ("cp9999", 2, "there is no encoding 'cp9999'"),
        ("idna", 2, "there is no encoding 'idna'"),
    ],
)
@pytest.mark.parametrize("command", ["columns", "screen"])
def test_a_wrong_encoding_is_one_sentence(folder: Path, command: str, name: str, status: int, message: str) -> None:
    ended, out, err = run(folder, command, "table.csv", "--encoding", name)
    assert (ended, out) == (status, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_configuration_serves_tables_with_one_of_the_headers_of_a_field(folder: Path) -> None:
    (folder / "screening.toml").write_text('[columns]\nname = ["Asiakas", "Kontrahentti"]\n', encoding="utf-8")
    status, out, _ = run(folder, "columns", "table.csv")
    assert (status, "you say so" in out) == (0, True)
    status, _, err = run(folder, "screen", "table.csv", "-q")
    assert (status, err) == (0, "")
    status, _, err = run(folder, "screen", "-", "-q", text=b"Kunde\nAcme\n")
    assert status == 2
    assert "no column 'Asiakas' or 'Kontrahentti', which [columns] of the configuration names (nearest: 'Kunde')" in err
    status, _, err = run(folder, "columns", "table.csv", "--column", "name=Asiakas", "--column", "name=Kontrahentti")
    assert (status, "there is no column 'Kontrahentti' (nearest" in err) == (2, True)
