"""A folder to run in, and the command run there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_up_list import write_list

from screening.cli import main

from .command import ROWS, Call, Ran


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run in, with a list and a table in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCREENING_CONFIG", raising=False)
    write_list(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(folder: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command in this process: quick, for everything that needs no process of its own."""

    def run(*arguments: object) -> Ran:
        status: int | str | None
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = exit_.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(status, out, err)

    return run


@pytest.fixture
def screen(call: Call, folder: Path) -> Callable[..., dict[str, Any]]:
    """Screen rows.csv against the made-up list and return the JSON report."""

    def run(*arguments: object, source: object = "rows.csv", lists: Sequence[str] = ("zembla.toml",)) -> dict[str, Any]:
        words = [word for name in lists for word in ("-w", name)]
        ran = call("screen", source, *words, "-o", "report.json", "-q", *arguments)
        assert (ran.status, ran.out, ran.err) == (0, "", "")
        report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return report

    return run
