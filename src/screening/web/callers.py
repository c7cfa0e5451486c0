"""Who asks: by a key, by the header of a proxy in front, by the cookie of a page where a key was given; or anyone."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from starlette.requests import HTTPConnection

from screening.web.settings import Settings, hashed

COOKIE = "screening_session"
SESSION_SECONDS = 12 * 3600

_LONGEST_NAME = 200
_SCHEMES = ("apikey ", "bearer ")  # of the header Authorization, as clients of other screening services send it


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who was let in: their name in logs and decisions, and whether a browser vouches for them."""

    name: str
    by_browser: bool = False


LOCAL = Caller("local user", by_browser=True)


class Door:
    """Tells who asks, or that nobody known does. Sessions end with the server: their secret is made when it starts."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._keys = settings.keys or {}
        self._proxies = [ip_network(proxy, strict=False) for proxy in settings.web.proxies]
        self._secret = secrets.token_bytes(32)
        self._clock = clock

    def caller(self, request: HTTPConnection) -> Caller | None:
        """Who asks; None where a key is needed and none, or a wrong one, was given."""
        if self._settings.is_open:
            return LOCAL
        header = self._settings.web.user_header
        if header is not None:
            told_by_proxy = request.headers.getlist(header)
            if len(told_by_proxy) == 1 and self._is_proxy(request) and (user := _name(told_by_proxy[0])):
                return Caller(user, by_browser=True)
        told = request.headers.get("authorization", "")
        for scheme in _SCHEMES:
            if told.lower().startswith(scheme):
                name = self.bearer(told[len(scheme) :].strip())
                return Caller(name) if name else None
        name = self._of_session(request)
        return Caller(name, by_browser=True) if name else None

    def _is_proxy(self, request: HTTPConnection) -> bool:
        try:
            peer = ip_address(request.client.host if request.client else "")
        except ValueError:  # not by the network
            return False
        return any(peer in network for network in self._proxies)

    def bearer(self, key: str) -> str | None:
        """Whose key it is. Every key is compared, each in constant time, so that the time taken tells nothing."""
        given = hashed(key)
        found = None
        for name, known in self._keys.items():
            if hmac.compare_digest(given, known):
                found = name
        return found

    def session(self, name: str) -> str:
        """The value of a cookie that lets its bearer in as ``name`` for twelve hours."""
        told = f"{int(self._clock()) + SESSION_SECONDS}.{name.encode().hex()}"
        return f"{told}.{self._sign(told)}"

    def _of_session(self, request: HTTPConnection) -> str | None:
        told, _, signature = request.cookies.get(COOKIE, "").rpartition(".")
        if not told or not hmac.compare_digest(self._sign(told).encode(), signature.encode("utf-8", "replace")):
            return None
        until, _, name = told.partition(".")
        user = bytes.fromhex(name).decode()
        return user if int(until) > self._clock() and user in self._keys else None

    def _sign(self, told: str) -> str:
        return hmac.digest(self._secret, told.encode(), "sha256").hex()


def _name(told: str) -> str | None:
    """A user's name from a header, which proxies write in UTF-8; None for what is none: logs and decisions hold it."""
    try:
        name = told.encode("latin-1").decode()
    except UnicodeDecodeError:
        name = told
    name = name.strip()
    return name if name.isprintable() and len(name) <= _LONGEST_NAME else None
