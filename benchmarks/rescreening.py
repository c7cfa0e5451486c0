"""How long rescreening takes, against a full screening of the same rows with the new list.

    python benchmarks/rescreening.py                                     # a made-up list of 34,000 names, 20,000 rows
    python benchmarks/rescreening.py --changed 0.01 --rows 5000 --runs 5
    python benchmarks/rescreening.py --old OLD --new NEW --table ROWS    # any two versions of a list, any table

No network; the tables are made here, from a fixed seed. Every run is a process of its own, with both lists indexed and
their indexes kept, as they are where they were screened with; runs take turns, and medians of their seconds of
processor time are told. ``lists`` is what a rescreening of one row takes: it is spent on opening the old index and on
comparing the two, and does not grow with the rows. The results are compared: a rescreening that is fast and wrong ends
with an error.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import bench_data as data

from screening.report.json_reading import read_report
from screening.screener import Screener

NAMES = 34_000


def changed(listed: Sequence[data.Listed], share: float) -> tuple[list[data.Listed], list[data.Listed]]:
    """Two versions of a list: of so many entries a third each is new, gone, or has another name more."""
    rng = random.Random(f"{data.SEED} changed")
    many = max(1, round(share * len(listed) / 3))
    order = rng.sample(range(len(listed)), k=3 * many)
    new, gone, other = (frozenset(order[i * many : (i + 1) * many]) for i in range(3))
    old = [entry for i, entry in enumerate(listed) if i not in new]
    now = [
        replace(entry, names=(*entry.names, data.slip(rng, entry.names[0]))) if i in other else entry
        for i, entry in enumerate(listed)
        if i not in gone
    ]
    return old, now


def made(folder: Path, options: argparse.Namespace) -> tuple[Path, Path, Path]:
    """The files of both versions and of the table, made where they are not given."""
    if options.old:
        return Path(options.old), Path(options.new), Path(options.table)
    listed = data.made_up_list(options.names)
    old, new = folder / "old" / "list.csv", folder / "new" / "list.csv"  # the same list is told by its name
    for path, entries in zip((old, new), changed(listed, options.changed), strict=True):
        path.parent.mkdir()
        data.write_list(path, entries)
    return old, new, data.write_rows(folder / "rows.csv", islice(data.counterparties(listed), options.rows))


def measured(what: str, old: str, new: str, table: str, report: str, out: str) -> None:
    """One run, in a process of its own: prints its seconds and what came of it, as JSON."""
    screener = Screener.from_config(lists=[new])
    screener.match("Warm Up Trading Company")  # the tables of words are read once in a process
    told: dict[str, object] = {}
    began = time.process_time()
    if what == "full":
        made_report = screener.screen(table)
    else:
        found = screener.rescreen(report, old=[old])
        made_report = found.report
        told = {"rows": found.rows, "screened": found.screened, "grounds": found.grounds, **dict(found.counts)}
    told["seconds"] = time.process_time() - began
    made_report.write(out)
    print(json.dumps(told))


def main() -> None:
    """Make what is missing, run in turns, compare, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", help="the earlier version of a list")
    parser.add_argument("--new", help="the later version")
    parser.add_argument("--table", help="a table of counterparties")
    parser.add_argument("--names", type=int, default=NAMES, help="names of the made-up list")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the made-up table")
    parser.add_argument("--changed", type=float, default=0.003, help="share of its entries that change")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured(*options.measure)
        return
    if len({bool(options.old), bool(options.new), bool(options.table)}) > 1:
        parser.error("--old, --new and --table go together")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SCREENING_CACHE"] = str(folder / "cache")
        old, new, table = made(folder, options)
        report, one, full, again = (folder / f"{stem}.json" for stem in ("report", "one", "full", "again"))
        before = Screener.from_config(lists=[str(old)]).screen(table)
        before.write(report)
        first = before.counterparties[:1]
        summary = before.summary.model_copy(update={"counterparties": 1})
        before.model_copy(update={"counterparties": first, "summary": summary}).write(one)
        Screener.from_config(lists=[str(new)])
        runs: dict[str, list[float]] = {"full": [], "rescreening": [], "lists": []}
        told = {}
        for _ in range(options.runs):
            for what, source, out in (
                ("full", report, full), ("rescreening", report, again), ("lists", one, folder / "one-again.json"),
            ):  # fmt: skip
                command = [sys.executable, __file__, "--measure", what, old, new, table, source, out]
                done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
                told[what] = json.loads(done.stdout)
                runs[what].append(told[what]["seconds"])
        if read_report(again).counterparties != read_report(full).counterparties:
            raise SystemExit("the rescreening gives another result than the full screening")
    print({k: v for k, v in told["rescreening"].items() if k != "seconds"})
    middle = {what: statistics.median(seconds) for what, seconds in runs.items()}
    for what, seconds in runs.items():
        print(f"{what:12} {middle[what]:7.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})")
    rows = middle["rescreening"] - middle["lists"]
    print(
        f"rescreening / full: {middle['rescreening'] / middle['full']:.0%}, its rows alone {rows / middle['full']:.0%}"
    )


if __name__ == "__main__":
    main()
