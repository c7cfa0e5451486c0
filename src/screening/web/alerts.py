"""The alerts of a report, read from a file of their own: a report of a hundred thousand rows is not loaded for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from screening.config import RiskLevel
from screening.report.model import RISK_ORDER, Report, Result
from screening.web.runs.shelf import ALERTS


class NumberedAlert(BaseModel):
    """An alert and its place among all alerts of the run, from 0."""

    number: int
    result: Result


class AlertPage(BaseModel):
    """Some alerts of a run; ``total`` is of all that fit."""

    total: int
    offset: int
    alerts: list[NumberedAlert]


class _Line(NamedTuple):
    """Where an alert begins in the file, and what ranks it: the score and risk of each of its hits."""

    start: int
    hits: tuple[tuple[float, RiskLevel], ...]

    def rank(self, threshold: float) -> tuple[int, float] | None:
        """The highest risk and score among the hits that reach the threshold; None where none does."""
        left = [(score, RISK_ORDER[risk]) for score, risk in self.hits if score >= threshold]
        return (max(risk for _, risk in left), max(score for score, _ in left)) if left else None


def alerts_of(place: Path, threshold: float, offset: int, limit: int) -> AlertPage | None:
    """The alerts of which a hit scores ``threshold`` or more, each with these hits alone; None without a report.

    They are ranked by what is left of them: highest risk first, then best score.
    """
    lines = _lines_of(place)
    if lines is None:
        return None
    ranks = ((number, line.rank(threshold)) for number, line in enumerate(lines))
    ranked = sorted((-rank[0], -rank[1], number) for number, rank in ranks if rank is not None)
    shown = [number for _, _, number in ranked[offset : offset + limit]]
    alerts = [NumberedAlert(number=n, result=_cut(_read(place, lines[n]), threshold)) for n in shown]
    return AlertPage(total=len(ranked), offset=offset, alerts=alerts)


def head_of(place: Path) -> Report | None:
    """What a report says of itself, without its rows; None without a report."""
    path = place / ALERTS
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return Report.model_validate_json(file.readline())


def report_of_alert(place: Path, number: int) -> tuple[Report, Result] | None:
    """What a report says of itself, and one of its alerts by its place; None where there is none."""
    lines, head = _lines_of(place), head_of(place)
    if lines is None or head is None or not 0 <= number < len(lines):
        return None
    return head, _read(place, lines[number])


def _cut(result: Result, threshold: float) -> Result:
    """The result with the hits that reach the threshold, and the risk that these have."""
    hits = tuple(hit for hit in result.hits if hit.score >= threshold)
    risk = max((hit.risk for hit in hits), key=RISK_ORDER.__getitem__)
    return result.model_copy(update={"hits": hits, "risk": risk})


def _read(place: Path, line: _Line) -> Result:
    with (place / ALERTS).open("rb") as file:
        file.seek(line.start)
        return Result.model_validate(json.loads(file.readline()))  # which takes halves of characters, too


def _lines_of(place: Path) -> tuple[_Line, ...] | None:
    """The alerts of a run in the order of its report; None without a report."""
    path = place / ALERTS
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return _indexed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)  # whoever moves a threshold asks for the same run many times
def _indexed(path: Path, _changed: int, _size: int) -> tuple[_Line, ...]:
    return tuple(_index(path))


def _index(path: Path) -> Iterator[_Line]:
    with path.open("rb") as file:
        start = len(file.readline())  # what the report says of itself
        for line in file:
            yield _Line(start, tuple((hit["score"], hit["risk"]) for hit in json.loads(line)["hits"]))
            start += len(line)
