"""What every request passes: names of the host, pages of other sites, sizes, rates; and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from screening.web import guards
from screening.web.guards import BODY, HEADERS
from screening.web.rates import Rates

from .asking import BEARER, KEY, ROWS, Make, Told, upload

KEYS = {"Ann": KEY}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost:80:80", 421),
        ("evil.example:localhost", 421),
        ("[::2]:8000", 421),
        ("[", 421),
        ("localhost@evil.example", 421),
        ("10.0.0.1", 421),
        ("0.0.0.0", 421),
        ("", 421),
        ("locälhost", 421),
    ],
)
def test_without_keys_only_names_of_this_machine_are_answered(client: TestClient, host: str, status: int) -> None:
    """A page of a stranger's whose name leads here (DNS rebinding) is not."""
    assert client.get("/screenings", headers=[(b"Host", host.encode("latin-1"))]).status_code == status


def test_names_that_are_told(make: Make) -> None:
    client = make(hosts=["Screening.Bank.Example"])
    assert client.get("/screenings", headers={"Host": "screening.bank.example:8443"}).status_code == 200
    assert client.get("/screenings", headers={"Host": "bank.example"}).status_code == 421


def test_names_where_keys_are_asked_for(make: Make) -> None:
    anywhere = make(keys=KEYS, host="::")
    assert anywhere.get("/screenings", headers={"Host": "any.example", **BEARER}).status_code == 200
    named = make(keys=KEYS, host="fd00::5", hosts=["screening.example"])
    for host, status in (("screening.example", 200), ("[fd00::5]:8000", 200), ("any.example", 421)):
        assert named.get("/screenings", headers={"Host": host, **BEARER}).status_code == status


def test_another_address_of_this_machine(make: Make) -> None:
    assert make(host="127.0.0.2").get("/screenings", headers={"Host": "127.0.0.2:8000"}).status_code == 200


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
def test_a_server_that_lets_everyone_in_stands_behind_no_proxy(make: Make, header: str) -> None:
    """The proxy may call it localhost, and then everyone would be at home."""
    told = {header: "for=203.0.113.9"}
    assert make().get("/screenings", headers=told).status_code == 403
    assert make(keys=KEYS).get("/screenings", headers={**told, **BEARER}).status_code == 200


FROM = [
    ({}, True),  # a program
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),  # another port of this machine
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ({"Sec-Fetch-Site": ""}, False),
    ({"Origin": "http://localhost"}, True),
    ({"Origin": "https://localhost"}, True),
    ({"Origin": "http://localhost:81"}, False),
    ({"Origin": "http://evil.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": ""}, False),
    ({"Origin": "http://["}, False),
    ({"Origin": "http://localhost/x"}, False),
    ({"Origin": "file://"}, False),
]


@pytest.mark.parametrize(("headers", "passes"), FROM)
def test_pages_of_other_sites_change_nothing(
    client: TestClient, log: Callable[[], list[Told]], headers: dict[str, str], passes: bool
) -> None:
    number = upload(client, hold=True).json()["id"]
    for method, path in (
        ("POST", "/check"), ("POST", f"/screenings/{number}/cancel"), ("POST", f"/screenings/{number}/start"),
        ("DELETE", f"/screenings/{number}"), ("POST", "/login"), ("PUT", "/x"), ("PATCH", "/x"),
    ):  # fmt: skip
        answer = client.request(method, path, headers=headers, json={"name": "Nobody"})
        assert (answer.status_code != 403) is passes, (method, path)
    assert ("delete" in [line["action"] for line in log()]) is passes
    assert client.get("/screenings", headers=headers).status_code == 200


def test_a_form_of_another_site_uploads_nothing(client: TestClient) -> None:
    answer = client.post("/screenings", files={"file": ("rows.csv", ROWS)}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert client.get("/screenings").json() == []


def failing(*_: object) -> None:
    raise RuntimeError("/srv/secret/place")


def asked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, str, str, Told]]:
    held = client.post("/screenings", files={"file": ("a.csv", ROWS)}, data={"hold": "true"}, headers=BEARER)
    number = held.json()["id"]
    big = {"Content-Length": str(BODY + 1), **BEARER}
    yield 200, "GET", "/screenings", {"headers": BEARER}
    yield 200, "GET", "/openapi.json", {"headers": BEARER}
    yield 202, "GET", f"/screenings/{number}/report.html", {"headers": BEARER}
    yield 404, "GET", "/none", {"headers": BEARER}
    yield 404, "GET", "/healthz/none", {"headers": BEARER}
    yield 404, "GET", "/static/none", {}
    yield 405, "DELETE", "/check", {"headers": BEARER}
    yield 307, "GET", "/screenings/", {"headers": BEARER, "follow_redirects": False}
    yield 303, "GET", "/screenings?a=b", {"headers": {"Accept": "text/html"}, "follow_redirects": False}
    yield 401, "GET", "/screenings", {}
    yield 403, "POST", "/check", {"headers": {"Origin": "null", **BEARER}}
    yield 413, "POST", "/check", {"headers": big, "content": b"{}"}
    yield 422, "POST", "/check", {"headers": BEARER, "content": b"{"}
    yield 204, "DELETE", f"/screenings/{number}", {"headers": BEARER}
    monkeypatch.setattr("screening.web.runs.queue.Queue.all", failing)
    yield 500, "GET", "/screenings", {"headers": BEARER}
    monkeypatch.setattr(guards, "_same_origin", failing)
    yield 500, "POST", "/check", {"headers": BEARER}


def test_the_headers_of_every_answer(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make(keys=KEYS)
    for status, method, path, more in asked(client, monkeypatch):
        answer = client.request(method, path, **more)
        assert answer.status_code == status, (method, path, answer.text)
        assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS), (status, path)
        assert "/srv" not in answer.text
        assert "server" not in answer.headers
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_where_a_browser_gives_its_key(make: Make) -> None:
    client = make(keys=KEYS)
    answer = client.get("/screenings?x=//evil", headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.headers["location"] == "/login?next=%2Fscreenings%3Fx%3D%2F%2Fevil"
    odd = client.request("GET", b"/a%0d%0aSet-Cookie:x?\xff".decode("latin-1"), headers={"Accept": "text/html"},
                         follow_redirects=False)  # fmt: skip
    assert odd.status_code == 303
    assert "set-cookie" not in odd.headers


class TestSizes:
    def test_of_what_is_told(self, make: Make) -> None:
        client = make(max_upload=1)
        for path, most in (("/check", BODY), ("/login", BODY), ("/screenings", BODY + (1 << 20))):
            over = client.post(path, content=b"x", headers={"Content-Length": str(most + 1)})
            assert (over.status_code, over.headers["content-type"]) == (413, "application/json")
            assert client.post(path, content=b"x", headers={"Content-Length": "9" * 30}).status_code == 413

    def test_of_what_comes_without_a_length(self, make: Make) -> None:
        client = make(max_upload=1)
        pieces = (b"x" * 65_536 for _ in range((BODY >> 16) + 2))
        assert client.post("/check", content=pieces, headers={"Content-Type": "application/json"}).status_code == 413

    def test_of_what_holds_more_than_it_told(self, make: Make) -> None:
        client = make(max_upload=1)
        told = {"Content-Type": "application/json", "Content-Length": "10"}
        assert client.post("/check", content=b"x" * (BODY + 1), headers=told).status_code == 413

    def test_of_a_file(self, make: Make) -> None:
        client = make(max_upload=1)
        answer = upload(client, b"x" * (1 << 20))
        assert answer.status_code == 202
        client.delete(f"/screenings/{answer.json()['id']}")
        answer = upload(client, b"x" * ((1 << 20) + 1))
        assert (answer.status_code, answer.json()["code"]) == (422, "too_large")
        assert "rows.csv: it is larger than 1 MiB" in answer.json()["detail"]
        assert client.get("/screenings").json() == []

    def test_of_the_number_of_parts(self, client: TestClient) -> None:
        many = [("file", (f"{n}.csv", b"x")) for n in range(2000)]
        assert client.post("/screenings", files=many).status_code == 400
        fields = {"file": ("rows.csv", ROWS)}
        assert client.post("/screenings", files=fields, data={f"f{n}": "x" for n in range(2000)}).status_code == 400
        long = client.post("/screenings", files=fields, data={"sheet": "x" * (2 << 20)})
        assert long.status_code == 400
        assert client.get("/screenings").json() == []


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class TestRates:
    def test_a_minutes_worth_and_no_more(self) -> None:
        clock = Clock()
        rates = Rates(60, clock)
        assert [rates.wait("Ann") for _ in range(60)] == [0.0] * 60
        assert rates.wait("Ann") == pytest.approx(1.0)
        assert rates.wait("Bob") == 0.0
        clock.now += 0.5
        assert rates.wait("Ann") == pytest.approx(0.5)
        clock.now += 0.5
        assert rates.wait("Ann") == 0.0
        clock.now += 3600
        assert sum(rates.wait("Ann") == 0.0 for _ in range(100)) == 60

    def test_callers_unseen_for_longest_are_forgotten(self) -> None:
        rates = Rates(1, Clock())
        for number in range(10_001):
            rates.wait(str(number))
        assert rates.wait("1") > 0
        assert rates.wait("0") == 0.0
        assert len(rates._left) == 10_000

    def test_of_a_caller(self, make: Make) -> None:
        client = make(keys={"Ann": KEY, "Bob": "b" * 20}, requests=3)
        assert [client.get("/screenings", headers=BEARER).status_code for _ in range(4)] == [200, 200, 200, 429]
        told = client.get("/screenings", headers=BEARER)
        assert 1 <= int(told.headers["retry-after"]) <= 20
        assert client.get("/screenings", headers={"Authorization": f"Bearer {'b' * 20}"}).status_code == 200
        assert client.get("/healthz").status_code != 429

    def test_of_who_gives_wrong_keys(self, make: Make) -> None:
        client = make(keys={"Ann": KEY}, requests=3)
        wrong = {"Authorization": "Bearer wrong"}
        assert [client.get("/screenings", headers=wrong).status_code for _ in range(4)] == [401, 401, 401, 429]
        assert client.get("/screenings", headers=BEARER).status_code == 200  # who shares the address can still work
        assert client.post("/login", json={}).status_code == 429

    def test_of_who_guesses_on_the_page(self, make: Make) -> None:
        client = make(keys={"Ann": KEY}, requests=3)
        assert [client.post("/login", json={}).status_code == 429 for _ in range(4)] == [False, False, False, True]
