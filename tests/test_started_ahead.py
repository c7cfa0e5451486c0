"""Processes that match are started while a large table is still read, and by the command before all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from rows_for_workers import NOW, ROWS, parties, processes_of, same_but_time, write_table

from screening import processes, workload
from screening.cli import main
from screening.errors import InputError
from screening.screener import Screener


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_table(tmp_path)


@pytest.fixture
def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Screener:
    """A screener with a kept index; files are taken for so many rows as they have bytes."""
    monkeypatch.setenv("SCREENING_CACHE", str(folder / "cache"))
    monkeypatch.setattr(workload, "BYTES_A_ROW", 1)
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


# ------------------------------------------------------------------------------------------------------- the command


def test_the_command_starts_them_before_it_loads_its_lists(
    kept: Screener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, standing = processes_of(monkeypatch), []
    opened = Screener.from_config

    def noted(*args: object, **options: object) -> Screener:
        standing.append(len(started))
        return opened(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Screener, "from_config", noted)
    monkeypatch.chdir(folder)
    (folder / "few.csv").write_text("Name\nZemblan Harbour Bank\n", encoding="utf-8")
    for table, workers in (("rows.csv", "2"), ("rows.csv", "1"), ("few.csv", "2")):
        assert main(["screen", table, "-w", "zembla.toml", "-o", "out.json", "-q", "--workers", workers]) == 0
    assert (standing, len(started)) == ([2, 2, 2], 2)
    (folder / "one.toml").write_text("workers = 1\n", encoding="utf-8")
    assert main(["screen", "rows.csv", "-w", "zembla.toml", "-o", "out.json", "-q", "-c", "one.toml"]) == 0
    assert len(started) == 2


def test_a_process_that_has_ended_before_it_was_needed_is_replaced(
    kept: Screener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = same_but_time(kept.screen(folder / "rows.csv", workers=1, now=NOW))
    started = processes_of(monkeypatch)
    with processes.ready("workers", 2):
        started[0].kill()
        started[0].wait()
        assert same_but_time(kept.screen(folder / "rows.csv", workers=2, now=NOW)) == alone
    assert len(started) == 3
    assert all(process.poll() is not None for process in started)
    assert all(process.poll() is not None for process in started)


@pytest.mark.parametrize("wrong", [["-w", "nowhere.toml"], ["-c", "nowhere.toml"], ["--column", "name=Nowhere"]])
def test_whatever_ends_the_command_ends_them(
    kept: Screener, folder: Path, monkeypatch: pytest.MonkeyPatch, wrong: list[str]
) -> None:
    started = processes_of(monkeypatch)
    assert main(["screen", str(folder / "rows.csv"), "-w", str(folder / "zembla.toml"), "--workers", "3", *wrong]) != 0
    assert len(started) == 3
    assert all(process.poll() is not None for process in started)


def test_those_that_nobody_asks_for_are_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes_of(monkeypatch)
    with processes.ready("workers", 3):
        Screener.from_config(lists=[str(folder / "zembla.toml")]).screen(parties(ROWS), workers=2)
        assert [process.poll() is None for process in started] == [True, False, False]
    assert len(started) == 3
    assert all(process.poll() is not None for process in started)
    with pytest.raises(KeyboardInterrupt), processes.ready("workers", 2):
        raise KeyboardInterrupt
    assert [process.poll() is not None for process in started] == [True] * 5
