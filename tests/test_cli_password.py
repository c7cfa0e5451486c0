"""The password of a protected input comes from a file or from the environment, and shows nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from made_up_list import write_list
from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "öpen sesame "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_list(tmp_path)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Name"], ["Zemblan Harbour Bank"]):
        book.active.append(row)
    plain, protected = BytesIO(), BytesIO()
    book.save(plain)
    OOXMLFile(plain).encrypt(PASSWORD, protected)
    (tmp_path / "secret.xlsx").write_bytes(protected.getvalue())
    return tmp_path


def screened(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    around = {key: value for key, value in os.environ.items() if not key.startswith("SCREENING_")}
    return subprocess.run(
        [sys.executable, "-m", "screening", "screen", "secret.xlsx", "-w", "zembla.toml", "-o", "r.json", *arguments],
        cwd=folder, env={**around, "PYTHONIOENCODING": "utf-8", **environ}, capture_output=True, encoding="utf-8",
        check=False, timeout=300,
    )  # fmt: skip


def test_from_a_file_or_the_environment(folder: Path) -> None:
    (folder / "password.txt").write_text(f"{PASSWORD}\r\nnot this\n", encoding="utf-8-sig", newline="")
    for arguments, environ in ((["--password-file", "password.txt"], {}), ([], {"SCREENING_PASSWORD": PASSWORD})):
        ran = screened(folder, *arguments, **environ)
        assert ran.returncode == 0, ran.stderr
        report = (folder / "r.json").read_text(encoding="utf-8")
        assert [row["name"] for row in json.loads(report)["counterparties"]] == ["Zemblan Harbour Bank"]
        assert PASSWORD.strip() not in report + ran.stderr + ran.stdout
        (folder / "r.json").unlink()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 3, "secret.xlsx: the workbook is protected with a password (give the password with --password-file or in"),
        (["--password-file", "wrong.txt"], 3, "secret.xlsx: the password does not open the workbook"),
        (["--password-file", "empty.txt"], 2, "empty.txt: there is no password in it (write it into the first line)"),
        (["--password-file", "none.txt"], 2, "none.txt: the password cannot be read"),
        (["--password-file", "secret.xlsx"], 2, "secret.xlsx: the password cannot be read"),
    ],
)
def test_without_the_right_one_a_sentence_says_what_to_do(
    folder: Path, arguments: list[str], status: int, said: str
) -> None:
    (folder / "wrong.txt").write_text("wrong")
    (folder / "empty.txt").write_text("\n")
    ran = screened(folder, *arguments)
    assert ran.returncode == status
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (folder / "r.json").exists()
