"""A small watchlist of made-up parties for tests of the whole: every basis, a weak alias, numbers, a party to confuse.

The names have rare words and share none, so that which of them a name is like does not hang on fine tuning.
"""

from __future__ import annotations

from pathlib import Path

from screening.entities import Watchlist
from screening.lists.registry import read_watchlist

TEXT = """
[watchlist]
name = "zembla"
issuer = "Nobody"
version = "1"
as_of = "2026-01-31"

[[entity]]
id = "harbour"
type = "Company"
name = "Zemblan Harbour Bank"
aliases = ["Onhava Gavan Kontora"]
weak_aliases = ["Crimson Kettle"]
countries = ["KP"]
identifiers = [{ kind = "bic", value = "KDBKKPPY" }]
references = ["https://example.org/harbour"]
not_to_be_confused_with = [{ name = "Zemblan Harbour Museum", reason = "A museum." }]

[[entity]]
id = "vexley"
type = "Person"
name = "Orlando Quillon Vexley"
countries = ["CY"]
basis = "reported"
status = "reported"
dates = { birth = ["1969-04-23"] }

[[entity]]
id = "corsair"
type = "Vessel"
name = "Corsair Wyvern"
basis = "seized"
status = "scrapped"
group = "ships"
identifiers = [{ kind = "imo", value = "9187332" }]

[[entity]]
id = "gryphon"
type = "Organization"
name = "Gryphon Thimble Society"
basis = "alleged"
status = "alleged"
max_risk = "low"
"""
"""Exact names: ``harbour`` is high risk, ``vexley`` and ``corsair`` are medium, ``gryphon`` is low."""


def write_list(folder: Path, name: str = "zembla.toml") -> Path:
    path = folder / name
    path.write_text(TEXT, encoding="utf-8")
    return path


def made_up_list(folder: Path) -> Watchlist:
    return read_watchlist(write_list(folder))
