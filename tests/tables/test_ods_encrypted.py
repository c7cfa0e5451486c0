"""OpenDocument files with a password, of each generation: opened, refused, and bounded.

The two files beside this one were saved by LibreOffice 7.4 (all parts but the cells left out), under the passwords
below; the third generation, which that version does not write, is written here.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from screening.errors import InputError
from screening.tables.limits import LIMITS
from screening.tables.package import open_package
from screening.tables.registry import read_table

from .fuzz.seeds import seeds
from .test_formats import code_of
from .workbooks import archive

FOLDER = Path(__file__).parent / "protected"
ROWS = [(1, ("Name", "IMO", "Country")), (2, ("Wise Honest", "8905490", "KP")), (3, ("José Müller", "9074729", "DE"))]
AES = (FOLDER / "aes_cbc.ods").read_bytes()
BLOWFISH = (FOLDER / "blowfish.ods").read_bytes()
PASSWORDS = {AES: "counterparty", BLOWFISH: "Größe €"}
PLAIN = seeds()["ods"]
PLAIN_ROWS = [(1, ("Name", "IMO")), (2, ("Wise Honest", "8905490")), (3, ("Wise Honest", "8905490"))]
SECRET = "counterparty"
CHEAP = {"argon2-iterations": 1, "argon2-memory": 64, "argon2-lanes": 1}


def whole_package(inside: bytes, *, prefix: str = "loext", vector_first: bool = True, **told: int | str) -> bytes:
    """A package that is protected as a whole, as LibreOffice writes it from 24.8 on; ``told`` changes the manifest."""
    salt, vector = bytes(range(16)), bytes(range(12))
    costs = {**CHEAP, **{name.replace("_", "-"): value for name, value in told.items()}}
    start = hashlib.sha256(SECRET.encode()).digest()
    try:
        passes, memory, lanes = (int(costs[name]) for name in CHEAP)
        key = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=min(memory, 1 << 10))
        sealed = AESGCM(key.derive(start)).encrypt(vector, inside, None)
    except (ValueError, OverflowError):  # costs that nobody could pay
        sealed = bytes(100)
    costly = " ".join(f'{prefix}:{name}="{value}"' for name, value in costs.items())
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.4" '
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">'
        f'<manifest:file-entry manifest:full-path="encrypted-package" manifest:size="{len(inside)}">'
        '<manifest:encryption-data><manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11'
        f'#aes256-gcm" manifest:initialisation-vector="{b64encode(vector).decode()}"/><manifest:start-key-generation '
        'manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256" manifest:key-size="32"/>'
        '<manifest:key-derivation manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:'
        f'manifest:argon2id" manifest:key-size="32" {costly} manifest:salt="{b64encode(salt).decode()}"/>'
        "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "encrypted-package": (vector if vector_first else b"") + sealed,
            "META-INF/manifest.xml": manifest,
        }
    )


def changed(data: bytes, replaced: Mapping[str, str] | None = None, content: bytes | None = None) -> bytes:
    """A file with some words of its manifest, or the part with the cells, replaced."""
    package = open_package(data, file="f", limits=LIMITS)
    parts = {name: b"".join(package.chunks(name)) for name in package.parts.values()}
    manifest = parts["META-INF/manifest.xml"].decode()
    for old, new in (replaced or {}).items():
        assert old in manifest
        manifest = manifest.replace(old, new)
    parts["META-INF/manifest.xml"] = manifest.encode()
    if content is not None:
        parts["content.xml"] = content
    return archive(parts)


def refused(data: bytes, password: str | None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(data, file_name="f.ods", password=password, isolated=False)
    return caught.value


@pytest.mark.parametrize("data", [AES, BLOWFISH], ids=["aes", "blowfish"])
def test_files_of_libreoffice(data: bytes) -> None:
    assert read_table(data, file_name="f.ods", password=PASSWORDS[data]).sheets[0].rows == ROWS


@pytest.mark.parametrize(
    "data",
    [
        whole_package(PLAIN), whole_package(PLAIN, vector_first=False), whole_package(PLAIN, prefix="manifest"),
        whole_package(zlib.compress(PLAIN, wbits=-15)), whole_package(PLAIN, argon2_iterations=3, argon2_lanes=4),
    ],
)  # fmt: skip
def test_a_package_that_is_protected_as_a_whole(data: bytes) -> None:
    assert read_table(data, file_name="f.ods", password=SECRET).sheets[0].rows == PLAIN_ROWS


@pytest.mark.parametrize("data", [AES, BLOWFISH, whole_package(PLAIN)], ids=["aes", "blowfish", "whole"])
@pytest.mark.parametrize(
    ("password", "message"),
    [
        (None, "f.ods: the workbook is protected with a password (give the password with --password-file"),
        ("wrong", "f.ods: the password does not open the workbook (give the password with --password-file"),
        ("größe", "f.ods: the password does not open the workbook (give the password with --password-file"),
    ],
)
def test_without_the_right_password(data: bytes, password: str | None, message: str) -> None:
    error = refused(data, password)
    assert (error.code, str(error)[: len(message)]) == ("encrypted", message)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        # what would cost more than an honest file does
        (
            changed(AES, {'iteration-count="100000"': 'iteration-count="2000000000"'}),
            "too_large",
            "2,000,000,000 rounds",
        ),
        (changed(AES, {'iteration-count="100000"': 'iteration-count="0"'}), "too_large", "0 rounds"),
        (whole_package(PLAIN, argon2_memory=1 << 30), "too_large", "1,073,741,824 KiB"),
        (whole_package(PLAIN, argon2_memory=1 << 20, argon2_iterations=99), "too_large", "99 passes"),
        (whole_package(PLAIN, argon2_lanes=1 << 20, argon2_memory=1 << 20), "too_large", "KiB"),
        # what nobody can mean
        (whole_package(PLAIN, argon2_iterations=-1), "corrupt", "damaged"),
        (whole_package(PLAIN, argon2_memory="much"), "corrupt", "damaged"),
        (changed(AES, {'key-size="32"': 'key-size="33"'}), "corrupt", "a key of 33 bytes"),
        (changed(AES, {'salt="': 'salt="?'}), "corrupt", "damaged"),
        (changed(AES, {'initialisation-vector="': 'initialisation-vector="AAAA'}), "corrupt", "damaged"),
        (changed(AES, content=b"?"), "corrupt", "too short"),
        (
            changed(whole_package(PLAIN), {'full-path="encrypted-package"': 'full-path="x"'}),
            "corrupt",
            "how it is prot",
        ),
        # what is not known
        (changed(AES, {"PBKDF2": "scrypt"}), "encrypted", "in an unknown way"),
        (changed(AES, {"PBKDF2": "PGP"}), "encrypted", "OpenPGP"),
        (changed(AES, {"aes256-cbc": "rot13"}), "encrypted", "in an unknown way"),
        (changed(AES, {"sha256-1k": "md5-1k"}), "encrypted", "in an unknown way"),
        # a protected package in a protected package, and a part that is no package
        (whole_package(whole_package(PLAIN)), "unsupported", "in a protected file"),
        (whole_package(b"PK\x03\x04 and nothing else"), "corrupt", "damaged"),
        (whole_package(zlib.compress(bytes(64 << 20), wbits=-15)), "too_large", "unpacks to more"),
        (whole_package(zlib.compress(PLAIN, wbits=-15)[:-9]), "corrupt", "ends early"),
        (whole_package(b""), "corrupt", "ends early"),
    ],
)
def test_hostile_and_unknown_manifests(data: bytes, code: str, message: str) -> None:
    error = refused(data, SECRET)
    assert error.code == code, error
    assert message in str(error)


@pytest.mark.parametrize("password", [None, SECRET])
def test_nobody_is_asked_for_a_password_that_would_not_open_it(password: str | None) -> None:
    error = refused(changed(AES, {"PBKDF2": "PGP"}), password)
    assert error.code == "encrypted"
    assert "keys of certain people (OpenPGP), which is not read (save it without a password)" in str(error)


def test_a_damaged_protected_file_is_refused() -> None:
    chance = Random(5)
    for data in (AES, BLOWFISH, whole_package(PLAIN)):
        for _ in range(40):
            spoiled = bytearray(data)
            spoiled[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            code = code_of(bytes(spoiled), PASSWORDS.get(data, SECRET))
            assert code in {"", "corrupt", "encrypted", "unsupported", "too_large"}


@pytest.mark.parametrize("module", ["cryptography.exceptions", "cryptography.hazmat.primitives.kdf.argon2"])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    error = refused(whole_package(PLAIN), SECRET)
    assert (error.code, "pip install 'screening[encrypted]'" in str(error)) == ("encrypted", True)
