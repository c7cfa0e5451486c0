"""``screening lists show`` as it is used, in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXCERPT = Path(__file__).parent / "lists" / "excerpts" / "ofac_sdn_excerpt.xml"


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
        (b"<html>", "is a web page and no list"),
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


LATER = "[watchlist]\nname = 'l'\n[[entity]]\nid = 'a'\nname = 'Zemblan Bank'\n[[entity]]\nid = 'b'\nname = 'Onhava'\n"


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(LATER.replace("Zemblan", "Onhavan").replace("'b'", "'c'"), encoding="utf-8")
    new.write_text(LATER, encoding="utf-8")
    return str(old), str(new)


def test_two_versions_compared(versions: tuple[str, str], tmp_path: Path) -> None:
    done = start("diff", *versions)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 added, 1 removed, 1 changed, 0 as before" in done.stdout
    found = json.loads(start("diff", *versions, "--json").stdout)
    assert [found[k][0]["id"] for k in ("added", "removed", "changed")] == ["b", "c", "a"]
    page = tmp_path / "page.html"
    done = start("diff", *versions, "-o", str(page))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("1 added, 1 removed, 1 changed, 0 as before; wrote")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert page.read_text(encoding="utf-8") == start("diff", *versions, "--format", "html").stdout


def test_a_comparison_that_fails_says_why(versions: tuple[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<html>")
    done = start("diff", versions[0], str(broken))
    assert (done.returncode, done.stdout) == (3, "")
    assert str(broken) in done.stderr
    assert start("diff", *versions, "-o", str(tmp_path / "none" / "x.json")).returncode == 4
    assert start("diff", versions[0]).returncode == 2


def test_lists_of_two_issuers_are_warned_of(versions: tuple[str, str], tmp_path: Path) -> None:
    done = start("diff", str(EXCERPT), versions[1])
    assert done.returncode == 0
    assert "warning: the lists are of different issuers" in done.stderr
    assert start("diff", str(EXCERPT), versions[1], "-q").stderr == ""
