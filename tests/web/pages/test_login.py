"""A key for a cookie."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from screening.web.callers import COOKIE
from screening.web.pages.login import own_path
from screening.web.settings import hashed

from .conftest import Site, site_at

SECRET = "a key of some length"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    web = f'hosts = ["127.0.0.1"]\n[[web.key]]\nname = "desk"\nsha256 = "{hashed(SECRET)}"'
    yield from site_at(tmp_path_factory.mktemp("locked"), web)


@pytest.fixture(autouse=True)
def logged_out(locked: Site) -> None:
    locked.client.cookies.clear()


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("/", "/"),
        ("/runs", "/runs"),
        ("/runs?threshold=80&offset=50", "/runs?threshold=80&offset=50"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("runs", "/"),
        ("", "/"),
        ("/login?next=/login", "/"),
        ("/runs\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_only_own_paths_are_gone_to(told: str, path: str) -> None:
    assert own_path(told) == path


@pytest.mark.parametrize("address", ["/", "/runs", "/check", "/lists", "/api", "/runs/x/columns", "/template.xlsx"])
def test_every_page_asks_for_a_key(locked: Site, address: str) -> None:
    answer = locked.get(address, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")


def test_a_wrong_key_is_refused_and_logged(locked: Site) -> None:
    answer = locked.post("/login", key="wrong")
    assert answer.status_code == 401
    assert "This key is not known." in answer.text
    assert COOKIE not in answer.cookies
    assert '"action": "login refused"' in locked.audited()


def test_a_key_lets_in_until_the_cookie_is_taken_back(locked: Site) -> None:
    assert 'name="key"' in locked.get("/login").text
    answer = locked.post("/login", key=f" {SECRET} ", next="/runs")
    assert answer.headers["location"] == "/runs"
    cookie = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=strict", "path=/"):
        assert word in cookie
    assert "secure" not in cookie
    assert "desk" in locked.get("/runs").text
    assert locked.get("/login", follow_redirects=False).headers["location"] == "/"
    locked.post("/logout")
    assert locked.get("/runs", follow_redirects=False).status_code == 303


def test_the_cookie_is_secure_where_the_browser_came_by_https(locked: Site) -> None:
    data = {"key": SECRET}
    origin = {"origin": "https://127.0.0.1", "sec-fetch-site": "same-origin"}  # a proxy in front speaks https
    answer = locked.client.post("/login", data=data, headers=origin, follow_redirects=False)
    assert "secure" in answer.headers["set-cookie"].lower()


def test_style_and_script_of_the_form_need_no_key(locked: Site) -> None:
    text = locked.get("/login").text
    assert "Check a name" not in text  # no links to what is closed
    for address in (part.partition('"')[0] for part in text.split('href="')[1:]):
        if address.startswith("/static/"):
            assert locked.get(address).status_code == 200


def test_whoever_is_let_in_already_goes_on(site: Site) -> None:
    assert site.get("/login?next=/lists", follow_redirects=False).headers["location"] == "/lists"
