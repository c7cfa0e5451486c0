"""Single checks, errors and reports: what is refused, and that no answer tells of the inside of the server."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

from screening.config import WebConfig
from screening.errors import ConfigError, ListError, OutputError, UsageError
from screening.screener import Screener
from screening.web.app import create_app
from screening.web.runs.troubles import trouble_of
from screening.web.settings import Settings

from .asking import Make, Told, ended, screened, upload, written


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"name": "Corsair Wyvern"}', 200),
        ('{"name": "Corsair Wyvern", "type": "Ship", "date_of_birth": "nonsense", "country": "??"}', 200),
        ("{}", 200),
        ('{"name": "\\u0000\\u202e"}', 200),
        ('{"name": "' + "Ab " * 600 + '"}', 200),
        ('{"name": "x", "identifiers": {"imo": "9187332"}}', 200),
        ('{"name": "x", "identifiers": {"": ""}}', (200, 422)),
        ('{"name": "x", "identifiers": {"No Such Kind": "x"}}', (200, 422)),
        ('{"name": "x", "type": "Spaceship"}', 422),
        ('{"name": "\\ud800"}', 422),
        ('{"\\ud800": 1}', 422),
        ('{"name": "x", "threshold": NaN}', 422),
        ('{"name": "x", "threshold": Infinity}', 422),
        ('{"name": "x", "threshold": 1e999}', 422),
        ('{"name": "x", "threshold": ' + "9" * 5000 + "}", (400, 422)),
        ('{"name": "x", "threshold": 0}', 422),
        ('{"name": "x", "threshold": 101}', 422),
        ('{"name": ' + "[" * 100_000 + "]" * 100_000 + "}", (400, 422)),
        ('{"name": "' + "x" * 2001 + '"}', 422),
        ('{"name": "x", "identifiers": {"imo": "' + "1" * 201 + '"}}', 422),
        ('{"name": 5}', 422),
        ("null", 422),
        ("", 422),
        ("{", 422),
        ('"\xff"', 400),
    ],
)
def test_a_check(client: TestClient, body: str, status: int | tuple[int, ...]) -> None:
    answer = client.post("/check", content=body.encode("latin-1"), headers={"Content-Type": "application/json"})
    allowed = (status,) if isinstance(status, int) else status
    assert answer.status_code in allowed, answer.text
    told = answer.json()
    if answer.status_code == 422:
        assert all(set(problem) == {"type", "loc", "msg"} for problem in told["detail"])


def test_what_a_check_finds(client: TestClient) -> None:
    told = client.post("/check", json={"name": "Zemblan Harbour Bank", "country": "KP"}).json()
    assert (told["outcome"], told["risk"], told["hits"][0]["entity_id"]) == ("potential_match", "high", "harbour")
    assert client.post("/check", json={"name": "Zemblan Harbor Bank", "threshold": 100}).json()["hits"] == []


def test_a_password_is_not_sent_back(client: TestClient) -> None:
    long = "geheim" * 200
    for answer in (
        upload(client, password=long),
        client.post(f"/screenings/{'0' * 32}/start", json={"password": long}),
        client.post(f"/screenings/{'0' * 32}/start", json={"password": "geheim", "x": 1}),
    ):
        assert answer.status_code == 422
        assert "geheim" not in answer.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"threshold": "0"}, 422),
        ({"threshold": "nan"}, 422),
        ({"max_hits": "1001"}, 422),
        ({"column": ["name"]}, 400),
        ({"column": ["=x"]}, 400),
        ({"column": [f"field{n}=x" for n in range(201)]}, 422),
        ({"column": [f"field{n}=x" for n in range(200)]}, 202),
        ({"column": ["name=" + "x" * 500]}, 422),
        ({"sheet": ["x"] * 501}, 422),
        ({"sheet": ["x" * 501]}, 422),
        ({"encoding": "x" * 51}, 422),
        ({"hold": "perhaps"}, 422),
    ],
)
def test_how_to_screen(client: TestClient, form: Told, status: int) -> None:
    answer = upload(client, **{"hold": "true", **form})
    assert answer.status_code == status, answer.text
    assert len(client.get("/screenings").json()) == (status == 202)


def test_an_upload_that_is_none(client: TestClient) -> None:
    for told in (
        {"content": b"x"},
        {"content": b"--x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"content": b"--x\r\n\r\n", "headers": {"Content-Type": "multipart/form-data"}},
        {"data": {"file": "no file"}},
        {"content": b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\xff\r\n--x--',
         "headers": {"Content-Type": "multipart/form-data; charset=idna; boundary=x"}},
    ):  # fmt: skip
        assert client.post("/screenings", **told).status_code in (202, 400, 422)


@pytest.mark.parametrize("number", ["0" * 32, "%2e%2e", "..%2f..%2fetc", "x", "0" * 31 + "%00", "é"])
def test_numbers_of_no_run(client: TestClient, number: str) -> None:
    for method, rest in (
        ("GET", ""), ("DELETE", ""), ("POST", "/cancel"), ("GET", "/alerts"), ("GET", "/report.json"),
        ("POST", "/start"), ("GET", "/report.pdf"), ("GET", "/report.json/../../x"),
    ):  # fmt: skip
        answer = client.request(method, f"/screenings/{number}{rest}", json={} if rest == "/start" else None)
        assert answer.status_code in (404, 405, 422), (method, rest)


class TestNothingOfTheInside:
    """No path of the server in an answer, whatever goes wrong."""

    SECRET = "/srv/secret"

    @pytest.mark.parametrize("kind", [OutputError, ListError, ConfigError])
    def test_errors_of_the_servers_files(self, kind: type[OutputError]) -> None:
        told = trouble_of(kind("could not be read", file=f"{self.SECRET}/x", hint="try again", code="gone"))
        assert (told.message, told.code, told.hint) == ("could not be read", "gone", "try again")

    def test_errors_of_a_users_file_say_where(self) -> None:
        told = trouble_of(UsageError("is odd", file="a.xlsx", sheet="Q\ud800", row=3, hint="mend it", code="odd"))
        assert told.message == "a.xlsx, sheet 'Q\\ud800', row 3: is odd"
        assert trouble_of(UsageError("is \ud800 odd")).message == "is ? odd"

    def test_a_list_that_has_gone(self, settings: Callable[..., Settings], screener: Screener, tmp_path: Path) -> None:
        """A path of the command line stands in the message itself."""
        chosen = Settings(WebConfig(), tmp_path / "web", lists=(str(tmp_path / "gone.toml"),))
        with TestClient(create_app(chosen, lambda: screener), base_url="http://localhost") as client:
            run = screened(client)
            assert (run["state"], run["error"]["code"]) == ("failed", "not_found")
            assert run["error"]["message"] == "the lists or the configuration of the server cannot be read"
            answers = [client.get(path).text for path in ("/screenings", f"/screenings/{run['id']}/report.html")]
        assert str(tmp_path) not in json.dumps(run) + "".join(answers)
        log = next((tmp_path / "web" / "runs").glob("*/process.log"))
        assert "gone.toml" in log.read_text()  # for who keeps the server

    def test_a_full_disk(self, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        client = make()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device", str(tmp_path))

        for what in ("screening.web.uploads._copied", "pathlib.Path.mkdir", "screening.web.runs.shelf.replaced"):
            with monkeypatch.context() as disk:
                disk.setattr(what, full)
                answer = upload(client)
            assert answer.status_code in (500, 507), what
            assert str(tmp_path) not in answer.text
            assert "Traceback" not in answer.text
        assert client.get("/screenings").json() == []
        assert list((tmp_path / "web" / "runs").iterdir()) == []

    def test_a_failure_that_was_not_foreseen(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError(self.SECRET)

        monkeypatch.setattr(Screener, "check_all", fail)
        answer = client.post("/check", json={"name": "Nobody"})
        assert answer.status_code == 500
        told = answer.json()
        assert told["detail"] == "The server has failed on this request."
        number = told["hint"].rpartition(" ")[2]
        assert f"request {number}, POST '/check'" in caplog.text  # where who keeps the server finds the rest
        assert self.SECRET in caplog.text


EVIL = (
    b"Name,Notes\n"
    b'"=HYPERLINK(""http://evil.example"",""Zemblan Harbour Bank"")",x\n'
    b'<script>alert(1)</script> Zemblan Harbour Bank,"<img src=x onerror=alert(1)>"\n'
    b"+Zemblan Harbour Bank,@SUM(A1)\n"
    b"Zemblan Harbour Bank,-1+cmd|' /C calc'!A0\n"
)


def test_nothing_in_a_cell_comes_alive(client: TestClient) -> None:
    run = screened(client, EVIL, name="<b>&'=1+1.csv")
    assert run["summary"]["counterparties"] == 4
    assert run["summary"]["hits"] >= 3
    number = run["id"]
    page = written(client, number, "html")
    assert page.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "SAMEORIGIN"
    assert "<script>alert(1)" not in page.text
    assert "<img src=x" not in page.text
    rows = list(csv.reader(io.StringIO(written(client, number, "csv").content.decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-", "\t", "\r"))]
    book = openpyxl.load_workbook(io.BytesIO(written(client, number, "xlsx").content))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" and "evil" in str(cell.value)]
    assert not [cell.value for cell in cells if cell.data_type == "f" and "SUM(A1)" in str(cell.value)]
    told = written(client, number, "json")
    assert told.headers["content-type"] == "application/json"
    assert told.headers["x-content-type-options"] == "nosniff"


def test_a_run_as_it_is_told(client: TestClient) -> None:
    answer = upload(client)
    run = answer.json()
    assert answer.headers["location"] == run["links"]["self"] == f"/screenings/{run['id']}"
    assert "password" not in {key for key in run if run[key] is None}
    run = ended(client, run["id"])
    assert set(run["links"]) == {"self", "alerts", "report.json", "report.html", "report.csv", "report.xlsx"}
    assert run["by"] == "local user"
    page = client.get(run["links"]["alerts"], params={"threshold": 99.9}).json()
    assert (page["total"], [alert["number"] for alert in page["alerts"]]) == (1, [0])
    assert client.get(run["links"]["alerts"], params={"offset": 1}).json()["alerts"] == []
