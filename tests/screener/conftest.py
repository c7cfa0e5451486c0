"""A screener with the shipped lists, and one with a small made-up list."""

from __future__ import annotations

import pytest
from made_up_list import made_up_list

from screening.screener import Screener


@pytest.fixture(scope="module")
def shipped() -> Screener:
    return Screener()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    return Screener([made_up_list(tmp_path_factory.mktemp("list"))])
