"""The report as flat lines, for the formats that are tables."""

from __future__ import annotations

from dataclasses import dataclass

from screening.report.model import RISK_ORDER, Hit, Report, Result


@dataclass(frozen=True, slots=True)
class Line:
    """One hit of one row.

    ``index`` is the row's place (from 0) in the report, ``rank`` the hit's place (from 1, the best) in the row.
    """

    index: int
    result: Result
    hit: Hit
    rank: int


def alert_lines(report: Report) -> tuple[Line, ...]:
    """One line a hit, best first: highest risk, then best score, then input order."""
    lines = [
        Line(index, result, hit, rank)
        for index, result in enumerate(report.counterparties)
        for rank, hit in enumerate(result.hits, 1)
    ]
    return tuple(sorted(lines, key=lambda line: (-RISK_ORDER[line.hit.risk], -line.hit.score)))


def excluded_lines(report: Report) -> tuple[Line, ...]:
    """One line a hit that a recorded decision excludes, in input order."""
    return tuple(
        Line(index, result, hit, rank)
        for index, result in enumerate(report.counterparties)
        for rank, hit in enumerate(result.excluded_hits, 1)
    )


def input_headers(report: Report) -> tuple[str, ...]:
    """The headers of all input rows, each once, in the order in which they first appear."""
    return tuple(dict.fromkeys(header for result in report.counterparties for header in result.input))
