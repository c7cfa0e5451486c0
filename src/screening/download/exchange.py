"""One request and its answer, with a limit on the time of the whole and on every silence in it."""

from __future__ import annotations

import contextlib
import io
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any

from screening.download.address import Address
from screening.download.errors import DownloadError
from screening.download.proxy import Proxy

_HTTP = 80  # the port that is not written


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one attempt in all (``whole``), and to connect and between two pieces (``silence``)."""

    whole: float
    silence: float


class _TooSlowError(TimeoutError):
    """The time for the whole attempt is over."""


@contextlib.contextmanager
def exchange(
    target: Address,
    headers: Mapping[str, str],
    *,
    limits: Limits,
    clock: Callable[[], float],
    deadline: float,
    proxy: Proxy | None = None,
) -> Iterator[HTTPResponse]:
    """The answer to a GET request, its head read and its body not; the connection is closed when the block ends.

    ``clock`` counts seconds, and at ``deadline`` the attempt is over, however steadily the server sends. Certificates
    are always verified; the environment variable ``SSL_CERT_FILE`` names the authorities of a house that has its own.

    Raises DownloadError, also for what fails inside of the block while the body is read.
    """
    connection = _connection(target, proxy, limits.silence)
    connection.response_class = _timed_responses(limits.silence, clock, deadline)
    try:
        with contextlib.closing(connection):
            connection.request("GET", _target(target, proxy), headers={**_proxy_headers(target, proxy), **headers})
            with connection.getresponse() as response:
                yield response
    except _TooSlowError:
        message = f"was not there after {limits.whole:g} seconds"
        hint = "set a longer timeout in [download]"
        raise DownloadError(message, url=target.shown, code="timeout", hint=hint, passing=True) from None
    except TimeoutError:
        message = f"does not answer within {limits.silence:g} seconds"
        raise DownloadError(message, url=target.shown, code="timeout", passing=True) from None
    except ssl.SSLCertVerificationError as error:
        message = f"has no valid certificate: {error.verify_message}"
        hint = "where your network has an authority of its own, name its certificate with SSL_CERT_FILE"
        raise DownloadError(message, url=target.shown, code="certificate", hint=hint) from None
    except socket.gaierror:
        message = f"cannot be reached: no host is called {proxy.host if proxy else target.host}"
        raise DownloadError(message, url=target.shown, code="unreachable", passing=True) from None
    except HTTPException as error:
        message = f"gives an answer that is broken off or no HTTP ({type(error).__name__})"
        raise DownloadError(message, url=target.shown, code="cut_off", passing=True) from None
    except OSError as error:
        reason = (error.strerror or str(error) or type(error).__name__).lower()
        raise DownloadError(
            f"cannot be reached: {reason}", url=target.shown, code="unreachable", passing=True
        ) from None


def _connection(target: Address, proxy: Proxy | None, silence: float) -> HTTPConnection:
    host, port = (proxy.host, proxy.port) if proxy else (target.host, target.port)
    if target.scheme == "http":
        return HTTPConnection(host, port, timeout=silence)
    connection = HTTPSConnection(host, port, timeout=silence, context=ssl.create_default_context())
    if proxy:
        secret = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
        connection.set_tunnel(target.host, target.port, headers=secret)
    return connection


def _target(target: Address, proxy: Proxy | None) -> str:
    """What is asked for: of a proxy, where there is no tunnel, the whole address."""
    if proxy is None or target.scheme == "https":
        return target.target
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"http://{host}{'' if target.port == _HTTP else f':{target.port}'}{target.target}"


def _proxy_headers(target: Address, proxy: Proxy | None) -> Mapping[str, str]:
    if proxy is None or proxy.authorization is None or target.scheme == "https":  # a tunnel has its own headers
        return {}
    return {"Proxy-Authorization": proxy.authorization}


def _timed_responses(silence: float, clock: Callable[[], float], deadline: float) -> type[HTTPResponse]:
    """The class of answers whose reads end at the deadline."""

    class Response(HTTPResponse):
        def __init__(self, sock: Any, *arguments: Any, **more: Any) -> None:
            timed: Any = _Timed(sock, silence, clock, deadline)
            super().__init__(timed, *arguments, **more)

    return Response


class _Timed:
    """A socket as HTTPResponse wants it, whose reads end at the deadline."""

    def __init__(self, sock: Any, silence: float, clock: Callable[[], float], deadline: float) -> None:
        self._sock = sock
        self._settings = (silence, clock, deadline)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The one file that HTTPResponse reads."""
        return io.BufferedReader(_TimedFile(self._sock, self._sock.makefile(mode, buffering=0), *self._settings))


class _TimedFile(io.RawIOBase):
    """The bytes of a socket; a read waits no longer than a silence may last and the attempt goes on."""

    def __init__(self, sock: Any, raw: Any, silence: float, clock: Callable[[], float], deadline: float) -> None:
        super().__init__()
        self._sock, self._raw = sock, raw
        self._silence, self._clock, self._deadline = silence, clock, deadline

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what there is into ``buffer``. Raises TimeoutError."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise _TooSlowError
        self._sock.settimeout(min(self._silence, left))
        try:
            read: int | None = self._raw.readinto(buffer)
        except TimeoutError:
            if self._deadline - self._clock() <= 0:
                raise _TooSlowError from None
            raise
        return read

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()
