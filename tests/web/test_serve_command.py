"""`screening serve` as it is started: what it refuses, how it stops, and how it goes on after it was killed."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest
from made_up_list import write_list

from screening.cli import main
from screening.configuration import load_config
from screening.errors import ConfigError
from screening.web.settings import hashed

from .asking import BEARER, KEY, Told, ended, upload, waited
from .serving import ran, served

posix = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")

MANY = b"Name\n" + b"".join(b"Person Number %d\n" % n for n in range(3_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_list(tmp_path)
    (tmp_path / "screening.toml").write_text('[[list]]\nname = "zembla"\npath = "zembla.toml"\n', encoding="utf-8")
    return tmp_path


OPEN = "can be reached from other machines, and everyone would be let in"


@pytest.mark.parametrize(
    ("arguments", "environ", "status", "said"),
    [
        (["--host", "0.0.0.0"], {}, 2, f"0.0.0.0 {OPEN} (screening serve --new-key NAME makes a key"),
        (["--host", "::"], {}, 2, OPEN),
        (["--host", "bank.example"], {}, 2, OPEN),
        (["--host", "127.0.0.1.nip.example"], {}, 2, OPEN),
        (["--host", ""], {}, 2, OPEN),
        (["--host", "0.0.0.0"], {"SCREENING_API_KEY": ""}, 2, OPEN),
        (["--host", "0.0.0.0"], {"SCREENING_API_KEY": "short"}, 2, "SCREENING_API_KEY: is too short for a key"),
        (["--port", "70000"], {}, 2, "'70000' is not a port"),
        (["--port", "-1"], {}, 2, "is not a port"),
        (["--host", "192.0.2.1"], {"SCREENING_API_KEY": "k" * 16}, 2, "cannot listen on 192.0.2.1, port 8000: "),
        (["-w", "none.toml"], {}, 3, "none.toml: no such file"),
        (["-c", "none.toml"], {}, 2, "none.toml: no such file"),
        (["--new-key", "a\nb"], {}, 2, "is no name"),
        ([], {"SCREENING_WEB": "screening.toml"}, 4, "could not be written to"),
    ],
)
def test_it_refuses_with_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], environ: dict[str, str], status: int, said: str,
) -> None:  # fmt: skip
    for name, value in {"SCREENING_WEB": "web", **environ}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    try:
        code: object = main(["serve", *arguments])
    except SystemExit as end:
        code = end.code
    told = capsys.readouterr()
    assert (code, told.out) == (status, "")
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1 or "usage:" in told.err


def test_it_refuses_on_the_real_command_line(folder: Path) -> None:
    for arguments in (["--host", "0.0.0.0"], ["-c", "web.toml", "--host", "::"]):
        (folder / "web.toml").write_text("[web]\nhosts = ['bank.example']\n", encoding="utf-8")
        end = ran(folder, *arguments)
        assert (end.returncode, end.stdout, len(end.stderr.splitlines())) == (2, "", 1)
        assert OPEN in end.stderr
    assert not (folder / "web").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('proxies = ["10.0.0.300"]', "'10.0.0.300' is no address, as 10.0.0.7, and no network, as 10.0.0.0/8"),
        ('key = [{ name = "Ann", sha256 = "abc" }]', "sha256"),
        (f'key = [{{ name = "A", sha256 = "{"0" * 64}" }}, {{ name = "A", sha256 = "{"1" * 64}" }}]', "the same name"),
        ("max_upload = 0", "max_upload"),
        ("max_uploads = 10", "max_uploads"),
    ],
)
def test_it_refuses_a_configuration(folder: Path, text: str, said: str) -> None:
    with (folder / "screening.toml").open("a", encoding="utf-8") as file:
        file.write(f"[web]\n{text}\n")
    with pytest.raises(ConfigError) as refused:
        load_config(folder / "screening.toml", cwd=folder, environ={})
    assert said in str(refused.value)


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        end = ran(folder, "--port", port)
    assert end.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}: address already in use" in end.stderr


def test_a_new_key_opens(folder: Path) -> None:
    made = ran(folder, "--new-key", 'Ann "A" Kim')
    assert made.returncode == 0
    key, _, section = made.stdout.partition("\n")
    assert len(key) >= 43
    assert hashed(key) in section
    with (folder / "screening.toml").open("a", encoding="utf-8") as file:
        file.write(section)
    with served(folder, "--host", "0.0.0.0") as server:
        assert server.client.get("/screenings").status_code == 401
        ask = {"Authorization": f"ApiKey {key}"}
        assert server.client.post("/check", json={"name": "Nobody"}, headers=ask).json()["outcome"] == "no_hit"
        assert server.client.get("/screenings", headers={**ask, "Host": "any.example"}).status_code == 200
    assert '"who": "Ann \\"A\\" Kim"' in (folder / "web" / "audit.jsonl").read_text(encoding="ascii")


def test_a_key_of_the_environment(folder: Path) -> None:
    with served(folder, "--host", "0.0.0.0", SCREENING_API_KEY=KEY) as server:
        assert server.client.get("/screenings", headers={"Authorization": "Bearer wrong"}).status_code == 401
        answer = upload(server.client, hold=True)
        assert answer.status_code == 401
        server.client.headers.update(BEARER)
        number = upload(server.client).json()["id"]
        assert ended(server.client, number)["state"] == "done"


@posix
def test_a_folder_for_one_server_and_a_clean_stop(folder: Path) -> None:
    with served(folder) as server:
        assert server.client.get("/screenings").json() == []
        second = ran(folder, "--port", "0")
        assert (second.returncode, second.stdout) == (4, "")
        assert "web: another server uses it (stop it, or give this one a folder of its own" in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1
        assert server.client.get("/screenings").status_code == 200
        assert server.stop(signal.SIGINT) == "screening: stopped\n"
        assert server.process.returncode == 130
    with served(folder) as server:
        assert server.stop() == ""


def alive(pid: int) -> bool:
    """Whether a process lives; one that has ended and is not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return found


def offspring(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *offspring(child))]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked at in /proc")
def test_the_next_server_takes_up_what_the_last_one_left(folder: Path) -> None:
    with served(folder) as server:
        running = upload(server.client, MANY).json()["id"]
        secret = upload(server.client, password="x").json()["id"]
        waiting = upload(server.client).json()["id"]

        def progress() -> Told | None:
            run: Told = server.client.get(f"/screenings/{running}").json()
            return run if run["state"] == "running" and len(children(server.process.pid)) == 1 else None

        waited(progress)
        processes = offspring(server.process.pid)
        server.stop(signal.SIGKILL)
        waited(lambda: not any(map(alive, processes)))
    with served(folder) as server:
        assert server.client.get(f"/screenings/{secret}").json()["error"]["code"] == "interrupted"
        run = ended(server.client, running)
        assert run["state"] == "done", run["error"]
        assert run["summary"]["counterparties"] == 3_000
        assert run["attempts"] == 2
        assert ended(server.client, waiting)["state"] == "done"
