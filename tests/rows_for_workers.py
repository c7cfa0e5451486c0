"""Tables that need several processes to be matched, and the processes that are started."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up_list import write_list

from screening.entities import Counterparty
from screening.report.model import Report

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
NAMES = [
    "Zemblan Harbour Bank",
    "Bakery Sunrise",
    "Orlando Q. Vexley",
    "",
    "Corsair Wyvern",
    "제믈란",
    "12",
    "Krimson Ketle",
]
ROWS = 1100
"""More than two chunks of the program's own length."""


def parties(count: int) -> list[Counterparty]:
    return [
        Counterparty.model_validate(
            {"name": f"{NAMES[i % len(NAMES)]}{' ' + str(i) if i % 3 else ''}", "identifiers": {"imo": "9187332"}}
            if i % 11 == 0
            else {"name": NAMES[i % len(NAMES)], "row": i}
        )
        for i in range(count)
    ]


def write_table(folder: Path) -> Path:
    """The folder, with a list, and a table of as many rows as need three chunks."""
    write_list(folder)
    lines = [f"{party.name},{'KP' if i % 7 == 0 else ''},{i}" for i, party in enumerate(parties(ROWS))]
    (folder / "rows.csv").write_text("Name,Country,Ref\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def same_but_time(report: Report) -> str:
    return report.model_copy(
        update={"screening": report.screening.model_copy(update={"duration_s": 0.0})}
    ).model_dump_json()


def processes_of(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started from now on."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    return started
