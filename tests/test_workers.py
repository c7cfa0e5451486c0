"""Processes that match beside this one: the report is the same, and what goes wrong in them is said."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest
from made_up_list import made_up_list
from rows_for_workers import NOW, ROWS, parties, processes_of, same_but_time, write_table

from screening import processes, workload
from screening.config import Config
from screening.engine import Terms
from screening.entities import Counterparty
from screening.errors import ScreeningError
from screening.list_index import ListIndex
from screening.matching.policy import load_policy
from screening.screener import Screener
from screening.workers import Workers

posix = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in for Python is a shell script")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_table(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Screener:
    return Screener([made_up_list(tmp_path)])


# --------------------------------------------------------------------------------------------------- the same report


def test_the_report_does_not_hang_on_processes_and_chunks(small: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = parties(90)
    told = same_but_time(small.screen(rows, now=NOW))
    assert json.loads(told)["summary"]["outcome"]["potential_match"] > 20
    for chunk, workers in ((1, None), (7, 1), (1, 2), (40, 3), (89, 3), (90, 2)):
        monkeypatch.setattr(workload, "CHUNK", chunk)
        assert same_but_time(small.screen(rows, workers=workers, now=NOW)) == told, (chunk, workers)
    assert same_but_time(small.screen(rows, workers=0, now=NOW)) == told


def test_processes_speak_the_language_of_their_screener(tmp_path: Path) -> None:
    screener = Screener([made_up_list(tmp_path)], Config(language="de"))
    alone, together = (screener.screen(parties(ROWS), workers=count, now=NOW) for count in (1, 2))
    assert same_but_time(alone) == same_but_time(together)
    assert "derselbe Name" in together.model_dump_json()


def test_configuration_and_terms_reach_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "threshold": 60.0,
        "max_hits": 1,
        "weights": {"extra": 0.9},
        "risk": {"basis": {"designated": "low"}},
        "workers": 2,
    }
    screener = Screener([made_up_list(tmp_path)], Config.model_validate(told))
    monkeypatch.setattr(workload, "CHUNK", 10)
    rows = parties(40)
    by_two = screener.screen(rows, now=NOW)
    assert same_but_time(by_two) == same_but_time(screener.screen(rows, workers=1, now=NOW))
    harbour = [r.hits[0].risk for r in by_two.counterparties if r.hits and r.hits[0].entity_id == "harbour"]
    assert set(harbour) == {"low"}
    assert {len(r.hits) for r in by_two.counterparties} == {0, 1}
    by_two = screener.screen(rows, threshold=30.0, max_hits=3, exhaustive=True, now=NOW)
    by_one = screener.screen(rows, threshold=30.0, max_hits=3, exhaustive=True, workers=1, now=NOW)
    assert same_but_time(by_two) == same_but_time(by_one)


def test_no_rows_and_more_processes_than_rows(small: Screener) -> None:
    assert small.screen([], workers=3).summary.counterparties == 0
    assert small.screen(parties(1), workers=3, now=NOW).summary.counterparties == 1


def test_a_screener_can_use_processes_more_than_once(small: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "CHUNK", 10)
    first, second = (same_but_time(small.screen(parties(40), workers=2, now=NOW)) for _ in range(2))
    assert first == second


def run(arguments: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python process that has to end by itself."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_command_line_writes_the_same_bytes(folder: Path) -> None:
    written: dict[str, list[bytes]] = {"csv": [], "jsonl": [], "json": []}
    for workers in (1, 2, 3):
        outputs = {suffix: folder / f"by{workers}.{suffix}" for suffix in written}
        told = [word for path in outputs.values() for word in ("-o", str(path))]
        ran = run(
            ["-m", "screening", "screen", "rows.csv", "-w", "zembla.toml", "--workers", str(workers), *told], folder
        )
        assert (ran.returncode, ran.stdout) == (0, "")
        assert f"{ROWS} rows screened" in ran.stderr
        for suffix, path in outputs.items():
            written[suffix].append(_without_time(path.read_bytes()))
    for suffix, texts in written.items():
        assert texts[0] == texts[1] == texts[2], suffix
        assert len(texts[0].splitlines()) >= ROWS


def _without_time(data: bytes) -> bytes:
    """The bytes but for the values of ``started`` and ``duration_s``, wherever they stand."""
    return re.sub(rb'("started": ?"[^"]*"|"duration_s": ?[0-9.e-]+)', b"", data)


SCRIPT = """
from pathlib import Path
import screening

screener = screening.Screener.from_config(lists=["zembla.toml"])
report = screener.screen("rows.csv", workers=2)
print(report.summary.counterparties, len(report.alerts))
"""


def test_a_script_needs_no_guard(folder: Path) -> None:
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    ran = run(["script.py"], folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(ran.stdout.splitlines()) == 1  # each process that ran the script would print
    assert ran.stdout.split()[0] == str(ROWS)
    assert run(["-c", SCRIPT], folder).stdout == ran.stdout
    assert int(ran.stdout.split()[1]) > 100


def test_files_beside_the_data_are_no_modules(folder: Path) -> None:
    """The folder that somebody works in may hold a numpy.py, which is then not run."""
    for name in ("numpy.py", "pickle.py", "screening.py"):
        (folder / name).write_text("raise SystemExit('a file of the data folder was run')\n", encoding="utf-8")
    ran = run(
        ["-P", "-m", "screening", "screen", "rows.csv", "-w", "zembla.toml", "--workers", "2", "-o", "out.csv"], folder
    )
    assert ran.returncode == 0, ran.stderr
    assert "was run" not in ran.stderr


def test_files_beside_a_script_are_not_what_python_starts_with(folder: Path) -> None:
    (folder / "encodings.py").write_text("raise SystemExit('a file beside the script was run')\n", encoding="utf-8")
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    ran = run(["script.py"], folder)
    assert (ran.returncode, ran.stderr) == (0, "")


# ------------------------------------------------------------------------------------------------------- progress


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_progress_is_called_to_the_end(small: Screener, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr(workload, "CHUNK", 10)
    calls: list[tuple[int, int]] = []
    small.screen(parties(95), workers=workers, progress=lambda done, rows: calls.append((done, rows)))
    assert calls == [(min(95, done), 95) for done in range(10, 101, 10)]


def test_what_progress_raises_comes_out_and_nothing_is_left_running(
    small: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workload, "CHUNK", 5)
    started = processes_of(monkeypatch)

    def stop(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.screen(parties(200), workers=2, progress=stop)
    assert len(started) == 2
    for process in started:
        process.wait(timeout=10)


def test_whoever_leaves_early_waits_for_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that fills the pipe holds up the process that writes it, until it is read or nobody can read it."""
    monkeypatch.setattr(processes, "_PIPE", 1 << 12)
    started = processes_of(monkeypatch)
    index = ListIndex.of([made_up_list(tmp_path)], load_policy({}))
    rows = [Counterparty(name="Zemblan Harbour Bank", address=str(n)) for n in range(100)]

    def leave() -> None:
        with index.file() as file, Workers(1, file, Config()) as pool:
            for _ in pool.found([rows] * 5, Terms(75.0, 10, "2026-06-15")):
                break

    leaving = Thread(target=leave, daemon=True)
    leaving.start()
    leaving.join(timeout=30)
    left = not leaving.is_alive()
    for process in started:
        process.kill()
    leaving.join(timeout=30)
    assert left


def test_a_start_that_is_interrupted_leaves_nothing_running(small: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes_of(monkeypatch)
    noted = subprocess.Popen

    def interrupted(*args: object, **options: object) -> subprocess.Popen[bytes]:
        if started:
            raise KeyboardInterrupt
        return noted(*args, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    monkeypatch.setattr(workload, "CHUNK", 10)
    with pytest.raises(KeyboardInterrupt):
        small.screen(parties(40), workers=2)
    assert [process.poll() is not None for process in started] == [True]


def test_a_process_that_cannot_be_told_what_to_do_is_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes_of(monkeypatch)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        processes.Process("workers", lambda: None, "hint")
    assert [process.poll() is not None for process in started] == [True]


# -------------------------------------------------------------------------------------------------- what goes wrong

KILLED = """
import subprocess, sys
from screening import Counterparty, Screener, ScreeningError, workload

started = []

class Noted(subprocess.Popen):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        started.append(self)

subprocess.Popen = Noted
workload.CHUNK = 10

def progress(done, rows):
    if done == 10:
        for process in started[:{killed}]:
            process.kill()

try:
    Screener.from_config(lists=["zembla.toml"]).screen(
        [Counterparty(name=f"Zemblan {{i}}") for i in range(2000)], workers=2, progress=progress
    )
except ScreeningError as error:
    print("said:", error, error.code)
print("running:", [process.poll() for process in started].count(None))
"""


@pytest.mark.parametrize("killed", [1, 2])
def test_a_process_that_dies_is_one_error_and_the_program_ends(folder: Path, killed: int) -> None:
    ran = run(["-c", KILLED.format(killed=killed)], folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    said, running = ran.stdout.splitlines()
    assert said.startswith("said: a worker process ")
    assert said.endswith("(screen again with --workers 1) worker")
    assert running == "running: 0"


STANDS_IN = """
import sys
from pathlib import Path
from screening.cli import main

Path("within.toml").write_text("[input]\\nisolated = false\\n", "utf-8")  # only what matches is a process here
sys.executable = {program!r}
sys.exit(main(["screen", "rows.csv", "-c", "within.toml", "-w", "zembla.toml", "--workers", "3", "-o", "out.csv"]))
"""

PROGRAMS = {
    "ends at once": "exit 3",
    "ends when it was told all": "head -c 400 > /dev/null; exit 4",
    "says half of an answer": "head -c 400 > /dev/null; printf '\\144\\0\\0\\0\\0\\0\\0\\0\\200\\005'; exit 5",
}


@posix
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_process_that_is_no_worker_is_one_clear_error(folder: Path, program: str) -> None:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{PROGRAMS[program]}\n", encoding="utf-8")
    path.chmod(0o755)
    ran = run(["-c", STANDS_IN.format(program=str(path))], folder)
    assert ran.returncode == ScreeningError.exit_status, ran.stderr
    assert ran.stderr.startswith("screening: a worker process ")
    assert len(ran.stderr.splitlines()) == 1
    assert not (folder / "out.csv").exists()


def test_a_python_that_cannot_be_started_is_an_error_too(folder: Path) -> None:
    ran = run(["-c", STANDS_IN.format(program=str(folder / "no" / "python"))], folder)
    assert ran.returncode == ScreeningError.exit_status, ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith("screening: a worker process")
