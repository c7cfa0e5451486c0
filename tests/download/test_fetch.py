"""Downloads from a server that misbehaves: whole or not at all, within bounds, with an error that says what to do."""

from __future__ import annotations

import gzip
import io
import itertools
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from screening.download.address import address
from screening.download.errors import DownloadError
from screening.download.exchange import Limits
from screening.download.fetch import Answer, Known, Surroundings, Terms, fetch

from .publisher import Publisher, Reply, body, raw, redirect, running, silent, status, trickling

NOW = datetime(2026, 11, 26, 12, 0, 0, tzinfo=UTC)
CONTENT = b"<list>" + b"x" * 200_000 + b"</list>"
TERMS = Terms(Limits(whole=10, silence=5), max_bytes=1_000_000, retries=0)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as it:
        yield it


def around(slept: list[float] | None = None) -> Surroundings:
    waits = [] if slept is None else slept
    return Surroundings(time.monotonic, lambda: NOW, waits.append, lambda: 1.0, {})


def got(url: str, terms: Terms = TERMS, known: Known | None = None) -> tuple[bytes, Answer]:
    into = io.BytesIO()
    answer = fetch(address(url), into, terms=terms, around=around(), known=known)
    return into.getvalue(), answer


def refused(url: str, terms: Terms = TERMS) -> DownloadError:
    with pytest.raises(DownloadError) as caught:
        got(url, terms)
    return caught.value


def test_a_file_is_downloaded_whole(publisher: Publisher) -> None:
    url = publisher.says(body(CONTENT, ETag='"v1"', Last_Modified="Tue, 24 Nov 2026 08:00:00 GMT"))
    assert got(url) == (CONTENT, Answer(True, '"v1"', "Tue, 24 Nov 2026 08:00:00 GMT"))
    ((_, headers),) = publisher.requests
    assert headers["User-Agent"].startswith("Mozilla/5.0 (compatible; screening/")
    assert "If-None-Match" not in headers


@pytest.mark.parametrize("members", [(CONTENT,), (CONTENT[:99], CONTENT[99:])])
def test_gzip_encoding_is_unpacked(members: tuple[bytes, ...], publisher: Publisher) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert got(publisher.says(body(packed, Content_Encoding="gzip")))[0] == CONTENT


def test_chunks_are_joined(publisher: Publisher) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert got(publisher.says(raw(head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")))[0] == b"abcde"


def test_what_is_known_is_told_and_not_sent_again(publisher: Publisher) -> None:
    url = publisher.says(status(304, b""))
    known = Known('"v1"', "Tue, 24 Nov 2026 08:00:00 GMT")
    assert got(url, known=known) == (b"", Answer(False, '"v1"', "Tue, 24 Nov 2026 08:00:00 GMT"))
    ((_, headers),) = publisher.requests
    assert headers["If-None-Match"] == '"v1"'
    assert headers["If-Modified-Since"] == "Tue, 24 Nov 2026 08:00:00 GMT"


def test_what_is_known_is_told_after_a_redirect_too(publisher: Publisher) -> None:
    publisher.says(status(304, b""), path="/there")
    url = publisher.says(redirect("/there"))
    assert got(url, known=Known('"v1"'))[1].is_new is False
    assert [path for path, _ in publisher.requests] == ["/list.xml", "/there"]


def test_not_modified_without_having_asked_is_an_error(publisher: Publisher) -> None:
    assert refused(publisher.says(status(304, b""))).code == "http_304"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(code: int, publisher: Publisher) -> None:
    publisher.says(body(b"here"), path="/there")
    assert got(publisher.says(redirect("/there", code)))[0] == b"here"


MISBEHAVIOUR: list[tuple[str, Reply, str, str]] = [
    # what the server does, and the code and text of the error
    ("cut off", body(b"half", length=9), "cut_off", "broke off before its end: 5 bytes are missing"),
    ("a broken chunk", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"), "cut_off", "broken off"),
    ("gzip cut off", body(gzip.compress(CONTENT)[:-20], Content_Encoding="gzip"), "cut_off", "does not end"),
    ("gzip that is none", body(b"<list/>", Content_Encoding="gzip"), "corrupt", "is not the gzip it says"),
    ("another encoding", body(zlib.compress(b"x"), Content_Encoding="br"), "encoding", "not asked for: 'br'"),
    ("too large by its head", body(b"x" * 2_000_000), "too_large", "is larger than 0.953674 MiB"),
    ("too large by its body", raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000_000), "too_large", "higher max_size"),
    ("too large unpacked", body(gzip.compress(b"x" * 9_000_000), Content_Encoding="gzip"), "too_large", "larger"),
    ("empty", body(b""), "empty", "is empty"),
    ("empty, gzip", body(gzip.compress(b""), Content_Encoding="gzip"), "empty", "is empty"),
    ("not there", status(404), "http_404", "the server answers 404 Not Found (the publisher may have moved the list"),
    ("no answer", raw(b""), "cut_off", "RemoteDisconnected"),
    ("no HTTP", raw(b"SSH-2.0-OpenSSH\r\n"), "cut_off", "no HTTP (BadStatusLine)"),
    ("itself again", redirect("/list.xml"), "redirect", "redirects more than 5 times"),
    ("to a file", redirect("file:///etc/passwd"), "redirect", "not https: file:///etc/passwd"),
    ("to ftp", redirect("ftp://127.0.0.1/list.xml"), "redirect", "not https: ftp://127.0.0.1/list.xml"),
    ("to http elsewhere", redirect("http://lists.example/x?secret=1"), "redirect", "http://lists.example/x (name"),
    ("to nonsense", redirect("http://[/"), "redirect", "to something that is no address"),
    ("a partial answer", status(206, b"x"), "http_206", "the server answers 206 Partial Content"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "code", "said"), [case[1:] for case in MISBEHAVIOUR], ids=[case[0] for case in MISBEHAVIOUR]
)
def test_a_server_that_misbehaves(reply: Reply, code: str, said: str, publisher: Publisher) -> None:
    error = refused(publisher.says(reply))
    assert (error.code, error.exit_status) == (code, 3)
    assert said in str(error)
    assert "secret" not in str(error)


def test_a_server_that_does_not_answer(publisher: Publisher) -> None:
    error = refused(publisher.says(silent(publisher)), Terms(Limits(5, 0.1), 1_000_000, 0))
    assert (error.code, error.message, error.passing) == ("timeout", "does not answer within 0.1 seconds", True)


@pytest.mark.parametrize("head", [True, False])
def test_a_server_that_sends_a_byte_now_and_then(head: bool, publisher: Publisher) -> None:
    error = refused(publisher.says(trickling(publisher, head)), Terms(Limits(0.3, 5), 1_000_000, 0))
    assert (error.code, error.message) == ("timeout", "was not there after 0.3 seconds")


def test_a_server_that_is_steady_and_too_slow(publisher: Publisher) -> None:
    url = publisher.says(body(CONTENT))
    ticks = itertools.count(0, 4.0)
    slow = Surroundings(lambda: next(ticks), lambda: NOW, lambda _: None, lambda: 1.0, {})
    with pytest.raises(DownloadError, match="was not there after 10 seconds"):
        fetch(address(url), io.BytesIO(), terms=TERMS, around=slow)


def test_nobody_is_there() -> None:
    with running() as gone:
        url = gone.url()
    error = refused(url)
    assert (error.code, error.passing) == ("unreachable", True)


def later(seconds: int) -> str:
    return format_datetime(datetime.fromtimestamp(NOW.timestamp() + seconds, UTC), usegmt=True)


PASSING: list[tuple[str, list[Reply], list[float]]] = [
    # what goes wrong before it goes well, and how long was waited
    ("500", [status(500)], [1.0]),
    ("three times", [status(502), status(503), status(504)], [1.0, 2.0, 4.0]),
    ("429 in seconds", [status(429, Retry_After="7")], [7.0]),
    ("503 until a time", [status(503, Retry_After=later(30))], [30.0]),
    ("503 until now", [status(503, Retry_After=later(-30))], [0.0]),
    ("an unknown wait", [status(503, Retry_After="soon")], [1.0]),
    ("cut off", [body(b"half", length=9), body(b"", length=9)], [1.0, 2.0]),
    ("cut off, and longer", [body(b"x" * 300_000, length=400_000)], [1.0]),
    ("empty", [body(b"")], [1.0]),
    ("no answer", [raw(b"")], [1.0]),
]


@pytest.mark.parametrize(("replies", "waits"), [case[1:] for case in PASSING], ids=[case[0] for case in PASSING])
def test_what_passes_is_tried_again(replies: list[Reply], waits: list[float], publisher: Publisher) -> None:
    slept: list[float] = []
    into = io.BytesIO()
    terms = Terms(TERMS.limits, 1_000_000, retries=3)
    answer = fetch(address(publisher.says(*replies, body(CONTENT))), into, terms=terms, around=around(slept))
    assert (into.getvalue(), answer.is_new, slept) == (CONTENT, True, waits)


@pytest.mark.parametrize(
    ("reply", "attempts"),
    [
        (status(500), 3),
        (status(404), 1),
        (status(403), 1),
        (status(503, Retry_After="3600"), 1),  # longer than anybody waits
        (body(b"x" * 2_000_000), 1),
        (redirect("ftp://x/"), 1),
    ],
)
def test_how_often_it_is_tried(reply: Reply, attempts: int, publisher: Publisher) -> None:
    refused(publisher.says(reply), Terms(TERMS.limits, 1_000_000, retries=2))
    assert len(publisher.requests) == attempts


def test_a_server_that_wants_us_later_is_quoted(publisher: Publisher) -> None:
    error = refused(publisher.says(status(429, Retry_After="3600")))
    assert "the server asks to come again after 3600 seconds" in str(error)
