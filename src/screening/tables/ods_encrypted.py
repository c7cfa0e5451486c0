"""OpenDocument files with a password: the one part that holds the cells, opened as the manifest of the package says.

Three generations are read: Blowfish (OpenDocument 1.1, Apache OpenOffice), AES in CBC mode (1.2 and 1.3), and a whole
package under AES in GCM mode whose key comes from Argon2id (LibreOffice from 24.8 on). The ciphers are those of the
library cryptography (the extra ``encrypted``). What a manifest may ask of the machine is bounded: it is a stranger's.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from screening.errors import InputError
from screening.tables.encrypted import locked, missing_extra
from screening.tables.limits import Limits
from screening.tables.package import SAVE_AGAIN, Package, damaged, open_package
from screening.tables.xml_events import Attributes, Events, Start, attribute

MANIFEST = "META-INF/manifest.xml"
WHOLE = "encrypted-package"
"""The part that holds a whole package, protected."""

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_MOST_ROUNDS = 2_000_000  # of PBKDF2, about 2 s; LibreOffice asks for 100,000
_MOST_MEMORY = 1 << 20  # KiB that Argon2 may fill; LibreOffice asks for 65,536
_MOST_FILLED = 2 << 20  # KiB that it may fill in all its passes, about 3 s; LibreOffice asks for 3 passes
_MOST_LANES = 64
_SHORTEST = 16  # bytes of a protected part: one block
_SUMMED = 1024  # bytes of a packed part that its checksum is of
_CHUNK = 1 << 16
_PACKAGE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Protection:
    """How a part is protected: the attributes in the manifest by element, its own under ``encryption-data``."""

    told: Mapping[str, Attributes]

    def text(self, element: str, name: str) -> str:
        """An attribute as text, in whatever namespace; empty where it is missing."""
        return attribute(self.told.get(element, {}), name) or ""

    def word(self, element: str, name: str, default: str) -> str:
        """The last word of a name that may be an address: ``aes256-cbc`` of ``http://...#aes256-cbc``."""
        return re.split("[#:]", self.text(element, name) or default)[-1].lower()

    def number(self, element: str, name: str, default: int) -> int:
        """An attribute as a number. Raises ValueError."""
        return int(self.text(element, name) or default)

    def binary(self, element: str, name: str) -> bytes:
        """An attribute that is written in Base64. Raises ValueError."""
        return b64decode(self.text(element, name), validate=True)


def protection_of(part: str, package: Package, limits: Limits) -> Protection | None:
    """How the manifest says that a part is protected; None where it is not, or there is no manifest.

    Raises what parsing XML raises.
    """
    if MANIFEST not in package:
        return None
    told: dict[str, Attributes] = {}
    wanted = False

    def entry(attributes: Attributes) -> None:
        nonlocal wanted
        wanted = attribute(attributes, "full-path") == part

    def keep(element: str, attributes: Attributes) -> None:
        if wanted:
            told[element] = attributes

    elements = ("encryption-data", "algorithm", "start-key-generation", "key-derivation")
    starts: dict[str, Start] = {"file-entry": entry, **{element: partial(keep, element) for element in elements}}
    Events(starts, depth=limits.xml_depth, namespaces=[_SPACE]).feed(package.chunks(MANIFEST))
    return Protection(told) if "encryption-data" in told else None


def opened_package(data: bytes, *, file: str, password: str | None, limits: Limits) -> bytes:
    """The package inside of one that is protected as a whole.

    Raises InputError: ``encrypted`` where the ``password`` is missing or wrong, ``corrupt``, ``too_large``.
    """
    package = open_package(data, file=file, limits=limits)
    with damaged(file):
        protection = protection_of(WHOLE, package, limits)
        if protection is None:
            raise ValueError("its manifest does not say how it is protected")
        inside = _decrypted(package, WHOLE, protection, password, limits)
        return inside if inside.startswith(_PACKAGE) else b"".join(_inflated(inside, file, limits, limits.file_bytes))


def opened_part(
    package: Package, part: str, protection: Protection, *, password: str | None, limits: Limits
) -> Iterator[bytes]:
    """The bytes of a protected part, piece by piece.

    Raises InputError: ``encrypted`` where the ``password`` is missing or wrong, ``corrupt``, ``too_large``.
    """
    with damaged(package.file):
        packed = _decrypted(package, part, protection, password, limits)
        yield from _inflated(packed, package.file, limits, limits.unpacked_bytes)


def _decrypted(package: Package, part: str, protection: Protection, password: str | None, limits: Limits) -> bytes:
    file = package.file
    _refuse_unknown_keys(protection, file)
    if password is None:
        raise locked("the workbook is protected with a password", file)
    data = bytearray()
    for chunk in package.chunks(part):
        data += chunk
        if len(data) > limits.file_bytes:
            raise _too_large(file, f"its protected part has more than {limits.file_bytes:,} bytes")
    # the oldest programs hashed the password as their system wrote it
    encodings = ("utf-8",) if password.isascii() or _start_hash(protection) != "sha1" else ("utf-8", "cp1252")
    for encoding in encodings:
        key = _key(protection, password.encode(encoding, "replace"), file)
        if (plain := _deciphered(bytes(data), key, protection, file)) is not None:
            return plain
    raise locked("the password does not open the workbook", file)


def _start_hash(protection: Protection) -> str:
    return protection.word("start-key-generation", "start-key-generation-name", "sha1")


def _method(protection: Protection) -> str:
    return protection.word("key-derivation", "key-derivation-name", "pbkdf2")


def _refuse_unknown_keys(protection: Protection, file: str) -> None:
    """Raise InputError ``encrypted`` for a file that no password opens here: nobody need be asked for one."""
    if _method(protection) == "pgp":
        raise _unread(file, "for the keys of certain people (OpenPGP)")
    if _start_hash(protection) not in ("sha1", "sha256") or _method(protection) not in ("pbkdf2", "argon2id"):
        raise _unread(file, "in an unknown way")


def _key(protection: Protection, password: bytes, file: str) -> bytes:
    """The key that a password makes. Raises InputError ``encrypted``, ValueError."""
    method = _method(protection)
    start = hashlib.new(_start_hash(protection), password).digest()
    salt = protection.binary("key-derivation", "salt")
    size = protection.number("key-derivation", "key-size", 16)
    if size not in (16, 24, 32):
        raise ValueError(f"a key of {size} bytes")
    if method == "pbkdf2":
        rounds = protection.number("key-derivation", "iteration-count", 1024)
        if not 0 < rounds <= _MOST_ROUNDS:
            raise _too_large(file, f"its key takes {rounds:,} rounds to make, more than {_MOST_ROUNDS:,}")
        return hashlib.pbkdf2_hmac("sha1", start, salt, rounds, size)
    memory = protection.number("key-derivation", "argon2-memory", 1 << 16)
    passes = protection.number("key-derivation", "argon2-iterations", 3)
    lanes = protection.number("key-derivation", "argon2-lanes", 4)
    if memory > _MOST_MEMORY or memory * passes > _MOST_FILLED or lanes > _MOST_LANES:
        raise _too_large(file, f"its key takes {passes:,} passes over {memory:,} KiB to make")
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise missing_extra(file) from error
    return Argon2id(salt=salt, length=size, iterations=passes, lanes=lanes, memory_cost=memory).derive(start)


def _deciphered(data: bytes, key: bytes, protection: Protection, file: str) -> bytes | None:
    """The packed part; None where the key is not the right one. Raises InputError ``encrypted``, ValueError."""
    try:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # an extra
        from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish  # noqa: PLC0415
        from cryptography.hazmat.decrepit.ciphers.modes import CFB  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.algorithms import AES  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.modes import CBC  # noqa: PLC0415
    except ImportError as error:
        raise missing_extra(file) from error
    name = protection.word("algorithm", "algorithm-name", "")
    start = protection.binary("algorithm", "initialisation-vector")
    if len(data) < _SHORTEST:
        raise ValueError("its protected part is too short")
    if re.fullmatch("aes(?:128|192|256)-gcm", name):
        sealed = data.removeprefix(start)  # the vector stands before it once more
        try:
            return AESGCM(key).decrypt(start, sealed, None)
        except InvalidTag:
            return None
    if re.fullmatch("aes(?:128|192|256)-cbc", name):
        plain = Cipher(AES(key), CBC(start)).decryptor().update(data)
        plain = plain[: -plain[-1] or None]  # the last byte tells how many fill the last block
    elif name in ("blowfish cfb", "blowfish"):
        plain = Cipher(Blowfish(key), CFB(start)).decryptor().update(data)
    else:
        raise _unread(file, "in an unknown way")
    kind = protection.word("encryption-data", "checksum-type", "").removesuffix("1k").rstrip("-/")
    if kind not in ("sha1", "sha256"):
        raise _unread(file, "in an unknown way")
    found = hashlib.new(kind, plain[:_SUMMED]).digest()
    return plain if found == protection.binary("encryption-data", "checksum") else None


def _inflated(packed: bytes, file: str, limits: Limits, most: int) -> Iterator[bytes]:
    """A packed part, piece by piece. Raises InputError ``too_large``, zlib.error, EOFError."""
    most = min(most, max(limits.unpack_ratio_from, limits.unpack_ratio * len(packed)))
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _CHUNK):
        rest = packed[place : place + _CHUNK]
        while chunk := stream.decompress(rest, _CHUNK):
            most -= len(chunk)
            if most < 0:
                raise _too_large(file, "its protected part unpacks to more than such a part holds")
            yield chunk
            rest = stream.unconsumed_tail
    if not stream.eof:
        raise EOFError("its protected part ends early")


def _unread(file: str, how: str) -> InputError:
    return locked(f"the workbook is protected {how}, which is not read", file, "save it without a password")


def _too_large(file: str, message: str) -> InputError:
    return InputError(f"the workbook is too large: {message}", file=file, code="too_large", hint=SAVE_AGAIN)
