"""The watchlists that ship with the package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from screening.lists import toml_list
from screening.lists.registry import HEAD_BYTES

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "watchlists", _PACKAGE.parents[1] / "watchlists")  # of the wheel, of a source checkout


def shipped_lists() -> Mapping[str, Path]:
    """The shipped watchlists by name, sorted; the name is the stem of the file.

    Other reference data that lies in the same folder is passed over.
    """
    folder = shipped_folder()
    files = sorted(folder.glob("*.toml")) if folder else []
    return {path.stem: path for path in files if _is_watchlist(path)}


def shipped_folder() -> Path | None:
    """The folder of what ships beside the code: watchlists and red flags; None where the installation lacks it."""
    return next((folder for folder in _FOLDERS if folder.is_dir()), None)


def _is_watchlist(path: Path) -> bool:
    with path.open("rb") as stream:
        return toml_list.recognise(stream.read(HEAD_BYTES))
