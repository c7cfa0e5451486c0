"""An analysed name with its weights: what the index stores and the alignment compares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screening.names.analysis import LIGHT, AnalysedName, Reading, Word

_LONGEST_JOIN = 48

IsWord = Callable[[str], bool]
"""Whether words run together may be a word."""


class Unit(NamedTuple):
    """One word, or neighbouring words read as one: the words ``first`` to ``last`` of the name, inclusive."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weight: float
    is_joined: bool
    is_whole: bool  # whether it holds every word of the name that says something


@dataclass(frozen=True, slots=True)
class Profile:
    """A name's words, their weights in bits and the units that can be aligned."""

    name: AnalysedName
    weights: tuple[float, ...]
    units: tuple[Unit, ...]  # single words that say something, then joined ones
    total: float  # bits of all words
    light: float  # bits of what can agree without a unit: light words, words that are legal forms elsewhere
    light_places: tuple[int, ...]  # the places of these
    initials: tuple[int, ...]  # places of words that are a single letter
    initial_letters: int  # a bit for each of these letters
    first_letters: int  # a bit for each letter that opens a word which an initial may stand for
    heaviest: float
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed name's profile, and its units under the numbers of the words that they read as."""

    profile: Profile
    by_number: Mapping[int, tuple[tuple[Unit, Reading], ...]]


def has_unit(word: Word) -> bool:
    """Whether a word can anchor a match: light words and initials never do."""
    return word.role not in LIGHT and word.role != "initial"


def profile(
    name: AnalysedName,
    weights: tuple[float, ...],
    *,
    is_person: bool = False,
    is_vessel: bool = False,
    free_text: bool = False,
    is_word: IsWord | None = None,
) -> Profile:
    """List the units of a name by the weights of its words; words run together only where ``is_word`` says that the
    text may be one."""
    words = name.words
    telling = [i for i, w in enumerate(words) if w.role not in LIGHT and w.role != "initial"]
    lone = len(telling) == 1
    units = [Unit(i, i, words[i].readings, weights[i], False, lone) for i in telling]
    heaviest = max([u.weight for u in units], default=0.0)
    units += _joins(words, weights, telling, is_word)
    light_places = tuple([i for i, w in enumerate(words) if w.role in LIGHT or w.form])
    roles = {w.role for w in words}
    initials = tuple([i for i, w in enumerate(words) if w.role == "initial"]) if "initial" in roles else ()
    numbers = [i for i, w in enumerate(words) if w.role == "number"] if "number" in roles else []
    return Profile(
        name=name,
        weights=weights,
        units=tuple(units),
        total=sum(weights),
        light=sum([weights[i] for i in light_places]),
        light_places=light_places,
        initials=initials,
        initial_letters=_letters(words[i].readings[0].text for i in initials),
        first_letters=_letters(r.text for i in telling for r in words[i].readings),
        heaviest=heaviest,
        numbers=sum([weights[i] for i in numbers]),
        number_values=frozenset([n for i in numbers if (n := words[i].number) is not None]),
        places=sum([b for w, b in zip(words, weights, strict=True) if w.role == "place"]) if "place" in roles else 0.0,
        is_person=is_person,
        is_vessel=is_vessel,
        free_text=free_text,
    )


def _letters(texts: Iterable[str]) -> int:
    """A bit for each letter (of the alphabet; any other is one more) that opens one of the texts."""
    bits = 0
    for text in texts:
        bits |= 1 << min(max(ord(text[0]) - _FIRST_LETTER, 0), _OTHER_LETTER)
    return bits


_FIRST_LETTER = ord("a")
_OTHER_LETTER = 26


def _joins(
    words: tuple[Word, ...], weights: tuple[float, ...], telling: Sequence[int], is_word: IsWord | None
) -> Iterator[Unit]:
    """Pairs of neighbours, and the whole name without its legal forms: words are joined and parted at will."""
    if len(words) < 2:
        return
    joinable = [w.role not in _APART for w in words]
    little = [w.role in _LITTLE for w in words]
    for i in range(len(words) - 1):
        if joinable[i] and joinable[i + 1] and not (little[i] and little[i + 1]):
            yield from _joined(words, weights, i, i + 1, telling, is_word)
    body = [i for i, is_joinable in enumerate(joinable) if is_joinable]
    if len(body) >= 3 and body[-1] - body[0] == len(body) - 1:
        yield from _joined(words, weights, body[0], body[-1], telling, is_word)
    if "legal" in [w.role for w in words]:
        yield from _joined(words, weights, 0, len(words) - 1, telling, is_word)


_APART = frozenset({"legal", "payment", "title"})
_LITTLE = frozenset({"stop"})
"""Roles of words of which two beside each other are no word in one."""


def _joined(
    words: tuple[Word, ...],
    weights: tuple[float, ...],
    first: int,
    last: int,
    telling: Sequence[int],
    is_word: IsWord | None,
) -> Iterator[Unit]:
    inside = bisect_right(telling, last) - bisect_left(telling, first)
    if not inside or last - first >= _LONGEST_JOIN:
        return
    part = words[first : last + 1]
    text = "".join([w.readings[0].text for w in part]).replace(" ", "")
    if len(text) > _LONGEST_JOIN:
        return
    texts = {text: Reading(text)}
    if any(len(w.readings) > 1 for w in part):
        romanised = "".join([next((r.text for r in w.readings if r.kind == "romanised"), w.text) for w in part])
        texts.setdefault(romanised, Reading(romanised, "romanised"))
    if is_word is None or any(map(is_word, texts)):
        weight = sum(weights[first : last + 1])
        yield Unit(first, last, tuple(texts.values()), weight, True, inside == len(telling))
