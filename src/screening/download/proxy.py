"""The proxy that a download goes through: the configured one, else what the environment says."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from screening.download.address import Address, shown
from screening.download.errors import DownloadError

_DEFAULT_PORT = 3128  # that of Squid, the proxy that is met most


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy, with the value of its ``Proxy-Authorization`` header where it wants one."""

    host: str
    port: int
    authorization: str | None = None


def proxy_for(target: Address, configured: str | None, environ: Mapping[str, str]) -> Proxy | None:
    """The proxy on the way to an address; None where it is asked directly.

    Without a configured one: ``HTTPS_PROXY`` (``http_proxy`` in small letters for http), and ``NO_PROXY`` for the hosts
    that are asked directly, as this machine itself always is. Raises DownloadError for a proxy that is no http address.
    """
    if configured is None:
        names = (f"{target.scheme}_proxy",) if target.scheme == "http" else ("https_proxy", "HTTPS_PROXY")
        told = next((environ[name] for name in names if environ.get(name)), None)
        direct = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
        if told is None or target.is_loopback or _is_named(target.host, direct):
            return None
        configured = told
    return _proxy(configured)


def _is_named(host: str, direct: str) -> bool:
    """Whether ``NO_PROXY`` (hosts and domains, separated by commas; ``*`` for all) names the host."""
    names = [name.strip().lstrip(".").casefold() for name in direct.split(",")]
    return any(name == "*" or (name and f".{host}".endswith(f".{name}")) for name in names)


def _proxy(url: str) -> Proxy:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname, parts.port or _DEFAULT_PORT
    except ValueError:
        host, port = None, 0
    if not host or parts.scheme != "http":
        raise DownloadError("is no address of a proxy", url=shown(url), code="bad_proxy", hint="write http://host:port")
    if parts.username is None:
        return Proxy(host, port)
    secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return Proxy(host, port, f"Basic {base64.b64encode(secret.encode()).decode()}")
