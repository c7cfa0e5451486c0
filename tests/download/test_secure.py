"""Certificates are verified, and a proxy gets what it needs and nothing else."""

from __future__ import annotations

import io
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screening.download.address import Address, address
from screening.download.errors import DownloadError
from screening.download.exchange import Limits
from screening.download.fetch import Surroundings, Terms, fetch

from .publisher import Handler, Publisher, Server, body, running

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")


def downloaded(target: Address, proxy: str | None = None) -> bytes:
    into = io.BytesIO()
    around = Surroundings(time.monotonic, lambda: datetime(2026, 1, 1, tzinfo=UTC), lambda _: None, lambda: 0.5, {})
    fetch(target, into, terms=Terms(Limits(10, 5), 1_000_000, 0, proxy), around=around)
    return into.getvalue()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody has signed but itself, with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    file, key = folder / "here.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(file)],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text() + key.read_text())
    return file


@contextmanager
def encrypted(certificate: Path) -> Iterator[int]:
    """A server with that certificate; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that breaks off is expected here
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.publisher = Publisher(replies={"/list.xml": [body(b"<list/>")]})
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs_openssl
def test_a_certificate_that_nobody_signed_is_refused(certificate: Path) -> None:
    with encrypted(certificate) as port, pytest.raises(DownloadError) as caught:
        downloaded(address(f"https://localhost:{port}/list.xml"))
    assert (caught.value.code, caught.value.passing) == ("certificate", False)
    assert "has no valid certificate: self-signed certificate" in str(caught.value).replace(
        "self signed", "self-signed"
    )
    assert "SSL_CERT_FILE" in str(caught.value)


@needs_openssl
def test_an_authority_of_ones_own_is_trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with encrypted(certificate) as port:
        assert downloaded(address(f"https://localhost:{port}/list.xml")) == b"<list/>"
        with pytest.raises(DownloadError, match="has no valid certificate"):  # it is not for this name
            downloaded(address(f"https://127.0.0.1:{port}/list.xml"))


def test_a_server_without_encryption_is_no_https() -> None:
    with running() as publisher, pytest.raises(DownloadError, match="cannot be reached"):
        downloaded(address(f"https://localhost:{publisher.port}/list.xml"))


def test_a_proxy_is_asked_with_the_whole_address() -> None:
    with running() as proxy:
        proxy.replies["http://lists.example/list.xml"] = [body(b"<list/>")]
        target = address("http://lists.example/list.xml?x=1", allow_http=True)
        assert downloaded(target, f"http://me:pw@127.0.0.1:{proxy.port}") == b"<list/>"
    ((path, headers),) = proxy.requests
    assert path == "http://lists.example/list.xml?x=1"
    assert headers["Proxy-Authorization"] == "Basic bWU6cHc="
    assert headers["Host"] == "lists.example"


@contextmanager
def tunnel(port: int, answer: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that takes one CONNECT and passes all on to the port; gives its own port and the head it was sent."""
    heads: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            client, _ = listening.accept()
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                heads.append(client.recv(65_536))
                client.sendall(answer)
                back = threading.Thread(target=passed, args=(server, client), daemon=True)
                back.start()
                passed(client, server)
                back.join(5)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heads
        thread.join(5)


def passed(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


@needs_openssl
def test_a_proxy_tunnels_https_and_does_not_see_it(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with encrypted(certificate) as port, tunnel(port) as (proxy, heads):
        target = address(f"https://localhost:{port}/list.xml?token=secret")
        assert downloaded(target, f"http://me:pw@127.0.0.1:{proxy}") == b"<list/>"
    (head,) = heads
    assert head.startswith(f"CONNECT localhost:{port} HTTP/1.".encode())
    assert b"Proxy-Authorization: Basic bWU6cHc=" in head
    assert b"secret" not in head


def test_a_proxy_that_refuses_is_told() -> None:
    with running() as publisher, tunnel(publisher.port, b"HTTP/1.1 407 Wants a password\r\n\r\n") as (proxy, _):
        target = address("https://lists.example/list.xml")
        with pytest.raises(DownloadError, match="tunnel connection failed: 407 wants a password"):
            downloaded(target, f"http://127.0.0.1:{proxy}")
