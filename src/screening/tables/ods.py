"""OpenDocument spreadsheets (.ods, .ots) and their flat form (.fods): every cell of every sheet as text.

They are read as a stream of XML events, bounded as workbooks are: a cell that says it is repeated a million times
costs nothing while it is empty. Names and rules are those of OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from screening.errors import InputError
from screening.tables.grid import NO_RESULT, Budget, Grid, whole
from screening.tables.limits import Limits
from screening.tables.model import Cells, TableFile, chosen
from screening.tables.ods_cells import VALUE_NAMES, PlainCells, cell_text, spaced
from screening.tables.ods_encrypted import opened_part, protection_of
from screening.tables.package import SAVE_AGAIN, damaged, open_package
from screening.tables.xml_events import Attributes, Events, qualified
from screening.tables.xml_runs import RunFeed
from screening.texts import spoken

_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "style", "table", "text", "drawing")
}
_CONTENT = "content.xml"
_ROW_END = "</table:table-row>"  # under the usual prefix
_ROW = re.compile(r'<table:table-row((?: [\w.:-]+="[^"<>&]*")*)>')
_TAGS_KEPT = 1_000  # different tags of rows that are remembered
_LONGEST_GAP = 65_536  # what one text:s may stand for

_BESIDE = (
    # comments, drawings over a cell, notes and readings: text that is not the cell's own
    "annotation", "frame", "custom-shape", "g", "rect", "line", "ellipse", "polygon", "caption", "control", "connector",
    "shapes", "note", "ruby-text", "object",
)  # fmt: skip
_UNSEEN = ("collapse", "filter")
_STYLE_NAME = qualified(_SPACES["style"], "name")
_DISPLAY = qualified(_SPACES["table"], "display")
_NAME = qualified(_SPACES["table"], "name")
_TABLE_STYLE = qualified(_SPACES["table"], "style-name")
_VISIBILITY = qualified(_SPACES["table"], "visibility")
_ROWS_REPEATED = qualified(_SPACES["table"], "number-rows-repeated")
_COLUMNS_REPEATED = qualified(_SPACES["table"], "number-columns-repeated")
_FORMULA = qualified(_SPACES["table"], "formula")
_SPACE_COUNT = qualified(_SPACES["text"], "c")
_TYPE = qualified(_SPACES["office"], "value-type")
_VALUES = {kind: qualified(_SPACES["office"], name) for kind, name in VALUE_NAMES.items()}


def read_ods(
    data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits, password: str | None = None
) -> TableFile:
    """The sheets of an OpenDocument file, or only the ``wanted`` ones; ``password`` opens a protected one.

    Raises InputError: ``corrupt``, ``encrypted``, ``too_large``, ``no_sheet``.
    """
    package = open_package(data, file=file, limits=limits)
    if _CONTENT not in package:
        raise InputError(
            "the workbook is damaged: its main part is missing", file=file, code="corrupt", hint=SAVE_AGAIN
        )
    with damaged(file):
        protection = protection_of(_CONTENT, package, limits)
    chunks = (
        package.chunks(_CONTENT)
        if protection is None
        else opened_part(package, _CONTENT, protection, password=password, limits=limits)
    )
    return _read(chunks, file, sha256, wanted, limits)


def read_fods(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The sheets of an OpenDocument file that is one XML document. Raises what ``read_ods`` raises."""
    return _read((data,), file, sha256, wanted, limits)


def _read(chunks: Iterable[bytes], file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    reader = _Reader(Budget(limits, file))
    with damaged(file):
        RunFeed(reader.events, end=_ROW_END, take=reader.take, forget=reader.forget).feed(chunks)
    sheets = tuple(grid.sheet() for grid in chosen(reader.grids, wanted, file))
    return TableFile(file=file, sha256=sha256, sheets=sheets, notes=tuple(reader.notes))


class _Reader:
    """The state of reading a document: the handlers of its XML events, and the sheets so far."""

    def __init__(self, budget: Budget) -> None:
        starts = {
            "style": self._style_start, "table-properties": self._table_properties, "table": self._table_start,
            "table-source": self._table_source, "table-column": self._column, "table-row": self._row_start,
            "table-cell": self._cell_start, "covered-table-cell": self._cell_start, "p": self._paragraph_start,
            "s": self._spaces, "tab": self._tab, "line-break": self._line_break,
            **dict.fromkeys(_BESIDE, self._beside_start),
        }  # fmt: skip
        ends = {
            "table": self._table_end, "table-row": self._row_end, "table-cell": self._cell_end,
            "covered-table-cell": self._cell_end, "p": self._paragraph_end,
            **dict.fromkeys(_BESIDE, self._beside_end),
        }  # fmt: skip
        self.events = Events(
            starts, ends, self._text, depth=budget.limits.xml_depth, namespaces=tuple(_SPACES.values()),
            declared=self._declared,
        )  # fmt: skip
        self._prefixes: dict[str | None, str] = {}
        self._plain = PlainCells(self._prefixes.keys())
        self._usual = True  # no prefix means two things
        self._tags: dict[str, tuple[bool, int]] = {}  # of rows that were parsed: are they hidden, how often repeated
        self._tag: str | None = None  # of the row that will be parsed now
        self.grids: list[Grid] = []
        self.notes: list[str] = []
        self._budget = budget
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._tables = 0  # open ones: a table in a table belongs to a chart
        self._beside = 0  # open elements whose text is not that of the cell
        self._grid = Grid("", budget)
        self._row = self._column_place = 0
        self._rows_repeated = 1
        self._cells: dict[int, str] = {}
        self._missing: list[int] = []  # columns of the row with a formula that has no result
        self._cell: Attributes = {}
        self._pieces: list[str] = []  # of the cell's text
        self._in_paragraph = False
        self._unseen = False

    def forget(self) -> None:
        """Take no row before others like it have been parsed again: they belong to another sheet, or to none."""
        self._tags.clear()
        self._tag = None

    def take(self, row: str) -> bool:
        """Read a row from its XML without its end tag, if its cells hold plain values; whether it was read.

        Only the tag of a row like one that the parser has passed is taken.
        """
        start = _ROW.match(row)
        if start is None or not self._usual or self._tables != 1 or self._beside:
            return False
        if start[1] not in self._tags:
            self._tag = start[1]
            return False
        told = self._plain.row(row[start.end() :])
        if told is None:
            return False
        self._row += 1
        cells: list[str] = []
        gap = 0
        for times, text in told:
            if not text:
                gap += times
                continue
            if gap or times > 1:
                self._budget.check_width(len(cells) + gap + times, self._grid.name, self._row)
                cells += [""] * gap
                gap = 0
            cells += [text] * times
        self._unseen, self._rows_repeated = self._tags[start[1]]
        self._add_row(tuple(cells), ())
        return True

    def _declared(self, prefix: str | None, name: str) -> None:
        self._usual = self._usual and self._prefixes.setdefault(prefix, name) == _SPACES.get(prefix or "", name)

    def _style_start(self, attributes: Attributes) -> None:
        self._style = attributes.get(_STYLE_NAME, "")

    def _table_properties(self, attributes: Attributes) -> None:
        if attributes.get(_DISPLAY) == "false":
            self._hidden_styles.add(self._style)

    def _table_start(self, attributes: Attributes) -> None:
        self._tables += 1
        if self._tables == 1:
            hidden = attributes.get(_TABLE_STYLE) in self._hidden_styles
            self._grid = Grid(attributes.get(_NAME, ""), self._budget, hidden=hidden)
            self.grids.append(self._grid)
            self._row = 0

    def _table_source(self, _: Attributes) -> None:
        if self._tables == 1 and self.grids and self.grids[-1] is self._grid:
            self.grids.pop()
            self.notes.append(spoken()("note.sheet_of_another_file", sheet=repr(self._grid.name)))

    def _table_end(self) -> None:
        self._tables -= 1

    def _column(self, attributes: Attributes) -> None:
        if self._tables == 1 and attributes.get(_VISIBILITY) in _UNSEEN:
            self._grid.hidden_columns = True

    def _row_start(self, attributes: Attributes) -> None:
        if self._tables == 1:
            self._rows_repeated = _count(attributes, _ROWS_REPEATED)
            self._cells = {}
            self._missing = []
            self._column_place = 0
            self._row += 1
            self._unseen = attributes.get(_VISIBILITY) in _UNSEEN

    def _row_end(self) -> None:
        if self._tables != 1:
            return
        self._add_row(whole(self._cells), self._missing)
        if self._tag is not None and len(self._tags) < _TAGS_KEPT:
            self._tags[self._tag] = (self._unseen, self._rows_repeated)
        self._tag = None

    def _add_row(self, cells: Cells, missing: Sequence[int]) -> None:
        """Take a row as often as it is repeated; ``missing`` are columns with a formula that has no result."""
        if cells or missing:
            for row in range(self._row, self._row + self._rows_repeated):
                if cells:
                    self._grid.add_whole(row, cells)
                self._grid.hidden_rows += self._unseen
                for column in missing:
                    self._grid.problem(row, column, NO_RESULT)
        self._row += self._rows_repeated - 1

    def _cell_start(self, attributes: Attributes) -> None:
        if self._tables == 1 and not self._beside:
            self._cell = attributes
            self._pieces = []
            self._in_paragraph = False

    def _cell_end(self) -> None:
        if self._tables != 1 or self._beside:
            return
        repeated = _count(self._cell, _COLUMNS_REPEATED)
        kind = self._cell.get(_TYPE, "")
        text = cell_text(kind, self._cell.get(_VALUES.get(kind, ""), ""), "".join(self._pieces))
        place = self._column_place
        self._column_place += repeated
        if text:
            self._budget.check_width(self._column_place, self._grid.name, self._row)
            self._cells.update(dict.fromkeys(range(place, self._column_place), text))
        elif _FORMULA in self._cell and self._cell.get(_TYPE) != "string":
            self._missing.append(place)

    def _paragraph_start(self, _: Attributes) -> None:
        if not self._beside:
            self._in_paragraph = True
            if self._pieces:
                self._pieces.append("\n")

    def _paragraph_end(self) -> None:
        if not self._beside:
            self._in_paragraph = False

    def _text(self, data: str) -> None:
        self._exactly(spaced(data))

    def _spaces(self, attributes: Attributes) -> None:
        self._exactly(" " * min(_count(attributes, _SPACE_COUNT), _LONGEST_GAP))

    def _tab(self, _: Attributes) -> None:
        self._exactly("\t")

    def _line_break(self, _: Attributes) -> None:
        self._exactly("\n")

    def _exactly(self, text: str) -> None:
        if self._in_paragraph and not self._beside:
            self._pieces.append(text)

    def _beside_start(self, _: Attributes) -> None:
        self._beside += 1

    def _beside_end(self) -> None:
        self._beside -= 1


def _count(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(name, "1")), 1)
