"""From a file to a watchlist: recognised by content, hashed as it is, refused with a clear error."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists import registry
from screening.lists.registry import list_files_in, read_watchlist
from screening.lists.shipped import shipped_lists

TOML = b'[watchlist]\nname = "mine"\nversion = "7"\nas_of = "2026-01-02"\n[[entity]]\nid = "a"\nname = "A"\n'
JSON = b'{"entity": [{"id": "a", "name": "A"}]}'
CSV = b"id,name\na,A\n"


def read_folder(folder: Path) -> tuple[Watchlist, ...]:
    return tuple(map(read_watchlist, list_files_in(folder)))


@pytest.mark.parametrize("data", [TOML, JSON, CSV])
@pytest.mark.parametrize("suffix", [".toml", ".json", ".csv", ".xlsx", ".txt", ""])
def test_a_format_is_recognised_by_its_content_alone(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"own{suffix}"
    path.write_bytes(data)
    assert [entity.id for entity in read_watchlist(path).entities] == ["a"]


@pytest.mark.parametrize("data", [TOML, JSON, CSV, b"\n\n" + CSV, b"[[mentioned]]\n", b"id;name\n"])
def test_one_reader_and_only_one_recognises_a_list(data: bytes) -> None:
    assert sum(reader.recognise(data) for reader in READERS) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"threshold = 80",
        b"[risk]\nstrong_score = 90",
        b'[[list]]\nname = "dprk"',
        b"[[exclusion]]",
        b"\x89PNG",
    ],
)
def test_what_is_no_list_is_recognised_by_none(data: bytes) -> None:
    assert not any(reader.recognise(data) for reader in READERS)
    with pytest.raises(ListError, match="is no watchlist in a format known here") as caught:
        read_watchlist(data)
    assert caught.value.code == "unrecognised"


def test_the_hash_is_that_of_the_bytes_and_the_version_follows_from_it(tmp_path: Path) -> None:
    path = tmp_path / "own.csv.gz"
    path.write_bytes(gzip.compress(CSV, mtime=0))
    watchlist = read_watchlist(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (watchlist.sha256, watchlist.version) == (digest, digest[:12])
    assert (watchlist.name, watchlist.issuer, watchlist.as_of, watchlist.path) == ("own", "", "", str(path))


def test_a_list_keeps_its_own_name_and_version_unless_told_otherwise() -> None:
    assert (read_watchlist(TOML).name, read_watchlist(TOML).version) == ("mine", "7")
    assert read_watchlist(TOML).as_of == "2026-01-02"
    assert read_watchlist(TOML, name="other").name == "other"
    assert read_watchlist(JSON).name == "watchlist"


@pytest.mark.parametrize("data", [TOML, JSON, CSV])
def test_gzip_is_unpacked(data: bytes) -> None:
    assert read_watchlist(gzip.compress(data)).entities == read_watchlist(data).entities


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(CSV, mtime=0)[:-9], "the gzip file is damaged or cut off"),
        (gzip.compress(CSV, mtime=0)[:12], "the gzip file is damaged or cut off"),
        (
            gzip.compress(CSV, mtime=0)[:15] + b"\xff\xff\xff" + gzip.compress(CSV, mtime=0)[18:],
            "the gzip file is damaged or cut off",
        ),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"\x1f\x8b", "the gzip file is damaged or cut off"),
        (b"\x1f\x8b\x00\x00", "the gzip file is damaged or cut off"),
        (b"", "is empty"),
        (b" \n ", "is empty"),
    ],
)
def test_damaged_and_empty_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(data)
    assert caught.value.message == said


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(registry, "MAX_BYTES", 2**20)
    with pytest.raises(ListError, match="is larger than 1 MiB"):
        read_watchlist(gzip.compress(bytes(2**20 + 1)))
    path = tmp_path / "large.csv"
    path.write_bytes(bytes(2**20 + 1))
    with pytest.raises(ListError, match="is larger than 1 MiB"):
        read_watchlist(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(tmp_path / "none.csv")
    assert (caught.value.message, caught.value.file) == ("no such file", str(tmp_path / "none.csv"))
    with pytest.raises(ListError) as caught:
        read_watchlist(tmp_path)
    assert (caught.value.message, caught.value.code) == ("is a folder, not a file", "not_a_file")


def test_a_list_without_entries_says_so() -> None:
    assert read_watchlist(b"id,name\n").warnings == ("the list holds no entries",)


def test_a_folder_is_read_in_the_order_of_its_file_names(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(CSV)
    (tmp_path / "a.json").write_bytes(JSON)
    (tmp_path / "c.txt").write_bytes(CSV)
    (tmp_path / "README.md").write_text("What these lists are.")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "~$b.xlsx").write_text("x")
    (tmp_path / "folder").mkdir()
    assert [watchlist.name for watchlist in read_folder(tmp_path)] == ["a", "b", "c"]


def test_a_damaged_list_in_a_folder_does_not_go_unnoticed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    (tmp_path / "b.csv").write_bytes(b"<html>not found</html>")
    with pytest.raises(ListError, match=r"b\.csv: is a web page and no list"):
        read_folder(tmp_path)


def test_an_empty_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="the folder holds no watchlist"):
        read_folder(tmp_path)
    with pytest.raises(ListError, match="no such file"):
        read_folder(tmp_path / "none")


def test_the_shipped_lists_are_called_as_their_files() -> None:
    shipped = shipped_lists()
    assert "dprk" in shipped
    assert {name: read_watchlist(path).name for name, path in shipped.items()} == {name: name for name in shipped}
