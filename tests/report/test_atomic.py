from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from screening.errors import OutputError
from screening.report.atomic import replaced


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fail_with(error: BaseException, target: Path) -> None:
    with replaced(target) as file:
        file.write(b"half")
        raise error


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    with replaced(target) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["report.csv"]


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    with replaced(target) as file:
        file.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_the_user_asks_for(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with replaced(tmp_path / "report.csv") as file:
            file.write(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "report.csv").stat().st_mode) == 0o640


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    with pytest.raises((type(error), OutputError)):
        _fail_with(error, target)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.csv"]


def test_a_failed_rename_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "the file is open in another program")

    (tmp_path / "report.csv").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError) as caught, replaced(tmp_path / "report.csv") as file:
        file.write(b"new")
    assert caught.value.code == "permission"
    assert (tmp_path / "report.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["report.csv"]


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "there" / "real.csv")
    with replaced(tmp_path / "link.csv") as file:
        file.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "there" / "real.csv").read_bytes() == b"new"


def test_what_the_system_refuses_is_said_with_the_path_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.csv").mkdir()
    cases = [
        (tmp_path / "missing" / "r.csv", "no_folder", "make the folder first"),
        (tmp_path / "file" / "r.csv", "no_folder", "name another folder"),
        (tmp_path / "folder.csv", "is_directory", "name a file in it"),
        (tmp_path / ("x" * 300 + ".csv"), "bad_name", "choose a shorter name"),
    ]
    for path, code, hint in cases:
        with pytest.raises(OutputError) as caught, replaced(path):
            pytest.fail("nothing may be opened")
        assert caught.value.code == code, path
        assert str(path) in str(caught.value)
        assert hint in str(caught.value)
        assert caught.value.exit_status == 4
    assert names(tmp_path) == ["file", "folder.csv"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "permission"), (errno.EROFS, "permission"), (errno.ENOSPC, "disk_full")]
)
def test_permission_and_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def refuse(*args: object, **kwargs: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError) as caught, replaced(tmp_path / "r.csv"):
        pytest.fail("nothing may be opened")
    assert caught.value.code == code


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputError, match="not a regular file"), replaced(Path(os.devnull)):
        pytest.fail("nothing may be opened")
    assert not Path(os.devnull).is_file()
