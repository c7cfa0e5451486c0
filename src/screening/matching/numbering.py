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
    sizes = counts[groups]
    first = starts_of(counts)[groups] - starts_of(sizes)[:-1]
    return np.repeat(first, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)
