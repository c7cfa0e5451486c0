"""A server on the made-up list with a store of decisions, asked as a browser asks; and one upload that was screened."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from made_up_list import write_list

from screening.configuration import load_config
from screening.screener import Screener
from screening.web.app import create_app
from screening.web.settings import settings_of

ROWS = """Ref,Name,Country,Notes
C-1,Zemblan Harbour Bank,KP,
C-2,Zemblan Harbuor Bank,,
C-3,Orlando Quillon Vexley,,<script>alert(1)</script>
C-4,Bakery Sunrise,DE,
C-5,,,
"""
HOSTILE_NAME = '"><img src=x onerror=alert(1)>.csv'
PAGE = {"accept": "text/html,application/xhtml+xml"}


class Site:
    """A server as a browser sees it."""

    def __init__(self, client: TestClient, folder: Path) -> None:
        self.client, self.folder = client, folder

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(address, **more)

    def post(self, address: str, **data: Any) -> Any:
        """A form that is sent; where its answer leads elsewhere, that is not followed."""
        return self.client.post(address, data=data, follow_redirects=False)

    def upload(self, *files: tuple[str, str | bytes], **data: Any) -> Any:
        sent = [("file", (name, text.encode() if isinstance(text, str) else text)) for name, text in files]
        return self.client.post("/upload", files=sent, data=data, follow_redirects=False)

    def run(self, address: str) -> dict[str, Any]:
        """What the API tells of the run whose page that is, when it has ended."""
        number = address.split("/")[2].partition("?")[0]
        for _ in range(1200):
            told: dict[str, Any] = self.client.get(f"/screenings/{number}", headers={"accept": "*/*"}).json()
            if told["state"] not in ("waiting", "running"):
                return told
            time.sleep(0.05)
        raise AssertionError(told)

    def audited(self) -> str:
        log = self.folder / "web" / "audit.jsonl"
        return log.read_text() if log.exists() else ""  # nothing has been done yet


def site_at(folder: Path, web: str = "", more: str = "", **settings: Any) -> Iterator[Site]:
    write_list(folder)
    config = folder / "screening.toml"
    config.write_text(
        f'[[list]]\npath = "{write_list(folder).name}"\n[decisions]\nstore = "sqlite:///decisions.sqlite"\n'
        f'{more}\n[web]\nfolder = "web"\n{web}\n'
    )
    loaded = load_config(config, cwd=folder, environ=os.environ)
    app = create_app(settings_of(loaded, {}, **settings), lambda: Screener.from_config(config))
    with TestClient(app, base_url="http://127.0.0.1", headers=PAGE) as client:
        yield Site(client, folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from site_at(tmp_path_factory.mktemp("site"), "max_upload = 1")


@pytest.fixture(scope="session")
def screened(site: Site) -> str:
    """The page of a run that is done, of a file with a hostile name."""
    address: str = site.upload((HOSTILE_NAME, ROWS), then="screen").headers["location"]
    assert site.run(address)["state"] == "done"
    return address
