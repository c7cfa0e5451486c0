"""The body of an answer in pieces: unpacked, within a limit of size, and whole or an error."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from http.client import HTTPResponse

from screening.download.errors import DownloadError

_PIECE = 1 << 16  # bytes
_GZIP = 16 + zlib.MAX_WBITS  # zlib's word for the gzip format


def pieces(response: HTTPResponse, *, url: str, max_bytes: int) -> Iterator[bytes]:
    """The pieces of a body, gzip unpacked. ``url`` is for messages.

    Raises DownloadError for more than ``max_bytes`` unpacked, for fewer bytes than the server told, and for an encoding
    that was not asked for.
    """
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        content = _unpacked(_raw(response, url), url, max_bytes)
    elif encoding == "identity":
        if response.length is not None and response.length > max_bytes:
            raise _too_large(url, max_bytes)
        content = _raw(response, url)
    else:
        raise DownloadError(f"is encoded in a way that was not asked for: {encoding!r}", url=url, code="encoding")
    left = max_bytes
    for piece in content:
        left -= len(piece)
        if left < 0:
            raise _too_large(url, max_bytes)
        yield piece


def _raw(response: HTTPResponse, url: str) -> Iterator[bytes]:
    while piece := response.read1(_PIECE):
        yield piece
    if response.length:  # bytes that were told and did not come
        raise _cut_off(url, f"{response.length} bytes are missing")


def _unpacked(raw: Iterator[bytes], url: str, max_bytes: int) -> Iterator[bytes]:
    """The content of gzip members one after another; no piece is longer than ``max_bytes`` and one byte more."""
    unpacker = zlib.decompressobj(_GZIP)
    started = False
    try:
        for piece in raw:
            data = piece
            while data:
                if unpacker.eof:
                    unpacker, started = zlib.decompressobj(_GZIP), False
                yield unpacker.decompress(data, max_bytes + 1)
                started = True
                data = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error:
        raise DownloadError(
            "is damaged: it is not the gzip it says it is", url=url, code="corrupt", passing=True
        ) from None
    if started and not unpacker.eof:
        raise _cut_off(url, "the gzip encoding does not end")


def _cut_off(url: str, what: str) -> DownloadError:
    return DownloadError(f"broke off before its end: {what}", url=url, code="cut_off", passing=True)


def _too_large(url: str, max_bytes: int) -> DownloadError:
    hint = "is it the right address? Else set a higher max_size in [download]"
    return DownloadError(f"is larger than {max_bytes / 2**20:g} MiB", url=url, code="too_large", hint=hint)
