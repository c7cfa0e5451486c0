"""Whether other readers find the same cells: each workbook of a folder, cell by cell, against calamine and openpyxl.

    python benchmarks/same_cells.py FOLDER [--show]

Each file and reader is a process of its own, within bounds of time and memory: some readers abort or never end over
some files. In each pair only files count that both open. Prints a table of the cells that are the same and that differ,
by what the difference is, and how many of all files of the folder are read here; with --show also each difference that
has no known cause, and each file that one of both does not open. python-calamine has to be installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench_process import files_in

from screening.errors import InputError
from screening.tables.cells import ERRORS, value_text
from screening.tables.registry import read_table

Place = tuple[str, int, int]
_SECONDS = 60.0
_MEMORY = 3 << 30
_PAIRS = (
    ("calamine", (".xls",)), ("calamine", (".xlsb", ".ods")), ("calamine", (".xlsx", ".xlsm")),
    ("openpyxl", (".xlsx", ".xlsm")),
)  # fmt: skip
_READ = "read"
_OPENED = {(True, True): "both", (True, False): "we alone", (False, True): "it alone", (False, False): "neither"}
"""Who opens a file, by whether we do and whether the other reader does."""


def ours(path: Path) -> Mapping[Place, str]:
    """Our cells."""
    sheets = read_table(path).sheets
    return {(s.name, n, c): text for s in sheets for n, cells in s.rows for c, text in enumerate(cells) if text}


def calamine(path: Path) -> Mapping[Place, str]:
    """Those of calamine."""
    import python_calamine  # noqa: PLC0415  # installed for this alone

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {
        (name, r, c): text
        for name in book.sheet_names
        for r, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
        for c, value in enumerate(row)
        if (text := value_text(value))
    }


def openpyxl(path: Path) -> Mapping[Place, str]:
    """Those of openpyxl."""
    import openpyxl as library  # noqa: PLC0415  # slow to import

    book = library.load_workbook(path, data_only=True, keep_links=False)
    return {
        (sheet.title, r, c): text
        for sheet in book.worksheets
        for r, row in enumerate(sheet.iter_rows(min_row=1, min_col=1, values_only=True), start=1)
        for c, value in enumerate(row)
        if (text := value_text(value))
    }


READERS: Mapping[str, Callable[[Path], Mapping[Place, str]]] = {"calamine": calamine, "openpyxl": openpyxl}


def cause(mine: str, other: str) -> str:
    """What a difference is; empty for a difference that has no known cause."""
    if mine.split() == other.split():
        return "white space"
    if mine in ERRORS and not other:
        return "an error of a formula, left out there"
    if mine[:10] == other[:10] and len(mine) > 10 < len(other) and ":" in mine:
        return "seconds and their fractions"
    if ":" in mine and ("day" in other or "P" in other or ":" in other):
        return "times and durations"
    return ""


def compared(mine: Mapping[Place, str], other: Mapping[Place, str]) -> Iterator[tuple[str, str]]:
    """What each cell of a file is: the same, or a difference and where it is."""
    for place in sorted({*mine, *other}):
        a, b = mine.get(place, ""), other.get(place, "")
        yield ("same", "") if a == b else (cause(a, b) or "other", f"{place}: {a!r} {b!r}")


def _one(path: Path, reader: str) -> None:
    """Compare one file: a line of JSON once we have read it, and another once the other reader has, too."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    mine: Mapping[Place, str] = {}
    try:
        mine = ours(path)
    except InputError as error:
        print(json.dumps(error.code), flush=True)
    else:
        print(json.dumps(_READ), flush=True)
    other = READERS[reader](path)
    counts: Counter[str] = Counter()
    shown = []
    for kind, where in compared(mine, other):
        counts[kind] += 1
        if kind == "other":
            shown.append(where)
    print(json.dumps([counts, shown[:20]]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="show each difference without a known cause")
    parser.add_argument("--one", metavar="READER", choices=READERS, help="compare one file with one reader")
    options = parser.parse_args()
    if options.one:
        _one(options.folder, options.one)
        return 0
    files = sorted(files_in(options.folder))
    print("| files | against | both open | we alone | it alone | neither | same cells | different |")
    print("|---|---|---|---|---|---|---|---|")
    for reader, suffixes in _PAIRS:
        _table([path for path in files if path.suffix.lower() in suffixes], reader, suffixes, show=options.show)
    outcomes = Counter(map(_outcome, files))
    print(f"\nof {len(files)} files: {', '.join(f'{kind} {count}' for kind, count in outcomes.most_common())}")
    return 0


def _outcome(path: Path) -> str:
    """Whether we read a file, or the code of the error."""
    try:
        read_table(path)
    except InputError as error:
        return error.code or ""
    return _READ


def _table(files: Sequence[Path], reader: str, suffixes: Sequence[str], *, show: bool) -> None:
    opened: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path in files:
        command = [sys.executable, __file__, str(path), "--one", reader]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            told, why = done.stdout, done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        except subprocess.TimeoutExpired as error:
            told, why = bytes(error.stdout or b""), "it did not end"
        outcome, *cells = map(json.loads, told.splitlines())
        opened[_OPENED[outcome == _READ, bool(cells)]] += 1
        shown = [f"not opened here: {outcome}"] if outcome != _READ else []
        if cells and outcome == _READ:
            counts.update(cells[0][0])
            shown += cells[0][1]
        elif not cells:
            shown.append(f"not opened there: {why}")
        if show:
            print("".join(f"{path.name} {reader} {where}\n" for where in shown), end="", file=sys.stderr)
    different = {kind: count for kind, count in counts.most_common() if kind != "same"}
    why = ", ".join(f"{kind} ({count:,})" for kind, count in different.items())
    print(
        f"| {len(files)} {', '.join(suffixes)} | {reader} | {' | '.join(str(opened[who]) for who in _OPENED.values())} "
        f"| {counts['same']:,} | {sum(different.values()):,}: {why} |"
    )


if __name__ == "__main__":
    sys.exit(main())
