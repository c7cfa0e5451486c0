"""Excerpts of the consolidated list of OFSI, as published in two formats."""

from __future__ import annotations

import pytest

from screening.entities import Watchlist
from screening.lists.registry import read_watchlist

from .published import CSV, OLD


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(CSV)


@pytest.fixture(scope="module")
def old() -> Watchlist:
    return read_watchlist(OLD)
