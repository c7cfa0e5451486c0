"""A publisher's server on this machine that behaves as badly as it is told to."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler"], None]
"""How to answer one request."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        publisher = self.server.publisher
        publisher.requests.append((self.path, dict(self.headers.items())))
        replies = publisher.replies.get(self.path.partition("?")[0], [status(404)])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        self.close_connection = True
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client had enough
            reply(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        pass


class Server(ThreadingHTTPServer):
    publisher: Publisher
    daemon_threads = True


@dataclass
class Publisher:
    """The server: what it answers by path (each reply once, the last one again and again), and what it was asked."""

    port: int = 0
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/list.xml") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, *replies: Reply, path: str = "/list.xml") -> str:
        self.replies[path] = list(replies)
        return self.url(path)


@contextlib.contextmanager
def running() -> Iterator[Publisher]:
    server = Server(("127.0.0.1", 0), Handler)
    server.publisher = publisher = Publisher(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        publisher.stop.set()
        server.shutdown()
        thread.join()
        server.server_close()


def body(content: bytes, *, length: int | None = None, **headers: str) -> Reply:
    """200 with the content; ``length`` is what the head says instead of the truth."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def status(code: int, content: bytes = b"<html>error</html>", **headers: str) -> Reply:
    def reply(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def redirect(location: str, code: int = 302) -> Reply:
    return status(code, b"", Location=location)


def raw(data: bytes) -> Reply:
    """These bytes, whatever they are, and the end."""
    return lambda handler: void(handler.wfile.write(data))


def silent(publisher: Publisher) -> Reply:
    """No answer at all while the client waits."""
    return lambda _: void(publisher.stop.wait(30))


def trickling(publisher: Publisher, head: bool) -> Reply:
    """A byte now and then, without end: of the head, or of the body."""

    def reply(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if head else b"Content-Length: 1000000\r\n\r\n"))
        while not publisher.stop.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return reply


def void(_: object) -> None:
    pass
