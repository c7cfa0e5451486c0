"""Stored decisions for people and for other programs: lines for a terminal, a table, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from screening.decisions.record import DecisionRecord
from screening.report.csv_report import safe_cell
from screening.report.decision_basis import sha256
from screening.report.text_table import table_lines
from screening.report.visible import one_line
from screening.report.wording import counted

if TYPE_CHECKING:
    from screening.decisions.ledger import Stored

_CELLS: Mapping[str, Callable[[DecisionRecord], object]] = {
    "number": lambda r: r.number,
    "recorded": lambda r: r.recorded,
    "decided": lambda r: r.decided,
    "disposition": lambda r: r.disposition,
    "reviewer": lambda r: r.reviewer,
    "comment": lambda r: r.comment,
    "expires": lambda r: r.expires or "",
    "needs_second": lambda r: str(r.needs_second).lower(),
    "counterparty_id": lambda r: r.basis.counterparty.id,
    "counterparty": lambda r: r.basis.counterparty.name,
    "watchlist": lambda r: r.basis.entries[0].watchlist,
    "entity_id": lambda r: r.basis.entries[0].entity_id,
    "entity_name": lambda r: r.basis.entries[0].entity_name,
    "entry": lambda r: r.basis.entries[0].entry,
    "matched_field": lambda r: r.basis.matched_field,
    "matched_value": lambda r: r.basis.matched_value,
    "score": lambda r: f"{r.basis.score:.1f}",
    "file": lambda r: r.basis.file,
    "sheet": lambda r: r.basis.sheet,
    "row": lambda r: r.basis.row,
    "report_started": lambda r: r.basis.report.started,
    "input_sha256": lambda r: r.basis.report.input_sha256,
    "config_sha256": lambda r: r.basis.report.config_sha256,
    "previous": lambda r: r.previous,
    "sha256": lambda r: sha256(r.text),
}

COLUMNS = tuple(_CELLS)
"""The columns of the table: one record a line, with the hit's own entry."""


def log_data(records: Iterable[DecisionRecord]) -> list[dict[str, Any]]:
    """The records as JSON data, each as it is hashed, and its hash as ``sha256``."""
    return [{**json.loads(record.text), "sha256": sha256(record.text)} for record in records]


def log_csv(records: Iterable[DecisionRecord]) -> str:
    """The records as comma-separated lines, every cell quoted; cells that a spreadsheet would compute are led by '."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(str(cell(record))) for cell in _CELLS.values()] for record in records)
    return file.getvalue()


def log_text(records: Sequence[DecisionRecord], width: int) -> str:
    """The records as a table for a terminal of ``width`` columns."""
    if not records:
        return "No decision is stored.\n"
    lines = [
        (
            str(record.number),
            record.decided,
            record.disposition,
            record.reviewer,
            one_line(record.basis.counterparty.name or record.basis.counterparty.id),
            f"{record.basis.entries[0].entity_id} ({record.basis.entries[0].watchlist})",
            f"until {record.expires}" if record.expires else "",
            one_line(record.comment),
        )
        for record in records
    ]
    return "".join(f"{line}\n" for line in table_lines(lines, width))


def stored_text(stored: Sequence[Stored]) -> str:
    """What became of decisions that were taken in: one line each, and how many are new."""
    lines = [
        f"record {one.record.number}: {one.record.disposition} by {one.record.reviewer}, "
        f"{one_line(one.record.basis.counterparty.name)} / {one_line(one.record.basis.entries[0].entity_name)}"
        f"{'' if one.is_new else ' (stored before)'}"
        for one in stored
    ]
    new = sum(one.is_new for one in stored)
    again = f", {counted(len(stored) - new, 'was', 'were')} stored before" if new < len(stored) else ""
    return "".join(f"{line}\n" for line in (*lines, f"{counted(new, 'decision', 'decisions')} stored{again}"))
