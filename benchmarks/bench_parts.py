"""The parts of the benchmark ``throughput.py``: what each measures, as a table."""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Callable

from bench_figures import Table, percentile, rate, ratio, shown, spread
from bench_measures import Variant
from bench_process import BenchError, memory_kind
from bench_runs import NAME, Bench
from bench_worker import WARM_UP


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
