"""Columns of texts as numbers in a table of them, and columns of groups: made apart, put together, picked from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
T = TypeVar("T", bound=tuple[Any, ...])


class Numbered(NamedTuple):
    """Texts, many of them the same: a table of the distinct ones, and the place of each in it."""

    table: Sequence[str]
    places: Ints

    @classmethod
    def of(cls, texts: Iterable[str]) -> Numbered:
        """The texts, numbered as they come."""
        numbers = Numbers()
        places = np.fromiter((numbers[text] for text in texts), dtype=np.int64)
        return cls(list(numbers), places)


class Numbers(dict[str, int]):
    """The number of each text that is asked for: they are numbered as they come."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def united(parts: Sequence[Numbered]) -> Numbered:
    """The texts of the first part, of the second, and so on; their table is sorted."""
    table = sorted({text for part in parts for text in part.table})
    place = {text: n for n, text in enumerate(table)}
    moved = [np.fromiter(map(place.__getitem__, part.table), np.int64, len(part.table)) for part in parts]
    return Numbered(table, np.concatenate([to[part.places] for to, part in zip(moved, parts, strict=True)]))


def put_together(parts: Sequence[T]) -> T:
    """The columns (named tuples of arrays, lists and `Numbered`) of the first part, of the second, and so on."""
    return type(parts[0])(*map(_joined, zip(*parts, strict=True)))


def _joined(parts: Sequence[Any]) -> Any:
    if isinstance(parts[0], Numbered):
        return united(parts)
    if isinstance(parts[0], tuple):
        return put_together(parts)
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts)
    return [text for part in parts for text in part]


def starts_of(counts: Ints) -> Ints:
    """Where each of some groups that stand one behind the other begins, and where the last one ends."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])


def members(counts: Ints, groups: Ints) -> Ints:
    """Where the members of some groups stand, group by group, if the groups have so many and stand in order."""
    return ranges(starts_of(counts)[groups], counts[groups])


def ranges(starts: Ints, sizes: Ints) -> Ints:
    """The places of the first run of places, of the second, and so on."""
    return np.repeat(starts - starts_of(sizes)[:-1], sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


def is_first(ordered: Ints) -> npt.NDArray[np.bool_]:
    """Which of some numbers in order are not the same as the one before."""
    is_first = np.empty(len(ordered), dtype=np.bool_)
    is_first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return is_first


def distinct(numbers: Ints) -> Ints:
    """The distinct ones, in order; numpy's own `unique` loads half of the library at its first call."""
    ordered = np.sort(numbers)
    return ordered[is_first(ordered)]


def found_among(numbers: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """The places of those keys that stand among some distinct numbers in order, and where they stand there.

    Most keys do not: they are ruled out by the last bits of the numbers, which is much faster than to look for each.
    """
    last_bits = (1 << (_ROOM * len(numbers)).bit_length()) - 1
    held = np.zeros(last_bits + 1, dtype=np.bool_)
    held[numbers & last_bits] = True
    kept = np.flatnonzero(held[keys & last_bits])
    wanted = keys[kept]
    at = np.minimum(numbers.searchsorted(wanted), len(numbers) - 1)
    found = numbers[at] == wanted
    return kept[found], at[found]


_ROOM = 8
"""Values of the last bits for each number at least, so that few others have the same."""
