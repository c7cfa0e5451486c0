"""How fast and how large: whole processes, growth with rows and lists, other programs on the same rows, one name.

    pip install -e .
    python benchmarks/throughput.py                                  # everything, on a made-up list of 34,000 names
    python benchmarks/throughput.py --list sdn.xml.gz                # on any watchlist file that the program reads
    python benchmarks/throughput.py --quick                          # the same with little of everything: does it work?
    python benchmarks/throughput.py --only 1,5 --rows 10000 --json out.json

No network; all tables are made here, from a fixed seed. The parts (``--only``):

1. counterparties: a CSV screened to a JSON report, by rows, with an empty and a warm index cache, one and two workers
2. growth: whether time is linear in the rows, and what larger lists cost (``--sizes``, in names)
3. rapidfuzz: every row against every name, on the same sample of rows
4. nomenklatura: its index and logic-v2 on that sample; ``--nomenklatura-python`` names a Python that has it
   (``pip install nomenklatura`` in an environment of its own), else it is looked for in this one
5. one name: on a warm screener, as a command, and what importing costs
6. loading: the first time and from the cache, and how large the cache is

Times are medians of ``--runs``, which take turns, so that a slow moment of the machine hits all alike; a measure
whose first run took longer than ``--long`` seconds isn't run again. Seconds of different days or machines can't be
compared: quote the ratios. Memory is the peak of the sum over a process and its children, sampled about every 50 ms,
as PSS where the system tells it (a page shared by n processes counts 1/n in each), else as RSS; a peak shorter than
that is not seen. Every process runs with a home folder, and so with a cache, of its own. Tables of several measures
are checked to give the same report. Needs Linux or another Unix; without /proc there is no figure for memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

import bench_data as data
from bench_process import BenchError, Run, clean_environment, files_in, memory_kind, run
from bench_worker import WARM_UP

HERE = Path(__file__).resolve().parent
WORKER = HERE / "bench_worker.py"
PACKAGES = ("screening", "numpy", "pandas", "pydantic", "rapidfuzz")
NAME = "Korea Daesung Bank"
MANY = 0.5
"""Share of planted names among those that are matched one by one."""


Load = tuple[dict[str, Any], Run]
"""What a task of ``bench_worker.py`` told, and its process."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured, and how much of it."""

    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    names: int
    size_rows: int
    sample: int
    singles: int
    runs: int
    starts: int
    long: float
    timeout: float
    nomenklatura: str


@dataclass(slots=True)
class Table:
    """The figures of one part."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str | float | None, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Measured:
    """The runs of one measure, and what its report was."""

    runs: list[Run] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)
    alerts: int = 0

    @property
    def wall(self) -> float:
        return statistics.median(r.wall for r in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(r.cpu for r in self.runs)

    @property
    def peak_mb(self) -> float | None:
        peaks = [r.peak_mb for r in self.runs if r.peak_mb is not None]
        return max(peaks) if peaks else None


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of screening a table. ``workers`` is None where the command has no such option."""

    rows: int
    list_key: str
    warm: bool
    workers: int | None

    @property
    def label(self) -> str:
        workers = "" if self.workers is None else f", {self.workers} worker{'s' * (self.workers > 1)}"
        return f"{'warm' if self.warm else 'empty'} cache{workers}"


# ------------------------------------------------------------------------------------------------- pure


def numbers(text: str) -> tuple[int, ...]:
    """``10_000,34000`` as numbers, in order."""
    return tuple(sorted({int(part) for part in text.split(",")}))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def rate(count: float, seconds: float) -> float | None:
    return count / seconds if seconds > 0 else None


def ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def report_digest(report: str) -> str:
    """A hash of a JSON report without the two fields that differ from run to run."""
    return hashlib.sha256(re.sub(r'"(started|duration_s)": [^,]+,', "", report, count=2).encode()).hexdigest()


def alerts_in(report: str) -> int:
    found = re.search(r'"potential_match": (\d+)', report)
    return int(found[1]) if found else 0


def shown(value: str | float | None) -> str:
    """A cell: numbers with about three digits that count."""
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3g}"


def rendered(table: Table) -> str:
    """A table as text: the first column to the left, the others to the right."""
    cells = [table.columns, *(tuple(shown(v) for v in row) for row in table.rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(table.columns))]
    lines = [
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    ]
    rule = "-" * max(len(line) for line in lines)
    notes = [f"  {note}" for note in table.notes]
    return "\n".join((table.title, rule, lines[0], rule, *lines[1:], *notes, ""))


def spread(values: Sequence[float]) -> str:
    """The least and the most of several runs."""
    return f"{shown(min(values))}..{shown(max(values))}" if len(values) > 1 else "one run"


# ------------------------------------------------------------------------------------------------- measuring


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


# ------------------------------------------------------------------------------------------------- the parts


def part_counterparties(bench: Bench) -> Table:
    """1. Counterparties, CSV to JSON report."""
    memory = f"peak MB ({memory_kind()})"
    table = Table(
        "1. Counterparties: CSV to JSON report, whole processes",
        ("rows", "how", "wall s", "of runs", "CPU s", "rows/s", memory, "processes", "alerts", "speed ratio"),
    )
    cached = bench.has_cache()
    for count in bench.settings.rows:
        variants = [v for v in bench.variants(count) if cached or not v.warm]
        measured = bench.screened(variants)
        for variant, m in zip(variants, measured, strict=True):
            speed = rate(count, m.wall)
            processes = max(r.processes for r in m.runs)
            table.rows.append(
                (
                    f"{count:,}",
                    variant.label,
                    m.wall,
                    spread([r.wall for r in m.runs]),
                    m.cpu,
                    speed,
                    m.peak_mb,
                    processes,
                    m.alerts,
                    ratio(measured[0].wall, m.wall),
                )
            )
        reports = len(set().union(*(m.digests for m in measured)))
        if sum(len(m.runs) for m in measured) > 1:
            same = "all runs gave the same report" if reports == 1 else f"{reports} DIFFERENT REPORTS"
            table.notes.append(f"{count:,} rows: {same}")
    if not cached:
        table.notes.append("No index cache is written: every run starts like the first one.")
    if not bench.has_workers:
        table.notes.append("The command has no --workers: one process only.")
    return table


def part_growth(bench: Bench) -> Table:
    """2. Growth with the rows and with the list."""
    table = Table(
        "2. Growth: warm cache, one worker; net is CPU time without that of a table of one row",
        (
            "what",
            "first load s",
            "cached s",
            "wall s",
            "CPU s",
            "net s",
            "rows/net s",
            "peak MB",
            "growth",
            "of linear",
        ),
    )
    workers = bench.one_worker
    counts = bench.settings.rows
    start, *tables = bench.screened([Variant(n, "main", warm=True, workers=workers) for n in (1, *counts)])
    nets = [max(m.cpu - start.cpu, 0.0) for m in tables]
    for count, m, net in zip(counts, tables, nets, strict=True):
        growth = ratio(net, nets[0])
        linear = ratio(growth, count / counts[0])
        speed = rate(count, net)
        table.rows.append((f"{count:,} rows", None, None, m.wall, m.cpu, net, speed, m.peak_mb, growth, linear))
    count = bench.settings.size_rows
    smallest: float | None = None
    for size in bench.settings.sizes:
        key = bench.list_of(size)
        first, cached = ([f["ready"] for f, _ in runs] for runs in bench.loaded(key))
        start, m = bench.screened([Variant(n, key, warm=True, workers=workers) for n in (1, count)])
        net = max(m.cpu - start.cpu, 0.0)
        smallest = net if smallest is None else smallest
        growth = ratio(net, smallest)
        linear = ratio(growth, size / bench.settings.sizes[0])
        loads = (statistics.median(first), statistics.median(cached) if cached else None)
        table.rows.append((key, *loads, m.wall, m.cpu, net, rate(count, net), m.peak_mb, growth, linear))
    table.notes += [
        f"Lists: {count:,} rows against each. Growth: net to the net of the smallest; of linear: growth to that of the",
        "rows or names: 1 is linear, under 1 better. Start-up differs from run to run: small tables say little.",
    ]
    return table


def part_rapidfuzz(bench: Bench) -> Table:
    """3. The same rows by rapidfuzz, brute force."""
    table = Table(
        f"3. {bench.settings.sample:,} rows against {bench.names:,} names: rapidfuzz, brute force, one thread, loaded",
        ("how", "seconds", "rows/s", "alerts", "peak MB", "to screening", "to its table"),
    )
    own, own_run = bench.kept("sample", "sample")
    figures, done = bench.kept("rapidfuzz", "sample")
    count = bench.settings.sample
    in_table = bench.table_speed()
    by_table = count / in_table[1] if in_table else None
    lines = [("screening", own["seconds"], own["alerts"], own_run.peak_mb)]
    if in_table and by_table:
        lines.append((f"screening, as in a table of {in_table[0]:,}", by_table, None, None))
    lines += [(f"rapidfuzz {how}", f["seconds"], f["alerts"], done.peak_mb) for how, f in figures.items()]
    for how, taken, alerts, peak in lines:
        compared = (ratio(taken, own["seconds"]), ratio(taken, by_table))
        table.rows.append((how, taken, rate(count, taken), alerts, peak, *compared))
    table.notes += [
        "The last columns: the time as a multiple of screening's for these rows, and in a large table (parts 1, 2).",
        "rapidfuzz: names were lower-cased before the clock started; a hit is a score of 75; all in one process.",
    ]
    return table


def part_nomenklatura(bench: Bench) -> Table:
    """4. The same rows by nomenklatura."""
    python = bench.settings.nomenklatura
    probe = subprocess.run([python, "-c", "import nomenklatura"], capture_output=True, check=False)
    if probe.returncode:
        raise BenchError(
            "nomenklatura is not installed here: install it in an environment of its own and name its Python "
            "with --nomenklatura-python"
        )
    own, own_run = bench.kept("sample", "sample")
    other, other_run = bench.kept("nomenklatura", "sample", python)
    count = bench.settings.sample
    table = Table(
        f"4. {count:,} rows against {bench.names:,} names: nomenklatura {other['version']}, its index and logic-v2",
        ("how", "first answer s", "rows s", "rows/s", "alerts", "peak MB", "faster by"),
    )
    for how, f, r in (("screening, warm cache", own, own_run), ("nomenklatura", other, other_run)):
        seconds = f["seconds"]
        table.rows.append(
            (how, f["first"], seconds, rate(count, seconds), f["alerts"], r.peak_mb, ratio(seconds, own["seconds"]))
        )
    table.notes += [
        f"First answer: importing, loading the list and one row. The {count:,} rows come after {WARM_UP} others.",
        f"nomenklatura: {shown(other['import'])} s importing, {shown(other['build'])} s building its index; "
        f"{other['pairs']:,} pairs scored; its hits are those from 0.7.",
        f"First answer, nomenklatura to screening: {shown(ratio(other['first'], own['first']))}",
    ]
    return table


def part_one_name(bench: Bench) -> Table:
    """5. One name."""
    figures = json.loads(bench.worker("match", rows="singles").out)
    ms = figures["ms"]
    percents = (50, 90, 99, 100)
    table = Table(
        f"5. One name ({bench.names:,} names in the list; the commands on the shipped list)",
        ("what", "median ms", "90 %", "99 %", "max", "ratio to an empty Python"),
    )
    table.rows.append((f"Screener.match, {len(ms):,} names", *(percentile(ms, p) for p in percents), None))
    cold = "screening check NAME, empty cache"
    check = ("-m", "screening", "check", NAME)
    commands: dict[str, tuple[str, ...]] = {
        "python -c pass": ("-c", "pass"),
        "import screening": ("-c", "import screening"),
        "screening --version": ("-m", "screening", "--version"),
        cold: check,
        "screening check NAME": check,  # the cache is that of the one before
    }
    times: dict[str, list[float]] = {what: [] for what in commands}
    for turn in range(bench.settings.starts + 1):  # the first turn is a warm-up
        for what, given in commands.items():
            if what == cold:
                bench.forget("plain")
            taken = bench.command(*given) * 1000
            if turn:
                times[what].append(taken)
    base = percentile(times["python -c pass"], 50)
    for what, taken_ms in times.items():
        values = [percentile(taken_ms, p) for p in percents]
        table.rows.append((what, *values, ratio(values[0], base)))
    table.notes += [
        f"{figures['alerts']:,} of the names had hits; about half are listed ones with a slip.",
        f"Commands: whole processes, {bench.settings.starts} runs.",
    ]
    return table


def part_loading(bench: Bench) -> Table:
    """6. Loading a list."""
    table = Table(
        f"6. Loading {bench.list_name} ({len(bench.listed):,} entries, {bench.names:,} names)",
        ("what", "import s", "list to ready s", "first answer s", "process wall s", "peak MB", "speed ratio"),
    )
    base: float | None = None
    for what, runs in zip(("the first time", "from the cache"), bench.loaded("main"), strict=True):
        if not runs:
            table.notes.append("No index cache is written: every process loads like the first one.")
            continue
        parts = [statistics.median(f[key] for f, _ in runs) for key in ("import", "ready", "first")]
        base = base or parts[1]
        peaks = [r.peak_mb for _, r in runs if r.peak_mb is not None]
        wall = statistics.median(r.wall for _, r in runs)
        table.rows.append((what, *parts, wall, max(peaks, default=None), ratio(base, parts[1])))
    sizes = bench.cache_files("main")
    if sizes:
        table.notes.append(f"cache: {len(sizes)} file{'s' * (len(sizes) > 1)}, {sum(sizes) / 1e6:.1f} MB in all")
    return table


PARTS: dict[int, Callable[[Bench], Table]] = {
    1: part_counterparties,
    2: part_growth,
    3: part_rapidfuzz,
    4: part_nomenklatura,
    5: part_one_name,
    6: part_loading,
}


# ------------------------------------------------------------------------------------------------- the command


def machine() -> dict[str, Any]:
    """What was measured, and on what."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in PACKAGES},
        "commit": _commit(),
        "load": [round(x, 2) for x in os.getloadavg()],
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "memory": memory_kind(),
    }


def _processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The commit of this checkout, with a + where files differ from it."""
    try:
        answers = [
            subprocess.run(["git", *arguments], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()
            for arguments in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--", "../src"])
        ]
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return answers[0] + "+" * bool(answers[1])


def measure(bench: Bench, parts: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Every part in turn, printed as it is done; one that fails says so and the rest goes on."""
    done: dict[str, dict[str, Any]] = {}
    for number in parts:
        began = time.perf_counter()
        try:
            table = PARTS[number](bench)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other parts are worth having
            what = (PARTS[number].__doc__ or "").strip()
            print(f"{what} Not measured: {error or type(error).__name__}\n", flush=True)
            done[str(number)] = {"title": what, "error": f"{type(error).__name__}: {error}"}
            continue
        print(rendered(table), flush=True)
        done[str(number)] = {
            "title": table.title,
            "columns": table.columns,
            "rows": table.rows,
            "notes": table.notes,
            "seconds": time.perf_counter() - began,
        }
    return done


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, metavar="PATH", help="a watchlist file (default: a made-up list)")
    parser.add_argument("--names", type=int, metavar="N", help="names in the made-up list (34,000)")
    parser.add_argument("--rows", type=numbers, metavar="N,...", help="sizes of the tables (10000,30000,100000)")
    parser.add_argument(
        "--sizes", type=numbers, metavar="N,...", help="names of the lists that grow (10000,...,300000)"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="rows for other programs (300)")
    parser.add_argument("--runs", type=int, metavar="N", help="runs of each measure (3)")
    parser.add_argument("--long", type=float, default=120.0, metavar="S", help="longer measures run once (120 s)")
    parser.add_argument("--timeout", type=float, default=3600.0, metavar="S", help="the longest a process may take")
    parser.add_argument("--only", type=numbers, default=tuple(PARTS), metavar="N,...", help="these parts")
    parser.add_argument("--nomenklatura-python", default=sys.executable, metavar="PATH", help="a Python that has it")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file too")
    parser.add_argument("--quick", action="store_true", help="little of everything")
    return parser.parse_args(given)


def settings_of(given: argparse.Namespace) -> Settings:
    """What the command line asks for; ``--quick`` lowers what it leaves open."""
    quick: bool = given.quick
    return Settings(
        rows=given.rows or ((300, 1_000) if quick else (10_000, 30_000, 100_000)),
        sizes=given.sizes or ((1_000, 3_000) if quick else (10_000, 34_000, 100_000, 300_000)),
        names=given.names or (2_000 if quick else 34_000),
        size_rows=300 if quick else 3_000,
        sample=given.sample or (50 if quick else 300),
        singles=200 if quick else 2_000,
        runs=given.runs or (1 if quick else 3),
        starts=3 if quick else 5,
        long=given.long,
        timeout=given.timeout,
        nomenklatura=given.nomenklatura_python,
    )


def main() -> None:
    given = arguments()
    unknown = [n for n in given.only if n not in PARTS]
    if unknown:
        raise SystemExit(f"there is no part {unknown[0]}: use {', '.join(map(str, PARTS))}")
    settings = settings_of(given)
    facts = machine()

    def say(text: str) -> None:
        print(f"... {text}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="screening-bench-") as folder:
        watchlist = given.list.resolve() if given.list else None
        bench = Bench(settings, Path(folder), watchlist, say)
        packages = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
        print(
            f"screening at {facts['commit']}, {facts['date']}; {facts['cores']} cores ({facts['processor']}), "
            f"load {facts['load'][0]}\nPython {facts['python']}, {packages}\n"
            f"List: {bench.list_name}: {len(bench.listed):,} entries, {bench.names:,} names\n",
            flush=True,
        )
        parts = measure(bench, given.only)
        result = {
            "machine": facts,
            "list": {"name": bench.list_name, "entries": len(bench.listed), "names": bench.names},
            "settings": {
                name: getattr(settings, name) for name in Settings.__dataclass_fields__ if name != "nomenklatura"
            },
            "parts": parts,
            "load_after": [round(x, 2) for x in os.getloadavg()],
        }
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
