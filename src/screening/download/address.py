"""Addresses: which may be asked, where a redirect may lead, and how they are shown without their secrets."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from screening.download.errors import DownloadError

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; ``target`` is its path and query."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine itself."""
        return is_loopback(self.host)

    @property
    def shown(self) -> str:
        """The address for messages and records: without a password, query and fragment."""
        return shown(self.url)


def address(url: str, *, allow_http: bool = False) -> Address:
    """The address, if it may be asked: https, or http where it is allowed or leads to this machine itself.

    Raises DownloadError for any other.
    """
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host:
        raise DownloadError("is no https address", url=shown(url), code="bad_url", hint="write https://host/path")
    if parts.username is not None or parts.password is not None:
        raise DownloadError("holds a user name or password", url=shown(url), code="bad_url", hint="leave it out")
    if parts.scheme == "http" and not (allow_http or is_loopback(host)):
        hint = "use https; for a mirror in your own network that has none, set allow_http in [download]"
        raise DownloadError("is not encrypted", url=shown(url), code="bad_url", hint=hint)
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    if not (target + host).isascii() or any(c <= " " or c == "\x7f" for c in target + host):
        hint = "write spaces and letters beyond ASCII with per cent signs, and such a host as xn--..."
        raise DownloadError("holds characters that an address cannot have", url=shown(url), code="bad_url", hint=hint)
    return Address(url, parts.scheme, host, parts.port or _PORTS[parts.scheme], target)


def redirected(current: Address, location: str) -> Address:
    """Where a redirect leads: to https, or from http on this machine to there again.

    Raises DownloadError for any other scheme and for what is no address.
    """
    try:
        url = urljoin(current.url, location)
    except ValueError:
        message = "redirects to something that is no address"
        raise DownloadError(message, url=current.shown, code="redirect") from None
    parts = _split(url)
    may_be_plain = current.scheme == "http" and parts.hostname is not None and is_loopback(parts.hostname)
    if parts.scheme != "https" and not (parts.scheme == "http" and may_be_plain and current.is_loopback):
        message = f"redirects to an address that is not https: {shown(url)}"
        raise DownloadError(message, url=current.shown, code="redirect", hint="name the right address as url")
    return address(url)


def shown(url: str) -> str:
    """The address without what may be a secret: user name, password, query and fragment."""
    parts = urlsplit(url) if _is_split(url) else SplitResult("", "", url.partition("?")[0], "", "")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def is_loopback(host: str) -> bool:
    """Whether a host name or number is this machine itself."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    if not _is_split(url):
        raise DownloadError("is no https address", url=shown(url), code="bad_url", hint="write https://host/path")
    return urlsplit(url)


def _is_split(url: str) -> bool:
    try:
        return urlsplit(url).port is None or True
    except ValueError:  # brackets that do not close, a port that is no number
        return False
