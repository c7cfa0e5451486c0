"""A server on the made-up list, in this process and without a network: `make` makes its application by its settings.

And clients of the routers of the peer's API and OpenRefine's alone: over the shipped list, and over two made-up ones
that share a party and an id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from made_up_list import write_list

from screening.config import WebConfig
from screening.screener import Screener
from screening.web.app import create_app
from screening.web.settings import Settings, hashed

from .asked import NORTH, SOUTH, app_of
from .asked import Client as Bare
from .asking import Make, Told


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Settings by the keys of ``[web]``; ``keys`` are keys by the names of their bearers."""

    def of(keys: dict[str, str] | None = None, host: str = "127.0.0.1", **web: Any) -> Settings:
        lists = (str(write_list(tmp_path)),)
        hashes = {name: hashed(key) for name, key in (keys or {}).items()}
        return Settings(WebConfig(**web), tmp_path / "web", host, 8000, hashes or None, None, lists)

    return of


@pytest.fixture(scope="session")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """On the made-up list; made once, since it takes a while."""
    return Screener.from_config(None, lists=(str(write_list(tmp_path_factory.mktemp("list"))),))


@pytest.fixture
def make(settings: Callable[..., Settings], screener: Screener) -> Iterator[Make]:
    """A client of a server by its settings, as `settings` takes them; ``client`` is the address that it asks from."""
    with ExitStack() as stack:

        def made(client: str = "127.0.0.1", base: str = "http://localhost", **told: Any) -> TestClient:
            chosen = settings(**told)
            app = create_app(chosen, lambda: screener)
            return stack.enter_context(
                TestClient(app, base_url=base, client=(client, 50000), raise_server_exceptions=False)
            )

        yield made


@pytest.fixture
def client(make: Make) -> TestClient:
    """A client of a server that lets everyone in, as on one's own machine."""
    return make()


@pytest.fixture
def log(tmp_path: Path) -> Callable[[], list[Told]]:
    """What the audit log says."""

    def lines() -> list[Told]:
        text = (tmp_path / "web" / "audit.jsonl").read_text(encoding="ascii")
        assert text.endswith("\n")
        return [json.loads(line) for line in text.splitlines()]

    return lines


@pytest.fixture(scope="session")
def shipped() -> Bare:
    return Bare(app_of(Screener()))


@pytest.fixture(scope="session")
def two() -> Screener:
    return Screener([NORTH, SOUTH])


@pytest.fixture(scope="session")
def made_up(two: Screener) -> Bare:
    return Bare(app_of(two))
