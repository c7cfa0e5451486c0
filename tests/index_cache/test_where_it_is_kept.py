"""Where indexes are kept, and that a place which takes none costs nothing but time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.index_cache import cache_folder
from screening.screener import Screener

from .indexes import configure, files, said


@pytest.mark.parametrize("off", ["off", "OFF", " off "])
def test_off_keeps_nothing(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setenv("SCREENING_CACHE", off)
    monkeypatch.setenv("HOME", str(cache))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("LOCALAPPDATA", str(cache))
    before = sorted(Path().iterdir())
    assert said(Screener.from_config()) == said(Screener.from_config(), workers=2)
    assert made == [1, 1]
    assert files(cache) == []
    assert sorted(Path().iterdir()) == before


def test_the_configuration_turns_it_off_or_names_a_folder_beside_itself(
    cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SCREENING_CACHE")
    monkeypatch.setenv("HOME", str(cache))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("LOCALAPPDATA", str(cache))
    configure('cache = "off"')()
    before = sorted(Path().iterdir())
    Screener.from_config()
    Screener.from_config()
    assert made == [1, 1]
    assert (files(cache), sorted(Path().iterdir())) == ([], before)
    configure('cache = "kept"')()
    home = Path.cwd()
    monkeypatch.chdir(tmp_path)
    Screener.from_config(home / "screening.toml")
    Screener.from_config(home / "screening.toml")
    assert made == [1, 1, 1]
    assert len(files(home / "kept")) == 1
    assert files(cache) == []


def test_the_environment_overrules_the_configuration(cache: Path, made: list[int]) -> None:
    configure('cache = "off"')()
    Screener.from_config()
    Screener.from_config()
    assert made == [1]
    assert len(files(cache)) == 1


FOLDERS = [
    ({"SCREENING_CACHE": "off", "HOME": "/h"}, "kept", None),
    ({"SCREENING_CACHE": "/e", "HOME": "/h"}, "off", Path("/e")),
    ({"SCREENING_CACHE": "", "HOME": "/h"}, "off", None),
    ({"HOME": "/h"}, "kept", Path("/conf/kept")),
    ({"HOME": "/h"}, "/kept", Path("/kept")),
    ({}, "Off", None),
    ({}, None, None),
]


@pytest.mark.parametrize(("environ", "configured", "folder"), FOLDERS)
def test_folders(
    environ: dict[str, str], configured: str | None, folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder(environ, configured, beside=Path("/conf")) == folder


def test_the_user_s_folder_for_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"HOME": "/h", "XDG_CACHE_HOME": "/x", "LOCALAPPDATA": "/l"}
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder(told) == Path("/x/screening")
    assert cache_folder({"HOME": "/h"}) == Path("/h/.cache/screening")
    monkeypatch.setattr("sys.platform", "win32")
    assert cache_folder(told) == Path("/l/screening")
    assert cache_folder({"HOME": "/h"}) is None


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(
    cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(Screener.from_config())
    shutil.rmtree(cache)
    cache.write_text("a file, and no folder", encoding="utf-8")
    assert said(Screener.from_config()) == told
    assert said(Screener.from_config(), workers=2) == told
    assert made == [1, 1, 1]
    assert cache.read_text(encoding="utf-8") == "a file, and no folder"
    monkeypatch.setenv("SCREENING_CACHE", str(cache / "below"))
    assert said(Screener.from_config()) == told


def test_a_full_disk_costs_nothing_but_time(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        told = said(Screener.from_config())
    assert files(cache) == []
    assert said(Screener.from_config()) == told
    assert made == [1, 1]
