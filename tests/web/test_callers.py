"""Who is let in: by keys, by the header of a proxy, by the cookie of a page; and who is not."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection

from screening.web.callers import COOKIE, SESSION_SECONDS, Door
from screening.web.settings import Settings

from .asking import BEARER, KEY, Make, Told

OTHER = "another key, of Bob's"
KEYS = {"Ann": KEY, "Bob": OTHER}


def who(client: TestClient, log: Callable[[], list[Told]], **headers: str) -> str | int:
    """Under whose name a check is noted; the status where nobody was let in."""
    answer = client.post("/check", json={"name": "Nobody"}, headers=headers)
    return log()[-1]["who"] if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (f"Bearer {KEY}", "Ann"),
        (f"ApiKey {KEY}", "Ann"),
        (f"APIKEY  {OTHER} ", "Bob"),
        (f"bearer {OTHER}", "Bob"),
        (f"Bearer {KEY[:-1]}", 401),
        (f"Bearer {KEY}x", 401),
        (f"Bearer {KEY.upper()}", 401),
        ("Bearer ", 401),
        ("Bearer", 401),
        ("ApiKey é\xff", 401),
        (KEY, 401),
        (f"Basic {KEY}", 401),
        ("", 401),
        (f"Bearer {KEY}, Bearer {OTHER}", 401),
    ],
)
def test_keys(make: Make, log: Callable[[], list[Told]], header: str, name: str | int) -> None:
    client = make(keys=KEYS)
    answer = client.post("/check", json={"name": "Nobody"}, headers=[(b"Authorization", header.encode("latin-1"))])
    assert (log()[-1]["who"] if answer.status_code == 200 else answer.status_code) == name
    if name == 401:
        assert answer.headers["www-authenticate"] == "Bearer"
        assert KEY not in answer.text


def test_no_key_at_all(make: Make) -> None:
    client = make(keys=KEYS)
    for path in ("/screenings", "/openapi.json", "/no/such/page", "/login/../screenings", "/healthz/..", "/loginx"):
        assert client.get(path).status_code == 401, path
    assert client.get("/healthz").status_code != 401


def test_the_header_host_is_no_path(make: Make) -> None:
    """Some frameworks make the address that was asked for out of it: an open page there must open no other."""
    client = make(keys=KEYS)
    for host in ("x/healthz?", "x/static/", "localhost/login#", "localhost\\/healthz"):
        assert client.get("/screenings", headers={"Host": host}).status_code == 401, host


def test_keys_are_compared_in_constant_time(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    constant = hmac.compare_digest

    def compare(one: str, other: str) -> bool:
        compared.append(other)
        return constant(one, other)

    client = make(keys=KEYS)
    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert client.get("/screenings", headers=BEARER).status_code == 200
    assert len(compared) == len(KEYS)  # the right one was the first: the others are compared all the same


PROXY = {"user_header": "X-User", "proxies": ["10.0.0.7", "192.168.0.0/16", "fd00::/8"]}


@pytest.mark.parametrize(
    ("peer", "headers", "name"),
    [
        ("10.0.0.7", [(b"X-User", b"J. Kim")], "J. Kim"),
        ("10.0.0.7", [(b"x-user", " Zoë Øst ".encode())], "Zoë Øst"),
        ("10.0.0.7", [(b"X-User", "Zoë".encode("latin-1"))], "Zoë"),
        ("192.168.255.1", [(b"X-User", b"J. Kim")], "J. Kim"),
        ("fd00::1", [(b"X-User", b"J. Kim")], "J. Kim"),
        ("10.0.0.8", [(b"X-User", b"J. Kim")], 401),
        ("192.169.0.1", [(b"X-User", b"J. Kim")], 401),
        ("::1", [(b"X-User", b"J. Kim")], 401),
        ("127.0.0.1", [(b"X-User", b"J. Kim")], 401),
        ("no address", [(b"X-User", b"J. Kim")], 401),
        ("10.0.0.7", [(b"X-User", b"")], 401),
        ("10.0.0.7", [(b"X-User", b"   ")], 401),
        ("10.0.0.7", [], 401),
        ("10.0.0.7", [(b"X-User", b"J. Kim"), (b"X-User", b"Root")], 401),
        ("10.0.0.7", [(b"X-User", "J. \u202emiK".encode())], 401),
        ("10.0.0.7", [(b"X-User", b"x" * 201)], 401),
        ("10.0.0.7", [(b"X-Forwarded-For", b"127.0.0.1"), (b"X-Forwarded-User", b"J. Kim")], 401),
    ],
)
def test_the_header_of_a_proxy(
    make: Make, log: Callable[[], list[Told]], peer: str, headers: list[tuple[bytes, bytes]], name: str | int
) -> None:
    client = make(client=peer, **PROXY)
    answer = client.post("/check", json={"name": "Nobody"}, headers=headers)
    assert (log()[-1]["who"] if answer.status_code == 200 else answer.status_code) == name


def test_a_key_beside_a_proxy(make: Make, log: Callable[[], list[Told]]) -> None:
    client = make(client="10.0.0.9", keys=KEYS, **PROXY)
    assert who(client, log, **BEARER) == "Ann"
    assert who(client, log, **{"X-User": "Ann"}) == 401


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def door(settings: Callable[..., Settings]) -> tuple[Door, Clock]:
    clock = Clock()
    return Door(settings(keys=KEYS), clock), clock


def caller_by(door: Door, cookie: str) -> str | None:
    headers = [(b"cookie", cookie.encode("latin-1"))]
    caller = door.caller(HTTPConnection({"type": "http", "headers": headers, "client": ("127.0.0.1", 1)}))
    return caller.name if caller else None


def test_a_session_lasts_its_time(door: tuple[Door, Clock]) -> None:
    at, clock = door
    cookie = f"{COOKIE}={at.session('Ann')}"
    clock.now += SESSION_SECONDS - 1
    assert caller_by(at, cookie) == "Ann"
    assert caller_by(at, f"a[b]=c; {cookie}; x") == "Ann"  # beside what is no cookie
    clock.now += 1
    assert caller_by(at, cookie) is None


def test_forged_sessions(door: tuple[Door, Clock], settings: Callable[..., Settings]) -> None:
    at, clock = door
    good = at.session("Ann")
    until, name, signature = good.split(".")
    for forged in (
        "", ".", "..", "...", "x", good[:-1], good + "0", f"{until}.{b'Bob'.hex()}.{signature}",
        f"{int(until) + 1}.{name}.{signature}", f"{until}.{name}.", f"{until}.{name}.é", f".{name}.{signature}",
        f"{until}.abc.{signature}", "a" * 10_000, good.replace(".", "\xb2."), '"' + "\\" * 9,
    ):  # fmt: skip
        assert caller_by(at, f"{COOKIE}={forged}") is None, forged
    assert caller_by(at, f"other={good}") is None
    assert caller_by(at, f"{COOKIE}={at.session('Zed')}") is None  # signed, and its name is known no longer
    assert caller_by(Door(settings(keys=KEYS), clock), f"{COOKIE}={good}") is None  # of a server before


def test_garbage_is_answered_with_401(make: Make) -> None:
    client = make(keys=KEYS)
    for told in (b"=abc", b"=1.x.y", b"=1.abc.0", b"x; \xff\xfe=\x80", b"=\xe9.\xe9"):
        cookie = b"screening_session" + told
        assert client.get("/screenings", headers=[(b"Cookie", cookie)]).status_code == 401
