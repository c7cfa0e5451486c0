"""Screeners whose indexes are kept, and the files of these."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from screening.entities import Counterparty
from screening.screener import Screener

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)

ROWS = [
    Counterparty(name="Zemblan Harbuor Bank", country="KP"),
    Counterparty(name="Bakery Sunrise"),
    Counterparty.model_validate({"name": "Northern Star", "identifiers": {"imo": "9187332"}}),
    Counterparty(name="ZHB"),
    Counterparty(name="제믈란"),
    Counterparty(name="Crimson Kettle"),
]


def files(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.is_dir() else []


def said(screener: Screener, **options: int) -> str:
    report = screener.screen(ROWS, now=NOW, **options)  # type: ignore[arg-type]
    timeless = report.screening.model_copy(update={"duration_s": 0.0})
    return report.model_copy(update={"screening": timeless}).model_dump_json()


def configure(text: str) -> Callable[[], None]:
    def write() -> None:
        Path("screening.toml").write_text(f'{text}\n[[list]]\npath = "zembla.toml"\n', encoding="utf-8")

    return write
