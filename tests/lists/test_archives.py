"""Lists in zip archives: one list in it is read, OFAC's files together, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from screening.errors import ListError
from screening.lists import archives, registry
from screening.lists.registry import is_watchlist, read_watchlist

CSV = b"id,name\na,A\n"


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    for cells in (["id", "name"], ["a", "A"]):
        book.active.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refused(data: bytes) -> ListError:
    with pytest.raises(ListError) as caught:
        read_watchlist(data)
    return caught.value


@pytest.mark.parametrize(
    "parts",
    [
        {"list.csv": CSV},
        {"list.csv": CSV, "README.md": b"What it is.", "notes.txt": b"x"},
        {"folder/list.csv": CSV, "__MACOSX/folder/._list.csv": b"\0\5", ".DS_Store": b"x"},
        {"../../etc/list.csv": CSV},
        {"list.txt": CSV},
        {"list.xlsx": workbook()},
    ],
)
def test_the_one_list_in_an_archive_is_read(parts: Mapping[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "own.zip"
    path.write_bytes(zipped(parts))
    watchlist = read_watchlist(path)
    assert [entity.id for entity in watchlist.entities] == ["a"]
    assert (watchlist.name, watchlist.path, watchlist.warnings) == ("own", str(path), ())
    assert is_watchlist(path.read_bytes())


def test_a_list_in_an_archive_keeps_its_own_name() -> None:
    toml = b'[watchlist]\nname = "mine"\n[[entity]]\nid = "a"\nname = "A"\n'
    assert read_watchlist(zipped({"l.toml": toml})).name == "mine"


def test_a_workbook_is_no_archive() -> None:
    assert not archives.is_archive(workbook())
    assert [entity.id for entity in read_watchlist(workbook()).entities] == ["a"]


def test_what_was_not_read_is_told() -> None:
    assert read_watchlist(zipped({"list.csv": CSV, "photo.png": b"\x89PNG"})).warnings == (
        "the file 'photo.png' in the zip archive is no list and was not read",
    )


def test_complaints_about_a_list_name_the_file_in_the_archive() -> None:
    assert refused(zipped({"list.csv": b"id,name\na,A\na,B\n"})).file == "watchlist/list.csv"
    assert str(refused(zipped({"a.html": b"<html>"}))).startswith("watchlist/a.html: is a web page and no list")


@pytest.mark.parametrize(
    ("parts", "code", "said"),
    [
        ({"a.csv": CSV, "b.csv": CSV}, "ambiguous", "must hold one list, and holds 2 (a.csv, b.csv)"),
        ({"x/a.csv": CSV, "y/a.csv": CSV}, "ambiguous", "must hold one list, and holds 2 (a.csv, a.csv')"),
        ({"a.md": b"x"}, "ambiguous", "must hold one list, and holds 0 (none)"),
        ({}, "empty", "holds no file"),
        ({".hidden": CSV}, "empty", "holds no file"),
        ({"a.zip": zipped({"list.csv": CSV})}, "nested", "holds another archive ('a.zip')"),
        ({"a.csv.gz": b"\x1f\x8b\x08"}, "nested", "holds another archive ('a.csv.gz')"),
    ],
)
def test_archives_that_are_no_list(parts: Mapping[str, bytes], code: str, said: str) -> None:
    error = refused(zipped(parts))
    assert (error.code, error.message) == (code, f"the zip archive {said}")


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(zipped({"list.csv": CSV}))
    data[6] |= 1  # the flag in the file's header, and in the directory at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).code == "encrypted"


def test_a_damaged_archive_is_refused() -> None:
    data = zipped({"list.csv": CSV * 500}, zipfile.ZIP_STORED)
    for end in (5, 100, len(data) - 4):
        assert refused(data[:end]).code == "corrupt"
    broken = data.replace(b"name", b"nane", 1)  # another checksum
    assert refused(broken).code == "corrupt"


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(zipped({"list.csv": bytes(4 * 2**20)})).code == "too_large"  # a thousandth of its size
    monkeypatch.setattr(registry, "MAX_BYTES", 1000)
    assert refused(zipped({"a.csv": CSV * 50, "b.csv": CSV * 50})).code == "too_large"
    monkeypatch.setattr(archives, "MAX_FILES", 2)
    assert refused(zipped({f"{n}.csv": CSV for n in range(3)})).code == "too_large"
