"""The report as one flat table: a line per hit, and one line for a row without hits."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from screening.report import wording
from screening.report.lines import input_headers
from screening.report.model import Hit, Report, Result
from screening.report.visible import visible
from screening.texts import Texts

ROW_COLUMNS = ("file", "sheet", "row", "name", "type", "outcome", "risk", "red_flags", "links", "problems")
"""The columns that every line has: names of the JSON report's fields."""

HIT_COLUMNS = (
    "hit", "hit_risk", "score", "risk_reasons", "entity_id", "watchlist", "entity_name", "entity_type", "matched_name",
    "matched_field", "matched_value", "name_quality", "programmes", "group", "basis", "status", "evidence",
    "narrative", "critical_view", "not_to_be_confused_with", "also_listed", "events", "sources", "references", "entry",
    "excluded", "excluded_reason", "excluded_by", "excluded_on", "excluded_expires",
    "excluded_second", "excluded_record", "decision",
)  # fmt: skip
"""The columns of a hit, empty on a line without one. ``hit`` is its rank; ``excluded`` is true or false."""

INPUT_PREFIX = "input."
"""Before every header of the input, so that none can be taken for a column of the report."""

# A spreadsheet takes a cell that begins so for a formula. Where the system's list separator is a semicolon, Excel
# also cuts a comma-separated line at semicolons, so the text after one counts as the beginning of a cell too.
_FORMULA = re.compile(r"""(?:^|(?<=[;\n]))(?=[\s"']*[=+\-@＝＋－＠])""")


def write_csv(report: Report, file: BinaryIO, texts: Texts) -> None:
    """Write UTF-8 with a byte-order mark (Excel needs it), commas, every cell quoted, lines ending in CR LF.

    A cell that a spreadsheet could take for a formula is led by an apostrophe; characters that cannot be seen are
    written as in ``visible``. Several values in a cell are separated by `` | ``.
    """
    headers = input_headers(report)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*ROW_COLUMNS, *HIT_COLUMNS, *(INPUT_PREFIX + safe_cell(header) for header in headers)])
    for result in report.counterparties:
        row = _row_cells(texts, result)
        inputs = [safe_cell(result.input.get(header, "")) for header in headers]
        for hit in _hits(texts, result):
            writer.writerow([*row, *hit, *inputs])
    text.flush()
    text.detach()  # the file belongs to the caller


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that hides no character."""
    return _FORMULA.sub("'", visible(cell))


def _joined(cells: Iterable[str]) -> str:
    return " | ".join(cells)


def _row_cells(texts: Texts, result: Result) -> list[str]:
    flags = _joined(wording.red_flag(texts, flag) for flag in result.red_flags)
    links = _joined(wording.link(texts, link) for link in result.links)
    cells = [result.file, result.sheet, str(result.row or ""), result.name, result.type or "", result.outcome]
    return [safe_cell(cell) for cell in [*cells, result.risk, flags, links, _joined(result.problems)]]


def _hits(texts: Texts, result: Result) -> Iterator[list[str]]:
    """The hit cells of each line of one row: at least one line, alerts before excluded hits."""
    if not result.hits and not result.excluded_hits:
        yield [""] * len(HIT_COLUMNS)
    for hits in (result.hits, result.excluded_hits):
        for place, hit in enumerate(hits, 1):
            yield [safe_cell(cell) for cell in _hit_cells(texts, hit, place)]


def _hit_cells(texts: Texts, hit: Hit, place: int) -> list[str]:
    excluded = hit.excluded
    exclusion = (
        ["true", excluded.reason, excluded.by, excluded.on, excluded.expires or "", excluded.second or ""]
        if excluded
        else ["false", "", "", "", "", ""]
    )
    record = str(excluded.record) if excluded and excluded.record is not None else ""
    return [
        str(place),
        hit.risk,
        f"{hit.score:.1f}",
        _joined(hit.risk_reasons),
        hit.entity_id,
        hit.watchlist,
        hit.entity_name,
        hit.entity_type,
        hit.matched_name,
        hit.matched_field,
        hit.matched_value,
        hit.name_quality,
        _joined(hit.programmes),
        hit.group or "",
        hit.basis,
        hit.status,
        _joined(wording.facts(texts, hit.evidence)),
        hit.narrative or "",
        hit.critical_view or "",
        _joined(wording.confusable(texts, other) for other in hit.not_to_be_confused_with),
        _joined(wording.also_listed(texts, other) for other in hit.also_listed),
        _joined(wording.event(texts, event) for event in hit.events),
        _joined(wording.source(texts, source) for source in hit.sources),
        _joined(hit.references),
        hit.entry,
        *exclusion,
        record,
        wording.past_decision(texts, hit.decision) if hit.decision else "",
    ]
