"""An analysed name with its weights: what the index stores and the alignment compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from screening.matching.outline import NO_UNIT, Outline, Run, Shape
from screening.names.analysis import AnalysedName, Word
from screening.names.readings import Reading


def is_short(word: str) -> bool:
    """Whether a word is as short as codes in texts are; words of other scripts say more in few characters."""
    return len(word) <= _LONGEST_CODE and word.isascii()


_LONGEST_CODE = 3


class Unit(NamedTuple):
    """One word, or neighbouring words read as one: the words ``first`` to ``last`` of the name, inclusive."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weight: float
    is_joined: bool
    is_whole: bool  # whether it holds every word of the name that says something


class Profile(NamedTuple):
    """A name's words, their weights in bits and the units that can be aligned."""

    name: AnalysedName
    weights: tuple[float, ...]
    shape: Shape
    units: tuple[Unit, ...]  # single words that say something, then joined ones
    total: float  # bits of all words
    light: float  # bits of what can agree without a unit
    numbers: float  # bits of the numbers
    number_values: frozenset[int]
    places: float  # bits of the words for places
    is_person: bool
    is_vessel: bool = False  # or an aircraft: what is known by a call name and a number
    free_text: bool = False  # a text that may hold a name anywhere

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the name."""
        return self.name.words

    @property
    def is_body(self) -> bool:
        """Whether it is neither a person's name nor a ship's."""
        return not self.is_person and not self.is_vessel

    @property
    def heaviest(self) -> float:
        """The bits of the word that says most."""
        return max([self.weights[i] for i in self.shape.telling], default=0.0)

    @property
    def initial_letters(self) -> int:
        """A bit for each letter that is an initial."""
        return _letters(self.name.words, self.shape.initials)

    @property
    def first_letters(self) -> int:
        """A bit for each letter that opens a word which an initial may stand for."""
        return _letters(self.name.words, self.shape.telling)


def _letters(words: Sequence[Word], places: Sequence[int]) -> int:
    """A bit for each letter (of the alphabet; any other is one more) that opens a reading of words at some places."""
    bits = 0
    for i in places:
        for text, _ in words[i].readings:
            bits |= _LETTER_BITS.get(text[0], _OTHER_LETTER)
    return bits


_LETTER_BITS = {letter: 1 << n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_OTHER_LETTER = 1 << len(_LETTER_BITS)


class Listed(NamedTuple):
    """A listed name's profile, and its units under the numbers of the words that they read as."""

    profile: Profile
    by_number: Mapping[int, tuple[tuple[Unit, Reading], ...]]


def has_unit(word: Word) -> bool:
    """Whether a word can anchor a match: light words and initials never do."""
    return word.role not in NO_UNIT


def profile(
    name: AnalysedName,
    weights: tuple[float, ...],
    own: Outline,
    *,
    is_person: bool = False,
    is_vessel: bool = False,
    free_text: bool = False,
) -> Profile:
    """List the units of a name, of which ``own`` is the outline, by the weights of its words."""
    words = name.words
    shape = own.shape
    telling, light, _, numbers, places, _, _ = shape
    lone = len(telling) == 1
    units = [_unit((i, i, words[i].readings, weights[i], False, lone)) for i in telling]
    if own.runs:
        units += [_joined(run, weights, shape) for run in own.runs]
    return Profile(
        name,
        weights,
        shape,
        tuple(units),
        sum(weights),
        sum([weights[i] for i in light]) if light else 0.0,
        sum([weights[i] for i in numbers]) if numbers else 0.0,
        frozenset([n for i in numbers if (n := words[i].number) is not None]) if numbers else _NO_NUMBERS,
        sum([weights[i] for i in places]) if places else 0.0,
        is_person,
        is_vessel,
        free_text,
    )


_NO_NUMBERS: frozenset[int] = frozenset()
_unit: Callable[[tuple[int, int, tuple[Reading, ...], float, bool, bool]], Unit] = partial(tuple.__new__, Unit)
"""Makes a unit of its fields, in half the time."""


def _joined(run: Run, weights: Sequence[float], shape: Shape) -> Unit:
    first, last, text, romanised = run
    readings = {text: Reading(text)}
    if romanised:
        readings.setdefault(romanised, Reading(romanised, "romanised"))
    weight = sum(weights[first : last + 1])
    return Unit(first, last, tuple(readings.values()), weight, True, shape.is_whole(first, last))
