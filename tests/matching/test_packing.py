"""Columns as bytes: what goes in comes out, and nothing that is not whole, or not plain, is read."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.packing import Column, DamagedPack, Grouping, packed, prefixed, under, unpacked

DTYPES = ["bool", "int8", "uint8", "int16", "int32", "int64", "uint64", "float32", "float64"]
SHAPES = [(0,), (1,), (7,), (64,), (3, 2), (0, 2), (2, 0), (2, 3, 4)]
any_text = st.text(st.characters(), max_size=12)  # every code point there is, halves of pairs among them
texts = st.lists(any_text | st.sampled_from(["", "\ud800", "\udfff\ud83d", "\x00", "조선", '"\\\n']), max_size=8)


@st.composite
def arrays(draw: st.DrawFn) -> Column:
    dtype, shape = draw(st.sampled_from(DTYPES)), draw(st.sampled_from(SHAPES))
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    data = draw(st.binary(min_size=size, max_size=size))
    if dtype == "bool":
        return np.array([byte % 2 for byte in data], dtype=bool).reshape(shape)
    return np.frombuffer(data, dtype=dtype).reshape(shape)


columns = st.dictionaries(any_text, arrays() | texts, max_size=6)


def same(one: Mapping[str, Column], other: Mapping[str, Column]) -> bool:
    return list(one) == list(other) and all(_same_column(one[name], other[name]) for name in one)


def _same_column(one: Column, other: Column) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    return isinstance(one, list) and isinstance(other, list) and one == other


@given(columns)
def test_what_is_packed_comes_out_again(told: Mapping[str, Column]) -> None:
    data = packed(told)
    assert same(unpacked(memoryview(data)), told)
    assert packed(told) == data
    assert packed(unpacked(memoryview(data))) == data


@given(columns, st.data())
def test_a_pack_that_lost_its_end_or_a_bit_is_no_pack(told: Mapping[str, Column], data: st.DataObject) -> None:
    whole = packed(told)
    with pytest.raises(DamagedPack):
        unpacked(memoryview(whole[: data.draw(st.integers(0, len(whole) - 1))]))
    place, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    harmed = bytearray(whole)
    harmed[place] ^= 1 << bit
    with pytest.raises(DamagedPack):
        unpacked(memoryview(harmed))
    with pytest.raises(DamagedPack):
        unpacked(memoryview(whole + b"\x00" * 64))


@given(st.binary(max_size=300))
def test_other_bytes_are_no_pack(data: bytes) -> None:
    with pytest.raises(DamagedPack):
        unpacked(memoryview(data))


def test_columns_start_at_aligned_places_and_are_looked_into_not_copied() -> None:
    told: dict[str, Column] = {
        "a": ["xy"],
        "b": np.arange(3, dtype=np.int8),
        "c": np.arange(5.0),
        "d": np.arange(9, dtype=np.int64),
    }
    data = packed(told)
    found = unpacked(memoryview(data))
    start = np.frombuffer(data, dtype=np.uint8).__array_interface__["data"][0]
    for name in "bcd":
        column = found[name]
        assert isinstance(column, np.ndarray)
        assert not column.flags.owndata
        assert not column.flags.writeable
        assert (column.__array_interface__["data"][0] - start) % column.itemsize == 0


def test_parts_and_turned_arrays_are_packed_by_their_values() -> None:
    grid = np.arange(12, dtype=np.int32).reshape(3, 4)
    told: dict[str, Column] = {"turned": grid.T, "every second": np.arange(10)[::2], "texts": ("a", "b")}
    found: Mapping[str, Any] = unpacked(memoryview(packed(told)))
    assert found["turned"].tolist() == grid.T.tolist()
    assert found["every second"].tolist() == [0, 2, 4, 6, 8]
    assert found["texts"] == ["a", "b"]


class _Runs:
    ran = False

    def __reduce__(self) -> tuple[Any, ...]:
        return setattr, (_Runs, "ran", True)


def test_nothing_in_a_pack_is_run() -> None:
    with pytest.raises((ValueError, TypeError)):
        unpacked(memoryview(packed({"objects": np.array([_Runs()], dtype=object)})))
    with pytest.raises(DamagedPack):
        unpacked(memoryview(pickle.dumps(_Runs())))
    assert not _Runs.ran


@given(st.lists(st.tuples(any_text, st.integers(0, 2**40)), max_size=12))
def test_a_grouping_is_a_mapping_also_after_packing(keyed: list[tuple[str, int]]) -> None:
    told: dict[str, list[int]] = {}
    for key, number in keyed:
        told.setdefault(key, []).append(number)
    made = Grouping.of(keyed)
    for grouping in (made, Grouping(unpacked(memoryview(packed(made.columns))))):
        assert list(grouping.keys) == sorted(told)
        assert {key: list(grouping.get(key)) for key in grouping.keys} == told
        assert all(key in grouping for key in told)
        assert "no such key" not in grouping
        assert list(grouping.get("no such key")) == []


def test_prefixes_keep_columns_apart() -> None:
    told = {**prefixed("a", {"x": ["1"]}), **prefixed("ab", {"x": ["2"]}), **prefixed("a.b", {"x": ["3"]})}
    assert under("ab", told) == {"x": ["2"]}
    assert under("a", told)["x"] == ["1"]
    assert under("none", told) == {}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5)), max_size=9), st.sets(st.integers(0, 5)))
def test_texts_under_which_a_marked_number_stands(keyed: list[tuple[str, int]], numbers: set[int]) -> None:
    marked = np.isin(np.arange(6), list(numbers))
    assert list(Grouping.of(keyed).keys_of(marked)) == sorted({key for key, number in keyed if number in numbers})
