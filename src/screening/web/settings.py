"""What the server is told: where it listens, who may come in, where its files lie. Refuses what would be unsafe."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from screening.config import WebConfig
from screening.configuration import LoadedConfig
from screening.errors import ConfigError
from screening.store.place import data_folder

FOLDER = "SCREENING_WEB"
"""The environment variable that names the folder of uploads and reports."""

KEY = "SCREENING_API_KEY"
"""The environment variable that holds a key which lets its bearer in, beside those of the configuration."""

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})

_SHORTEST_KEY = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server runs. ``keys`` are the SHA-256 of keys by the names of their bearers."""

    web: WebConfig
    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    keys: Mapping[str, str] | None = None
    config: Path | None = None
    lists: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether everyone who reaches the server is let in: nobody but users of this machine can reach it then."""
        return not self.keys and self.web.user_header is None

    @property
    def names(self) -> frozenset[str] | None:
        """The host names that requests may carry; None where any may.

        A page of a stranger could give its own name the address of this machine. Where no key is asked for, only the
        names that nobody else can own are answered.
        """
        told = frozenset(name.lower() for name in (self.host, f"[{self.host}]", *self.web.hosts))
        return LOCAL_NAMES | told if self.is_open or self.web.hosts else None


def settings_of(
    loaded: LoadedConfig,
    environ: Mapping[str, str],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    lists: tuple[str, ...] = (),
) -> Settings:
    """The settings by a configuration, the environment and the command line.

    Raises ConfigError where the server would be open to others than users of this machine, for a key that is too
    short, and where nothing tells a folder.
    """
    web = loaded.config.web
    keys = {key.name: key.sha256 for key in web.key}
    if told := environ.get(KEY):
        if len(told) < _SHORTEST_KEY:
            hint = f"give it {_SHORTEST_KEY} characters or more: screening serve --new-key NAME makes one"
            raise ConfigError("is too short for a key", key=KEY, hint=hint, code="weak_key")
        keys[KEY] = hashed(told)
    settings = Settings(web, _folder(loaded, environ), host, port, keys or None, loaded.path, lists)
    if settings.is_open and not is_local(host):
        hint = (
            "screening serve --new-key NAME makes a key for the configuration; or set user_header in [web], "
            "behind a proxy that knows its users"
        )
        raise ConfigError(
            f"{host} can be reached from other machines, and everyone would be let in", key="--host", hint=hint,
            code="open_server",
        )  # fmt: skip
    return settings


def is_local(host: str) -> bool:
    """Whether nobody but users of this machine can reach the address."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def hashed(key: str) -> str:
    """The SHA-256 of a key: keys are random and long, so that a slow hash adds nothing."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_key() -> str:
    """A key of 256 random bits."""
    return secrets.token_urlsafe(32)


def _folder(loaded: LoadedConfig, environ: Mapping[str, str]) -> Path:
    if told := environ.get(FOLDER):
        return Path(told)
    if loaded.config.web.folder:
        return loaded.folder / loaded.config.web.folder
    base = data_folder(environ)
    if base is None:
        hint = f"name one with the environment variable {FOLDER} or with folder in [web]"
        raise ConfigError("there is no folder for uploads and reports", hint=hint, code="no_folder")
    return base / "web"
