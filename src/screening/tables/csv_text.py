"""Delimited text (.csv, .tsv, .txt): delimiter and quoting as the file has them, and no row lost to a stray quote."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import dropwhile
from typing import NamedTuple, Self

from screening.errors import InputError
from screening.tables.decode import decode
from screening.tables.fixed_width import columns_of, cut
from screening.tables.headers import SUBJECT_USES, recognise
from screening.tables.limits import Limits
from screening.tables.model import DELIMITERS, Row, Sheet, TableFile, chosen
from screening.tables.told import some
from screening.texts import spoken

SAMPLE_LINES = 300
"""Lines that the choice of the delimiter looks at."""

HEADER_ROWS = 30
"""Rows among which the header is looked for."""

SINGLE_COLUMN = 0.8
"""How evenly (0-1) a delimiter has to divide the rows to be one, where no header speaks for it."""

LEAST_ROWS = 2
"""Rows that a table has at least, and at least as many as lines above it, for these to be titles."""

PROSE = 0.5
"""Factor where every comma is followed by a space, as in "Foo Co., Ltd."."""

LEAST_KNOWN = 3
"""Known headers in a row by which a delimiter is one, where none of them says whom to screen."""

AT_ONCE = 500
"""Lines that are read at once where each is a record."""

QUOTED_LINES = 1_000
"""Most lines that one quoted cell may span; beyond it the quotation mark was never closed."""

BROKEN_QUOTES = 100
"""Broken quotation marks after which a file is taken not to use them for quoting at all."""

ROWS_NAMED = 5
"""Rows that a note names before it only counts."""

_SEP_LINE = re.compile(r'sep=([^"\w\r\n ])\r?\n?', re.IGNORECASE)  # a line that Excel reads and does not show
_NO_DELIMITER = "\U0010ffff"  # a code point that is no character, so that no text holds it
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.01
_CONTROL_FEW = 16  # a few strays are no sign of a binary file, however short the text


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a delimiter divides a sample: best first by recognised headers, then evenness, then columns.

    Headers are ``known`` that say nothing of whom to screen, too.
    """

    recognised: int
    known: int
    evenness: float
    columns: int
    delimiter: str


class _Record(NamedTuple):
    cells: list[str]
    broken: bool = False


def read_csv(
    data: bytes, *, file: str, sha256: str, wanted: Sequence[str] = (), limits: Limits, encoding: str | None = None
) -> TableFile:
    """The one sheet of a text file; its name is empty, so that none ``wanted`` by name is there.

    Row numbers are those that a spreadsheet program shows: records are counted, not lines, blank ones too.
    Raises InputError: ``unsupported`` (no text), ``too_large``, ``no_sheet``, ``encoding`` (not in the given one).
    """
    decoded = decode(data, encoding, file=file)
    text, notes = decoded.text, list(decoded.notes)
    if "\0" in text:
        notes.append(spoken().count("note.zero_bytes", text.count(chr(0))))
        text = text.replace("\0", "")
    if len(_CONTROL.findall(text)) > max(_CONTROL_SHARE * len(text), _CONTROL_FEW):
        raise InputError(
            "this is neither a workbook nor text", file=file, code="unsupported", hint="save it as .xlsx or .csv"
        )
    lines = list(StringIO(text, newline=""))  # splits at \n, \r and \r\n alone; str.splitlines knows ten more
    _refuse_endless_lines(lines, file, limits)
    if lines and (match := _SEP_LINE.fullmatch(lines[0])):
        delimiter, lines = match[1], lines[1:]
    else:
        delimiter = _delimiter(lines[:SAMPLE_LINES])
        if _escapes_quotes(lines[:SAMPLE_LINES], delimiter):
            lines = [line.replace('\\"', '""') for line in lines]
    csv.field_size_limit(max(csv.field_size_limit(), limits.file_bytes))  # of the whole process: only ever raised
    starts = _fixed_starts(lines[:SAMPLE_LINES]) if delimiter == _NO_DELIMITER else None
    if starts is None:
        records = _records(lines, delimiter, _columns(lines[:SAMPLE_LINES], delimiter))
    else:
        records = (_Record(cut(line, starts)) for line in lines)
        notes.append(spoken()("note.fixed_width"))
    rows, broken = _rows(records, file, limits)
    problems = dict.fromkeys(broken, (spoken()("row.unclosed"),))
    sheet = Sheet(name="", rows=rows, problems=problems, notes=tuple(_broken_note(broken)))
    return TableFile(file=file, sha256=sha256, sheets=chosen((sheet,), wanted, file), notes=tuple(notes))


def _refuse_endless_lines(lines: Sequence[str], file: str, limits: Limits) -> None:
    """Stop at a line with a million columns before it is split."""
    for place, line in enumerate(lines, start=1):
        if len(line) > limits.columns and any(line.count(mark) >= limits.columns for mark in DELIMITERS):
            raise InputError(
                f"the file is too large: a line has more than {limits.columns:,} columns", file=file, line=place,
                code="too_large", hint="is it a table?",
            )  # fmt: skip


def _rows(records: Iterator[_Record], file: str, limits: Limits) -> tuple[list[Row], list[int]]:
    rows: list[Row] = []
    broken: list[int] = []
    cells = 0
    for number, record in enumerate(records, start=1):
        if record.broken:
            broken.append(number)
        text = "".join(record.cells)
        if not text or text.isspace():
            continue
        while record.cells and not record.cells[-1]:
            record.cells.pop()
        cells += len(record.cells)
        if number > limits.rows or len(record.cells) > limits.columns or cells > limits.cells:
            raise InputError(
                f"the file is too large: more than {limits.rows:,} rows, {limits.columns:,} columns or "
                f"{limits.cells:,} cells", file=file, row=number, code="too_large", hint="split it into smaller files",
            )  # fmt: skip
        rows.append((number, tuple(record.cells)))
    return rows, broken


def _records(lines: Sequence[str], delimiter: str, columns: int) -> Iterator[_Record]:
    """The records of the text. A quotation mark that is never closed spoils its own line and no other.

    Where each of many lines is a record by itself, as nearly everywhere, the csv module reads them at once. Of others,
    it reads as many lines as the quoted cell spans; where it finds the quoting to be wrong, the first line is read by
    itself.
    """
    spaced = any(_spaced_quotes(delimiter).search(line) for line in lines[:SAMPLE_LINES])
    quoted = _Quoted(lines, delimiter, spaced=spaced)
    broken = place = singly = 0
    while place < len(lines):
        if place >= singly and broken < BROKEN_QUOTES:
            if found := quoted.each_line(place):
                yield from map(_Record, found)
                place += len(found)
                continue
            singly = place + AT_ONCE
        line = lines[place]
        if '"' not in line or broken >= BROKEN_QUOTES:
            cells = _split(line, delimiter)
            yield _Record([cell.lstrip(" ") for cell in cells] if spaced else cells)
            place += 1
            continue
        record = quoted.record(place)
        if record is None or _swallowed(lines[place : place + record[1]], delimiter, columns):
            broken += 1
            yield _Record(_split(line, delimiter), broken=True)
            place += 1
        else:
            yield _Record(record[0])
            place += record[1]


class _Quoted:
    """Records with quotation marks, from whichever line on: to make a reader for each takes longer than to read it."""

    def __init__(self, lines: Sequence[str], delimiter: str, *, spaced: bool) -> None:
        self._lines = lines
        self._delimiter, self._spaced = delimiter, spaced
        self._next = self._end = 0  # the lines that the reader may have
        self._strict = self._reader(self)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._next >= self._end:
            raise StopIteration
        self._next += 1
        return self._lines[self._next - 1]

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._spaced, strict=True)

    def each_line(self, place: int) -> list[list[str]]:
        """The records of the lines from ``place`` on, so many as are read at once; none where a line is no record."""
        lines = self._lines[place : place + AT_ONCE]
        try:
            found = list(self._reader(lines))
        except csv.Error:
            return []
        return found if len(found) == len(lines) else []

    def record(self, place: int) -> tuple[list[str], int] | None:
        """The record that begins at ``place`` and the lines it takes; None where a quotation mark is not closed."""
        self._next, self._end = place, min(place + QUOTED_LINES, len(self._lines))
        try:
            return next(self._strict), self._next - place
        except csv.Error:
            # Perhaps only something stands after a closing quotation mark ("Acme" Ltd). A second, empty line shows
            # whether the first is complete: a reader inside of a quoted cell goes on to it.
            lines = self._lines[place], "\n"
            lenient = csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._spaced)
            cells = next(lenient)
            return (cells, 1) if lenient.line_num == 1 else None


def _swallowed(lines: Sequence[str], delimiter: str, columns: int) -> bool:
    """Whether a record of several lines holds rows of the table, as two stray quotation marks make it.

    Each of its lines but the last is a whole row. That is no accident in a table of more than two columns, over more
    than two lines; below that, a cell with a line break is the likelier explanation.
    """
    return columns > 2 < len(lines) and all(len(_split(line, delimiter)) == columns for line in lines[:-1])


def _split(line: str, delimiter: str) -> list[str]:
    return line.rstrip("\r\n").split(delimiter)


def _spaced_quotes(delimiter: str) -> re.Pattern[str]:
    """Quoted cells after a delimiter and a space; inside of quoted cells a quotation mark is doubled or the last."""
    mark = re.escape(delimiter)
    return re.compile(rf'{mark} "(?=[^"{mark}\r\n])')


def _escapes_quotes(sample: Sequence[str], delimiter: str) -> bool:
    """Whether quotation marks inside of cells stand behind a backslash; a cell may also end with one ("C:\\"), and a
    mark that is doubled behind a backslash stands for itself."""
    end = re.escape(delimiter)
    if any(re.search(rf'\\""(?![{end}\r\n]|$)', line) for line in sample):
        return False
    inside = sum(len(re.findall(rf'\\"(?![{end}\r\n]|$)', line)) for line in sample)
    return inside > sum(len(re.findall(rf'\\"(?=[{end}\r\n]|$)', line)) for line in sample) / 2


def _fixed_starts(sample: Sequence[str]) -> tuple[int, ...] | None:
    return columns_of([line.rstrip("\r\n") for line in sample], lambda titles: _headers_known(titles) > 1)


def _delimiter(sample: Sequence[str]) -> str:
    """The delimiter under which the sample looks most like a table; one that stands nowhere for a single column."""
    whole = [[line.strip("\r\n")] for line in sample]
    single = _Shape(_recognised(whole), 0, SINGLE_COLUMN, 1, _NO_DELIMITER)
    there = {mark: _sample_records(sample, mark) for mark in DELIMITERS if any(mark in line for line in sample)}
    shapes = [_shape(sample, records, delimiter) for delimiter, records in there.items()]
    if (best := _best(*shapes, single)) is single:
        tables = {mark: _below_titles(records) for mark, records in there.items()}
        most = max(map(len, tables.values()), default=0)  # a decimal comma leaves out the row of headers
        best = _best(*(_shape(sample, table, mark) for mark, table in tables.items() if len(table) == most), single)
    return best.delimiter


def _best(*shapes: _Shape) -> _Shape:
    return max(shapes, key=lambda s: (s.recognised, s.known, s.evenness, s.columns))


def _below_titles(records: Sequence[list[str]]) -> Sequence[list[str]]:
    """The records below those of one cell at the top, where they may be a table with titles; else none."""
    table = list(dropwhile(lambda cells: len(cells) == 1, records))
    return table if len(table) >= max(LEAST_ROWS, len(records) - len(table)) else []


def _shape(sample: Sequence[str], records: Sequence[list[str]], delimiter: str) -> _Shape:
    widths = Counter(len(cells) for cells in records)
    columns, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    evenness = count / len(records) if records and columns > 1 else 0.0
    if delimiter == "," and not any(re.search(r",[^ ]", line.rstrip("\r\n")) for line in sample):
        evenness *= PROSE
    return _Shape(_recognised(records), _known(records), evenness, columns, delimiter)


def _columns(sample: Sequence[str], delimiter: str) -> int:
    """The number of columns that most rows of the sample have."""
    widths = Counter(len(cells) for cells in _sample_records(sample, delimiter))
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))[0]


def _sample_records(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    records = (record.cells for record in _records(sample, delimiter, columns=0))
    return [cells for cells in records if any(cell.strip() for cell in cells)]


def _recognised(records: Sequence[Sequence[str]]) -> int:
    """The most headers known in one row, where one of them says whom to screen."""
    return max(map(_headers_known, records[:HEADER_ROWS]), default=0)


def _known(records: Sequence[Sequence[str]]) -> int:
    """The most headers of any use in one row; 0 for as few as a row of data may happen to hold."""
    counts = (sum(1 for cell in cells if _is_exact(cell)) for cells in records[:HEADER_ROWS])
    most = max(counts, default=0)
    return most if most >= LEAST_KNOWN else 0


def _is_exact(cell: str) -> bool:
    found = recognise(cell, near=False)
    return found is not None and found.how == "exact"


def _headers_known(cells: Sequence[str]) -> int:
    """Known headers in a row; a single one among other cells says nothing: it may be a word in a name."""
    known = [found for cell in cells if (found := recognise(cell, near=False)) is not None]
    if len(known) == 1 and (known[0].how != "exact" or sum(1 for cell in cells if cell.strip()) > 1):
        return 0
    return len(known) if any(found.field.use in SUBJECT_USES for found in known) else 0


def _broken_note(broken: Sequence[int]) -> Iterator[str]:
    if not broken:
        return
    yield spoken().count("note.unclosed", len(broken), rows=some([*map(str, broken)], ROWS_NAMED))
    if len(broken) >= BROKEN_QUOTES:
        yield spoken()("note.quotes_ignored")
