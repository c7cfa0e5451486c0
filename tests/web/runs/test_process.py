"""Screenings by real processes: done, failed for a reason, cut off, stopped."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from made_up_list import write_list

from screening.web.runs import process as process_module
from screening.web.runs.child import Task
from screening.web.runs.model import HowToScreen
from screening.web.runs.process import ScreeningProcess
from screening.web.settings import KEY

from ..asking import Make, ended, screened, upload, waited, written

TASK = Callable[..., Task]
MANY = b"Name\n" + b"".join(b"Person Number %d\n" % n for n in range(5_000))


@pytest.fixture
def task(tmp_path: Path) -> TASK:
    def of(data: bytes = b"Name\nCorsair Wyvern\n", **changed: Any) -> Task:
        (tmp_path / "upload").write_bytes(data)
        told = {
            "place": tmp_path, "file": "a.csv", "config": None, "lists": (str(write_list(tmp_path)),),
            "how": HowToScreen(), "password": None, "memory": 2048,
        }  # fmt: skip
        return Task(**{**told, **changed})

    return of


@pytest.fixture
def started() -> Iterator[Callable[[Task], ScreeningProcess]]:
    made: list[ScreeningProcess] = []

    def start(task: Task) -> ScreeningProcess:
        made.append(ScreeningProcess(task))
        made[-1].tell()
        return made[-1]

    yield start
    for process in made:
        process.close()


def test_a_task_and_its_outcome(task: TASK, started: Callable[[Task], ScreeningProcess], tmp_path: Path) -> None:
    process = started(task())
    waited(lambda: process.ended(0.1))
    outcome = process.outcome()
    assert outcome is not None
    assert outcome.summary is not None
    assert outcome.summary.hits == 1
    assert process.status == 0, (tmp_path / "process.log").read_text()
    assert (tmp_path / "process.log").read_text() == ""


def test_the_key_is_not_handed_on(
    task: TASK, started: Callable[[Task], ScreeningProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "k" * 20)
    environs = []
    real = process_module.subprocess.Popen  # type: ignore[attr-defined]

    def popen(*args: Any, **more: Any) -> Any:
        environs.append(more["env"])
        return real(*args, **more)

    monkeypatch.setattr(process_module.subprocess, "Popen", popen)  # type: ignore[attr-defined]
    started(task())
    assert KEY not in environs[0]
    assert os.environ[KEY] not in environs[0].values()


def test_a_full_disk(task: TASK, started: Callable[[Task], ScreeningProcess], tmp_path: Path) -> None:
    """It is told by the status, where it can't be told by a file."""
    (tmp_path / "outcome.json").mkdir()
    process = started(task())
    waited(lambda: process.ended(0.1))
    assert (process.status, process.outcome()) == (4, None)


def test_a_format_that_cannot_be_written_takes_no_other_along(
    task: TASK, started: Callable[[Task], ScreeningProcess], tmp_path: Path
) -> None:
    (tmp_path / "report.html").mkdir()
    process = started(task())
    waited(lambda: process.ended(0.1))
    outcome = process.outcome()
    assert outcome is not None
    assert outcome.error is None
    assert {path.name for path in tmp_path.glob("report.*")} == {f"report.{s}" for s in ("json", "html", "csv", "xlsx")}
    assert "report.html" in (tmp_path / "process.log").read_text()


def test_too_little_memory(task: TASK, started: Callable[[Task], ScreeningProcess]) -> None:
    process = started(task(MANY, memory=64))
    waited(lambda: process.ended(0.1))
    outcome = process.outcome()
    assert process.status != 0 or outcome is None or outcome.error is not None


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_a_process_that_is_killed(make: Make) -> None:
    client = make()
    number = upload(client, MANY).json()["id"]
    queue = client.app.state.server.queue  # type: ignore[attr-defined]
    process = waited(lambda: queue._processes.get(number))
    os.kill(process._process.pid, signal.SIGKILL)
    run = ended(client, number)
    assert (run["state"], run["error"]["code"]) == ("failed", "crashed")
    assert "(status -9)" in run["error"]["message"]
    report = client.get(f"/screenings/{number}/report.html")
    assert (report.status_code, report.json()["code"]) == (409, "crashed")
    assert screened(client)["state"] == "done"


def test_stopped_while_it_runs(make: Make, tmp_path: Path) -> None:
    client = make()
    for act in ("cancel", "delete"):
        number = upload(client, MANY).json()["id"]
        queue = client.app.state.server.queue  # type: ignore[attr-defined]
        process = waited(lambda: queue._processes.get(number))  # noqa: B023
        if act == "cancel":
            assert client.post(f"/screenings/{number}/cancel").json()["state"] == "cancelled"
            report = client.get(f"/screenings/{number}/report.json")
            assert (report.status_code, report.json()["code"]) == (409, "no_report")
        else:
            assert client.delete(f"/screenings/{number}").status_code == 204
            assert client.get(f"/screenings/{number}").status_code == 404
            waited(lambda: not (tmp_path / "web" / "runs" / number).exists())  # noqa: B023
        waited(lambda: process.status is not None)  # noqa: B023


class TestAnswers:
    """One server for all: a screening takes a second."""

    @pytest.fixture
    def client(self, make: Make) -> TestClient:
        return make(screenings=2)

    def test_once_more_with_other_columns(self, client: TestClient) -> None:
        table = b"Partner,Thing\nNobody,Zemblan Harbour Bank\n"
        number = upload(client, table, column="name=Partner").json()["id"]
        first = ended(client, number)
        assert first["summary"]["hits"] == 0, first
        again = client.post(f"/screenings/{number}/start", json={"columns": {"name": ["Thing"]}, "threshold": 95})
        assert again.status_code == 202
        assert again.json()["summary"] is None
        run = ended(client, number)
        assert (run["summary"]["hits"], run["how"]["threshold"]) == (1, 95)
        assert written(client, number, "json").json()["screening"]["threshold"] == 95
        alerts = client.get(f"/screenings/{number}/alerts").json()
        assert [alert["result"]["hits"][0]["entity_id"] for alert in alerts["alerts"]] == ["harbour"]
        assert client.post(f"/screenings/{number}/start", json={"columns": {"nonsense": ["Bank"]}}).status_code == 202
        run = ended(client, number)
        assert run["state"] == "failed"
        assert client.get(f"/screenings/{number}/alerts").status_code == 404
        assert client.get(f"/screenings/{number}/report.json").status_code == 409
