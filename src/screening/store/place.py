"""Where downloaded lists are stored."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "SCREENING_LISTS"
"""The environment variable that names the folder."""


def store_folder(
    environ: Mapping[str, str], configured: str | None = None, *, beside: Path | None = None
) -> Path | None:
    """The folder of the stored lists; None where there is nothing to tell it by.

    What the environment variable says, else the configuration (a path relative to ``beside``), else the user's folder
    for data.
    """
    told = environ.get(VARIABLE)
    if told:
        return Path(told)
    if configured:
        return (beside or Path()) / configured
    base = data_folder(environ)
    return base / "lists" if base else None


def data_folder(environ: Mapping[str, str]) -> Path | None:
    """The program's folder among the user's data, by the custom of the system; None where nothing tells it."""
    home = environ.get("HOME")
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path(home) / "Library" / "Application Support") if home else None
    else:
        base = environ.get("XDG_DATA_HOME") or (str(Path(home) / ".local" / "share") if home else None)
    return Path(base) / "screening" if base else None
