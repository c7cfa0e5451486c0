"""Stored lists: whenever an update is interrupted, what the state names is there, whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.store import versions
from screening.store.lock import locked
from screening.store.place import store_folder
from screening.store.state import ListState, StoredVersion, days_between, moment, read_state, write_state
from screening.store.versions import DRAFT, check_file, keep_version, stored_lists, version_name

NOW = datetime(2026, 11, 26, 2, 3, 4, tzinfo=UTC)
A, B = "a" * 64, "b" * 64


def version(sha256: str, content: bytes = b"x") -> StoredVersion:
    return StoredVersion(
        file=version_name(sha256, moment(NOW), "xml"), sha256=sha256, size=len(content), version="1", as_of="",
        entities=1, names=1, fetched=moment(NOW), url="https://lists.example/x",
    )  # fmt: skip


def draft(folder: Path, content: bytes = b"new") -> Path:
    path = folder / f"{DRAFT}download"
    path.write_bytes(content)
    return path


def test_a_version_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    first = keep_version(tmp_path, draft(tmp_path, b"old"), version(A), ListState(), 2)
    second = keep_version(tmp_path, draft(tmp_path), version(B), first, 2)
    assert read_state(tmp_path) == second
    assert [(tmp_path / one.file).read_bytes() for one in second.versions] == [b"new", b"old"]
    assert second.checked == "2026-11-26T02:03:04Z"


@pytest.mark.parametrize("moment_of_death", ["write_state", "forget_others"])
def test_an_update_that_is_killed_leaves_a_whole_list(
    moment_of_death: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keep_version(tmp_path, draft(tmp_path, b"old"), version(A), ListState(), 2)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    file = draft(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(versions, moment_of_death, dies)
        with pytest.raises(KeyboardInterrupt):
            keep_version(tmp_path, file, version(B), before, 2)
    state = read_state(tmp_path)
    assert all((tmp_path / one.file).is_file() for one in state.versions)
    assert (tmp_path / state.versions[0].file).read_bytes() == (b"old" if moment_of_death == "write_state" else b"new")
    keep_version(tmp_path, draft(tmp_path), version(B), before, 2)  # the next update tidies up
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([version(A).file, version(B).file, "state.json"])


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"versions": 1}', b'{"other": 1}', b'{"checked": "soon"}', b"\xff\xfe"]
)
def test_a_state_that_cannot_be_read_is_told(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "un").mkdir()
    (tmp_path / "un" / "state.json").write_bytes(text)
    for read in (lambda: read_state(tmp_path / "un"), lambda: stored_lists(tmp_path)):
        with pytest.raises(ListError, match="does not tell which versions are stored") as caught:
            read()
        assert (caught.value.code, caught.value.file) == ("corrupt", str(tmp_path / "un" / "state.json"))


def test_what_is_not_stored_is_an_empty_state(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none") == ListState()
    assert stored_lists(tmp_path / "none") == stored_lists(None) == {}
    (tmp_path / "folder of the user").mkdir()
    (tmp_path / "failed").mkdir()
    write_state(tmp_path / "failed", ListState())
    assert stored_lists(tmp_path) == {}


def test_a_file_must_be_the_one_that_was_downloaded(tmp_path: Path) -> None:
    stored = version("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    (tmp_path / "x").write_bytes(b"test")
    check_file(tmp_path / "x", stored)
    (tmp_path / "x").write_bytes(b"tent")
    with pytest.raises(ListError, match="its hash is another"):
        check_file(tmp_path / "x", stored)
    with pytest.raises(ListError, match="cannot be opened"):
        check_file(tmp_path / "y", stored)


HOLD = """
import sys, time
from pathlib import Path
from screening.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_process_that_is_killed_is_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(ListError, match="another update of these lists runs"), locked(tmp_path):
            pass
        holder.kill()
    with locked(tmp_path):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
@pytest.mark.parametrize(
    ("environ", "configured", "expected"),
    [
        ({}, None, None),
        ({"HOME": "/home/me"}, None, "/home/me/.local/share/screening/lists"),
        ({"HOME": "/home/me", "XDG_DATA_HOME": "/data"}, None, "/data/screening/lists"),
        ({"HOME": "/home/me"}, "store", "/config/store"),
        ({"HOME": "/home/me"}, "/store", "/store"),
        ({"SCREENING_LISTS": "/lists"}, "store", "/lists"),
    ],
)
def test_where_lists_are_stored(environ: Mapping[str, str], configured: str | None, expected: str | None) -> None:
    found = store_folder(environ, configured, beside=Path("/config"))
    assert found == (Path(expected) if expected else None)


@pytest.mark.parametrize(
    ("earlier", "days"),
    [
        ("2026-11-26T02:03:04Z", 0),
        ("2026-11-25T02:03:05Z", 0),
        ("2026-11-25T02:03:04Z", 1),
        ("2026-12-01T00:00:00Z", 0),
    ],
)
def test_days_are_whole(earlier: str, days: int) -> None:
    assert days_between(earlier, NOW) == days
