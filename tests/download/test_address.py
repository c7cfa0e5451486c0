"""Addresses, proxies and waits: which are taken, and how they are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.download.address import address, is_loopback, redirected, shown
from screening.download.errors import DownloadError
from screening.download.proxy import Proxy, proxy_for
from screening.download.waiting import LONGEST, delay, retry_after


@pytest.mark.parametrize(
    ("url", "host", "port", "target"),
    [
        ("https://lists.example/a/b.xml", "lists.example", 443, "/a/b.xml"),
        ("https://lists.example", "lists.example", 443, "/"),
        ("https://lists.example:8443/x?y=z#top", "lists.example", 8443, "/x?y=z"),
        ("https://[::1]/x", "::1", 443, "/x"),
        ("http://127.0.0.1:8000/x", "127.0.0.1", 8000, "/x"),
        ("http://localhost/x", "localhost", 80, "/x"),
    ],
)
def test_an_address_is_taken_apart(url: str, host: str, port: int, target: str) -> None:
    taken = address(url)
    assert (taken.host, taken.port, taken.target) == (host, port, target)


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "file:///etc/passwd", "ftp://lists.example/x", "//lists.example/x", "https:///x", "https://[x/",
        "https://lists.example:port/", "http://lists.example/x", "http://127.0.0.1.example/x", "http://10.0.0.1/x",
        "https://me@lists.example/", "https://lists.example/\u00e9", "https://lists.example/a b", "https://l\u00efst.example/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(DownloadError) as caught:
        address(url)
    assert caught.value.code == "bad_url"


def test_http_is_taken_where_it_is_allowed() -> None:
    assert address("http://lists.example/x", allow_http=True).scheme == "http"


REDIRECTS = [
    # from, to, and where that leads (None: nowhere)
    ("https://a.example/x", "https://b.example/y", "https://b.example/y"),
    ("https://a.example/x/y", "../z", "https://a.example/z"),
    ("https://a.example/x", "//b.example/y", "https://b.example/y"),
    ("https://a.example/x", "http://a.example/x", None),
    ("https://a.example/x", "http://127.0.0.1/x", None),
    ("http://127.0.0.1/x", "http://127.0.0.1:8000/y", "http://127.0.0.1:8000/y"),
    ("http://127.0.0.1/x", "http://a.example/x", None),
    ("http://a.example/x", "http://a.example/y", None),
    ("http://a.example/x", "http://127.0.0.1/y", None),
    ("http://a.example/x", "https://a.example/y", "https://a.example/y"),
    ("https://a.example/x", "file:///etc/passwd", None),
    ("https://a.example/x", "data:text/xml,x", None),
    ("https://a.example/x", "https://me:pw@b.example/", None),
]


@pytest.mark.parametrize(("start", "location", "end"), REDIRECTS)
def test_where_a_redirect_may_lead(start: str, location: str, end: str | None) -> None:
    current = address(start, allow_http=True)
    if end is None:
        with pytest.raises(DownloadError):
            redirected(current, location)
    else:
        assert redirected(current, location).url == end


@given(st.text())
def test_no_redirect_leads_from_https_to_anything_else(location: str) -> None:
    try:
        end = redirected(address("https://a.example/x"), location)
    except DownloadError:
        return
    assert end.scheme == "https"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://me:pw@lists.example:8443/x?token=t#f", "https://lists.example:8443/x"),
        ("https://lists.example/x", "https://lists.example/x"),
        ("https://[x?token=t", "https://[x"),
    ],
)
def test_secrets_are_not_shown(url: str, told: str) -> None:
    assert shown(url) == told


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.8.8.8", True), ("::1", True), ("127.0.0.1.example", False), ("0.0.0.0", False)],
)
def test_what_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


PROXIES = [
    # the address, the configured proxy, the environment, and the proxy
    ("https://a.example/", None, {}, None),
    ("https://a.example/", "http://p.example:8080", {}, Proxy("p.example", 8080)),
    ("https://a.example/", "p.example", {}, Proxy("p.example", 3128)),
    ("https://a.example/", "http://me:p%40w@p.example:1", {}, Proxy("p.example", 1, "Basic bWU6cEB3")),
    ("https://a.example/", None, {"HTTPS_PROXY": "http://p.example:1"}, Proxy("p.example", 1)),
    ("https://a.example/", None, {"https_proxy": "http://q.example:1", "HTTPS_PROXY": "http://p.example:1"},
     Proxy("q.example", 1)),
    ("http://a.example/", None, {"HTTPS_PROXY": "http://p.example:1"}, None),
    ("http://a.example/", None, {"HTTP_PROXY": "http://p.example:1"}, None),  # a web server may set it by a header
    ("http://a.example/", None, {"http_proxy": "http://p.example:1"}, Proxy("p.example", 1)),
    ("https://a.example/", None, {"https_proxy": "http://p.example:1", "no_proxy": "b.example, a.example"}, None),
    ("https://x.a.example/", None, {"https_proxy": "http://p.example:1", "NO_PROXY": ".a.example"}, None),
    ("https://xa.example/", None, {"https_proxy": "http://p.example:1", "NO_PROXY": "a.example"},
     Proxy("p.example", 1)),
    ("https://a.example/", None, {"https_proxy": "http://p.example:1", "NO_PROXY": "*"}, None),
    ("https://a.example/", "http://p.example:1", {"NO_PROXY": "*"}, Proxy("p.example", 1)),
    ("https://127.0.0.1/", None, {"https_proxy": "http://p.example:1"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("url", "configured", "environ", "expected"), PROXIES)
def test_the_proxy_of_an_address(
    url: str, configured: str | None, environ: dict[str, str], expected: Proxy | None
) -> None:
    assert proxy_for(address(url, allow_http=True), configured, environ) == expected


@pytest.mark.parametrize("proxy", ["socks5://p.example", "https://p.example", "http://", "http://p.example:port"])
def test_other_proxies_are_refused(proxy: str) -> None:
    with pytest.raises(DownloadError) as caught:
        proxy_for(address("https://a.example/"), proxy, {})
    assert caught.value.code == "bad_proxy"


@given(st.integers(0, 60), st.floats(0, 1))
def test_waits_grow_and_are_bounded(attempt: int, chance: float) -> None:
    assert 0 < delay(attempt, chance) <= delay(attempt + 1, chance) <= LONGEST
    assert delay(attempt, 0.0) <= delay(attempt, chance) <= 2 * delay(attempt, 0.0)


@given(st.one_of(st.none(), st.text()))
def test_a_wait_that_is_asked_for_is_read_or_passed_over(header: str | None) -> None:
    seconds = retry_after(header, datetime(2026, 1, 1, tzinfo=UTC))
    assert seconds is None or seconds >= 0
