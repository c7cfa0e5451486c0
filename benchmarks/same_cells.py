"""Whether other readers find the same: each workbook of a folder, cell by cell, against others for its format.

    pip install -e '.[benchmarks]'
    npm install --prefix FOLDER xlsx@0.18.5    # SheetJS, the second reader of .xls
    NODE_PATH=FOLDER/node_modules python benchmarks/same_cells.py FILES [--show]

Each file and reader is a process of its own, within bounds of time and memory: some readers abort or never end over
some files. In each comparison only files count that all its readers open. Prints a table of the cells that are the same
and that differ, by what the difference is, for each of the others alone and for the cells in which two others agree;
and how many of all files of the folder are read here. Of text files, whose delimiters are a matter of opinion, the
letters and digits of each row are compared. With --show also each difference that has no known cause, and each file
that a reader does not open.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench_process import files_in

from screening.errors import InputError
from screening.tables.cells import ERRORS, serial_text
from screening.tables.registry import read_table

Place = tuple[str, int, int]
Found = Mapping[Place, str]
_SECONDS = 300.0
_TEXTS = (".csv", ".tsv", ".txt")
_OTHERS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (".xls", ".xlt"): ("calamine", "SheetJS"),
    (".xlsb",): ("calamine", "pyxlsb"),
    (".ods",): ("calamine", "pandas and odfpy"),
    (".fods",): ("SheetJS",),
    (".xlsx", ".xlsm", ".xltx", ".xltm"): ("calamine", "openpyxl"),
    _TEXTS: ("csv module",),
}
_US = "screening"
_OPENED = {(True, True): "both", (True, False): "we alone", (False, True): "it alone", (False, False): "neither"}
"""Who opens a file, by whether we do and whether the other reader does."""


def cause(mine: str, other: str) -> str:
    """What a difference is; empty for a difference that has no known cause."""
    if mine.split() == other.split():
        return "white space"
    if mine in ERRORS and (not other or other.startswith("0x")):
        return "an error of a formula, left out there or told by its code"
    if _is_serial(other, mine):
        return "a date that it tells as a number"
    if mine[:10] == other[:10] and len(mine) > 10 < len(other) and ":" in mine:
        return "seconds and their fractions"
    if ":" in mine and ("day" in other or "P" in other or ":" in other):
        return "times and durations"
    return ""


def _is_serial(number: str, date: str) -> bool:
    """Whether a number is the one that a workbook stores for a date."""
    try:
        days = float(number)
    except ValueError:
        return False
    return date in {
        serial_text(days, from_1904=early, elapsed=elapsed) for early in (False, True) for elapsed in (False, True)
    }


def compared(mine: Found, other: Found, places: Iterator[Place]) -> Iterator[tuple[str, str]]:
    """What each cell of a file is: the same, or a difference and where it is."""
    for place in places:
        a, b = mine.get(place, ""), other.get(place, "")
        yield ("same", "") if a == b else (cause(a, b) or "other", f"{place}: {a!r} {b!r}")


def as_rows(found: Found) -> Found:
    """The letters and digits of each row in place of its number: one row read otherwise must not shift the others."""
    rows: dict[tuple[str, int], list[str]] = {}
    for (sheet, row, _), text in sorted(found.items()):
        rows.setdefault((sheet, row), []).append(text)
    texts = ["".join(filter(str.isalnum, "".join(row))) for row in rows.values()]
    seen: Counter[str] = Counter()
    told: dict[Place, str] = {}
    for text in filter(None, texts):
        seen[text] += 1
        told[text, seen[text], 0] = text
    return told


class _Comparison:
    """The cells of some files here and elsewhere: how many are the same, and what the others are."""

    def __init__(self, against: str, *, show: bool) -> None:
        self.against = against
        self.counts: Counter[str] = Counter()
        self._show = show

    def add(self, path: Path, mine: Found, other: Found, places: Iterator[Place]) -> None:
        for kind, where in compared(mine, other, places):
            self.counts[kind] += 1
            if kind == "other" and self._show:
                print(f"{path.name} {self.against} {where}", file=sys.stderr)

    def columns(self) -> str:
        different = {kind: count for kind, count in self.counts.most_common() if kind != "same"}
        why = ", ".join(f"{kind} ({count:,})" for kind, count in different.items())
        return f"{self.counts['same']:,} | {sum(different.values()):,}: {why} |"


def cells(path: Path, reader: str) -> tuple[Found | None, str]:
    """The cells that a reader finds in a file; None, and why, where it does not open it."""
    script = Path(__file__).with_name("cell_readers.py")
    command = [sys.executable, str(script), reader, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, "it did not end"
    if done.returncode:
        told = done.stdout if reader == _US else done.stderr
        return None, told.decode(errors="replace").strip().rpartition("\n")[2]
    # "Sheet 1" is our name, and that of others "Sheet1", for the sheet of a workbook whose version has no names.
    rows = map(json.loads, done.stdout.splitlines() if done.stdout.strip() else ())
    found = {("".join(sheet.split()), row, column): text for sheet, row, column, text in rows}
    return as_rows(found) if path.suffix.lower() in _TEXTS else found, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="show each difference without a known cause")
    parser.add_argument("--suffix", action="append", default=[], help="compare files of this suffix only (.xls)")
    options = parser.parse_args()
    files = sorted(files_in(options.folder))
    print("| files | against | both open | we alone | it alone | neither | same cells | different |")
    print("|---|---|---|---|---|---|---|---|")
    for suffixes, others in _OTHERS.items():
        if not options.suffix or set(options.suffix) & set(suffixes):
            some = [path for path in files if path.suffix.lower() in suffixes]
            print("\n".join(_lines(some, suffixes, others, show=options.show)), flush=True)
    if not options.suffix:
        outcomes = Counter(map(_outcome, files))
        print(f"\nof {len(files)} files: {', '.join(f'{kind} {count}' for kind, count in outcomes.most_common())}")
    return 0


def _outcome(path: Path) -> str:
    """Whether we read a file, or the code of the error."""
    try:
        read_table(path)
    except InputError as error:
        return error.code or ""
    return "read"


def _lines(files: Sequence[Path], suffixes: Sequence[str], others: Sequence[str], *, show: bool) -> Iterator[str]:
    """The lines of the table for the files of one format."""
    opened: dict[str, Counter[str]] = {reader: Counter() for reader in others}
    alone = {reader: _Comparison(reader, show=show) for reader in others}
    both = _Comparison("where both agree", show=show)
    for path in files:
        found = {reader: cells(path, reader) for reader in (_US, *others)}
        mine = found[_US][0]
        for reader, (_, why) in found.items():
            if why and show:
                print(f"{path.name} {reader} does not open it: {why}", file=sys.stderr)
        told = {reader: found[reader][0] for reader in others}
        for reader, other in told.items():
            opened[reader][_OPENED[mine is not None, other is not None]] += 1
            if mine is not None and other is not None:
                alone[reader].add(path, mine, other, iter(sorted({*mine, *other})))
        if mine is not None and len(told) == 2 and None not in told.values():
            one, two = (other or {} for other in told.values())
            agreed = (place for place in sorted({*mine, *one, *two}) if one.get(place, "") == two.get(place, ""))
            both.add(path, mine, one, agreed)
    kinds = f"{len(files)} {', '.join(suffixes)}"
    for reader in others:
        told_of = " | ".join(str(opened[reader][who]) for who in _OPENED.values())
        yield f"| {kinds} | {reader} | {told_of} | {alone[reader].columns()}"
    if len(others) == 2:
        yield f"| {kinds} | both, where they agree | | | | | {both.columns()}"


if __name__ == "__main__":
    sys.exit(main())
