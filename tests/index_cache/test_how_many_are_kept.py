"""How many indexes are kept, and that nothing else in their folder is touched."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from screening import workload
from screening.index_cache import kept, key_of, opened
from screening.screener import Screener

from .indexes import files, said


def test_only_so_many_files_are_kept_those_used_last(tmp_path: Path) -> None:
    keys = [key_of([bytes([i])]) for i in range(20)]
    for age, key in enumerate(keys):
        path = kept(tmp_path, key, {"x": [key]})
        assert path is not None
        os.utime(path, ns=(age * 10**9, age * 10**9))
        if age >= 1:
            assert opened(tmp_path, keys[0]) is not None  # used again and again
    found = files(tmp_path)
    assert 2 < len(found) < 20
    assert opened(tmp_path, keys[0]) is not None
    assert opened(tmp_path, keys[-1]) is not None
    assert opened(tmp_path, keys[1]) is None
    assert all(opened(tmp_path, key) for key in keys[-len(found) + 1 :])


def test_what_others_keep_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for i in range(20):
        kept(tmp_path, key_of([bytes([i])]), {"x": ["y"]})
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not [path for path in files(tmp_path) if path.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt", reason="a file in use can't be deleted there")
def test_deleting_it_during_use_does_no_harm(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    told = said(Screener.from_config())
    monkeypatch.setattr(workload, "CHUNK", 2)
    users = [Screener.from_config(), Screener.from_config()]
    shutil.rmtree(cache)
    for screener in users:
        assert said(screener) == told
        assert said(pickle.loads(pickle.dumps(screener))) == told
    assert said(users[0], workers=2) == told
    assert users[0].watchlists == users[1].watchlists
    assert files(cache) == []
    assert said(Screener.from_config()) == told
    assert len(files(cache)) == 1
    assert made == [1, 1]
