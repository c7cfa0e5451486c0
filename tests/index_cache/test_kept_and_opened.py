"""An index that was kept and opened again gives the same."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.index_cache import _program, kept, key_of, opened
from screening.matching.matcher import Matcher
from screening.screener import Screener

from .indexes import files, said


def test_kept_and_opened_again_it_gives_equal_results(cache: Path, made: list[int]) -> None:
    first = Screener.from_config()
    (file,) = files(cache)
    before = file.read_bytes()
    second = Screener.from_config()
    assert made == [1]
    assert files(cache) == [file]
    assert file.read_bytes() == before
    assert said(second) == said(first)
    assert said(first).count('"potential_match"') >= 3
    assert second.lists == first.lists
    assert second.watchlists == first.watchlists
    assert second.identifier_kinds() == first.identifier_kinds()
    assert second.match("Zemblan Harbour Bank") == first.match("Zemblan Harbour Bank")
    assert said(Screener(first.watchlists)) == said(Screener(second.watchlists))


def test_threads_that_begin_at_once_share_one_matcher(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Screener.from_config()
    made: list[int] = []
    count = 8
    begin = threading.Barrier(count)

    class Slow(Matcher):
        def __init__(self, *given: Any) -> None:
            made.append(1)
            time.sleep(0.1)  # so that all others ask meanwhile
            super().__init__(*given)

    monkeypatch.setattr("screening.list_index.Matcher", Slow)
    screener = Screener.from_config()

    def ask(_: int) -> int:
        begin.wait()
        return len(screener.match("Zemblan Harbour Bank"))

    with ThreadPoolExecutor(count) as pool:
        assert set(pool.map(ask, range(count))) == {1}
    assert made == [1]


def test_lists_handed_over_are_not_kept(cache: Path, made: list[int]) -> None:
    Screener(Screener.from_config().watchlists)
    assert made == [1, 1]
    assert len(files(cache)) == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters()), max_size=5), st.lists(st.integers(-(2**31), 2**31), max_size=5))
def test_any_columns_come_back_from_their_file(tmp_path: Path, texts: list[str], numbers: list[int]) -> None:
    key = key_of([b"x"])
    assert kept(tmp_path, key, {"t": texts, "n": np.array(numbers, dtype=np.int64)}) is not None
    found = opened(tmp_path, key)
    assert found is not None
    assert found[1]["t"] == texts
    assert np.asarray(found[1]["n"]).tolist() == numbers


def test_another_program_has_other_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, data = tmp_path / "names" / "module.py", tmp_path / "data.txt"
    module.parent.mkdir()
    module.write_text("x = 1")
    data.write_text("corp")
    monkeypatch.setattr("screening.index_cache.resources.files", lambda package: tmp_path)
    hashes = [_program.__wrapped__()]
    module.write_text("x = 10")
    hashes.append(_program.__wrapped__())
    os.utime(data, ns=(1, 1))
    hashes.append(_program.__wrapped__())
    (tmp_path / "names" / "__pycache__").mkdir()
    (tmp_path / "names" / "__pycache__" / "module.pyc").write_text("")
    assert len({*hashes}) == 3
    assert _program.__wrapped__() == hashes[-1]


def test_a_program_installed_again_has_the_same_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info, module = tmp_path / "screening-1.dist-info", tmp_path / "screening" / "module.py"
    for folder in (info, module.parent):
        folder.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: screening\nVersion: 1\n")
    monkeypatch.setattr("screening.index_cache.distribution", lambda name: Distribution.at(info))
    monkeypatch.setattr("screening.index_cache.resources.files", lambda package: module.parent)

    def hash_with(digest: str) -> bytes:
        record = f"screening/module.py,sha256={digest},5\nscreening/__pycache__/module.cpython-313.pyc,,\n"
        (info / "RECORD").write_text(record)
        return _program.__wrapped__()

    module.write_text("x = 1")
    first = hash_with("abc")
    os.utime(module, ns=(1, 1))
    assert hash_with("abc") == first
    assert hash_with("abd") != first
