"""Whether other readers find the same cells: each workbook of a folder, cell by cell, against calamine and openpyxl.

    python benchmarks/same_cells.py FOLDER [--show]

Each file and reader is a process of its own, within bounds of time and memory: some readers abort or never end over
some files. In each pair only files count that both open. Prints a table of the cells that are the same and that differ,
by what the difference is; with --show also each that has no known cause. python-calamine has to be installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench_process import files_in

from screening.errors import InputError
from screening.tables.cells import ERRORS, value_text
from screening.tables.registry import read_table

Place = tuple[str, int, int]
_SECONDS = 60.0
_MEMORY = 3 << 30
_SUFFIXES = {
    "calamine": {".xls", ".xlsb", ".ods", ".xlsx", ".xlsm"}, "openpyxl": {".xlsx", ".xlsm"},
}  # fmt: skip


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


def compared(path: Path, reader: str) -> Iterator[tuple[str, str]]:
    """What each cell of a file is: the same, or a difference and where it is. Raises whatever a reader does."""
    mine = ours(path)
    other = READERS[reader](path)
    for place in sorted({*mine, *other}):
        a, b = mine.get(place, ""), other.get(place, "")
        yield ("same", "") if a == b else (cause(a, b) or "other", f"{place}: {a!r} {b!r}")


def _one(path: Path, reader: str) -> None:
    """Compare one file, and say so as JSON on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    counts: Counter[str] = Counter()
    shown = []
    for kind, where in compared(path, reader):
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
        try:
            _one(options.folder, options.one)
        except InputError as error:
            print(f"ours: {error.code}", file=sys.stderr)
            return 3
        return 0
    print("| files | against | both open | we alone | it alone | same cells | different |")
    print("|---|---|---|---|---|---|---|")
    for reader in READERS:
        _table(options.folder, reader, show=options.show)
    return 0


def _table(folder: Path, reader: str, *, show: bool) -> None:
    opened: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path in sorted(path for path in files_in(folder) if path.suffix.lower() in _SUFFIXES[reader]):
        command = [sys.executable, __file__, str(path), "--one", reader]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            opened["it fails"] += 1
            continue
        if done.returncode == 0:
            opened["both"] += 1
            told, shown = json.loads(done.stdout)
            counts.update(told)
            if show:
                print("\n".join(f"{path.name} {reader} {where}" for where in shown), file=sys.stderr)
        else:
            opened["we fail" if done.returncode == 3 else "it fails"] += 1
    different = {kind: count for kind, count in counts.most_common() if kind != "same"}
    why = ", ".join(f"{kind} ({count:,})" for kind, count in different.items())
    print(
        f"| {sum(opened.values())} | {reader} | {opened['both']} | {opened['it fails']} | {opened['we fail']} "
        f"| {counts['same']:,} | {sum(different.values()):,}: {why} |"
    )


if __name__ == "__main__":
    sys.exit(main())
