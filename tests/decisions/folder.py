"""A folder as a user has it: a list, a table, a configuration; and a workbook as an analyst fills it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from made_up_list import TEXT

from screening.configuration import load_config
from screening.decisions.desk import DecisionDesk
from screening.report.model import Report
from screening.screener import Screener

ROWS = """Id,Name,Country,Notes
C-1,Zemblan Harbor Bank,US,"goods, as agreed"
C-2,Orlando Quillon Vexley,CY,
C-3,Wyvern Kettle Bakery,US,
"""
CONFIGURATION = """
[[list]]
path = "zembla.toml"

[decisions]
reviewers = ["J. Kim", "A. Okafor"]
"""


def make(folder: Path, *, configuration: str = CONFIGURATION, rows: str = ROWS, text: str = TEXT) -> Path:
    (folder / "zembla.toml").write_text(text, encoding="utf-8")
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    (folder / "screening.toml").write_text(configuration, encoding="utf-8")
    return folder


def screener(folder: Path) -> Screener:
    return Screener.from_config(folder / "screening.toml")


def desk(folder: Path) -> DecisionDesk:
    """Where the folder's decisions come in; no list is read for it."""
    loaded = load_config(folder / "screening.toml", cwd=folder, environ=os.environ)
    assert loaded.decisions is not None
    return DecisionDesk(loaded.decisions, loaded.config.decisions)


def screened(folder: Path) -> Report:
    """The folder's table screened, with its workbook beside it."""
    report = screener(folder).screen(folder / "rows.csv")
    report.write(folder / "risk.xlsx")
    report.write(folder / "risk.json")
    return report


def fill(
    path: Path,
    lines: Mapping[str, Mapping[str, str | date]],
    *,
    change: Callable[[Any], None] = lambda book: None,
    sheet: str = "Alerts",
    name: str = "Counterparty",
) -> Path:
    """Fill in the workbook: the counterparty's name -> column -> what is written there; then ``change`` it.

    ``sheet`` and ``name`` are what the sheet of alerts and its column of counterparties are called.
    """
    book: Any = openpyxl.load_workbook(path, rich_text=True)  # its types make every cell optional
    alerts = book[sheet]
    columns = {cell.value: cell.column for cell in alerts[1]}
    for row in range(2, alerts.max_row + 1):
        for header, value in lines.get(str(alerts.cell(row, columns[name]).value), {}).items():
            alerts.cell(row, columns[header]).value = value
    change(book)
    book.save(path)
    return path


def start(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "screening", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environ}, check=False, timeout=300, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done
