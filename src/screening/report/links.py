"""Which references of a list entry may become a link."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from screening.report.model import Hit

MAX_URL = 2_000
"""Characters; above it Excel refuses a link (2,079) and browsers begin to differ."""


@lru_cache(maxsize=10_000)  # the alerts of a report cite the same addresses again and again
def web_link(reference: str) -> str | None:
    """``reference`` if it is a web address that is safe to open with a click: http or https, with a host; else None.

    An address with a user name (``https://bank.example@evil.example``) is refused: it reads as another host. So is
    one with white space, a quotation mark, an angle bracket or a character that cannot be seen.
    """
    reference = reference.strip()
    if len(reference) > MAX_URL or not reference.isprintable() or any(c in ' "<>\\^`{|}' for c in reference):
        return None
    try:
        parts = urlsplit(reference)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return reference


def host(url: str) -> str:
    """The host of a web address, without ``www.``: what a short link shows."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def web_links(hit: Hit) -> tuple[str, ...]:
    """The safe links of a hit, each once: its references, then what its sources and events cite."""
    references = [*hit.references, *(source.url for source in hit.sources), *(e.reference for e in hit.events)]
    links = (web_link(reference) for reference in references if reference)
    return tuple(dict.fromkeys(link for link in links if link))


def other_references(hit: Hit) -> tuple[str, ...]:
    """The references that are no safe link (list numbers, books): to be shown as text."""
    return tuple(dict.fromkeys(reference for reference in hit.references if not web_link(reference)))
