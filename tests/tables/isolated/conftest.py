"""The tests of the process that reads a file have it started."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="module")
def read_here() -> None:
    """Here tables are read as the program reads them."""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """For children whose reader does what the test says."""
    return monkeypatch
