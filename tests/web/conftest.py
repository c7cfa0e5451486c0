"""Clients of the routers: over the shipped list, and over two made-up ones that share a party and an id."""

from __future__ import annotations

import pytest

from screening.screener import Screener

from .asked import NORTH, SOUTH, Client, app_of


@pytest.fixture(scope="session")
def shipped() -> Client:
    return Client(app_of(Screener()))


@pytest.fixture(scope="session")
def two() -> Screener:
    return Screener([NORTH, SOUTH])


@pytest.fixture(scope="session")
def made_up(two: Screener) -> Client:
    return Client(app_of(two))
