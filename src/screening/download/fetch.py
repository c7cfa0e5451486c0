"""Downloading a file: redirects followed within bounds, passing failures tried again, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPResponse
from typing import BinaryIO

from screening._version import __version__
from screening.download.address import Address, redirected
from screening.download.body import pieces
from screening.download.errors import DownloadError
from screening.download.exchange import Limits, exchange
from screening.download.proxy import proxy_for
from screening.download.waiting import LONGEST, delay, retry_after
from screening.errors import OutputError

MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}  # statuses that say: later
USER_AGENT = f"Mozilla/5.0 (compatible; screening/{__version__})"
"""Who asks. Some publishers' servers do not answer a name that stands there without the form that browsers use."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What differs in every run: a clock that counts seconds, the time, a way to wait, and chance (from 0 to 1)."""

    clock: Callable[[], float]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]
    environ: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Within what bounds to download: limits of time, bytes unpacked, attempts after the first, and a proxy."""

    limits: Limits
    max_bytes: int
    retries: int
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the version that is there already, and is told again to ask for a newer one alone."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a download ended: ``is_new`` where the body was written, else the known version still holds."""

    is_new: bool
    etag: str | None = None
    last_modified: str | None = None


def fetch(target: Address, into: BinaryIO, *, terms: Terms, around: Surroundings, known: Known | None = None) -> Answer:
    """Download what is at an address into a file, whole; nothing is written where the ``known`` version still holds.

    Raises DownloadError; what ``into`` holds then is of no use.
    """
    attempt = 0
    while True:
        into.seek(0)
        into.truncate()
        try:
            return _attempt(target, into, terms, around, known or Known())
        except DownloadError as error:
            wait = delay(attempt, around.chance()) if error.after is None else error.after
            if not error.passing or attempt >= terms.retries or wait > LONGEST:
                raise
        attempt += 1
        around.sleep(wait)


def _attempt(target: Address, into: BinaryIO, terms: Terms, around: Surroundings, known: Known) -> Answer:
    deadline = around.clock() + terms.limits.whole
    current = target
    for _ in range(MAX_REDIRECTS + 1):
        with exchange(
            current,
            _headers(known),
            limits=terms.limits,
            clock=around.clock,
            deadline=deadline,
            proxy=proxy_for(current, terms.proxy, around.environ),
        ) as response:
            location = response.getheader("Location")
            if response.status in _REDIRECTS and location is not None:
                current = redirected(current, location)
                continue
            return _answer(response, current, into, terms, around, known)
    message = f"redirects more than {MAX_REDIRECTS} times"
    raise DownloadError(message, url=target.shown, code="redirect", hint="name the right address as url")


def _headers(known: Known) -> Mapping[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in asked.items() if value is not None},
    }


def _answer(
    response: HTTPResponse, current: Address, into: BinaryIO, terms: Terms, around: Surroundings, known: Known
) -> Answer:
    if response.status == HTTPStatus.NOT_MODIFIED and known != Known():
        return Answer(False, known.etag, known.last_modified)
    if response.status != HTTPStatus.OK:
        raise _refused(response, current, around.now())
    size = 0
    for piece in pieces(response, url=current.shown, max_bytes=terms.max_bytes):
        size += _written(into, piece)
    if size == 0:
        raise DownloadError("is empty", url=current.shown, code="empty", passing=True)
    return Answer(True, response.getheader("ETag"), response.getheader("Last-Modified"))


def _written(into: BinaryIO, piece: bytes) -> int:
    try:
        return into.write(piece)
    except OSError as error:  # told apart from what the network does
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"could not be written: {reason}", file=into.name, code="write_failed") from None


def _refused(response: HTTPResponse, current: Address, now: datetime) -> DownloadError:
    after = retry_after(response.getheader("Retry-After"), now)
    told = f"{response.status} {response.reason}".strip()
    hint = None
    if after is not None and after > LONGEST:
        hint = f"the server asks to come again after {after:.0f} seconds"
    elif response.status in {401, 403, 404, 410, 407}:
        hint = "the publisher may have moved the list: name its address as url in the [[list]], or check the proxy"
    return DownloadError(
        f"the server answers {told}",
        url=current.shown,
        code=f"http_{response.status}",
        hint=hint,
        passing=response.status in _PASSING,
        after=after if response.status in _PASSING else None,
    )
