"""Excerpts of the consolidated list of OFSI, and lists made of rows.

The excerpts are of the lists of 14 April 2025 (columns of 2022; the CSV is made from the workbook) and 2 April 2014,
rows unchanged (Crown copyright, Open Government Licence).
"""

from __future__ import annotations

from pathlib import Path

from screening.entities import Watchlist
from screening.lists.registry import read_watchlist

HERE = Path(__file__).parents[2] / "excerpts"

CSV, XLSX, OLD = (HERE / name for name in ("uk_ofsi_excerpt.csv", "uk_ofsi_excerpt.xlsx", "uk_ofsi_2014_excerpt.csv"))

DATA = CSV.read_bytes()

HEADER = (
    "Name 6,Name 1,Group Type,Alias Type,Alias Quality,Regime,Listed On,DOB,Nationality,Country,Other Information,"
    "Group ID"
)


def read(*rows: str, header: str = HEADER, day: str = "Last Updated,14/04/2025") -> Watchlist:
    return read_watchlist("\r\n".join([day, header, *rows, ""]).encode())
