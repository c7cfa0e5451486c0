"""Configurations as tests load them."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.configuration import LoadedConfig, load_config
from screening.errors import ConfigError

WEIGHTS = ("type_bonus", "country_penalty")

FIELDS = ("name", "imo", "country")


def load(folder: Path, path: Path | None = None, **environ: str) -> LoadedConfig:
    return load_config(path, cwd=folder, environ=environ, weight_names=WEIGHTS, field_names=lambda: FIELDS)


def refused(text: str, folder: Path, name: str = "screening.toml") -> ConfigError:
    (folder / name).write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value


OVERRIDE = '[[override]]\nentity = "knic"\nreason = "r"\n'
