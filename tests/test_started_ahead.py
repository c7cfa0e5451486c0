"""Processes that match are started while a large table is still read."""

from __future__ import annotations

from pathlib import Path

import pytest
from rows_for_workers import NOW, processes_of, same_but_time, write_table

from screening import table_run
from screening.errors import InputError
from screening.screener import Screener


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_table(tmp_path)


@pytest.fixture
def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Screener:
    """A screener with a kept index; files are taken for so many rows as they have bytes."""
    monkeypatch.setenv("SCREENING_CACHE", str(folder / "cache"))
    monkeypatch.setattr(table_run, "_BYTES_A_ROW", 1)
    return Screener.from_config(lists=[str(folder / "zembla.toml")])


def test_processes_are_started_before_a_table_is_read(
    kept: Screener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = same_but_time(kept.screen(folder / "rows.csv", workers=1, now=NOW))
    started = processes_of(monkeypatch)
    for source in (folder / "rows.csv", str(folder / "rows.csv"), (folder / "rows.csv").read_bytes()):
        report = kept.screen(source, file_name="rows.csv", workers=2, now=NOW)
        assert same_but_time(report) == alone
    assert len(started) == 6
    (folder / "few.csv").write_text("Name,Note\nZemblan Harbour Bank," + "x" * 2000, encoding="utf-8")
    few = kept.screen(folder / "few.csv", workers=2, now=NOW)
    assert [row.outcome for row in few.counterparties] == ["potential_match"]
    assert len(started) == 8
    assert all(process.poll() is not None for process in started)


def test_a_table_that_cannot_be_read_leaves_no_process_behind(
    kept: Screener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = processes_of(monkeypatch)
    (folder / "bad.csv").write_bytes(b"\0\1\2\3" * 1000)
    for source in (folder / "bad.csv", folder / "missing.csv"):
        with pytest.raises(InputError):
            kept.screen(source, workers=2)
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)
