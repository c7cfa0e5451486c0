"""The log of who did what: a line for every action, whole lines whatever happens."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screening.errors import OutputError
from screening.web.audit import AuditLog

from .asking import BEARER, KEY, ROWS, Make, Told, ended, upload


def test_each_action_leaves_a_line(make: Make, log: Callable[[], list[Told]]) -> None:
    client = make(keys={"Ann": KEY})
    client.headers.update(BEARER)
    client.post("/check", json={"name": "Corsair Wyvern", "country": "PA", "identifiers": {"imo": "9187332"}})
    number = upload(client, hold=True, password="secret, of a workbook").json()["id"]
    client.post(f"/screenings/{number}/start", json={"threshold": 90})
    ended(client, number)
    client.get(f"/screenings/{number}/report.json")
    client.get(f"/screenings/{number}/report.json")
    client.post(f"/screenings/{number}/cancel")
    client.delete(f"/screenings/{number}")
    lines = log()
    assert [(line["who"], line["action"]) for line in lines] == [
        ("Ann", "check"), ("Ann", "upload"), ("Ann", "start"), ("server", "ended"), ("Ann", "report"),
        ("Ann", "report"), ("Ann", "cancel"), ("Ann", "delete"),
    ]  # fmt: skip
    assert lines[0] == {
        "when": lines[0]["when"], "who": "Ann", "action": "check", "name": "Corsair Wyvern", "country": "PA",
        "identifiers": {"imo": "9187332"},
    }  # fmt: skip
    assert all(line["run"] == number and line["file"] == "rows.csv" for line in lines[1:])
    assert lines[1]["size"] == len(ROWS)
    assert lines[2]["how"]["threshold"] == 90
    assert (lines[3]["state"], lines[3]["sha256"]) == ("done", lines[1]["sha256"])
    assert datetime.now(UTC) >= datetime.fromisoformat(lines[0]["when"]) > datetime(2026, 1, 1, tzinfo=UTC)
    assert "secret" not in json.dumps(lines)
    assert KEY not in json.dumps(lines)


def test_what_a_caller_sends_makes_no_line_of_its_own(make: Make, log: Callable[[], list[Told]]) -> None:
    client = make()
    client.post("/check", json={"name": 'x\n{"who": "Ann"}\r\u2028\u202e\x00"'})
    upload(client, name="a\u2028{who: 1}\u202e.csv", hold=True)
    assert [line["action"] for line in log()] == ["check", "upload"]
    assert log()[0]["name"] == 'x\n{"who": "Ann"}\r\u2028\u202e\x00"'
    assert log()[1]["file"] == "a{who: 1}.csv"


def test_what_cannot_be_noted_is_not_done(make: Make, tmp_path: Path) -> None:
    client = make()
    number = upload(client, hold=True).json()["id"]
    path = tmp_path / "web" / "audit.jsonl"
    path.unlink()
    path.mkdir()
    for answer in (
        client.post("/check", json={"name": "Nobody"}), upload(client), client.delete(f"/screenings/{number}"),
    ):  # fmt: skip
        assert (answer.status_code, answer.json()["code"]) == (507, "write_failed")
        assert answer.json()["detail"] == "the log cannot be written: is a directory"
        assert str(tmp_path) not in answer.text
    assert [run["id"] for run in client.get("/screenings").json()] == [number]
    assert len(list((tmp_path / "web" / "runs").iterdir())) == 1


def test_lines_stay_whole_when_many_write(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: log.write("Ann", "check", name="é" * 9000, number=n), range(400)))
    lines = (tmp_path / "audit.jsonl").read_bytes().splitlines()
    assert sorted(json.loads(line)["number"] for line in lines) == list(range(400))


def test_half_a_line_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = AuditLog(tmp_path)
    log.write("Ann", "check", name="first")
    whole = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda descriptor, data: whole(descriptor, data[:7]))
        with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC).lower()):
            log.write("Ann", "check", name="second")
    log.write("Ann", "check", name="third")
    lines = (tmp_path / "audit.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["first", "third"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_may_read_it(make: Make, tmp_path: Path) -> None:
    client = make()
    upload(client, hold=True)
    folder = tmp_path / "web"
    paths = (folder, *folder.iterdir(), *(folder / "runs").iterdir())
    modes = {path.name: path.stat().st_mode & 0o777 for path in paths}
    assert modes.pop("audit.jsonl") == 0o600
    assert set(modes.values()) == {0o700}
