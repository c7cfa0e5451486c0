"""Recognising a format never fails, whatever the file begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.lists import csv_list, json_list, toml_list, xlsx_list
from screening.lists.registry import READERS

EXCERPTS = sorted(path for path in Path(__file__).parent.glob("*_excerpt.*"))
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"<?xml",
    b"<data-set>",
    b'{"id"',
    b'{"op":"',
    b"id,schema",
    b'"id',
    b"\xff\xfe<",
    b"\rid",
]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes(begin: bytes, rest: bytes) -> None:
    for reader in READERS:
        assert reader.recognise(begin + rest) in {True, False}


@pytest.mark.parametrize("file", EXCERPTS, ids=lambda path: path.name)
def test_a_published_list_is_recognised_before_the_generic_formats(file: Path) -> None:
    data = file.read_bytes()
    first = next(reader for reader in READERS if reader.recognise(data))
    assert first not in {csv_list, json_list, toml_list, xlsx_list}
    for end in (1, 10, 100, 1000):
        for reader in READERS:
            reader.recognise(data[:end])
