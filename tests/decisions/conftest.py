"""Stores to test with: every test that takes ``address`` runs with SQLite and with a real PostgreSQL server."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from .server import NEEDED, NoServerError, server

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives the address of an empty schema on a server that runs for the tests."""
    try:
        with server() as address:

            def make() -> str:
                name = f"store{next(_numbers)}"
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"CREATE SCHEMA {name}".encode())
                return f"{address}&options=-csearch_path%3D{name}"

            yield make
    except NoServerError as error:
        if NEEDED in os.environ:
            raise
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'decisions.sqlite'}"
    make: Callable[[], str] = request.getfixturevalue("postgresql")
    return make()
