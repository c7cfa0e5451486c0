"""How long rescreening takes, against a full screening of the same rows with the new list: ``--help`` tells the rest.

Both lists are indexed before the clock starts, as they are where they were screened with. The results are compared:
a rescreening that is fast and wrong ends with an error.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from screening.screener import Screener

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds of processor time that it took: other work on the machine counts less."""
    began = time.process_time()
    return work(), time.process_time() - began


def main() -> None:
    """Screen with the old list and the new one, rescreen, compare, and print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", help="the earlier version of a list")
    parser.add_argument("new", help="the later version")
    parser.add_argument("rows", help="a table of counterparties")
    options = parser.parse_args()
    before = Screener.from_config(lists=[options.old])
    report, _ = timed(lambda: before.screen(options.rows))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        report.write(file)
        Screener.from_config(lists=[options.new])  # indexes it
        one, screener = (Screener.from_config(lists=[options.new]) for _ in range(2))  # neither has seen a row
        full, full_seconds = timed(lambda: one.screen(options.rows))
        found, seconds = timed(lambda: screener.rescreen(file, old=[options.old]))
    if found.report.counterparties != full.counterparties:
        raise SystemExit("the rescreening gives another result than the full screening")
    print(f"rows {found.rows:,}, screened again {found.screened:,}; {dict(found.counts)} {'; '.join(found.grounds)}")
    print(f"full screening {full_seconds:.1f} s, rescreening {seconds:.1f} s: {seconds / full_seconds:.0%} of it")


if __name__ == "__main__":
    main()
