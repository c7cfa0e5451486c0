"""Figures, and how the benchmarks show them. Pure."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """The figures of one part."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str | float | None, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def rate(count: float, seconds: float) -> float | None:
    return count / seconds if seconds > 0 else None


def ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def report_digest(report: str) -> str:
    """A hash of a JSON report without the two fields that differ from run to run."""
    return hashlib.sha256(re.sub(r'"(started|duration_s)": [^,]+,', "", report, count=2).encode()).hexdigest()


def alerts_in(report: str) -> int:
    found = re.search(r'"potential_match": (\d+)', report)
    return int(found[1]) if found else 0


def shown(value: str | float | None) -> str:
    """A cell: numbers with about three digits that count."""
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3g}"


def rendered(table: Table) -> str:
    """A table as text: the first column to the left, the others to the right."""
    cells = [table.columns, *(tuple(shown(v) for v in row) for row in table.rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(table.columns))]
    lines = [
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    ]
    rule = "-" * max(len(line) for line in lines)
    notes = [f"  {note}" for note in table.notes]
    return "\n".join((table.title, rule, lines[0], rule, *lines[1:], *notes, ""))


def spread(values: Sequence[float]) -> str:
    """The least and the most of several runs."""
    return f"{shown(min(values))}..{shown(max(values))}" if len(values) > 1 else "one run"
