"""What is no index, is damaged or belongs to something else is not used."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from made_up_list import TEXT

from screening.matching.packing import packed, unpacked
from screening.screener import Screener

from .indexes import files, said


def _flipped(place: float) -> Callable[[bytes], bytes]:
    def harm(data: bytes) -> bytes:
        at = int(place * (len(data) - 1))
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    return harm


HARM: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "its magic alone": lambda data: data[:16],
    "its magic and sizes": lambda data: data[:32],
    "half": lambda data: data[: len(data) // 2],
    "the last byte gone": lambda data: data[:-1],
    "a byte more": lambda data: data + b"\x00",
    "zeros at the end": lambda data: data[:-512] + bytes(512),
    "all zeros": lambda data: bytes(len(data)),
    "another program's": lambda data: b"SQLite format 3\x00" * 100,
    "a pickle": lambda data: pickle.dumps({"names": ["x"]}),
    "a text": lambda data: TEXT.encode(),
    "another version's": lambda data: b"SCREENING-INDEX\x00" + data[16:],
    "its header is said to be shorter": lambda data: (
        data[:16] + (int.from_bytes(data[16:24], "little") - 1).to_bytes(8, "little") + data[24:]
    ),
    "a whole one with nothing in it": lambda data: packed({}),
    "a whole one of something else": lambda data: packed({"names.texts": ["x"], "a": np.arange(3)}),
    **{f"a bit turned at {place:.0%}": _flipped(place) for place in (0, 0.0005, 0.01, 0.3, 0.7, 1)},
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_or_foreign_file_is_not_used_and_is_written_anew(cache: Path, made: list[int], harm: str) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    whole = file.read_bytes()
    harmed = HARM[harm](whole)
    assert harmed != whole
    file.write_bytes(harmed)
    assert said(Screener.from_config()) == told
    assert made == [1, 1]
    assert files(cache) == [file]
    assert file.read_bytes() == whole
    Screener.from_config()
    assert made == [1, 1]


def test_the_index_of_other_lists_under_this_name_is_not_used(cache: Path, made: list[int]) -> None:
    Path("other.toml").write_text(TEXT.replace("Harbour", "Quagmire"), encoding="utf-8")
    told = said(Screener.from_config())
    (file,) = files(cache)
    Screener.from_config(lists=["other.toml"])
    (other,) = set(files(cache)) - {file}
    shutil.copy(other, file)
    assert said(Screener.from_config()) == told


def test_a_folder_where_the_file_would_be_costs_nothing_but_time(cache: Path, made: list[int]) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    file.unlink()
    (file / "inside").mkdir(parents=True)
    assert said(Screener.from_config()) == told
    assert said(Screener.from_config(), workers=2) == told
    assert made == [1, 1, 1]
    assert files(cache) == [file]  # and no draft of it


def test_nothing_in_a_file_is_a_pickle(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    data = file.read_bytes()
    assert data.startswith(b"SCREENING-INDEX")
    for column in unpacked(memoryview(data)).values():
        if isinstance(column, np.ndarray):
            assert column.dtype.kind in "biuf"
        else:
            assert all(type(text) is str for text in column)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    assert said(Screener.from_config()) == told
