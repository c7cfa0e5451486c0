"""Whole processes under the clock: wall time, CPU time and the peak memory of the process and its children."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

EVERY = 0.05
"""Seconds between two samples of the memory."""

PATIENCE = 20
"""Samples are at least this many times their own cost apart: looking must not slow what is looked at."""

MemoryKind = Literal["PSS", "RSS", "none"]
"""PSS counts a page that n processes share as 1/n in each, RSS counts it in every one; none where there is no /proc."""


class BenchError(Exception):
    """A measurement that could not be made, and why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process that ended well."""

    wall: float
    cpu: float
    peak_mb: float | None
    processes: int
    out: str


def memory_kind(proc: Path = Path("/proc")) -> MemoryKind:
    """What this machine can tell of a process's memory."""
    if (proc / "self" / "smaps_rollup").exists():
        return "PSS"
    return "RSS" if (proc / "self" / "status").exists() else "none"


def kilobytes(text: str, key: str) -> int:
    """The number in the line ``Key:  123 kB`` of a /proc file; 0 without such a line."""
    for line in text.splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    return 0


def session_of(stat: str) -> int:
    """The session in /proc/PID/stat; the name before it is in parentheses and may hold anything."""
    return int(stat.rpartition(")")[2].split()[3])


def memory_of(session: int, kind: MemoryKind, proc: Path = Path("/proc")) -> tuple[int, int]:
    """The memory in kB of all processes of a session, and how many they are."""
    file, key = ("smaps_rollup", "Pss:") if kind == "PSS" else ("status", "VmRSS:")
    total = count = 0
    for folder in proc.iterdir():
        if not folder.name.isdecimal():
            continue
        with contextlib.suppress(OSError):  # it ended meanwhile, or is not ours
            if session_of((folder / "stat").read_text(errors="replace")) == session:
                total += kilobytes((folder / file).read_text(), key)
                count += 1
    return total, count


def _end(session: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)


class _Watch:
    """Samples the memory of a session in a thread of its own, and ends the session when its time is up."""

    def __init__(self, session: int, *, kind: MemoryKind, timeout: float) -> None:
        self.peak_kb = 0
        self.processes = 1
        self.timed_out = False
        self._session = session
        self._kind = kind
        self._deadline = time.monotonic() + timeout
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = 0.0
        while not self._done.wait(pause):
            began = time.monotonic()
            if began > self._deadline:
                self.timed_out = True
                _end(self._session)
                return
            if self._kind != "none":
                total, count = memory_of(self._session, self._kind)
                self.peak_kb, self.processes = max(self.peak_kb, total), max(self.processes, count)
            pause = max(EVERY, PATIENCE * (time.monotonic() - began))


def run(arguments: Sequence[str], *, env: dict[str, str], cwd: Path, timeout: float, memory: bool = True) -> Run:
    """Run a process to its end. CPU time counts its children. Raises BenchError if it fails or takes too long."""
    kind = memory_kind() if memory else "none"
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env, cwd=cwd, start_new_session=True
        )
        watch = _Watch(process.pid, kind=kind, timeout=timeout)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end(process.pid)
            process.wait()
            raise
        finally:
            watch.stop()
            _end(process.pid)  # a child that it left behind
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if watch.timed_out:
            raise BenchError(f"not done after {timeout:.0f} s")
        if process.returncode:
            last = (err.read().strip().splitlines() or ["no message"])[-1]
            raise BenchError(f"exit status {process.returncode}: {last}")
        peak = watch.peak_kb / 1024 if watch.peak_kb else None
        return Run(wall, usage.ru_utime + usage.ru_stime, peak, watch.processes, out.read())


def clean_environment(home: Path) -> dict[str, str]:
    """The environment with a home, and so a cache, of its own, and without the settings of whoever runs this."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SCREENING_")}
    cache = str(home / "cache")
    return kept | {"HOME": str(home), "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache, "PYTHONHASHSEED": "0"}


def files_in(folder: Path) -> Iterator[Path]:
    """All files below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())
