"""Which configuration is used, and what its file may be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from screening.config import Config
from screening.configuration import LoadedConfig
from screening.errors import ConfigError

from .loading import load, refused


def test_the_first_configuration_found_is_used(tmp_path: Path) -> None:
    def hits(path: Path | None = None, **environ: str) -> int:
        return load(tmp_path, path, **environ).config.max_hits

    assert load(tmp_path) == LoadedConfig(Config(), None, hashlib.sha256(b"").hexdigest())
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert load(tmp_path).path is None
    (tmp_path / "pyproject.toml").write_text("[tool.screening]\nmax_hits = 1")
    assert hits() == 1
    (tmp_path / "screening.toml").write_text("max_hits = 2")
    assert hits() == 2
    (tmp_path / "env.toml").write_text("max_hits = 3")
    assert hits(SCREENING_CONFIG="env.toml") == 3
    assert hits(SCREENING_CONFIG="") == 2
    (tmp_path / "given.toml").write_text("max_hits = 4")
    assert hits(Path("given.toml"), SCREENING_CONFIG="env.toml") == 4
    assert hits(tmp_path / "pyproject.toml") == 1


def test_a_loaded_configuration_knows_its_file(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_bytes(b"\xef\xbb\xbfmax_hits = 2\r\n")
    loaded = load(tmp_path)
    assert (loaded.path, loaded.folder) == (tmp_path / "screening.toml", tmp_path)
    assert loaded.sha256 == hashlib.sha256(b"\xef\xbb\xbfmax_hits = 2\r\n").hexdigest()


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text("")
    assert load(tmp_path).config == Config()


def test_a_pyproject_of_somebody_else_is_not_our_business(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("this is [not toml")
    assert load(tmp_path).path is None
    error = refused("[tool.screening]\nmax_hits = = 2", tmp_path, "pyproject.toml")
    assert "pyproject.toml, line 2: not valid TOML at column 12" in str(error)


@pytest.mark.parametrize(
    ("path", "environ", "said"),
    [
        ("none.toml", "", "none.toml: no such file"),
        ("", "none.toml", "none.toml: no such file (the environment variable SCREENING_CONFIG names it)"),
        ("folder", "", "folder: is a folder, not a file"),
        ("pyproject.toml", "", "pyproject.toml: has no [tool.screening] (or name a screening.toml)"),
    ],
)
def test_a_named_file_must_be_a_configuration(path: str, environ: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.other]")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, Path(path) if path else None, SCREENING_CONFIG=environ)
    assert str(caught.value) == said
