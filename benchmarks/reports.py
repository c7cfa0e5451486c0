"""What large reports cost: seconds, peak memory and file size of every format.

    pip install -e '.[pdf]'
    python benchmarks/reports.py                               # 100,000 rows with 5,000 alerts
    python benchmarks/reports.py --rows 20000 --alerts 1000 --format .xlsx --format .html

A small made-up trading book (examples/trading_book.py) is screened with the shipped list, and its results are repeated
until the report is as large as asked. Each format is written by a process of its own; the report is loaded before the
clock starts. ``base`` is that process's peak memory before it writes: the report itself. No network. Needs Unix.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

import screening
from screening.report.model import Report, Result, summarise
from screening.report.write import FORMATS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples"))

import trading_book  # from the folder of examples

BOOK = {"rows": 900, "listed": 132, "flags": 44, "near": 36}  # two rounds through the planted texts


def repeated(report: Report, rows: int, alerts: int) -> Report:
    """A report of so many rows, so many of them alerts, spread evenly."""
    hits, others = (
        cycle([result for result in report.counterparties if bool(result.hits) is wanted]) for wanted in (True, False)
    )
    kinds = ((at + 1) * alerts // rows > at * alerts // rows for at in range(rows))
    results = tuple(_placed(next(hits if alert else others), row) for row, alert in enumerate(kinds, 2))
    return Report(screening=report.screening, summary=summarise(results), counterparties=results)


def _placed(result: Result, row: int) -> Result:
    identity = result.identity and result.identity.model_copy(update={"id": f"TB-{row}"})
    return result.model_copy(update={"row": row, "identity": identity})


def made(folder: Path, rows: int, alerts: int) -> Path:
    """The report on disk, as the processes that write it load it."""
    book, _ = trading_book.book(**BOOK)
    trading_book.write(folder / "book.csv", book)
    report = repeated(screening.Screener().screen(folder / "book.csv"), rows, alerts)
    path = folder / "report.pickle"
    path.write_bytes(pickle.dumps(report))
    return path


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def write(path: Path, suffix: str) -> dict[str, float]:
    """Write one format, and measure."""
    report: Report = pickle.loads(path.read_bytes())  # our own file
    base, out = peak(), path.with_suffix(suffix)
    start, cpu = time.perf_counter(), time.process_time()
    report.write(out)
    return {
        "seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "base": base, "peak": peak(),
        "size": out.stat().st_size / 1e6,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--alerts", type=int, default=5_000)
    parser.add_argument("--format", action="append", choices=FORMATS, help="a suffix; repeatable (default: all)")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        print(json.dumps(write(args.write, args.format[0])))
        return
    heads = "".join(f"{head:>9}" for head in ("seconds", "CPU", "base MB", "peak MB", "file MB"))
    print(f"{args.rows:,} rows, {args.alerts:,} alerts\n{'':8}{heads}")
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder), args.rows, args.alerts)
        for suffix in args.format or FORMATS:
            command = [sys.executable, __file__, "--write", str(path), "--format", suffix]
            done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
            told = json.loads(done.stdout)
            columns = (
                f"{told['seconds']:9.1f}{told['cpu']:9.1f}{told['base']:9.0f}{told['peak']:9.0f}{told['size']:9.1f}"
            )
            print(f"{suffix:8}{columns}", flush=True)


if __name__ == "__main__":
    main()
