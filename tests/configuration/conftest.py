"""A folder with a configuration."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a shipped list, a list of one's own and a folder of two more."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dprk.toml").write_text(
        '[watchlist]\nname = "dprk"\n'
        '[[entity]]\nid = "room-39"\nname = "Room 39"\nprogrammes = ["DPRK"]\n'
        '[[entity]]\nid = "hamas"\nname = "Hamas"\ngroup = "armed-groups"\n'
    )
    (tmp_path / "own.csv").write_text("id,name\na,Alpha\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.csv").write_text("id,name\nx,Xeno\n")
    (tmp_path / "more" / "y.csv").write_text("id,name\ny,Ypsilon\n")
    return tmp_path
