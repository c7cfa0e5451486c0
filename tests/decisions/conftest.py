"""Stores to test with: every test that takes ``address`` runs with SQLite and with a real PostgreSQL server."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from .folder import make, screened
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


@pytest.fixture(scope="session")
def _screened_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("screened"))
    screened(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, _screened_once: Path) -> Path:
    """A user's folder whose table has been screened: ``risk.xlsx`` and ``risk.json`` are there, no decision is."""
    shutil.copytree(_screened_once, tmp_path, dirs_exist_ok=True)
    return tmp_path
