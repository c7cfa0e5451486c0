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
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench_figures import rendered
from bench_machine import machine
from bench_measures import Settings
from bench_parts import PARTS
from bench_runs import Bench


def numbers(text: str) -> tuple[int, ...]:
    """``10_000,34000`` as numbers, in order."""
    return tuple(sorted({int(part) for part in text.split(",")}))


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
