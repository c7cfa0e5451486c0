"""How tests ask a server."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx2 as httpx
from fastapi.testclient import TestClient

Make = Callable[..., TestClient]
Told = dict[str, Any]
Client = TestClient | httpx.Client

KEY = "a key of some length"
BEARER: Mapping[str, str] = {"Authorization": f"Bearer {KEY}"}
ROWS = b"Name,Country\nZemblan Harbour Bank,KP\nNobody at All,SE\n"
PATIENCE = 120.0  # seconds: a busy machine is no failure

ENDED = {"done", "failed", "cancelled"}


def upload(client: Client, data: bytes = ROWS, name: str = "rows.csv", **form: Any) -> httpx.Response:
    """Send a table."""
    answer: httpx.Response = client.post("/screenings", files={"file": (name, data)}, data=form)
    return answer


def ended(client: Client, number: str) -> Told:
    """The run, once it has ended."""
    run: Told = waited(lambda: run if (run := client.get(f"/screenings/{number}").json())["state"] in ENDED else None)
    return run


def screened(client: Client, data: bytes = ROWS, name: str = "rows.csv", **form: Any) -> Told:
    """Send a table and wait for what comes of it."""
    answer = upload(client, data, name, **form)
    assert answer.status_code == 202, answer.text
    return ended(client, answer.json()["id"])


def written(client: Client, number: str, suffix: str) -> httpx.Response:
    """The report in a format, once it is written."""
    path = f"/screenings/{number}/report.{suffix}"
    answer: httpx.Response = waited(lambda: got if (got := client.get(path)).status_code == 200 else None)
    return answer


def waited(what: Callable[[], Any]) -> Any:
    """What is asked for, once it is something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")
