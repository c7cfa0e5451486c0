"""``screening rescreen`` as it is used, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_list import TEXT

ROWS = "Name,Country\nZemblan Harbour Bank,KP\nWyvern Kettel Bakery,\nGryphon Thimble Society,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.toml").write_text(TEXT, encoding="utf-8")
    later = TEXT.replace('status = "alleged"', 'status = "acquitted"')
    entry = '\n[[entity]]\nid = "kettle"\nname = "Wyvern Kettle Bakery"\n'
    (tmp_path / "new.toml").write_text(later + entry, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert start(tmp_path, "screen", "rows.csv", "-w", "old.toml", "-o", "report.json").returncode == 0
    return tmp_path


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "screening", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "SCREENING_CACHE": str(folder / "cache")}, check=False,
        timeout=300, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_what_is_other_today(folder: Path) -> None:
    done = start(folder, "rescreen", "report.json", "-w", "new.toml")
    assert done.returncode == 0, done.stderr
    assert "3 rows, 2 of them screened again: 1 new, 1 changed, 0 gone" in done.stdout
    new, changed = done.stdout.split("New hits\n")[1].split("Changed hits\n")
    assert "Wyvern Kettel Bakery" in new
    assert "Gryphon Thimble Society" in changed
    assert "status" in changed


def test_as_json_and_as_a_report(folder: Path) -> None:
    done = start(folder, "rescreen", "report.json", "-w", "new.toml", "--old", "old.toml", "--json", "-o", "now.json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(c["what"], c["entity_id"]) for c in found["changes"]] == [("new", "kettle"), ("changed", "gryphon")]
    assert found["grounds"] == []
    start(folder, "screen", "rows.csv", "-w", "new.toml", "-o", "full.json")
    now, full = (json.loads((folder / name).read_bytes()) for name in ("now.json", "full.json"))
    assert now["counterparties"] == full["counterparties"]
    assert now["summary"] == full["summary"]
    for report in (now, full):
        del report["screening"]["started"], report["screening"]["duration_s"]
    assert now["screening"] == full["screening"]


def test_without_the_old_list_that_is_said(folder: Path) -> None:
    for kept in (folder / "cache").iterdir():
        kept.unlink()
    done = start(folder, "rescreen", "report.json", "-w", "new.toml")
    assert "all rows were screened: the lists that the report was made with are not at hand" in done.stderr
    assert "3 rows, 3 of them screened again" in done.stdout
    assert start(folder, "rescreen", "report.json", "-w", "new.toml", "-q").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("nothing.json",), 3, "nothing.json: no such file"),
        (("rows.csv",), 3, "rows.csv: is no JSON, or was cut off"),
        (("report.json", "-o", "x.doc"), 2, "names no report format"),
        (("report.json", "-o", "report.json"), 2, "is the report that is read"),
        (("report.json", "--old", "new.toml"), 2, "is not the version of a list that the report was made with"),
        (("report.json", "--old", "rows.json"), 3, "rows.json: no such file"),
        (("report.json", "-o", "none/x.json"), 4, "the folder does not exist"),
    ],
)
def test_what_fails(folder: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = start(folder, "rescreen", *arguments, "-w", "new.toml")
    assert (done.returncode, done.stdout == "" or status == 4) == (status, True)
    assert said in done.stderr
