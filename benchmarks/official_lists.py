"""What the readers of published lists find in a folder of such lists, how long it takes, and how much memory.

    python benchmarks/official_lists.py FOLDER                # a table: a line for each file
    python benchmarks/official_lists.py FOLDER --together     # all of them read and indexed, then opened from the cache

Each file is read in a process of its own: its seconds of processor time and its peak memory (in MB) include neither the
start of the program nor, where the system tells that, other files. Files of OFAC's legacy format that belong together
(``..._sdn``, ``..._alt``, ``..._add``, ``..._sdn_comments``) are read together. What is no list is named at the end.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from screening.errors import ScreeningError
from screening.lists.inventory import inventory
from screening.lists.registry import read_watchlist
from screening.screener import Screener

_LEGACY = re.compile(r"(?P<stem>.+)_(?P<part>sdn|alt|add|sdn_comments)\.csv(?:\.gz)?$")


def sources(folder: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """The lists of a folder, each with what to call it; files that belong together get a folder of their own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = {path: match for path in files if (match := _LEGACY.match(path.name))}
    stems = [match["stem"] for match in parts.values()]
    for path in files:
        match = parts.get(path)
        if match is None or stems.count(match["stem"]) == 1:
            yield str(path.relative_to(folder)), path
            continue
        together = scratch / match["stem"]
        together.mkdir(exist_ok=True)
        data = path.read_bytes()
        (together / f"{match['part']}.csv").write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)
        if stems.count(match["stem"]) == len(list(together.iterdir())):
            yield match["stem"], together


def measured(path: str) -> None:
    """Read one list and print what it holds and what that took, as JSON; or why it is none."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    try:
        found = inventory(watchlist := read_watchlist(Path(path)))
    except ScreeningError as error:
        print(json.dumps({"error": str(error).removeprefix(f"{path}: ")}))
        return
    told = {
        "entities": found.entities, "names": found.names, "identifiers": found.identifiers,
        "addresses": found.addresses, "seconds": time.process_time() - began,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "start_mb": before / 1024,
        "warnings": len(watchlist.warnings),
    }  # fmt: skip
    print(json.dumps(told))


def table(lists: list[tuple[str, Path]]) -> None:
    """A line of Markdown for each list."""
    print("| file | entries | names | numbers | addresses | seconds | MB |\n|---|---|---|---|---|---|---|")
    others = []
    for name, path in lists:
        command = [sys.executable, __file__, "--measure", str(path)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        if "error" in told:
            others.append(f"{name}: {told['error']}")
            continue
        counts = " | ".join(f"{told[key]:,}" for key in ("entities", "names", "identifiers", "addresses"))
        print(f"| {name} | {counts} | {told['seconds']:.1f} | {told['mb']:.0f} |", flush=True)
    print("\nno list:", *others, sep="\n  ")


def together(lists: list[tuple[str, Path]], scratch: Path) -> None:
    """Seconds of the clock and of processor time until all lists are ready, without and with a cache."""
    paths = []
    for _, path in lists:
        try:
            read_watchlist(path)
        except ScreeningError:
            continue
        paths.append(str(path))
    os.environ["SCREENING_CACHE"] = str(scratch / "cache")
    for what in ("read and indexed", "from the cache"):
        command = [sys.executable, __file__, "--open", *paths]
        began = time.perf_counter()
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"{what}: {time.perf_counter() - began:.1f} s, {told}; all processes so far {spent.ru_utime:.1f} s of CPU"
        )


def opened(paths: list[str]) -> None:
    """Make the lists ready and print what they hold."""
    began = time.process_time()
    infos = Screener.from_config(lists=paths, workers=0).lists
    entities, names = sum(info.entities for info in infos), sum(info.names for info in infos)
    print(f"{len(infos)} lists, {entities:,} entries, {names:,} names, {time.process_time() - began:.1f} s of its CPU")


def main() -> None:
    """Measure the lists of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--together", action="store_true", help="all lists at once, with their index")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--open", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured(options.measure)
    elif options.open:
        opened(options.open)
    elif options.folder is None or not options.folder.is_dir():
        parser.error("name a folder of lists")
    else:
        with tempfile.TemporaryDirectory() as name:
            lists = list(sources(options.folder, Path(name)))
            if options.together:
                together(lists, Path(name))
            else:
                table(lists)


if __name__ == "__main__":
    main()
