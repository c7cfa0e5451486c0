"""Measuring whole processes: the tables, the lists and the homes that they run with."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import bench_data as data
from bench_figures import alerts_in, rate, report_digest
from bench_measures import Measured, Settings, Variant
from bench_process import BenchError, Run, clean_environment, files_in, run
from bench_worker import WARM_UP

WORKER = Path(__file__).resolve().parent / "bench_worker.py"
NAME = "Korea Daesung Bank"
MANY = 0.5
"""Share of planted names among those that are matched one by one."""

Load = tuple[dict[str, Any], Run]
"""What a task of ``bench_worker.py`` told, and its process."""


class Bench:
    """The tables, the lists and the processes of one benchmark; what was measured once is not measured again."""

    def __init__(self, settings: Settings, folder: Path, watchlist: Path | None, say: Callable[[str], None]) -> None:
        self.settings = settings
        self.say = say
        self._folder = folder
        self._measured: dict[Variant, Measured] = {}
        self._worker: dict[tuple[str, ...], Load] = {}
        self._lists: dict[str, Path] = {}
        self._homes: dict[str, Path] = {}
        self.listed = _entries(watchlist) if watchlist else data.made_up_list(settings.names)
        self.names = data.count_names(self.listed)
        self.table = data.write_list(folder / "list.csv", self.listed)  # for those who read no other format
        self._lists["main"] = watchlist or self.table
        self.list_name = watchlist.name if watchlist else f"made up, seed {data.SEED!r}"
        self._few = {
            "sample": data.write_rows(
                folder / "sample.csv", data.varied(self.listed, settings.sample + WARM_UP, data.PLANTED)
            ),
            "singles": data.write_rows(
                folder / "singles.csv", data.varied(self.listed, settings.singles + WARM_UP, MANY)
            ),
        }
        self.has_workers = "--workers" in self._plain("screen", "--help").out

    @property
    def one_worker(self) -> int | None:
        """What to ask for to get one process."""
        return 1 if self.has_workers else None

    def table_speed(self) -> tuple[int, float] | None:
        """The rows of the largest table of parts 1 and 2, and its rows/s in one process without the start-up."""
        done = {
            v.rows: m
            for v, m in self._measured.items()
            if v == Variant(v.rows, "main", warm=True, workers=self.one_worker)
        }
        most = max(done, default=0)
        if 1 not in done or most == 1:
            return None
        speed = rate(most, done[most].wall - done[1].wall)
        return None if speed is None else (most, speed)

    def list_of(self, names: int) -> str:
        """The key of a list of so many names."""
        key = f"{names:,} names"
        if key not in self._lists:
            self._lists[key] = data.write_list(self._folder / f"list-{names}.csv", data.resized(self.listed, names))
        return key

    def cache_files(self, list_key: str) -> list[int]:
        """The sizes of the files that the program left in its home."""
        return sorted((p.stat().st_size for p in files_in(self._home(list_key))), reverse=True)

    def forget(self, list_key: str) -> None:
        """Empty the cache."""
        shutil.rmtree(self._home(list_key))

    def variants(self, rows: int) -> list[Variant]:
        workers: tuple[int | None, ...] = (1, 2) if self.has_workers else (None,)
        return [Variant(rows, "main", warm, w) for w in workers for warm in (False, True)]

    def screened(self, variants: Sequence[Variant]) -> list[Measured]:
        """Measure ways of screening, in turns; a warm one follows an empty one or is warmed before."""
        todo = [v for v in variants if v not in self._measured]
        for turn in range(self.settings.runs):
            for variant in todo:
                so_far = self._measured.setdefault(variant, Measured())
                if turn and so_far.runs[0].wall > self.settings.long:
                    continue
                self.say(f"{variant.rows:,} rows, {variant.list_key} list, {variant.label}, run {turn + 1}")
                try:
                    self._screen(variant, so_far)
                except BenchError:
                    self._measured.pop(variant)
                    raise
        return [self._measured[v] for v in variants]

    def has_cache(self) -> bool:
        """Whether the program writes an index cache for the list."""
        self._warmed("main")
        return bool(self.cache_files("main"))

    def loaded(self, list_key: str) -> tuple[list[Load], list[Load]]:
        """Loading a list in a new process, by the first one and by one that finds the cache of another."""
        first: list[Load] = []
        cached: list[Load] = []
        for _ in range(self.settings.runs):
            if first and first[0][1].wall > self.settings.long:
                break
            first.append(_figures(self.worker("ready", list_key=list_key, warm=False)))
            if self.cache_files(list_key):
                cached.append(_figures(self.worker("ready", list_key=list_key)))
        return first, cached

    def worker(self, task: str, *, list_key: str = "main", rows: str = "", python: str = "", warm: bool = True) -> Run:
        """Run a task of ``bench_worker.py``; its JSON is the output."""
        if not warm:
            self.forget(list_key)
        bare = task in {"rapidfuzz", "nomenklatura"}
        watchlist = self.table if bare else self._lists[list_key]
        more = ["--rows", str(self._few[rows])] if rows else []
        arguments = [python or sys.executable, str(WORKER), task, "--list", str(watchlist), *more]
        self.say(f"{task}, {list_key} list")
        return self._run(arguments, list_key)

    def kept(self, task: str, rows: str, python: str = "") -> Load:
        """The figures of a task that several parts want, measured once on a warm cache."""
        key = (task, rows, python)
        if key not in self._worker:
            if task == "sample":
                self._warmed("main")
            self._worker[key] = _figures(self.worker(task, rows=rows, python=python))
        return self._worker[key]

    def command(self, *arguments: str) -> float:
        """The wall time of a Python process; its memory is not looked at."""
        return self._plain(*arguments, module=False).wall

    def _plain(self, *arguments: str, module: bool = True) -> Run:
        given = ["-m", "screening", *arguments] if module else list(arguments)
        return self._run([sys.executable, *given], "plain", memory=False)

    def _screen(self, variant: Variant, into: Measured) -> None:
        table, out = self._rows(variant.rows), self._folder / "out.json"
        out.unlink(missing_ok=True)
        if variant.warm:
            self._warmed(variant.list_key)
        else:
            self.forget(variant.list_key)
        workers = [] if variant.workers is None else ["--workers", str(variant.workers)]
        watchlist = str(self._lists[variant.list_key])
        command = ["-m", "screening", "screen", str(table), "-w", watchlist, "-o", str(out), "-q", *workers]
        into.runs.append(self._run([sys.executable, *command], variant.list_key))
        report = out.read_text(encoding="utf-8")
        into.digests.add(report_digest(report))
        into.alerts = alerts_in(report)

    def _warmed(self, list_key: str) -> None:
        if not self.cache_files(list_key):
            self.say(f"filling the cache, {list_key} list")
            self._run(
                [sys.executable, "-m", "screening", "check", NAME, "-w", str(self._lists[list_key])],
                list_key,
                memory=False,
            )

    def _rows(self, count: int) -> Path:
        path = self._folder / f"rows-{count}.csv"
        return path if path.exists() else data.write_rows(path, islice(data.counterparties(self.listed), count))

    def _home(self, list_key: str) -> Path:
        home = self._folder / f"home of {list_key}"
        home.mkdir(exist_ok=True)
        return home

    def _run(self, arguments: list[str], list_key: str, *, memory: bool = True) -> Run:
        env = clean_environment(self._home(list_key))
        return run(arguments, env=env, cwd=self._folder, timeout=self.settings.timeout, memory=memory)


def _figures(done: Run) -> Load:
    return json.loads(done.out), done


def _entries(watchlist: Path) -> list[data.Listed]:
    """The entries of a list file, read by the program itself."""
    import screening  # noqa: PLC0415 - made-up lists do without

    try:
        entities = screening.read_watchlist(watchlist).entities
    except screening.ScreeningError as error:
        raise SystemExit(str(error)) from None
    return [
        data.Listed(
            e.id,
            e.type,
            tuple(n.text for n in e.names if n.quality != "weak") or (e.names[0].text,),
            tuple(n.text for n in e.names if n.quality == "weak"),
        )
        for e in entities
    ]
