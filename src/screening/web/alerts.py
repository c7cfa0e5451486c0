"""The alerts of a report, read from a file of their own: a report of a hundred thousand rows is not loaded for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from screening.report.model import Report, Result
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


def alerts_of(place: Path, threshold: float, offset: int, limit: int) -> AlertPage | None:
    """The alerts of which a hit scores ``threshold`` or more, each with these hits alone; None without a report."""
    path = place / ALERTS
    if not path.is_file():
        return None
    kept: list[NumberedAlert] = []
    total = 0
    for number, row in _rows(path):
        hits = [hit for hit in row["hits"] if hit["score"] >= threshold]
        if hits:
            if offset <= total < offset + limit:
                kept.append(NumberedAlert(number=number, result=Result.model_validate({**row, "hits": hits})))
            total += 1
    return AlertPage(total=total, offset=offset, alerts=kept)


def report_of_alert(place: Path, number: int) -> tuple[Report, Result] | None:
    """What a report says of itself, and one of its alerts by its place; None where there is none."""
    path = place / ALERTS
    if not path.is_file():
        return None
    for place_of_row, row in _rows(path):
        if place_of_row == number:
            with path.open("rb") as file:
                head = Report.model_validate_json(file.readline())
            return head, Result.model_validate(row)
    return None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        file.readline()  # what the report says of itself
        for number, line in enumerate(file):
            yield number, json.loads(line)
