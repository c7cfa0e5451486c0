"""The cells of one workbook as we and as other readers find them.

    python benchmarks/cell_readers.py READER FILE

writes a line of JSON for each filled cell: sheet, row (from 1), column (from 0), text. Run as a process of its own,
since some readers abort or never end over some files; memory is bounded. A file that we refuse is told by the error's
code.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from screening.errors import InputError
from screening.tables.cells import value_text
from screening.tables.decode import decode
from screening.tables.registry import read_table

Cell = tuple[str, int, int, str]

_MEMORY = 3 << 30
_SNIFFED = 20_000  # characters
_NODE_MEMORY = "--max-old-space-size=3072"  # of megabytes; node reserves far more than it uses


def ours(path: Path) -> Iterator[Cell]:
    """Our cells."""
    for sheet in read_table(path).sheets:
        for number, cells in sheet.rows:
            yield from ((sheet.name, number, place, text) for place, text in enumerate(cells))


def calamine(path: Path) -> Iterator[Cell]:
    """Those of calamine."""
    import python_calamine  # noqa: PLC0415  # installed for this alone

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield from _grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))


def openpyxl(path: Path) -> Iterator[Cell]:
    """Those of openpyxl."""
    import openpyxl as library  # noqa: PLC0415  # slow to import

    for sheet in library.load_workbook(path, data_only=True, keep_links=False).worksheets:
        yield from _grid(sheet.title, sheet.iter_rows(min_row=1, min_col=1, values_only=True))


def pyxlsb(path: Path) -> Iterator[Cell]:
    """Those of pyxlsb, which tells dates as numbers and errors as their codes."""
    import pyxlsb as library  # noqa: PLC0415  # installed for this alone

    with library.open_workbook(str(path)) as book:
        for name in book.sheets:
            with book.get_sheet(name) as sheet:
                for row in sheet.rows(sparse=True):
                    yield from ((name, cell.r + 1, cell.c, value_text(cell.v)) for cell in row)


def pandas_odf(path: Path) -> Iterator[Cell]:
    """Those of pandas on odfpy."""
    import pandas as pd  # noqa: PLC0415  # slow to import

    sheets = pd.read_excel(
        path, engine="odf", sheet_name=None, header=None, dtype=object, keep_default_na=False, na_filter=False
    )
    for name, frame in sheets.items():
        yield from _grid(str(name), frame.itertuples(index=False))


def sheetjs(path: Path) -> Iterator[Cell]:
    """Those of SheetJS."""
    script = Path(__file__).with_name("sheetjs_cells.cjs")
    told = subprocess.run(["node", _NODE_MEMORY, str(script), str(path)], capture_output=True, check=False)
    if told.returncode:
        raise OSError(_why(told.stderr.decode(errors="replace")))
    for line in told.stdout.decode().splitlines():
        sheet, row, column, value = json.loads(line)
        yield sheet, row, column, _sheetjs_text(value)


def csv_module(path: Path) -> Iterator[Cell]:
    """Those of the csv module, with the delimiter that its sniffer finds; the encoding is ours (``encodings.py``)."""
    text = decode(path.read_bytes()).text
    try:
        delimiter = csv.Sniffer().sniff(text[:_SNIFFED], delimiters=",;\t|").delimiter  # of quotes it is no judge
    except csv.Error:
        delimiter = ","
    csv.field_size_limit(len(text) + 1)
    yield from _grid("", csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


READERS: Mapping[str, Callable[[Path], Iterable[Cell]]] = {
    "screening": ours, "calamine": calamine, "openpyxl": openpyxl, "pyxlsb": pyxlsb, "pandas and odfpy": pandas_odf,
    "SheetJS": sheetjs, "csv module": csv_module,
}  # fmt: skip


def _grid(name: str, rows: Iterable[Iterable[object]]) -> Iterator[Cell]:
    for number, row in enumerate(rows, start=1):
        yield from ((name, number, place, value_text(value)) for place, value in enumerate(row))


def _sheetjs_text(value: Any) -> str:
    """JavaScript has one kind of number; a date comes as its parts, and one before 1900 is a time of day alone."""
    if not isinstance(value, dict):
        return value_text(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if value["serial"] < 1:
        return value_text(dt.time(*value["date"][3:]))
    try:
        return value_text(dt.datetime(*value["date"]))  # noqa: DTZ001  # workbooks know no zones
    except ValueError:  # the 29 February 1900 that never was
        return value_text(float(value["serial"]))


def _why(message: str) -> str:
    """The line of a message of node that says what went wrong."""
    lines = [line for line in message.splitlines() if "Error" in line]
    return lines[0].strip() if lines else "it failed"


def main() -> None:
    reader, path = sys.argv[1], Path(sys.argv[2])
    if reader != "SheetJS":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        found = [cell for cell in READERS[reader](path) if cell[3]]
    except InputError as error:
        print(error.code)
        sys.exit(1)
    print("\n".join(map(json.dumps, found)))


if __name__ == "__main__":
    main()
