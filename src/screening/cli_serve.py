"""``screening serve``: the web page and the API. A thin face."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console
from screening.cli_options import add_config, add_watchlists
from screening.errors import ConfigError, OutputError, UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from screening.web.server import Server

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser], command: Add) -> None:
    """Add ``screening serve``."""
    parser = command(commands, "serve", "Serve a page to screen spreadsheets on, and an API for programs.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: %(default)s)")
    add_config(parser)
    add_watchlists(parser)
    parser.add_argument("--new-key", metavar="NAME", help="make a key for somebody, print it, and end")
    parser.set_defaults(run=_serve)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 0 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    if options.new_key is not None:
        return _new_key(options.new_key)
    from screening.configuration import load_config
    from screening.screener import Screener

    try:
        from screening.web.app import create_app
        from screening.web.settings import settings_of
    except ModuleNotFoundError as error:
        hint = "install it with pip install 'screening[web]'"
        raise ConfigError(f"{error.name} is needed to serve", hint=hint, code="not_installed") from None
    path = Path(options.config) if options.config else None
    settings = settings_of(
        load_config(path, cwd=Path.cwd(), environ=os.environ),
        os.environ, host=options.host, port=options.port, lists=tuple(options.watchlist),
    )  # fmt: skip
    app = create_app(settings, lambda: Screener.from_config(settings.config, lists=settings.lists, workers=0))
    server: Server = app.state.server
    with server.queue.shelf.held(), _socket(options.host, options.port) as listening:
        return _run(app, listening, options)


def _run(app: FastAPI, listening: socket.socket, options: argparse.Namespace) -> int:
    import uvicorn

    if not options.quiet:
        host, port = listening.getsockname()[:2]
        console.tell(
            f"screening is served on http://{f'[{host}]' if ':' in host else host}:{port} (stop it with Ctrl-C)"
        )
    # who asks is told by the connection: a header that names another address is believed of nobody
    config = uvicorn.Config(
        app, log_level="info" if options.verbose else "warning", server_header=False, lifespan="on",
        proxy_headers=False, ws="none", timeout_graceful_shutdown=5,
    )  # fmt: skip
    running = uvicorn.Server(config)
    running.run(sockets=[listening])
    if not running.started:  # the reason was logged
        raise OutputError("the server could not be started", hint="see the message above", code="not_started")
    return 0


def _socket(host: str, port: int) -> socket.socket:
    """Listen before anything is told. Raises UsageError where the address is none, or is in use."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        created = socket.create_server(address[:2], family=family, backlog=512)
        # asyncio sends without delay where a socket says that it is TCP, which this one does not: 40 ms an answer
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=created.detach())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"cannot listen on {host}, port {port}: {reason}", hint="name another with --host and --port",
            code="no_address",
        ) from None  # fmt: skip


def _new_key(name: str) -> int:
    from screening.web.settings import hashed, new_key

    if not name.strip() or not name.isprintable():
        raise UsageError(f"{name!r} is no name", key="--new-key", hint="name who will use the key")
    key = new_key()
    console.tell("The key, which is not stored anywhere: give it to its user. For the configuration:")
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    console.put(f'{key}\n\n[[web.key]]\nname = "{quoted}"\nsha256 = "{hashed(key)}"\n')
    return 0
