"""Columns of numbers and texts as one run of bytes, which can be mapped into memory: how an index is kept on disk.

Plain data only: a header in JSON that says where each column stands, then the columns. Nothing in it is executed, and
a checksum tells whether it is whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from screening.matching.numbering import Ints, Numbered, ranges, starts_of

Column = npt.NDArray[Any] | Sequence[str]
Columns = Mapping[str, Column]

_MAGIC = b"SCREENING-INDEX\x01"
_ALIGNED = 64
_SIZES = 16  # bytes of the two numbers behind the magic: the header's length, and the checksum of all that follows


class DamagedPack(ValueError):  # noqa: N818 - it is the pack that is damaged
    """The bytes are no pack, or not a whole one."""


def packed(columns: Columns) -> bytes:
    """The columns as bytes."""
    return b"".join(pack(columns))


def pack(columns: Columns) -> Sequence[bytes | memoryview]:
    """`packed` in its parts: a large index need not be copied to be written."""
    entries: dict[str, dict[str, Any]] = {}
    parts: list[bytes | memoryview] = []
    place = 0
    for name, column in columns.items():
        if isinstance(column, np.ndarray):
            data: bytes | memoryview = np.ascontiguousarray(column).reshape(-1).view(np.uint8).data
            entry: dict[str, Any] = {"dtype": column.dtype.str, "shape": column.shape}
        else:
            data = json.dumps(list(column)).encode()
            entry = {}
        entries[name] = {"at": place, "bytes": len(data), **entry}
        padding = -len(data) % _ALIGNED
        parts += [data, bytes(padding)]
        place += len(data) + padding
    header = json.dumps(entries).encode()
    header += b" " * (-(len(_MAGIC) + _SIZES + len(header)) % _ALIGNED)
    body = [len(header).to_bytes(8, "little"), header, *parts]
    checksum = reduce(lambda before, part: zlib.crc32(part, before), body, 0)
    return [_MAGIC, checksum.to_bytes(8, "little"), *body]


def unpacked(buffer: memoryview) -> Columns:
    """The columns in bytes made by `packed`; arrays look into ``buffer``, texts are read when they are asked for: who
    compares two lists needs a few of them. Raises DamagedPack."""
    start = len(_MAGIC)
    if len(buffer) < start + _SIZES or bytes(buffer[:start]) != _MAGIC:
        raise DamagedPack("no index of this version")
    checked = buffer[start + 8 :]
    if zlib.crc32(checked).to_bytes(8, "little") != bytes(buffer[start : start + 8]):
        raise DamagedPack("not a whole index")
    length = int.from_bytes(checked[:8], "little")
    entries = json.loads(bytes(checked[8 : 8 + length]))
    return _Pack(entries, checked[8 + length :])


class _Pack(Mapping[str, Column]):
    """The columns of a pack, by the entries of its header."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]], data: memoryview) -> None:
        self._bytes = {name: data[entry["at"] : entry["at"] + entry["bytes"]] for name, entry in entries.items()}
        self._read: dict[str, Column] = {
            name: np.frombuffer(self._bytes[name], dtype=np.dtype(entry["dtype"])).reshape(entry["shape"])
            for name, entry in entries.items()
            if "dtype" in entry
        }
        self._pool: dict[str, str] = {}  # several columns hold the same words

    def __getitem__(self, name: str) -> Column:
        column = self._read.get(name)
        if column is None:
            texts: list[str] = json.loads(bytes(self._bytes[name]))
            column = self._read[name] = [self._pool.setdefault(text, text) for text in texts]
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._bytes)

    def __len__(self) -> int:
        return len(self._bytes)


def prefixed(prefix: str, columns: Columns) -> dict[str, Column]:
    """The columns under names of their own, to be packed together with others."""
    return {f"{prefix}.{name}": column for name, column in columns.items()}


def under(prefix: str, columns: Columns) -> dict[str, Any]:
    """The columns that `prefixed` put under a prefix."""
    start = f"{prefix}."
    return {name.removeprefix(start): columns[name] for name in columns if name.startswith(start)}


class Grouping:
    """Numbers under texts, as columns; looked up like a mapping. ``places`` are those of the texts among the `keys`."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._columns = columns
        self.places: Mapping[str, int] = {key: i for i, key in enumerate(columns["keys"])}
        self._starts: npt.NDArray[np.int64] = columns["starts"]
        self._numbers: npt.NDArray[np.int64] = columns["numbers"]

    @classmethod
    def of(cls, keyed: Iterable[tuple[str, int]]) -> Grouping:
        """The numbers under their texts, each group in the order given."""
        groups: dict[str, list[int]] = {}
        for key, number in keyed:
            groups.setdefault(key, []).append(number)
        keys = sorted(groups)
        starts = np.zeros(len(keys) + 1, dtype=np.int64)
        np.cumsum([len(groups[key]) for key in keys], out=starts[1:])
        numbers = np.array([n for key in keys for n in groups[key]], dtype=np.int64)
        return cls({"keys": keys, "starts": starts, "numbers": numbers})

    @classmethod
    def of_numbered(cls, keys: Numbered, numbers: Ints) -> Grouping:
        """The numbers under their texts, of a sorted table which has no other texts; each group in the order given."""
        starts = starts_of(np.bincount(keys.places, minlength=len(keys.table)))
        return cls({"keys": keys.table, "starts": starts, "numbers": numbers[keys.places.argsort(kind="stable")]})

    @property
    def columns(self) -> Columns:
        """What `packed` takes and the constructor gives back."""
        return self._columns

    @property
    def keys(self) -> Sequence[str]:
        """The texts, sorted."""
        keys: Sequence[str] = self._columns["keys"]
        return keys

    def keys_of(self, marked: npt.NDArray[np.bool_]) -> Iterator[str]:
        """The texts under which one of the marked numbers stands at least."""
        counts = np.concatenate([[0], np.cumsum(marked[self._numbers])])
        held = counts[self._starts[1:]] > counts[self._starts[:-1]]
        return (self.keys[place] for place in np.flatnonzero(held).tolist())

    def places_of(self, size: int) -> Ints:
        """The place of the text under which each of the numbers below ``size`` stands, of which none stands under
        several; -1 where it stands under none."""
        places = np.full(size, -1, dtype=np.int64)
        held = self._numbers < size
        places[self._numbers[held]] = np.repeat(np.arange(len(self.keys)), np.diff(self._starts))[held]
        return places

    def __contains__(self, key: object) -> bool:
        return key in self.places

    def pairs(self, keys: Iterable[str]) -> tuple[list[int], list[int]]:
        """The numbers under each of some texts, behind the places of their texts among these."""
        held = [(n, place) for n, key in enumerate(keys) if (place := self.places.get(key)) is not None]
        at, places = np.array(held, dtype=np.int64).reshape(-1, 2).T
        counts = self._starts[places + 1] - self._starts[places]
        numbers = self._numbers[ranges(self._starts[places], counts)]
        return np.repeat(at, counts).tolist(), numbers.tolist()

    def get(self, key: str) -> Sequence[int]:
        """The numbers under a text; () where there are none."""
        i = self.places.get(key)
        if i is None:
            return ()
        numbers: list[int] = self._numbers[self._starts[i] : self._starts[i + 1]].tolist()
        return numbers
