"""Screeners with a configuration, and what tests look at in reports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from made_up_list import made_up_list

from screening.config import Config
from screening.report.model import Report, Result
from screening.screener import Screener

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)

TABLE = "Name,Country\nZemblan Harbour Bank,KP\nBakery Sunrise,DE\nOrlando Quillon Vexley,CY\n"


def configured(folder: Path, **told: Any) -> Screener:
    return Screener([made_up_list(folder)], Config.model_validate(told))


def found(report: Report) -> dict[int, list[str]]:
    """The entities hit, by row."""
    return {result.row: [hit.entity_id for hit in result.hits] for result in report.counterparties if result.hits}


def ids(result: Result) -> set[str]:
    return {hit.entity_id for hit in result.hits}


GAPS = """Party,Country,IMO,Notes
Zemblan Harbour Bank,KP,,
,,,
,,,
,DE,,met at the fair
--,,,
Party,Country,IMO,Notes
,,9187332,
Bakery Sunrise,,,
"""
