"""``screening lists show`` as it is used, in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXCERPT = Path(__file__).parent / "lists" / "ofac_sdn_excerpt.xml"


def start(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "screening", "lists", *arguments], stdin=subprocess.DEVNULL, stdout=stdout,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=False, timeout=300,
        encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_the_counts_of_a_file() -> None:
    done = start("show", str(EXCERPT))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "version  2024-05-07" in lines
    assert f"{EXCERPT.read_bytes().count(b'<sdnEntry>'):>9}  entries" in lines


def test_the_counts_as_json() -> None:
    done = start("show", str(EXCERPT), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["entities"] == EXCERPT.read_bytes().count(b"<sdnEntry>")
    assert sum(found["names_by_quality"].values()) == found["names"]
    assert (found["as_of"], found["path"]) == ("2024-05-07", str(EXCERPT))


def test_gzip_is_read(tmp_path: Path) -> None:
    packed = tmp_path / "list.xml.gz"
    packed.write_bytes(gzip.compress(EXCERPT.read_bytes()))
    plain, found = (json.loads(start("show", str(file), "--json").stdout) for file in (EXCERPT, packed))
    assert {**found, "path": "", "sha256": "", "name": ""} == {**plain, "path": "", "sha256": "", "name": ""}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"<html>", "is no watchlist in a format known here"),
        (EXCERPT.read_bytes()[:-100], "is cut off or damaged"),
    ],
)
def test_what_is_no_list_ends_with_3(content: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "list.xml"
    if content is not None:
        file.write_bytes(content)
    done = start("show", str(file))
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert str(file) in done.stderr


@pytest.mark.parametrize("arguments", [("shew", "x"), ("show", "x", "y"), ("update", "--wrong")])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = start(*arguments)
    assert done.returncode == 2
    assert "usage: screening" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("show",)])
def test_without_a_file_the_catalogue_is_shown(arguments: tuple[str, ...]) -> None:
    done = start(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ofac-sdn  Specially Designated Nationals" in done.stdout
    found = json.loads(start(*arguments, "--json").stdout)
    assert {"name": "un", "versions": []}.items() <= found["lists"][7].items()
    assert found["lists"][7]["catalogue"]["url"].startswith("https://scsanctions.un.org/")


@pytest.mark.parametrize("arguments", [("--help",), ("show", "--help")])
def test_help(arguments: tuple[str, ...]) -> None:
    done = start(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "show" in done.stdout
