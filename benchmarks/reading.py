"""How fast tables are read, and in how much memory: this reader beside others, on made-up files, in one run.

    python benchmarks/reading.py [--rows 100000] [--runs 3] [FORMAT ...]

Every reading is a process of its own (so that ours starts none: what that costs stands in docs/robustness.md); the
readers take turns, so that a slow moment of the machine hits all alike.
Printed are medians of CPU time and wall time without the start of Python, the peak memory of the whole process, and
the ratio of CPU times to ours. Readers that are not installed (python-calamine) are left out.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import xlsxwriter
from bench_data import BUSINESS_WORDS, COUNTRIES, SEED

HEADER = ("Ref", "Name", "Country", "Address", "IMO", "Date of birth", "Amount", "Notes")
MOST_XLS_ROWS = 65_000
_ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
path = sys.argv[1]
{imports}
began, cpu = time.perf_counter(), time.process_time()
rows = {read}
status = Path("/proc/self/status")
if status.exists():  # there getrusage would count the parent before exec
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(json.dumps([time.process_time() - cpu, time.perf_counter() - began, peak, rows]))
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read a file: what it needs, and the expression that reads it and counts its rows."""

    name: str
    module: str
    imports: str
    read: str


_OURS = Reader(
    "screening", "screening", "from screening.tables.registry import read_table",
    "sum(len(sheet.rows) for sheet in read_table(path, isolated=False).sheets)",
)  # fmt: skip
_CALAMINE = Reader(
    "python-calamine", "python_calamine", "from python_calamine import CalamineWorkbook",
    "len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())",
)  # fmt: skip
READERS: dict[str, tuple[Reader, ...]] = {
    "xlsx": (
        _OURS,
        Reader(
            "openpyxl, read-only", "openpyxl", "import openpyxl",
            "sum(1 for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))",
        ),
        _CALAMINE,
    ),
    "xls": (_OURS, _CALAMINE),
    "ods": (_OURS, _CALAMINE),
    "csv": (
        _OURS,
        Reader("csv module", "csv", "import csv", "sum(1 for row in csv.reader(open(path, encoding='utf-8')))"),
    ),
    "parquet": (_OURS,),
}  # fmt: skip


def table(count: int) -> Iterator[tuple[str | int | float | dt.date, ...]]:
    """Rows of text, whole numbers, dates and amounts; the same ones every time."""
    chance = random.Random(SEED)
    for number in range(1, count + 1):
        yield (
            f"C-{number:06d}",
            " ".join(chance.sample(BUSINESS_WORDS, 3)) + " & Sons Ltd",
            chance.choice(COUNTRIES),
            f"{chance.randint(1, 999)} {chance.choice(BUSINESS_WORDS)} Street",
            chance.randint(1_000_000, 9_999_999),
            dt.date(1950, 1, 1) + dt.timedelta(days=chance.randint(0, 20_000)),
            round(chance.random() * 1e6, 2),
            chance.choice(("", "ok", "checked", "none")),
        )


def write_xlsx(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "constant_memory": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for place, row in enumerate(table(count), start=1):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(place, column, value)


def write_xls(path: Path, count: int) -> None:
    import xlwt  # noqa: PLC0415  # a dependency of the tests

    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for place, row in enumerate((HEADER, *table(min(count, MOST_XLS_ROWS)))):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(place, column, value, date)
            elif value != "":
                sheet.write(place, column, value)
    book.save(path)


def _ods_cell(value: str | int | float | dt.date) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    kind, name = ("date", "date-value") if isinstance(value, dt.date) else ("float", "value")
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">{shown}</table:table-cell>'


def write_ods(path: Path, count: int) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in (HEADER, *table(count))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODS_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows((HEADER, *table(count)))


def write_parquet(path: Path, count: int) -> None:
    pd.DataFrame(list(table(count)), columns=list(HEADER)).to_parquet(path)


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "xlsx": write_xlsx, "xls": write_xls, "ods": write_ods, "csv": write_csv, "parquet": write_parquet,
}  # fmt: skip


def measured(reader: Reader, path: Path) -> tuple[float, float, float, int]:
    """CPU seconds, wall seconds, peak MB and rows of one reading."""
    program = _MEASURE.format(imports=reader.imports, read=reader.read)
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
    cpu, wall, peak, rows = json.loads(done.stdout)
    return cpu, wall, peak, rows


def compared(kind: str, count: int, runs: int, folder: Path) -> Iterator[str]:
    """The lines of a Markdown table, one for each reader of a format."""
    path = folder / f"table.{kind}"
    WRITERS[kind](path, count)
    readers = [reader for reader in READERS[kind] if importlib.util.find_spec(reader.module)]
    found: dict[str, list[tuple[float, float, float, int]]] = {reader.name: [] for reader in readers}
    for _ in range(runs):
        for reader in readers:
            found[reader.name].append(measured(reader, path))
    own = statistics.median(run[0] for run in found[_OURS.name])
    size = path.stat().st_size / 1e6
    for name, results in found.items():
        cpu, wall, peak = (statistics.median(run[n] for run in results) for n in range(3))
        yield (
            f"| {kind} ({size:.1f} MB) | {name} | {results[0][3]:,} | {cpu:.2f} | {wall:.2f} | {peak:.0f} "
            f"| {cpu / own:.2f} |"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(WRITERS)} (default: all)")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    if unknown := set(options.formats) - WRITERS.keys():
        parser.error(f"there is no format {min(unknown)}")
    print("| file | reader | rows | CPU s | wall s | peak MB | CPU to ours |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.formats or WRITERS:
            for line in compared(kind, options.rows, options.runs, Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
