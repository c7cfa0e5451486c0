"""The command in a process of its own, as it is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from screening.cli import main

from .command import hits, start


def test_the_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="screening")
    assert command.load() is main


def test_the_main_job_in_a_folder_elsewhere(folder: Path) -> None:
    (folder / "rows.csv").write_text("Name\nKorea Daesong Bank\nBakery Sunrise\n", encoding="utf-8")
    ran = start("screen", "rows.csv", "-o", "risk.xlsx", "-o", "risk.json", "--fail-on", "high")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "2 rows screened: 1 potential match, 1 without a hit, 0 not screened; wrote risk.xlsx, risk.json\n"
    )
    report = json.loads((folder / "risk.json").read_text(encoding="utf-8"))
    assert hits(report) == {1: ["korea-daesong-bank"]}
    assert sorted(path.name for path in folder.iterdir()) == ["risk.json", "risk.xlsx", "rows.csv", "zembla.toml"]


def test_a_dash_is_standard_input(folder: Path) -> None:
    ran = start(
        "screen", "-", "-w", "zembla.toml", "-o", "r.json", text="Name\r\nZemblan Harbour Bank\r\n대성\r\n".encode()
    )
    assert (ran.status, ran.out) == (0, "")
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert report["screening"]["input"]["file"] == "standard input"
    assert [row["name"] for row in report["counterparties"]] == ["Zemblan Harbour Bank", "대성"]
    assert hits(report) == {1: ["harbour"]}
    ran = start("screen", "-", "-w", "zembla.toml")
    assert (ran.status, ran.out) == (3, "")
    assert "standard input: " in ran.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["screen", "garbage.xlsx", "-w", "zembla.toml"], 3),
        (["screen", "rows.csv", "-w", "zembla.toml", "-o", "none/r.csv"], 4),
        (["screen", "rows.csv", "--threshold", "x"], 2),
    ],
)
def test_the_process_ends_with_the_status(folder: Path, arguments: list[str], status: int) -> None:
    (folder / "garbage.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    ran = start(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err


LIGHT = """
import sys
from screening.cli import main
for arguments in (["--version"], ["--help"], ["screen", "--help"], ["check", "--help"], ["screen"]):
    try:
        main(arguments)
    except SystemExit as exit_:
        assert exit_.code == (2 if arguments == ["screen"] else 0), arguments
heavy = {"pandas", "numpy", "pydantic", "openpyxl", "xlsxwriter", "rapidfuzz", "anyascii"}
print("loaded:", *sorted(heavy & set(sys.modules)))
"""


def test_help_and_version_load_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "loaded:"), done.stderr


@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["screen", "rows.csv", "-w", "zembla.toml"]])
@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise elsewhere")
def test_a_reader_that_has_gone_is_no_error(folder: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = start(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_behind_standard_output_ends_with_4(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = start("check", "x", "-w", "zembla.toml", stdout=full)
    assert ran.status == 4
    assert ran.err == "screening: standard output: could not be written: no space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="uses sh")
def test_a_closed_standard_output_ends_with_4(folder: Path) -> None:
    ran = start("check", "x", "-w", "zembla.toml", closed=True)
    assert ran.status == 4
    assert ran.err.startswith("screening: standard output: could not be written")


def test_an_encoding_without_the_letters_gets_escapes(folder: Path) -> None:
    name = "Zemblan Harbour Bank é 대성 𐀀"
    ran = start("check", name, "-w", "zembla.toml", "--json", environ={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ran.status == 0
    assert json.loads(ran.out)["name"] == name


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes there alone")
def test_an_argument_that_is_no_text_is_no_crash(folder: Path) -> None:
    ran = start("check", b"Zemblan Harbour Bank \xff", "-w", "zembla.toml", "--json", environ={"PYTHONUTF8": "1"})
    assert ran.status == 0
    assert json.loads(ran.out)["name"] == "Zemblan Harbour Bank \udcff"


def test_a_terminal_is_told_what_takes_a_while(folder: Path) -> None:
    """On a terminal each step stands on one line, which is empty again at the end; a file is told the result alone."""
    pty = pytest.importorskip("pty")  # terminals are other things on Windows
    (folder / "rows.csv").write_text("Name\nZemblan Harbour Bank\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "screening", "screen", "rows.csv", "-w", "zembla.toml", "-o", "r.json"]
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=theirs, check=False, timeout=300)
        os.close(theirs)
        said = terminal.read(65536).decode()
    assert done.returncode == 0
    steps = [step.rstrip() for step in said.split("\r\x1b[K")]
    assert [re.sub(r"\d+ s$", "0 s", step) for step in steps if step] == [
        "opening the lists (those that are new or have changed are indexed once) ...",
        "reading rows.csv ...",
        "1 of 1 rows, 0 s",
        "writing r.json ...",
        "1 row screened: 1 potential match, 0 without a hit, 0 not screened; wrote r.json",
    ]
