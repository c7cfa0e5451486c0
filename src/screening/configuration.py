"""The configuration as found: which file, what is wrong with it, and the watchlists that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from screening.config import Config
from screening.config_checks import check_config
from screening.errors import ConfigError
from screening.problems import complaints, dotted, raise_all
from screening.source_text import Source, decode, parse_toml

FILE = "screening.toml"
VARIABLE = "SCREENING_CONFIG"
PYPROJECT = "pyproject.toml"
TABLE = "tool.screening"


@dataclass(frozen=True)
class LoadedConfig:
    """A configuration and where it comes from: no file (the defaults), a screening.toml or a pyproject.toml.

    ``sha256`` is that of the file's bytes, of no bytes without a file. ``source`` tells the line of a key.
    """

    config: Config = Config()
    path: Path | None = None
    sha256: str = hashlib.sha256().hexdigest()
    source: Source = field(default=Source(), repr=False)

    @property
    def folder(self) -> Path:
        """What the paths in the configuration are relative to."""
        return self.path.parent if self.path else Path()


def load_config(
    path: Path | None,
    *,
    cwd: Path,
    environ: Mapping[str, str],
    weight_names: Collection[str] | None = None,
    field_names: Collection[str] | None = None,
) -> LoadedConfig:
    """The configuration at ``path``, else the one that ``SCREENING_CONFIG`` names, else ``screening.toml`` in ``cwd``,
    else ``[tool.screening]`` of its ``pyproject.toml``, else the defaults.

    ``weight_names`` and ``field_names`` are the keys that ``[weights]`` and ``[columns]`` may have; any without them.
    Raises ConfigError with every problem: file, line, key, and the nearest valid name.
    """
    named = path if path is not None else _named(environ, cwd)
    if named is not None:
        return _load(named, _read(named, environ, path), weight_names, field_names)
    for candidate in (cwd / FILE, cwd / PYPROJECT):
        if candidate.is_file():
            data = _read(candidate, environ, path)
            if candidate.name != PYPROJECT or _has_table(data):
                return _load(candidate, data, weight_names, field_names)
    return LoadedConfig()
