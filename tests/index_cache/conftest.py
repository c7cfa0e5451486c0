"""A folder for indexes with lists of its own, and the count of indexes that were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from made_up_list import write_list

from screening.entities import Watchlist
from screening.list_index import ListIndex
from screening.matching.makers import Makers
from screening.matching.policy import Policy


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for indexes that does not exist yet; the test runs in a folder with a list and a configuration."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.delenv("SCREENING_CONFIG", raising=False)
    monkeypatch.setenv("SCREENING_CACHE", str(tmp_path / "cache"))
    write_list(home)
    (home / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each time that lists were indexed, and not opened from where their index is kept."""
    times: list[int] = []
    of = ListIndex.of

    def counted(watchlists: Sequence[Watchlist], policy: Policy, makers: Makers | None = None) -> ListIndex:
        times.append(len(watchlists))
        return of(watchlists, policy, makers)

    monkeypatch.setattr(ListIndex, "of", counted)
    return times
