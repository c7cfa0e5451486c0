"""Configurations as tests load them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from screening.configuration import LoadedConfig, load_config
from screening.errors import ConfigError


class Weights(BaseModel):
    type_bonus: float = 0.0
    country_penalty: float = 0.0
    likeness: Annotated[float, Field(ge=0, le=1)] = 0.5


FIELDS = ("name", "imo", "country")


def load(folder: Path, path: Path | None = None, **environ: str) -> LoadedConfig:
    return load_config(path, cwd=folder, environ=environ, weights=Weights, field_names=lambda: FIELDS)


def refused(text: str, folder: Path, name: str = "screening.toml") -> ConfigError:
    (folder / name).write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value


OVERRIDE = '[[override]]\nentity = "knic"\nreason = "r"\n'
