"""Which configuration the command line uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .command import Call


def test_the_first_configuration_found_is_used(
    screen: Callable[..., dict[str, Any]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def max_hits(*arguments: str) -> int:
        used: int = screen(*arguments)["screening"]["max_hits"]
        return used

    default = screen()["screening"]
    (folder / "pyproject.toml").write_text("[tool.screening]\nmax_hits = 1\n", encoding="utf-8")
    assert max_hits() == 1
    (folder / "screening.toml").write_text("max_hits = 2\n", encoding="utf-8")
    assert max_hits() == 2
    (folder / "env.toml").write_text("max_hits = 3\n", encoding="utf-8")
    monkeypatch.setenv("SCREENING_CONFIG", "env.toml")
    assert max_hits() == 3
    (folder / "given.toml").write_text("max_hits = 4\n", encoding="utf-8")
    assert max_hits("-c", "given.toml") == 4
    assert max_hits("-c", "given.toml", "--max-hits", "5") == 5
    assert screen()["screening"]["config_sha256"] != default["config_sha256"]


def test_a_missing_file_in_the_environment_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CONFIG", "gone.toml")
    ran = call("check", "x")
    assert ran.status == 2
    assert "gone.toml: no such file (the environment variable SCREENING_CONFIG names it)" in ran.err


def test_columns_and_exclusions_of_the_configuration_hold(call: Call, folder: Path) -> None:
    entry = json.loads(call("check", "Zemblan Harbour Bank", "-w", "zembla.toml", "--json").out)["hits"][0]["entry"]
    (folder / "screening.toml").write_text(
        '[[list]]\npath = "zembla.toml"\n[columns]\nname = "Wer"\n[[exclusion]]\n'
        f'counterparty = "zemblan  harbour bank"\nentity = "harbour"\nentry = "{entry}"\n'
        'reason = "Another bank."\nby = "A"\non = "2026-01-01"\n',
        encoding="utf-8",
    )
    (folder / "odd.csv").write_text("Wer\nZemblan Harbour Bank\n", encoding="utf-8")
    ran = call("screen", "odd.csv", "-o", "r.json", "--fail-on", "low")
    assert ran.status == 0
    (row,) = json.loads((folder / "r.json").read_text(encoding="utf-8"))["counterparties"]
    assert (row["outcome"], row["hits"], row["risk"]) == ("no_hit", [], "none")
    assert row["excluded_hits"][0]["excluded"]["reason"] == "Another bank."
    assert "Another bank." in call("check", "Zemblan Harbour Bank").out
